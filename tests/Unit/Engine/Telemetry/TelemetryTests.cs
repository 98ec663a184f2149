using System;
using System.IO;
using System.Threading;
using LowLatencyEngine.Engine.Telemetry;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Telemetry;

[Collection(ByteCounting.Name)]
public sealed class TelemetryTests : IDisposable
{
    private static readonly InstrumentTable Instruments = new(
    [
        new Instrument(0, "BTC-USDT", "BTCUSDT", "USDT", new DecimalScale(1, 2), new DecimalScale(1, 5), Multiplier: 1),
        new Instrument(1, "ES", "ESZ6", "USD", new DecimalScale(25, 2), new DecimalScale(1, 0), Multiplier: 50),
    ]);

    private readonly string _folder = Directory.CreateTempSubdirectory("lle-telemetry-").FullName;

    private string FilePath => Path.Combine(_folder, "engine.telemetry");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_reader_needs_nothing_but_the_file()
    {
        using TelemetryWriter writer = Create();
        using TelemetryReader reader = TelemetryReader.OpenOrThrow(FilePath);

        Assert.Equal(Instruments.ContentHash(), reader.Instruments.ContentHash());
        Assert.Equal(Environment.ProcessId, reader.ProcessId);
        Assert.Equal(FixedClock.StartNs, reader.StartTimestampNs);
        Assert.Equal(FixedClock.StartNs, reader.HeartbeatTimestampNs);
        Assert.True(reader.NowNs >= reader.StartTimestampNs);
    }

    [Fact]
    public void A_counter_is_the_sum_of_its_lanes()
    {
        using TelemetryWriter writer = Create();
        using TelemetryReader reader = TelemetryReader.OpenOrThrow(FilePath);
        TelemetryLane decision = writer.OpenLane("decision");
        TelemetryLane feed = writer.OpenLane("feed");

        decision.Increment(Counter.Events);
        decision.Add(Counter.JournalBytes, 256);
        feed.Add(Counter.Events, 40);
        feed.Increment(Counter.OutboundRingFull);

        Assert.Equal(41, reader.Read(Counter.Events));
        Assert.Equal(40, reader.Read(Counter.Events, lane: 1));
        Assert.Equal(256, reader.Read(Counter.JournalBytes));
        Assert.Equal(1, reader.Read(Counter.OutboundRingFull));
        Assert.Equal(0, reader.Read(Counter.Trades));
        Assert.Equal(2, reader.LaneCount);
        Assert.Equal(["decision", "feed"], new[] { reader.LaneName(0), reader.LaneName(1) });
    }

    [Fact]
    public void A_feed_has_a_lane_that_is_no_threads_and_instruments_that_are_its_own()
    {
        using TelemetryWriter writer = Create();
        using TelemetryReader reader = TelemetryReader.OpenOrThrow(FilePath);
        writer.OpenLane("decision");
        writer.OpenFeedLane("kraken").Set(Counter.FeedGaps, 2);
        writer.OpenFeedLane("bybit").Set(Counter.FeedGaps, 3);
        writer.NameFeed(1, "bybit");

        Assert.Equal(["", "kraken", "bybit"], new[] { reader.FeedName(0), reader.FeedName(1), reader.FeedName(2) });
        Assert.Equal((2, 5), (reader.FindFeedLane("bybit"), reader.Read(Counter.FeedGaps)));
        Assert.Equal(("", "bybit"), (reader.FeedOf(0), reader.FeedOf(1)));
        Assert.Throws<ArgumentException>(() => reader.FindFeedLane("none"));
    }

    [Fact]
    public void Every_counter_and_gauge_has_a_slot_of_its_own()
    {
        using TelemetryWriter writer = Create();
        using TelemetryReader reader = TelemetryReader.OpenOrThrow(FilePath);
        TelemetryLane lane = writer.OpenLane("decision");

        foreach (Counter counter in Enum.GetValues<Counter>())
            lane.Add(counter, 1_000 + (int)counter);
        foreach (Gauge gauge in Enum.GetValues<Gauge>())
            writer.Set(gauge, -1 - (int)gauge);

        Assert.All(Enum.GetValues<Counter>(), counter => Assert.Equal(1_000 + (int)counter, reader.Read(counter)));
        Assert.All(Enum.GetValues<Gauge>(), gauge => Assert.Equal(-1 - (int)gauge, reader.Read(gauge)));
    }

    [Fact]
    public void Instrument_gauges_arrive_whole_and_apart_from_each_other()
    {
        using TelemetryWriter writer = Create();
        using TelemetryReader reader = TelemetryReader.OpenOrThrow(FilePath);

        ref InstrumentGauges gauges = ref writer.BeginUpdate(1);
        gauges.BestBidTicks = 20_000;
        gauges.PositionLots = -3;
        gauges.Fitness = FeedState.Live;
        writer.EndUpdate(1);

        Assert.True(reader.TryRead(1, out InstrumentGauges read));
        Assert.Equal((20_000, -3, FeedState.Live), (read.BestBidTicks, read.PositionLots, read.Fitness));
        Assert.True(reader.TryRead(0, out InstrumentGauges other));
        Assert.Equal(default, other);
    }

