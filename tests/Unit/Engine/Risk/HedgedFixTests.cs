using System;
using System.Linq;
using System.Threading.Tasks;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Snapshots;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using LowLatencyEngine.Risk;
using LowLatencyEngine.Venues.Simulated;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Risk;

/// <summary>
/// A hedging account before a simulated venue, over real FIX: long and short are opened apart, closed apart, and a
/// close takes what its leg holds and not a lot more.
/// </summary>
public sealed class HedgedFixTests
{
    private const long Lots = 1_000_000;
    private const long AskTicks = FixLimitBench.VenueAskTicks;
    private const long BidTicks = FixLimitBench.VenueBidTicks;
    private const long RestingSellTicks = 11_000;

    [Fact]
    public async Task Long_and_short_are_opened_apart_and_closed_to_the_lot()
    {
        await using FixLimitBench engine = await StartWithBothLegsAsync();
        Assert.Equal(new Legs(3 * Lots, 2 * Lots), LegsOf(engine.State));
        engine.Closes = true;
        engine.Refuse(RiskVerdict.LegTooSmall, RiskScope.Account, (Side.Sell, BidTicks, (3 * Lots) + 1));
        engine.Refuse(RiskVerdict.LegTooSmall, RiskScope.Account, (Side.Buy, AskTicks, (2 * Lots) + 1));

        // What is on its way to close of a leg is not there for another.
        Assert.Equal(OrderStatus.New, engine.Pass(Side.Sell, RestingSellTicks, Lots));
        engine.Refuse(RiskVerdict.LegTooSmall, RiskScope.Account, (Side.Sell, BidTicks, (2 * Lots) + 1));
        Assert.Equal(
            new RiskDenial { Used = 3 * Lots, Change = Lots }, engine.State.OperatorOrders.Outcome.Values);
        engine.Fill(Side.Sell, BidTicks, 2 * Lots);
        Assert.Equal(new Legs(Lots, 2 * Lots), LegsOf(engine.State));
        engine.Refuse(RiskVerdict.LegTooSmall, RiskScope.Account, (Side.Sell, BidTicks, Lots: 1));
        engine.CancelAll();

        engine.Fill(Side.Sell, BidTicks, Lots);
        engine.Fill(Side.Buy, AskTicks, 2 * Lots);
        Assert.Equal(default, LegsOf(engine.State));
        engine.Refuse(RiskVerdict.LegTooSmall, RiskScope.Account, (Side.Buy, AskTicks, Lots: 1));
    }

    [Fact]
    public async Task Flattening_closes_both_legs_and_opens_none()
    {
        await using FixLimitBench engine = await StartWithBothLegsAsync();
        int outputsBefore = engine.Outputs.Count;
        engine.Command(CommandKind.ScopeFlatten, RiskScope.Firm);
        engine.RunUntil(() => LegsOf(engine.State) == default && engine.State.Orders.OpenCount == 0);
        Assert.Equal(
            [(Side.Sell, 3 * Lots, true), (Side.Buy, 2 * Lots, true)],
            engine.Outputs.Skip(outputsBefore).Where(o => o.Kind == EventKind.NewOrder)
                .Select(o => (o.Side, o.Order.QtyLots, o.Flags.Closes())));
        ExpectEffectsOfVenue(engine, FillFacts.Opens, FillFacts.Opens, FillFacts.Closes, FillFacts.Closes);
    }

    [Fact]
    public async Task A_breaker_that_halts_closes_both_legs_where_that_is_configured()
    {
        await using FixLimitBench engine = await StartWithBothLegsAsync("\"flattenOnHalt\": true,");
        engine.Timer();
        engine.SetLimit(RiskScope.Firm, LimitId.LossHalt, 0);
        engine.RunUntil(() => LegsOf(engine.State) == default && engine.State.Orders.OpenCount == 0);
        Assert.True(engine.State.Risk.IsHalted);
        ExpectEffectsOfVenue(engine, FillFacts.Opens, FillFacts.Opens, FillFacts.Closes, FillFacts.Closes);
    }

