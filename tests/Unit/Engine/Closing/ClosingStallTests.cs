using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using LowLatencyEngine.Unit.Engine.Risk;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Closing;

/// <summary>
/// What an operator's word to flatten comes to where it cannot be done at once, through the whole pipeline: smaller
/// orders, and what is told of a closing that stalls.
/// </summary>
public sealed class ClosingStallTests
{
    private const long HeldLots = LimitDriver.OrderLots;
    private const long MidTicks = (LimitDriver.BidTicks + LimitDriver.AskTicks) / 2;
    private const long TimerNs = 100_000_000;

    private readonly LimitDriver _engine = new();

    /// <summary>Each lets an eighth of what is held pass, and no quarter.</summary>
    [Theory]
    [InlineData(RiskScope.Instrument, LimitId.OrderNotional, HeldLots / 8 * MidTicks)]
    [InlineData(RiskScope.Firm, LimitId.OrderValue, HeldLots / 8 * MidTicks / 10_000)]
    [InlineData(RiskScope.Instrument, LimitId.VolumeShare, HeldLots / 8)]
    [InlineData(RiskScope.Instrument, LimitId.DepthShare, 1_000)]
    public void An_order_that_is_too_large_is_halved_until_it_passes_and_doubled_after_that(
        RiskScope scope, LimitId id, long value)
    {
        Hold();
        _engine.SetLimit(scope, id, value);
        Flatten();
        Time(ticks: 3);
        Assert.Equal("-1000000 -500000 -250000 125000", Tried());
        Fill(HeldLots / 8);

        Time(ticks: 11); // A second after the latest: twice as much, which is too much, and back.
        Assert.Equal("-250000 125000", Tried());
        Fill(HeldLots / 8);
        Loosen(scope, id);
        Time(ticks: 10);
        Assert.Equal("250000", Tried());
        Fill(HeldLots / 4);
        Time(ticks: 10);
        Assert.Equal("500000", Tried()); // All that is left.
        Fill(HeldLots / 2);
        Time(ticks: 50);
        Assert.Equal("", Tried());
        Assert.Empty(Told());
        Assert.Equal(0, _engine.State.Closer.Closings.Count);
    }

    [Fact]
    public void A_sweep_that_costs_too_much_is_made_smaller()
    {
        Hold();
        _engine.SetLimit(RiskScope.Instrument, LimitId.SweepCost, 1); // What the best price has costs next to nothing.
        Flatten();
        Time(ticks: 1);
        Assert.Equal("-1000000 500000", Tried());
    }

