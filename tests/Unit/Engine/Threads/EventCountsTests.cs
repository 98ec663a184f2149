using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using LowLatencyEngine.Engine.Telemetry;
using LowLatencyEngine.Engine.Threads;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Threads;

[Collection(ByteCounting.Name)]
public sealed class EventCountsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lle-counts-").FullName;
    private readonly TelemetryWriter _writer;
    private readonly TelemetryReader _reader;
    private readonly TelemetryLane _lane;
    private readonly EventCounts _counts;

    public EventCountsTests()
    {
        string path = Path.Combine(_folder, "telemetry.bin");
        var instruments = new InstrumentTable(
            [new Instrument(0, "ES", "ESZ6", "USD", new DecimalScale(25, 2), new DecimalScale(1, 0), Multiplier: 50)]);
        _writer = new TelemetryWriter(path, instruments, new SystemClock());
        _reader = TelemetryReader.OpenOrThrow(path);
        _lane = _writer.OpenLane("decision");
        _counts = new EventCounts(_lane, instrumentCount: 1);
    }

    public void Dispose()
    {
        _reader.Dispose();
        _writer.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(EventKind.BookUpdate, Counter.BookUpdates)]
    [InlineData(EventKind.Quote, Counter.Quotes)]
    [InlineData(EventKind.Trade, Counter.Trades)]
    [InlineData(EventKind.FeedStatus, Counter.FeedStatuses)]
    [InlineData(EventKind.CancelReject, Counter.CancelRejects)]
    [InlineData(EventKind.Timer, Counter.Timers)]
    [InlineData(EventKind.Command, Counter.Commands)]
    public void An_input_is_counted_by_its_kind(EventKind kind, Counter counter)
    {
        _counts.CountInput(new EngineEvent { Kind = kind });

        Assert.Equal([Counter.Events, counter], Counted());
    }

    [Theory]
    [InlineData(ExecType.New, Counter.Acknowledged)]
    [InlineData(ExecType.Canceled, Counter.Canceled)]
    [InlineData(ExecType.Rejected, Counter.Rejected)]
    [InlineData(ExecType.Expired, Counter.Expired)]
    [InlineData(ExecType.DoneForDay, Counter.Expired)]
    public void A_report_is_counted_by_what_became_of_the_order(ExecType execType, Counter counter)
    {
        _counts.CountInput(ExecutionOf(execType, lastQtyLots: 0));

        Assert.Equal([Counter.Events, counter], Counted());
    }

    [Fact]
    public void A_fill_is_counted_by_its_quantity()
    {
        _counts.CountInput(ExecutionOf(ExecType.Trade, lastQtyLots: 5));

        Assert.Equal([Counter.Events, Counter.Fills], Counted());
        Assert.Equal(1, _counts.FillCount);
    }

    [Theory]
    [InlineData(EventKind.NewOrder, Counter.Orders)]
    [InlineData(EventKind.ReplaceOrder, Counter.Replaces)]
    [InlineData(EventKind.CancelOrder, Counter.Cancels)]
    [InlineData(EventKind.StatusRequest, Counter.StatusRequests)]
    [InlineData(EventKind.OrderDenied, Counter.Denied)]
    [InlineData(EventKind.StopFired, Counter.StopsFired)]
    public void An_output_is_counted_by_its_kind(EventKind kind, Counter counter)
    {
        _counts.CountOutput(new EngineEvent { Kind = kind });

        Assert.Equal([counter], Counted());
    }

    [Fact]
    public void A_replace_that_waits_is_not_counted_as_sent()
    {
        var waits = new EngineEvent { Kind = EventKind.ReplaceOrder };
        waits.Order.Verdict = RiskVerdict.Waiting;
        _counts.CountOutput(in waits);

        Assert.Empty(Counted());
    }

    [Theory]
    [InlineData(StallChange.Stalled, 1)]
    [InlineData(StallChange.Resumed, 0)]
    [InlineData(StallChange.Closed, 0)]
    public void Of_closings_those_are_counted_that_stall(StallChange change, long expected)
    {
        var output = new EngineEvent { Kind = EventKind.ClosingStalled };
        output.Stall.Change = change;
        _counts.CountOutput(in output);

        Assert.Equal(Enumerable.Repeat(Counter.ClosingsStalled, (int)expected), Counted());
    }

    [Theory]
    [InlineData(1, Counter.BatchesOf1)]
    [InlineData(2, Counter.BatchesOf2To3)]
    [InlineData(3, Counter.BatchesOf2To3)]
    [InlineData(4, Counter.BatchesOf4To7)]
    [InlineData(15, Counter.BatchesOf8To15)]
    [InlineData(16, Counter.BatchesOf16To31)]
    [InlineData(63, Counter.BatchesOf32To63)]
    [InlineData(127, Counter.BatchesOf64To127)]
    [InlineData(128, Counter.BatchesOf128AndMore)]
    [InlineData(65_536, Counter.BatchesOf128AndMore)]
    public void A_batch_is_counted_by_its_size(int eventCount, Counter counter)
    {
        _lane.CountBatch(eventCount);

        Assert.Equal([counter], Counted());
    }

    [Fact]
    public void Counting_allocates_nothing()
    {
        EngineEvent input = ExecutionOf(ExecType.New, lastQtyLots: 1);
        var output = new EngineEvent { Kind = EventKind.NewOrder };
        CountAll(in input, in output);
        long before = GC.GetAllocatedBytesForCurrentThread();

        CountAll(in input, in output);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static EngineEvent ExecutionOf(ExecType execType, long lastQtyLots)
    {
        var input = new EngineEvent { Kind = EventKind.Execution };
        input.Execution.ExecType = execType;
        input.Execution.LastQtyLots = lastQtyLots;
        return input;
    }

    private void CountAll(in EngineEvent input, in EngineEvent output)
    {
        _counts.CountInput(in input);
        _counts.CountOutput(in output);
        _lane.CountBatch(3);
    }

    private IEnumerable<Counter> Counted() => Enum.GetValues<Counter>().Where(counter => _reader.Read(counter) == 1);
}