    [Fact]
    public async Task A_reducing_scope_lets_closes_pass_and_nothing_else()
    {
        await using FixLimitBench engine = await StartWithBothLegsAsync();
        engine.Command(CommandKind.ScopeReduce, RiskScope.Firm);
        engine.Refuse(RiskVerdict.Reducing, RiskScope.Firm, (Side.Buy, AskTicks, Lots: 1));
        engine.Refuse(RiskVerdict.Reducing, RiskScope.Firm, (Side.Sell, BidTicks, Lots: 1)); // Net it would reduce.
        engine.Closes = true;
        engine.Fill(Side.Buy, AskTicks, 2 * Lots); // Net it makes the position larger.
        engine.Fill(Side.Sell, BidTicks, 3 * Lots);
        Assert.Equal(default, LegsOf(engine.State));
    }

    [Fact]
    public async Task An_engine_that_comes_back_knows_both_legs_and_what_is_about_to_close_them()
    {
        await using FixLimitBench engine = await StartWithBothLegsAsync();
        engine.Closes = true;
        engine.Pass(Side.Sell, RestingSellTicks, Lots);
        var state = new DecisionState(engine.Configuration);
        var pipeline = new Pipeline<PipelineScript.CountLog, PipelineScript.NoSink>(
            state, new PipelineScript.CountLog(new PipelineScript.Counts()), default);
        foreach (EngineEvent input in engine.Inputs)
        {
            EngineEvent slot = input;
            pipeline.OnEvent(ref slot, sequence: 0, endOfBatch: true);
        }

        Assert.Equal(engine.State.Hash(), state.Hash());
        Assert.Equal(new Legs(3 * Lots, 2 * Lots), LegsOf(state));
        DecisionState loaded = Reloaded(state, engine);
        Assert.Equal(RiskVerdict.LegTooSmall, Probe(loaded, (2 * Lots) + 1));
        Assert.Equal(RiskVerdict.Accepted, Probe(loaded, 2 * Lots));

        RiskVerdict Probe(DecisionState probed, long lots)
        {
            EngineEvent close = default;
            close.Kind = EventKind.NewOrder;
            close.Flags = EventFlags.ClosesLeg;
            close.ReceiveTimestampNs = engine.Inputs[^1].ReceiveTimestampNs;
            close.Side = Side.Sell;
            close.Order = new OrderRequest
            {
                QtyLots = lots, PriceTicks = RestingSellTicks, Type = OrderType.Limit,
                TimeInForce = TimeInForce.GoodTillCancel, StrategyIndex = OrderRequest.OperatorStrategyIndex,
            };
            return probed.Risk.Probe(in close, probed.RiskFeed.MarketOf(in close, close.ReceiveTimestampNs));
        }
    }

    [Fact]
    public async Task The_exits_of_a_bracket_close_what_its_entry_opened()
    {
        await using FixLimitBench engine = await StartWithBothLegsAsync();
        engine.Bracket((Side.Buy, AskTicks, Lots), targetTicks: RestingSellTicks, stopTicks: 9_500);
        engine.RunUntil(() => LegsOf(engine.State) == new Legs(4 * Lots, 2 * Lots) &&
            engine.State.Orders.OpenCount == 1); // The target rests, the stop is held.
        engine.Closes = true;
        engine.Refuse(RiskVerdict.LegTooSmall, RiskScope.Account, (Side.Sell, BidTicks, (3 * Lots) + 1));

        engine.Trade(priceTicks: 9_400);
        engine.RunUntil(() => LegsOf(engine.State) == new Legs(3 * Lots, 2 * Lots));
        Assert.Equal(
            [false, false, false, true, true],
            engine.Outputs.Where(o => o.Kind == EventKind.NewOrder).Select(o => o.Flags.Closes()));
        engine.RunUntil(() => engine.State.Held.Orders.Count == 0);
        engine.Refuse(RiskVerdict.LegTooSmall, RiskScope.Account, (Side.Sell, BidTicks, (3 * Lots) + 1));
        engine.Fill(Side.Sell, BidTicks, 3 * Lots); // Nothing of the bracket is still about to close.
    }

