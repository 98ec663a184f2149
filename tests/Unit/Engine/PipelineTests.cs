using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Engine;

public sealed class PipelineTests
{
    private readonly EngineConfiguration _configuration = TestConfiguration.Create();
    private readonly List<EngineEvent> _log = [];
    private readonly List<EngineEvent> _sent = [];
    private readonly DecisionState _state;
    private readonly Pipeline<ListLog, ListSink> _pipeline;

    public PipelineTests()
    {
        _state = new DecisionState(_configuration);
        _pipeline = new Pipeline<ListLog, ListSink>(_state, new ListLog(_log), new ListSink(_sent, _log));
    }

    [Fact]
    public void An_input_stands_in_the_log_before_what_it_caused_and_both_before_anything_is_sent()
    {
        Feed([.. PipelineScript.Opening(_configuration), PipelineScript.Quote(1_000_000_000, 1, 6_000_000)]);

        EngineEvent quote = _log.Single(r => r.Kind == EventKind.Quote);
        List<EngineEvent> orders = _log.FindAll(r => r.Kind == EventKind.NewOrder);
        Assert.NotEmpty(orders);
        Assert.Equal(Enumerable.Range(1, _log.Count).Select(n => (long)n), _log.Select(r => r.Sequence));
        Assert.All(
            orders,
            o => Assert.Equal(
                (quote.Sequence, quote.ReceiveTimestampNs), (o.Order.CauseSequence, o.ReceiveTimestampNs)));

        // ListSink checks that each was logged first.
        Assert.Equal(orders.Select(o => o.Sequence), _sent.Select(o => o.Sequence));
    }

    [Fact]
    public void Nothing_is_sent_while_the_market_is_unfit_or_the_session_is_not_ready()
    {
        List<EngineEvent> opening = [.. PipelineScript.Opening(_configuration)];
        Feed([opening[0], opening[2], PipelineScript.Quote(1_000_000_000, 1, 6_000_000)]); // Live, but no session.
        Assert.Empty(_sent);

        EngineEvent stale = opening[2];
        stale.Feed.State = FeedState.Stale;
        Feed([opening[1], stale, PipelineScript.Quote(2_000_000_000, 2, 6_000_000)]); // Session, but stale.
        Assert.Empty(_sent);

        Feed([opening[2], PipelineScript.Quote(3_000_000_000, 3, 6_000_000)]);
        Assert.NotEmpty(_sent);
    }

    [Fact]
    public void A_halt_cancels_what_is_open_and_denies_what_comes()
    {
        Feed([.. PipelineScript.Opening(_configuration), PipelineScript.Quote(1_000_000_000, 1, 6_000_000)]);
        int openCount = _state.Orders.OpenCount;
        _sent.Clear();

        EngineEvent halt = default;
        EngineEvents.Begin(ref halt, EventKind.Command, EventSource.Operator, 1_100_000_000)
            .Command.Kind = CommandKind.Halt;
        Feed([halt, PipelineScript.Quote(1_200_000_000, 2, 6_000_100)]);

        Assert.Equal(openCount, _sent.Count(o => o.Kind == EventKind.CancelOrder));
        Assert.DoesNotContain(_sent, o => o.Kind == EventKind.NewOrder);
    }

    [Fact]
    public void Orders_in_doubt_after_a_restart_are_asked_after_before_anything_new_is_sent()
    {
        Feed([.. PipelineScript.Opening(_configuration), PipelineScript.Quote(1_000_000_000, 1, 6_000_000)]);
        long[] open = [.. _sent.Select(o => o.Order.OrderId)];
        _sent.Clear();

        List<EngineEvent> opening = [.. PipelineScript.Opening(_configuration)];
        Feed([opening[0], opening[2], opening[1], PipelineScript.Quote(2_000_000_000, 1, 6_000_000)]);

        Assert.Equal(open, _sent.Where(o => o.Kind == EventKind.StatusRequest).Select(o => o.Order.OrderId));
        Assert.DoesNotContain(_sent, o => o.Kind == EventKind.NewOrder);
        Assert.Equal(VenueState.LoggedOn, _state.VenueState);
    }

    [Fact]
    public void Order_ids_go_on_from_the_journals_start()
    {
        Feed([.. PipelineScript.Opening(_configuration), PipelineScript.Quote(1_000_000_000, 1, 6_000_000)]);

        Assert.Equal(1_000, _sent[0].Order.OrderId);
    }

    private void Feed(IEnumerable<EngineEvent> inputs)
    {
        foreach (EngineEvent input in inputs)
        {
            EngineEvent slot = input;
            _pipeline.OnEvent(ref slot, sequence: 0, endOfBatch: true);
        }
    }

    private readonly struct ListLog(List<EngineEvent> records) : IRecordLog
    {
        public long NextSequence => records.Count + 1;

        public void Append(ref EngineEvent record)
        {
            record.Sequence = NextSequence;
            records.Add(record);
        }
    }

    private readonly struct ListSink(List<EngineEvent> sent, List<EngineEvent> log) : IOrderSink
    {
        public void Send(in EngineEvent output)
        {
            long sequence = output.Sequence;
            Assert.Contains(log, r => r.Sequence == sequence);
            sent.Add(output);
        }
    }
}

[Collection(ByteCounting.Name)]
public sealed class PipelineAllocationTests
{
    [Fact]
    public void A_thousand_quotes_with_orders_and_reports_allocate_nothing()
    {
        EngineConfiguration configuration = TestConfiguration.Create();
        EngineEvent[] inputs = [.. PipelineScript.Trading(configuration)];
        Run(configuration, inputs); // Warm up: the first call pays for the JIT.

        Assert.Equal(0, Run(configuration, inputs));
    }

    private static long Run(EngineConfiguration configuration, EngineEvent[] inputs)
    {
        var state = new DecisionState(configuration);
        var pipeline = new Pipeline<PipelineScript.CountLog, PipelineScript.NoSink>(
            state, new PipelineScript.CountLog(new PipelineScript.Counts()), default);
        long before = GC.GetAllocatedBytesForCurrentThread();
        foreach (ref EngineEvent input in inputs.AsSpan())
        {
            EngineEvent slot = input;
            pipeline.OnEvent(ref slot, sequence: 0, endOfBatch: true);
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
