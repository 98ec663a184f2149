using System;
using System.Collections.Generic;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Feeds;
using LowLatencyEngine.Feeds.Binance;
using LowLatencyEngine.Feeds.Recorded;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using LowLatencyEngine.Ring;

namespace LowLatencyEngine.Backtest;

/// <summary>
/// Recorded market data through the engine's own pipeline, in process: no sockets, no clock, a venue that answers at
/// once. The same files and configuration give the same result, whatever the thread map and however often it is run.
/// One run an object.
/// </summary>
public sealed class RecordedRun : IDisposable
{
    private const int BatchSlotsMax = 256;
    private const int OutboundCapacitySlots = 4_096;
    private const int HeldEventsMax = 65_536;
    private const long TimerIntervalNs = 100_000_000;

    private readonly RingBuffer<EngineEvent> _inbound;
    private readonly RingBuffer<EngineEvent> _outbound;
    private readonly EventPoller<EngineEvent> _inboundPoller;
    private readonly EventPoller<EngineEvent> _outboundPoller;
    private readonly EngineConfiguration _configuration;
    private readonly InProcessVenue _venue;
    private readonly RunCounts _counts = new();
    private Pipeline<RunLog, OutboundRing> _pipeline;
    private long _nextTimerNs;

    public RecordedRun(EngineConfiguration configuration)
    {
        _configuration = configuration;
        State = new DecisionState(configuration with { Reconcile = new() }); // Its venue has no account to compare.
        _inbound = RingBuffer<EngineEvent>.CreateMultiProducer(configuration.Threads.InboundCapacitySlots);
        _inboundPoller = _inbound.NewPoller();
        _inbound.AddGatingSequence(_inboundPoller.Sequence);
        _outbound = RingBuffer<EngineEvent>.CreateSingleProducer(OutboundCapacitySlots);
        _outboundPoller = _outbound.NewPoller();
        _outbound.AddGatingSequence(_outboundPoller.Sequence);
        _venue = new InProcessVenue(configuration.Instruments, Hedges(State.Positions), _inbound);
        _pipeline = new Pipeline<RunLog, OutboundRing>(State, new RunLog(_counts), new OutboundRing(_outbound));
    }

    /// <summary>What the decision thread knows; read it after <see cref="Run"/>.</summary>
    public DecisionState State { get; }

    /// <summary>Plays the files in turn, to their end.</summary>
    /// <param name="files">Recorded Binance spot files.</param>
    /// <param name="map">inline: everything on the caller's thread; duo: the pipeline on a thread of its own; spread:
    /// the venue on another.</param>
    /// <exception cref="RecordedFileException">A file is missing or damaged.</exception>
    public RecordedRunResult Run(IReadOnlyList<string> files, ThreadMap map)
    {
        using PipelineThread<Pipeline<RunLog, OutboundRing>>? thread =
            map != ThreadMap.Inline ? new(_inboundPoller, _pipeline) : null;
        using PipelineThread<InProcessVenue.OrderStage>? venueThread =
            map == ThreadMap.Spread ? new(_outboundPoller, _venue.Stage) : null;
        using var feed = new RecordedFeed(
            BinanceVenue.Spot(new FeedSymbols(_configuration.Instruments), HeldEventsMax), files, _ => { });
        using IEnumerator<RecordedFrame> frames = Frames(files).GetEnumerator();
        Start();
        while (feed.TryReadNext(out ReadOnlySpan<EngineEvent> events))
        {
            // Orders that one of these events causes wait for all of them, whatever thread the venue has: so the order
            // of the inputs is that of the inline map.
            lock (_venue.Gate)
            {
                if (frames.MoveNext())
                {
                    PublishTimerIfDue(frames.Current.ReceiveTimestampNs);
                    _venue.OnFrame(frames.Current);
                }

                Publish(events);
            }

            Settle(thread, venueThread);
        }

        Settle(thread, venueThread);
        return new RecordedRunResult(_counts.InputCount, _counts.OutputCount, _counts.Hash.Value, State.Hash());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _inbound.Dispose();
        _outbound.Dispose();
    }