    [Fact]
    public void A_reader_does_not_hang_on_an_update_that_never_ends()
    {
        using TelemetryWriter writer = Create();
        using TelemetryReader reader = TelemetryReader.OpenOrThrow(FilePath);

        writer.BeginUpdate(0).BestBidTicks = 1;

        Assert.False(reader.TryRead(0, out _));
        writer.EndUpdate(0);
        Assert.True(reader.TryRead(0, out _));
    }

    [Fact]
    public void A_reader_never_sees_half_of_an_update()
    {
        const int updateCount = 200_000;
        using TelemetryWriter writer = Create();
        using TelemetryReader reader = TelemetryReader.OpenOrThrow(FilePath);
        var thread = new Thread(() =>
        {
            for (int i = 1; i <= updateCount; i++)
            {
                ref InstrumentGauges gauges = ref writer.BeginUpdate(0);
                gauges.BestBidTicks = i;
                gauges.LastUpdateId = -i;
                gauges.UpdatedTimestampNs = 2L * i;
                writer.EndUpdate(0);
            }
        });
        thread.Start();

        long lastTicks = 0;
        while (lastTicks < updateCount)
        {
            if (!reader.TryRead(0, out InstrumentGauges gauges))
                continue; // The writer was taken off its core in the middle.

            long ticks = gauges.BestBidTicks;
            Assert.Equal((-ticks, 2 * ticks), (gauges.LastUpdateId, gauges.UpdatedTimestampNs));
            Assert.True(gauges.BestBidTicks >= lastTicks);
            lastTicks = gauges.BestBidTicks;
        }

        thread.Join();
    }

    [Fact]
    public void A_copied_histogram_is_consistent_while_another_thread_records()
    {
        const int recordCount = 200_000;
        using TelemetryWriter writer = Create();
        using TelemetryReader reader = TelemetryReader.OpenOrThrow(FilePath);
        var thread = new Thread(() =>
        {
            LatencyHistogram histogram = writer.Histogram(LatencyKind.TickToOrder);
            for (int i = 1; i <= recordCount; i++)
                histogram.Record(i);
        });
        thread.Start();

        long lastCount = 0;
        while (lastCount < recordCount)
        {
            LatencyHistogram copy = reader.Histogram(LatencyKind.TickToOrder);
            Assert.True(copy.Count >= lastCount);
            Assert.True(copy.Count == 0 || copy.PercentileNs(100) <= copy.MaxNs);
            Assert.True(copy.Count == 0 || copy.MinNs <= copy.PercentileNs(0));
            lastCount = copy.Count;
        }

        thread.Join();
        Assert.Equal(recordCount, reader.Histogram(LatencyKind.TickToOrder).MaxNs);
        Assert.Equal(0, reader.Histogram(LatencyKind.Decision).Count);
        Assert.Equal(0, reader.Histogram(LatencyKind.OrderToAck).Count);
    }

    [Fact]
    public void Writing_allocates_nothing()
    {
        using TelemetryWriter writer = Create();
        TelemetryLane lane = writer.OpenLane("decision");
        WriteEveryKind(writer, lane); // Warm up: the first call pays for the JIT.
        long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();

        for (int i = 0; i < 1_000; i++)
            WriteEveryKind(writer, lane);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - allocatedBefore);
    }

    [Fact]
    public void Allocated_bytes_count_from_the_thread_s_own_start()
    {
        using TelemetryWriter writer = Create();
        using TelemetryReader reader = TelemetryReader.OpenOrThrow(FilePath);
        TelemetryLane lane = writer.OpenLane("decision");

        lane.StartCounts();
        lane.PublishAllocatedBytes();
        Assert.Equal(0, reader.AllocatedBytes(lane: 0));

        GC.KeepAlive(new byte[10_000]);
        lane.PublishAllocatedBytes();
        Assert.True(reader.AllocatedBytes(lane: 0) >= 10_000);
    }

    [Fact]
    public void Refuses_an_instrument_that_is_not_there_and_a_lane_too_many()
    {
        using TelemetryWriter writer = Create();
        for (int i = 0; i < 16; i++)
            writer.OpenLane($"lane {i}");

        Assert.Throws<InvalidOperationException>(() => writer.OpenLane("one more"));
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.EndUpdate(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.EndUpdate(-1));
        Assert.Throws<ArgumentException>(() => Create("second", new InstrumentTable(
            [new Instrument(0, new string('x', 65), "X", "USD", new DecimalScale(1, 0), new DecimalScale(1, 0), 1)])));
        Assert.Equal([FilePath], Directory.GetFiles(_folder)); // Nothing half made is left behind.
    }

    private TelemetryWriter Create() => new(FilePath, Instruments, new FixedClock());

    private TelemetryWriter Create(string name, InstrumentTable instruments) =>
        new(Path.Combine(_folder, name), instruments, new FixedClock());

    private static void WriteEveryKind(TelemetryWriter writer, TelemetryLane lane)
    {
        lane.Increment(Counter.Events);
        lane.PublishAllocatedBytes();
        writer.Set(Gauge.InboundRingDepth, 5);
        writer.Beat(7);
        writer.BeginUpdate(1).BestAskTicks = 9;
        writer.EndUpdate(1);
        writer.Histogram(LatencyKind.Decision).Record(1_000);
    }

    private sealed class FixedClock : IClock
    {
        public const long StartNs = 1_723_075_200_000_000_000;

        public long NowNs => StartNs;
    }
}