    [Fact]
    public async Task A_held_stop_that_closes_reserves_its_leg_until_it_ends()
    {
        await using FixLimitBench engine = await StartWithBothLegsAsync();
        engine.Closes = true;
        long stopId = engine.HoldStop(Side.Sell, 2 * Lots, triggerTicks: 9_500);
        engine.Refuse(RiskVerdict.LegTooSmall, RiskScope.Account, (Side.Sell, BidTicks, Lots + 1));
        engine.Cancel(stopId);
        engine.Fill(Side.Sell, BidTicks, Lots + 1);

        engine.HoldStop(Side.Sell, Lots, triggerTicks: 9_500);
        engine.Trade(priceTicks: 9_400);
        engine.RunUntil(() => LegsOf(engine.State) == new Legs(Lots - 1, 2 * Lots));
        engine.Fill(Side.Sell, BidTicks, Lots - 1);
        engine.Refuse(RiskVerdict.LegTooSmall, RiskScope.Account, (Side.Sell, BidTicks, Lots: 1));
    }

    [Fact]
    public async Task In_an_account_that_nets_the_mark_says_nothing()
    {
        await using FixLimitBench engine = await FixLimitBench.StartAsync();
        engine.Closes = true;
        engine.Fill(Side.Buy, AskTicks, Lots);
        engine.Fill(Side.Sell, BidTicks, 2 * Lots);
        Assert.Equal(-Lots, engine.State.Positions.OfInstrument(0).Lots);
        Assert.DoesNotContain(engine.Outputs, o => o.Flags.Closes());
        ExpectEffectsOfVenue(engine, FillFacts.None, FillFacts.None);
    }

    /// <summary>Three lots long and two short, in an account that hedges.</summary>
    private static async Task<FixLimitBench> StartWithBothLegsAsync(string rules = "")
    {
        string text = LimitDriver.Text(isAuction: false)
            .Replace(
                "\"threads\":", "\"accounting\": { \"accounts\": [ { \"positions\": \"hedging\" } ] }, \"threads\":",
                StringComparison.Ordinal)
            .Replace("\"messagesMax\": 500,", "\"messagesMax\": 500, " + rules, StringComparison.Ordinal);
        FixLimitBench engine = await FixLimitBench.StartAsync(new SimulatedFaults(), text);
        engine.Fill(Side.Buy, AskTicks, 3 * Lots);
        engine.Fill(Side.Sell, BidTicks, 2 * Lots);
        return engine;
    }

    /// <summary>Which PositionEffect(77) the venue's fills had, in their order.</summary>
    private static void ExpectEffectsOfVenue(FixLimitBench engine, params FillFacts[] expected) => Assert.Equal(
        expected,
        engine.Inputs.Where(e => e.Kind == EventKind.Execution && e.Execution.LastQtyLots > 0)
            .Select(e => e.Execution.Facts & (FillFacts.Opens | FillFacts.Closes)));

    private static Legs LegsOf(DecisionState state)
    {
        Legs legs = state.Positions.LegsOfAccount(0, 0);
        Assert.Equal(legs.LongLots - legs.ShortLots, state.Positions.OfInstrument(0).Lots);
        Assert.Equal(legs, state.Positions.LegsOfStrategy(OrderRequest.OperatorStrategyIndex, 0));
        return legs;
    }

    /// <summary>The state saved and loaded into another.</summary>
    private static DecisionState Reloaded(DecisionState state, FixLimitBench engine)
    {
        var loaded = new DecisionState(engine.Configuration);
        foreach (StateSection section in StateSections.All)
        {
            StateTransfer size = StateTransfer.Measure();
            state.Transfer(section, ref size);
            byte[] saved = new byte[size.SizeBytes];
            StateTransfer save = StateTransfer.Save(saved);
            state.Transfer(section, ref save);
            StateTransfer load = StateTransfer.Load(saved);
            loaded.Transfer(section, ref load);
        }

        Assert.Equal(state.Hash(), loaded.Hash());
        return loaded;
    }
}
