using System;
using System.IO;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Journal;
using LowLatencyEngine.Model;
using LowLatencyEngine.Ring;

namespace LowLatencyEngine.Programs.Decision;

/// <summary>
/// The engine's own pipeline on the caller's thread: analysis, strategies, risk, orders, a real journal on disk, an
/// outbound ring, and a broker that answers at once.
/// </summary>
internal sealed class BenchEngine : IDisposable
{
    private const int RecordsPerInputMax = DecisionState.OutboxCapacity + 1;
    private const int OutboundCapacitySlots = 1_024;

    private static readonly TimeSpan RoomPatience = TimeSpan.FromSeconds(30);

    private readonly string _folder;
    private readonly JournalWriter _journal;
    private readonly RingBuffer<EngineEvent> _outbound;
    private readonly EventPoller<EngineEvent> _outboundPoller;
    private VenueStage _venueStage;
    private readonly Pipeline<JournalLog, OutboundSink> _pipeline;

    public BenchEngine(EngineConfiguration configuration)
    {
        _folder = Path.Combine(Path.GetTempPath(), $"lle-bench-{Guid.NewGuid():N}");
        var options = new JournalOptions(
            _folder, configuration.Journal.SegmentSizeBytes, JournalMode.Process, InstrumentTableHash: 1, "bench");
        _journal = JournalWriter.Open(options, out _);
        _outbound = RingBuffer<EngineEvent>.CreateSingleProducer(OutboundCapacitySlots);
        _outboundPoller = _outbound.NewPoller();
        _outbound.AddGatingSequence(_outboundPoller.Sequence);
        _venueStage = new VenueStage(Venue);
        State = new DecisionState(configuration);
        _pipeline = new(State, new JournalLog(_journal), new OutboundSink(_outbound));
        Begin(configuration);
    }

    public DecisionState State { get; }

    public EchoVenue Venue { get; } = new();

    /// <summary>Records in the journal.</summary>
    public long RecordCount => _journal.NextSequence - 1;

    /// <summary>
    /// One event through all stages: its orders are in the journal and in the outbound ring when this returns.
    /// </summary>
    /// <exception cref="InvalidOperationException">The journal has no room.</exception>
    public void Decide(ref EngineEvent input)
    {
        if (_journal.RoomRecords < RecordsPerInputMax)
            WaitForRoom(RecordsPerInputMax);

        _pipeline.OnEvent(ref input, sequence: 0, endOfBatch: true);
    }

    /// <summary>So many records can be written without waiting.</summary>
    /// <exception cref="InvalidOperationException">The journal has no room.</exception>
    public void WaitForRoom(int recordCount)
    {
        if (!_journal.TryWaitForRoom(recordCount, RoomPatience))
            throw new InvalidOperationException($"the journal has no room: cause={_journal.Failure?.Message}");
    }

    /// <summary>What the broker answers, and what follows from that, until nothing is on its way.</summary>
    public void Settle()
    {
        while (_outboundPoller.Poll(ref _venueStage, EchoVenue.MessagesMax) > 0)
        {
            for (int i = 0; i < Venue.ReportCount; i++)
                Decide(ref Venue.Report(i));

            Venue.ClearReports();
        }
    }

    public void Dispose()
    {
        _journal.Dispose();
        _outbound.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void Begin(EngineConfiguration configuration)
    {
        var start = new EngineEvent();
        EngineEvents.Begin(ref start, EventKind.EngineStart, EventSource.Engine, nowNs: 0).Start = new EngineStart
        {
            OrderIdBase = 1,
            ConfigurationHash = configuration.DecisionHash,
            StartCount = 1,
        };
        Decide(ref start);
        var session = new EngineEvent();
        EngineEvents.Begin(ref session, EventKind.VenueStatus, EventSource.Venue, nowNs: 0).Venue.State =
            VenueState.Ready;
        Decide(ref session);
    }

    private readonly struct OutboundSink(RingBuffer<EngineEvent> ring) : IOrderSink
    {
        public void Send(in EngineEvent output)
        {
            long sequence = ring.Next();
            ring[sequence] = output;
            ring.Publish(sequence);
        }
    }

    private readonly struct VenueStage(EchoVenue venue) : IStage<EngineEvent>
    {
        public void OnEvent(ref EngineEvent slot, long sequence, bool endOfBatch) =>
            venue.OnEvent(in slot);
    }
}