    private static bool[] Hedges(PositionLedger positions)
    {
        bool[] hedges = new bool[positions.StrategyCount + 1];
        for (int i = 0; i < positions.StrategyCount; i++)
            hedges[i] = positions.Hedges((ushort)i);

        hedges[^1] = positions.Hedges(OrderRequest.OperatorStrategyIndex);
        return hedges;
    }

    private static IEnumerable<RecordedFrame> Frames(IReadOnlyList<string> files)
    {
        foreach (string path in files)
        {
            using RecordedFile file = RecordedFile.OpenOrThrow(path);
            while (file.TryRead(out RecordedFrame frame))
                yield return frame;
        }
    }

    private void Start()
    {
        long sequence = _inbound.Next();
        ref EngineEvent start = ref EngineEvents.Begin(
            ref _inbound[sequence], EventKind.EngineStart, EventSource.Engine, nowNs: 0);
        start.Start = new EngineStart
        {
            OrderIdBase = 1,
            ConfigurationHash = _configuration.DecisionHash,
            StartCount = 1,
        };
        _inbound.Publish(sequence);
        sequence = _inbound.Next();
        ref EngineEvent session = ref EngineEvents.Begin(
            ref _inbound[sequence], EventKind.VenueStatus, EventSource.Venue, nowNs: 0);
        session.Venue.State = VenueState.Ready;
        _inbound.Publish(sequence);
    }

    private void Publish(ReadOnlySpan<EngineEvent> events)
    {
        foreach (ref readonly EngineEvent item in events)
        {
            if (_inbound.RemainingCapacitySlots == 0)
            {
                throw new InvalidOperationException(
                    $"one line has more events than the ring: events={events.Length}; enlarge threads.inboundSlots");
            }

            long sequence = _inbound.Next();
            _inbound[sequence] = item;
            _inbound.Publish(sequence);
        }
    }

    private void PublishTimerIfDue(long nowNs)
    {
        if (nowNs < _nextTimerNs)
            return;

        _nextTimerNs = nowNs + TimerIntervalNs;
        long sequence = _inbound.Next();
        ref EngineEvent timer = ref EngineEvents.Begin(
            ref _inbound[sequence], EventKind.Timer, EventSource.Clock, nowNs);
        timer.Timer.DueTimestampNs = nowNs;
        _inbound.Publish(sequence);
    }

    /// <summary>Until nothing is on its way any more: orders cause reports, which cause orders.</summary>
    private void Settle(
        PipelineThread<Pipeline<RunLog, OutboundRing>>? thread, PipelineThread<InProcessVenue.OrderStage>? venueThread)
    {
        long decided;
        do
        {
            decided = _inbound.CursorSequence;
            if (thread is not null)
                thread.WaitUntil(decided);
            else
                PollAll();

            if (venueThread is not null)
                venueThread.WaitUntil(_outbound.CursorSequence);
            else
                PollVenue();
        }
        while (_inbound.CursorSequence != decided);
    }

    private void PollVenue()
    {
        while (_outboundPoller.Poll(ref _venue.Stage, BatchSlotsMax) > 0)
        {
            // Its reports wait in the inbound ring.
        }
    }

    private void PollAll()
    {
        while (_inboundPoller.Poll(ref _pipeline, BatchSlotsMax) > 0)
        {
            // Each poll takes what the one before made possible.
        }
    }

    /// <summary>Orders wait here for the venue, as in the engine's duo map.</summary>
    private readonly struct OutboundRing(RingBuffer<EngineEvent> ring) : IOrderSink
    {
        public void Send(in EngineEvent output) => ring.TryPublish(in output, FullPolicy.Wait);
    }
}

/// <summary>What a run came to.</summary>
/// <param name="Inputs">Events the pipeline was given.</param>
/// <param name="Outputs">Orders, cancels and denials it decided.</param>
/// <param name="RecordHash">Over every byte of both, in order.</param>
/// <param name="StateHash">Of the state at the end.</param>
public sealed record RecordedRunResult(long Inputs, long Outputs, long RecordHash, long StateHash);
