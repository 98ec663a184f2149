using System;
using System.Threading;
using LowLatencyEngine.Engine.Telemetry;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Journal;
using LowLatencyEngine.Model;
using LowLatencyEngine.Ring;
using LowLatencyEngine.Venues.Gateway;

namespace LowLatencyEngine.Engine.Threads;

/// <summary>
/// What is not the decision thread's to tell: feeds, session, rings, journal, collections. Refreshed by a timer on the
/// thread pool, twenty times a second.
/// </summary>
internal sealed class SurroundingsTelemetry : IDisposable
{
    /// <summary>Its lane; the others are the hot threads'.</summary>
    public const string LaneName = "surroundings";

    private const int IntervalMs = 50;

    private readonly TelemetryWriter _writer;
    private readonly TelemetryLane _lane;
    private readonly Surroundings _seen;
    private readonly Timer _timer;
    private readonly Lock _lock = new();

    public SurroundingsTelemetry(TelemetryWriter writer, Surroundings seen)
    {
        _writer = writer;
        _lane = writer.OpenLane(LaneName);
        _seen = seen;
        _writer.Set(Gauge.InboundRingCapacity, seen.Inbound.CapacitySlots);
        _writer.Set(Gauge.OutboundRingCapacity, seen.Outbound.CapacitySlots);
        _timer = new Timer(static state => ((SurroundingsTelemetry)state!).Publish(), this, IntervalMs, IntervalMs);
    }

    /// <summary>Refreshes now. Any thread.</summary>
    public void Publish()
    {
        lock (_lock)
        {
            _seen.Feeds.Publish();
            PublishVenue();
            PublishRings();
            PublishJournal();
            _writer.Set(Gauge.Gen0Collections, GC.CollectionCount(0));
            _writer.Set(Gauge.Gen1Collections, GC.CollectionCount(1));
            _writer.Set(Gauge.Gen2Collections, GC.CollectionCount(2));
        }
    }

    /// <summary>Stops the timer and waits for a refresh that is under way.</summary>
    public void Dispose()
    {
        using var done = new ManualResetEvent(initialState: false);
        if (_timer.Dispose(done))
            done.WaitOne();
    }

    private void PublishVenue()
    {
        FixSession session = _seen.Gateway.Session;
        _lane.Set(Counter.VenueMessagesSent, session.Counters.MessagesSent);
        _lane.Set(Counter.VenueMessagesReceived, session.Counters.MessagesReceived);
        _lane.Set(Counter.VenueBytesSent, session.Counters.BytesSent);
        _lane.Set(Counter.VenueBytesReceived, session.Counters.BytesReceived);
        _lane.Set(Counter.VenueMalformed, session.Counters.GarbledReceived);
        _lane.Set(Counter.VenueLogons, session.Counters.LogonsCompleted);
        _writer.Set(Gauge.NextSenderMsgSeqNum, session.NextOutgoing);
        _writer.Set(Gauge.NextTargetMsgSeqNum, session.NextIncoming);
    }

    private void PublishRings()
    {
        _lane.Set(Counter.InboundRingFull, _seen.Inbound.FullCount);
        _lane.Set(Counter.OutboundRingFull, _seen.Outbound.FullCount);
        _writer.Set(Gauge.InboundRingDepth, _seen.Inbound.CapacitySlots - _seen.Inbound.RemainingCapacitySlots);
        _writer.Set(Gauge.InboundRingDepthMax, _seen.Inbound.DepthSlotsMax);
        _writer.Set(Gauge.OutboundRingDepth, _seen.Outbound.CapacitySlots - _seen.Outbound.RemainingCapacitySlots);
        _writer.Set(Gauge.OutboundRingDepthMax, _seen.Outbound.DepthSlotsMax);
    }

    private void PublishJournal()
    {
        long records = _seen.Journal.NextSequence - 1;
        _lane.Set(Counter.JournalRecords, records);
        _lane.Set(Counter.JournalBytes, records * EngineEvent.SizeBytes);
        _writer.Set(Gauge.JournalSequence, records);
        _writer.Set(Gauge.JournalDurableSequence, _seen.Journal.DurableSequence);
    }
}

/// <summary>What <see cref="SurroundingsTelemetry"/> looks at.</summary>
internal sealed record Surroundings(
    FeedSet Feeds,
    FixOrderGateway Gateway,
    JournalWriter Journal,
    RingBuffer<EngineEvent> Inbound,
    RingBuffer<EngineEvent> Outbound);
