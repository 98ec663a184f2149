using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Console;
using LowLatencyEngine.Engine.Reporting;
using LowLatencyEngine.Engine.Threads;
using LowLatencyEngine.Model;
using LowLatencyEngine.Unit.Engine.Risk;
using Xunit;

namespace LowLatencyEngine.Unit.Console;

/// <summary>Closings that stall or go on, in words: for the operator, for `lle status` and `lle journal cat`.</summary>
public sealed class StallTextTests
{
    private readonly LimitDriver _engine = new();

    [Fact]
    public void A_record_shows_whose_leg_it_is_and_why_it_does_not_close()
    {
        EngineEvent e = Record();
        Assert.Equal(
            """
            {"sequence":5,"kind":"ClosingStalled","source":"Engine","received":"1970-01-01T00:00:06.500000000Z",
            "instrument":"BTCUSDT","side":"Sell","strategyIndex":1,"change":"Stalled","cause":"Refused",
            "left":"0.50000000","tried":"0.00000001","since":"1970-01-01T00:00:02.000000000Z",
            "verdict":"NotionalLimit",
            "reason":"NOTIONAL_LIMIT: scope=instrument:BTCUSDT used=0.0006000000 limit=0.0000000001"}
            """.ReplaceLineEndings(""),
            new EventText(_engine.Configuration.Instruments).ToJson(in e));
    }

    [Theory]
    [InlineData(
        StallCause.Refused,
        "our own risk refuses an order of 0.00000001: NOTIONAL_LIMIT: scope=instrument:BTCUSDT used=0.0006000000 " +
        "limit=0.0000000001; it is tried again each second; see 'lle risk', loosen the limit with 'lle limit set', " +
        "or close it at the broker")]
    [InlineData(
        StallCause.MarketUnfit,
        "its market is not fit to trade on; see the feeds in 'lle status'; close it at the broker if need be")]
    [InlineData(
        StallCause.SessionDown,
        "the session to the broker is not ready; see 'lle status' and 'lle reconcile'; close it at the broker if " +
        "need be")]
    [InlineData(
        StallCause.Halted,
        "instrument:BTCUSDT is halted; 'lle resume --scope instrument:BTCUSDT --confirm NAME' lets it go on, or " +
        "close it at the broker")]
    [InlineData(
        StallCause.OpenOrders,
        "orders are open there that do not end; see 'lle orders', end them with 'lle cancel' or at the broker")]
    [InlineData(
        StallCause.Unfilled,
        "orders go out and fill nothing, the latest of 0.00000001; see what the broker says with 'lle journal cat " +
        "--kind Execution'; close it at the broker if need be")]
    public void A_line_says_what_stalls_why_and_what_to_do(StallCause cause, string expected)
    {
        EngineEvent e = Record();
        e.Stall.Cause = cause;
        Assert.Equal(
            $"closing stalled: strategy=momentum, BTCUSDT Sell, left=0.50000000, for 4.5 s: {expected}",
            StallReport.Of(in e, _engine.State).ToText());
    }

    [Theory]
    [InlineData(StallChange.Resumed, "closing goes on: WHAT; some of it has been closed")]
    [InlineData(StallChange.Closed, "closing goes on: WHAT; all is closed")]
    [InlineData(
        StallChange.GivenUp, "closing has ended: WHAT; nobody wants it closed any more, and it is still held")]
    public void A_line_says_that_it_goes_on(StallChange change, string expected)
    {
        EngineEvent e = Record();
        e.Stall.StrategyIndex = OrderRequest.OperatorStrategyIndex;
        e.Stall.Change = change;
        Assert.Equal(
            expected.Replace("WHAT", "strategy=operator, BTCUSDT Sell, left=0.50000000", StringComparison.Ordinal),
            StallReport.Of(in e, _engine.State).ToText());
    }

    [Fact]
    public void The_watch_tells_every_record_in_their_order()
    {
        var said = new List<string>();
        EngineEvent e = Record();
        using (var watch = new StallWatch(_engine.State, said.Add))
        {
            watch.Tell(in e);
            e.Stall.Change = StallChange.Closed;
            watch.Tell(in e);
        }

        Assert.Equal(["closing stalled", "closing goes on"], said.Select(line => line.Split(':')[0]));
    }

    [Fact]
    public void The_state_tells_what_stalls_now_in_the_words_of_its_record()
    {
        _engine.Send(_engine.Order(Side.Buy));
        _engine.Answer(ExecType.Trade, OrderStatus.Filled, LimitDriver.OrderLots, LimitDriver.AskTicks);
        EngineEvent halt = _engine.Command(CommandKind.ScopeHalt);
        halt.Act.Scope = RiskScope.Instrument;
        _engine.Feed(halt);
        EngineEvent flatten = _engine.Command(CommandKind.ScopeFlatten);
        flatten.Act.Scope = RiskScope.Firm;
        _engine.Feed(flatten);
        Assert.Empty(StallReport.Of(_engine.State));
        for (int tick = 0; tick < 40; tick++)
        {
            _engine.NowNs += 100_000_000;
            _engine.Timer();
        }

        EngineEvent told = _engine.Outputs.Single(o => o.Kind == EventKind.ClosingStalled);
        StallReport report = StallReport.Of(_engine.State).Single();
        Assert.Equal(StallReport.Of(in told, _engine.State), report);
        Assert.Equal(("operator", "halted", "instrument:BTCUSDT", 4.0),
            (report.Strategy, report.Cause, report.Reason, report.SinceSeconds));
    }

    /// <summary>Half a coin of the second strategy, of which not even the smallest order passes.</summary>
    private static EngineEvent Record()
    {
        var e = new EngineEvent
        {
            Kind = EventKind.ClosingStalled, Source = EventSource.Engine, Sequence = 5, Side = Side.Sell,
            ReceiveTimestampNs = 6_500_000_000,
        };
        e.Stall = new ClosingStall
        {
            LeftLots = 50_000_000, SinceTimestampNs = 2_000_000_000, TriedLots = 1, StrategyIndex = 1,
            Denial = new RiskDenial { Used = 6_000_000, Limit = 1 }, DenialScope = RiskScope.Instrument,
            Verdict = RiskVerdict.NotionalLimit, Cause = StallCause.Refused, Change = StallChange.Stalled,
        };
        return e;
    }
}
