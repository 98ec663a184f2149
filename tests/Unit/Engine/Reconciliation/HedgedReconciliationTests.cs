using System;
using System.Threading.Tasks;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using LowLatencyEngine.Venues.Simulated;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Reconciliation;

/// <summary>
/// Positions of a hedging account beside the venue's, over real FIX: what is long and what is short are compared apart,
/// and what is booked for a difference names its leg.
/// </summary>
public sealed class HedgedReconciliationTests
{
    private const string Booking = """, "breaks": "book" """;

    private const long HalfLots = 50_000_000;

    private static readonly string OtherHedges = TestConfiguration.Text
        .Replace(
            "\"risk\": {",
            """
            "accounting": { "accounts": [ { "name": "hedge", "positions": "hedging" } ] },
            "risk": {
              "accounts": ["desk", "hedge"], "strategies": [ { "name": "momentum", "account": "hedge" } ],
            """,
            StringComparison.Ordinal);

    private static readonly string Text = TestConfiguration.Text.Replace(
        "\"threads\":", "\"accounting\": { \"accounts\": [ { \"positions\": \"hedging\" } ] }, \"threads\":",
        StringComparison.Ordinal);

    [Theory]
    [InlineData(7, BreakLeg.Long, 7, 0)]
    [InlineData(-7, BreakLeg.Short, 0, 7)]
    public async Task What_the_venue_has_more_opens_its_leg(long wrongLots, BreakLeg leg, long longLots, long shortLots)
    {
        await using ReconcileBench bench = await StartAsync(
            new SimulatedFaults { WrongPositionFrom = 1, WrongPositionLots = wrongLots });
        bench.RunUntilReady();
        Assert.Equal(["Position Booked 0->7"], bench.Breaks());
        Assert.Equal(leg, bench.Outputs.Find(o => o.Kind == EventKind.ReconcileBreak).Break.Leg);
        Assert.Equal(new Legs(longLots, shortLots), LegsOf(bench));
        Assert.Equal(wrongLots, bench.State.Risk.ExposureOf(0).PositionLots);
    }

    [Fact]
    public async Task What_the_venue_has_less_closes_its_leg_and_opens_none()
    {
        await using ReconcileBench bench = await StartAsync(new SimulatedFaults());
        bench.Take(bench.Fill(Side.Buy, lots: 5, priceTicks: 10_000)); // Of which the venue knows nothing.
        bench.Take(bench.Fill(Side.Sell, lots: 3, priceTicks: 10_000));
        Assert.Equal(new Legs(5, 3), LegsOf(bench));
        bench.RunUntilReady();
        Assert.Equal(["Position Booked 5->0", "Position Booked 3->0"], bench.Breaks());
        Assert.Equal(default, LegsOf(bench));
        Assert.Equal(0, bench.State.Positions.OfInstrument(0).Lots);
    }

    [Fact]
    public async Task Legs_that_differ_by_the_same_lots_are_no_agreement()
    {
        await using ReconcileBench bench = await StartAsync(new SimulatedFaults(), rules: "");
        bench.Take(bench.Fill(Side.Buy, lots: 5, priceTicks: 10_000));
        EngineEvent sold = bench.Fill(Side.Sell, lots: 5, priceTicks: 10_000);
        sold.Execution.ExecIdHash = 99; // Another than the purchase.
        bench.Take(sold);
        Assert.Equal(0, bench.State.Positions.OfInstrument(0).Lots);
        bench.RunUntilReady();
        Assert.Equal(["Position Halted 5->0", "Position Halted 5->0"], bench.Breaks());
        Assert.True(bench.State.Risk.IsHalted);
    }

    [Theory]
    [InlineData(7, BreakLeg.Long)]
    [InlineData(-7, BreakLeg.Short)]
    public async Task Where_only_another_account_hedges_legs_are_compared_and_the_operator_nets(
        long wrongLots, BreakLeg leg)
    {
        await using ReconcileBench bench = await ReconcileBench.StartAsync(
            new SimulatedFaults { WrongPositionFrom = 1, WrongPositionLots = wrongLots }, Booking, OtherHedges);
        bench.RunUntilReady();
        Assert.Equal(["Position Booked 0->7"], bench.Breaks());
        Assert.Equal(leg, bench.Outputs.Find(o => o.Kind == EventKind.ReconcileBreak).Break.Leg);
        Assert.Equal(wrongLots, bench.State.Positions.OfAccount(0, 0).Lots);
        Assert.Equal(default, bench.State.Positions.LegsOfAccount(1, 0));
    }

    [Fact]
    public async Task Legs_of_another_account_that_the_operator_cannot_hold_halt_although_the_net_agrees()
    {
        await using ReconcileBench bench = await ReconcileBench.StartAsync(
            new SimulatedFaults(), Booking, OtherHedges);
        bench.RunUntilReady();
        bench.Wish(strategyIndex: 1, Side.Buy, "101.00", "0.5");
        bench.RunUntil(() => bench.State.Positions.LegsOfAccount(1, 0) == new Legs(HalfLots, 0));
        bench.Wish(strategyIndex: 1, Side.Sell, "99.00", "0.5");
        bench.RunUntil(() => bench.State.Positions.LegsOfAccount(1, 0) == new Legs(HalfLots, HalfLots));
        bench.Restart(); // Whose the fills were is not known any more: they are the operator's, and net.
        Assert.Equal(0, bench.State.Positions.OfInstrument(0).Lots);
        bench.RunUntilReady();
        Assert.Equal([$"Position Halted 0->{HalfLots}", $"Position Halted 0->{HalfLots}"], bench.Breaks());
        Assert.True(bench.State.Risk.IsHalted);
    }

    private static Task<ReconcileBench> StartAsync(SimulatedFaults faults, string rules = Booking) =>
        ReconcileBench.StartAsync(faults, rules, Text);

    private static Legs LegsOf(ReconcileBench bench) => bench.State.Positions.LegsOfAccount(0, 0);
}