    [Fact]
    public void What_is_refused_at_its_smallest_is_told_at_once_and_only_once_until_it_goes_on()
    {
        Hold();
        _engine.SetLimit(RiskScope.Instrument, LimitId.OrderNotional, 1);
        Flatten();
        Time(ticks: 20);
        Assert.EndsWith(" -7 -3 -1", Tried());
        Time(ticks: 1);
        EngineEvent told = Told().Single();
        Assert.Equal((0, Side.Sell), (told.InstrumentIndex, told.Side));
        Assert.Equal(
            new ClosingStall
            {
                LeftLots = HeldLots, SinceTimestampNs = 1_000_000_000, TriedLots = 1,
                Denial = new RiskDenial { Used = MidTicks, Limit = 1 },
                StrategyIndex = OrderRequest.OperatorStrategyIndex,
                DenialScope = RiskScope.Instrument, Verdict = RiskVerdict.NotionalLimit,
                Cause = StallCause.Refused, Change = StallChange.Stalled,
            },
            told.Stall);
        Assert.Equal(1, _engine.State.Closer.StalledCount);

        Time(ticks: 100);
        Assert.Single(Told());
        Assert.Equal("-1 -1 -1 -1 -1 -1 -1 -1 -1 -1", Tried()); // One a second.
        Loosen(RiskScope.Instrument, LimitId.OrderNotional);
        Time(ticks: 10);
        Assert.Single(Told()); // That it passes closes nothing yet.
        Fill(1);
        Time(ticks: 10);
        Assert.Equal(
            (StallChange.Resumed, HeldLots - 1), (Told().Last().Stall.Change, Told().Last().Stall.LeftLots));
        Assert.Equal(2, Told().Count());
        Assert.Equal(0, _engine.State.Closer.StalledCount);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_refusal_that_no_size_mends_is_told_after_four_seconds(bool isLoosened)
    {
        Hold();
        _engine.SetLimit(RiskScope.Instrument, LimitId.Spread, 0);
        Flatten();
        Time(ticks: 29);
        if (isLoosened)
        {
            Loosen(RiskScope.Instrument, LimitId.Spread);
            Time(ticks: 1);
            Fill(HeldLots);
            Time(ticks: 40);
            Assert.Empty(Told());
            return;
        }

        Time(ticks: 10);
        Assert.Empty(Told());
        Time(ticks: 1);
        ClosingStall stall = Told().Single().Stall;
        Assert.Equal(
            (StallCause.Refused, RiskVerdict.MarketDataUnreasonable, HeldLots, 2L, 0L),
            (stall.Cause, stall.Verdict, stall.TriedLots, stall.Denial.Used, stall.Denial.Limit));
        Assert.Equal("-1000000 -1000000 -1000000 -1000000 -1000000", Tried());
    }

    [Theory]
    [InlineData(StallCause.SessionDown)]
    [InlineData(StallCause.MarketUnfit)]
    [InlineData(StallCause.Halted)]
    [InlineData(StallCause.OpenOrders)]
    [InlineData(StallCause.Unfilled)]
    public void Whatever_else_stands_in_its_way_for_four_seconds_is_told(StallCause cause)
    {
        Hold();
        if (cause == StallCause.OpenOrders)
            _engine.Send(_engine.Order(Side.Buy));

        Disturb(cause);
        Flatten();
        for (int tick = 0; tick < 40; tick++)
        {
            Assert.Empty(Told());
            Time(ticks: 1);
            if (cause == StallCause.Unfilled && tick % 10 == 0)
                _engine.Answer(ExecType.Canceled, OrderStatus.Canceled);
        }

        ClosingStall stall = Told().Single().Stall;
        Assert.Equal((cause, HeldLots), (stall.Cause, stall.LeftLots));
        Assert.Equal(
            cause == StallCause.Halted ? RiskScope.Instrument : RiskScope.None, stall.DenialScope);
        Assert.DoesNotContain(_engine.Outputs, o => o.Kind == EventKind.OrderDenied);
        Time(ticks: 100);
        Assert.Single(Told());
    }

    [Fact]
    public void What_nobody_wants_closed_any_more_is_told_to_have_been_given_up()
    {
        Hold();
        Disturb(StallCause.MarketUnfit);
        Flatten();
        Time(ticks: 40);
        EngineEvent resume = _engine.Command(CommandKind.ScopeResume);
        resume.Act.Scope = RiskScope.Firm;
        _engine.Feed(resume);
        Time(ticks: 1);
        Assert.Equal(
            [StallChange.Stalled, StallChange.GivenUp], Told().Select(t => t.Stall.Change));
        Assert.Equal(0, _engine.State.Closer.Closings.Count);
    }

    [Fact]
    public void Two_scopes_that_are_flattened_close_a_leg_once()
    {
        Hold();
        Flatten();
        Flatten(RiskScope.Instrument);
        Time(ticks: 9);
        Assert.Equal("1000000", Tried());
    }

    [Fact]
    public void No_order_is_smaller_than_the_least_that_is_allowed()
    {
        Hold();
        _engine.SetLimit(RiskScope.Instrument, LimitId.OrderQtyMin, 300_000);
        _engine.SetLimit(RiskScope.Instrument, LimitId.VolumeShare, 299_999);
        Flatten();
        Time(ticks: 3);
        Assert.Equal("-1000000 -500000 -300000", Tried());
        Assert.Equal(300_000, Told().Single().Stall.TriedLots);
    }

    private void Hold()
    {
        Assert.Equal(RiskVerdict.Accepted, _engine.Send(_engine.Order(Side.Buy)));
        Fill(HeldLots);
        _engine.Outputs.Clear();
    }

    private void Flatten(RiskScope scope = RiskScope.Firm)
    {
        EngineEvent command = _engine.Command(CommandKind.ScopeFlatten);
        command.Act.Scope = scope;
        _engine.Feed(command);
    }

    private void Disturb(StallCause cause)
    {
        EngineEvent e = default;
        switch (cause)
        {
            case StallCause.SessionDown:
                EngineEvents.Begin(ref e, EventKind.VenueStatus, EventSource.Venue, _engine.NowNs).Venue.State =
                    VenueState.Disconnected;
                _engine.Feed(e);
                break;
            case StallCause.MarketUnfit:
                EngineEvents.Begin(ref e, EventKind.FeedStatus, EventSource.Feed, _engine.NowNs).Feed.State =
                    FeedState.Gap;
                e.InstrumentIndex = 0;
                _engine.Feed(e);
                break;
            case StallCause.Halted:
                EngineEvent halt = _engine.Command(CommandKind.ScopeHalt);
                halt.Act.Scope = RiskScope.Instrument;
                _engine.Feed(halt);
                break;
        }
    }

    private void Loosen(RiskScope scope, LimitId id) =>
        _engine.SetLimit(scope, id, LimitCatalog.Range(id).Max);

    private void Fill(long lots)
    {
        bool isAll = _engine.Sent.Last(e => e.Kind == EventKind.NewOrder).Order.QtyLots == lots;
        Assert.True(isAll, $"the order is not of {lots}");
        _engine.Answer(ExecType.Trade, OrderStatus.Filled, lots, LimitDriver.BidTicks);
    }

    private void Time(int ticks)
    {
        for (int i = 0; i < ticks; i++)
        {
            _engine.NowNs += TimerNs;
            _engine.Timer();
        }
    }

    private IEnumerable<EngineEvent> Told() => _engine.Outputs.Where(o => o.Kind == EventKind.ClosingStalled);

    /// <summary>Lots of orders since the last call, below zero for those refused.</summary>
    private string Tried()
    {
        string tried = string.Join(' ', _engine.Outputs
            .Where(o => o.Kind is EventKind.NewOrder or EventKind.OrderDenied)
            .Select(o => o.Kind == EventKind.NewOrder ? o.Order.QtyLots : -o.Order.QtyLots));
        _engine.Outputs.RemoveAll(o => o.Kind is EventKind.NewOrder or EventKind.OrderDenied);
        return tried;
    }
}
