using System.Linq;
using System.Threading.Tasks;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using LowLatencyEngine.Orders.Held;
using LowLatencyEngine.Unit.Engine.Reconciliation;
using LowLatencyEngine.Venues.Simulated;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Held;

/// <summary>
/// Orders that the venue keeps itself, over a real FIX session to the simulated venue, where one shows 1 at 99 and 0.5
/// at 101.
/// </summary>
public sealed class NativeVenueTests
{
    [Fact]
    public async Task A_stop_is_placed_triggered_by_the_venue_and_filled_on_the_order_that_was_held()
    {
        await using ReconcileBench bench = await ReadyAsync();
        long id = bench.Hold(Side.Buy, "0.2", price: null, Stop(10_500));
        bench.RunUntil(() => PartOf(bench, id).WorkingStatus == OrderStatus.New);
        bench.VenueTrades("104.99");
        bench.VenueTrades("105.00");
        bench.RunUntil(() => bench.State.Held.Orders.Count == 0);
        Assert.Equal([ExecType.New, ExecType.Triggered, ExecType.Trade], Reports(bench));
        Assert.Equal(20_000_000, bench.State.Positions.OfInstrument(0).Lots);
        Assert.Equal(0, bench.State.Risk.ExposureOf(0).OpenLots(Side.Buy));
    }

    [Fact]
    public async Task A_stop_limit_rests_after_its_trigger_and_is_cancelled_by_its_first_id()
    {
        await using ReconcileBench bench = await ReadyAsync();
        long id = bench.Hold(Side.Sell, "0.2", "100.00", Stop(9_500));
        bench.RunUntil(() => PartOf(bench, id).WorkingStatus == OrderStatus.New);
        bench.VenueTrades("95.00", isBuyerMaker: true);
        bench.RunUntil(() => PartOf(bench, id).IsTriggered);
        Assert.Equal(OrderStatus.Triggered, HeldOf(bench, id).Status);
        bench.Cancel(id);
        bench.RunUntil(() => bench.State.Held.Orders.Count == 0);
        Assert.Equal([ExecType.New, ExecType.Triggered, ExecType.Canceled], Reports(bench));
    }

    [Theory]
    [InlineData(TimeInForce.ImmediateOrCancel, 50_000_000)] // No more is there.
    [InlineData(TimeInForce.FillOrKill, 0)]
    public async Task A_stop_that_takes_what_there_is_does_so_at_the_venue_once_its_price_has_come(
        TimeInForce timeInForce, long filledLots)
    {
        await using ReconcileBench bench = await ReadyAsync();
        long id = bench.Hold(Side.Buy, "0.6", "102.00", Stop(10_150), timeInForce);
        bench.RunUntil(() => PartOf(bench, id).WorkingStatus == OrderStatus.New);
        Assert.Equal((OrderType.StopLimit, timeInForce), (PartOf(bench, id).Type, PartOf(bench, id).TimeInForce));
        bench.VenueTrades("101.50");
        bench.RunUntil(() => bench.State.Held.Orders.Count == 0);
        ExecType[] fills = filledLots == 0 ? [] : [ExecType.Trade];
        Assert.Equal([ExecType.New, ExecType.Triggered, .. fills, ExecType.Canceled], Reports(bench));
        Assert.Equal(filledLots, bench.State.Positions.OfInstrument(0).Lots);
        Assert.Equal(0, bench.State.Risk.ExposureOf(0).OpenLots(Side.Buy));
    }

    [Theory]
    [InlineData(TriggerSource.Quote)] // The best offer, which comes to 103.
    [InlineData(TriggerSource.Mid)] // Half-way between 99 and that.
    public async Task A_stop_waits_at_the_venue_for_the_price_that_it_looks_at(TriggerSource source)
    {
        await using ReconcileBench bench = await ReconcileBench.StartAsync(
            new SimulatedFaults(), text: NativeOrderTests.TextOfQuotes);
        bench.RunUntilReady();
        long triggerTicks = source == TriggerSource.Mid ? 10_100 : 10_300;
        long id = bench.Hold(Side.Buy, "0.2", price: null, Stop(triggerTicks) with { Source = source });
        bench.RunUntil(() => PartOf(bench, id).WorkingStatus == OrderStatus.New);
        Assert.Equal(source, PartOf(bench, id).TriggerSource);
        bench.VenueTrades("104.00"); // Of which it says nothing.
        bench.VenueMoves(2, "", """["101.00","0"],["103.00","1"]""");
        bench.RunUntil(() => bench.State.Held.Orders.Count == 0);
        Assert.Equal([ExecType.New, ExecType.Triggered, ExecType.Trade], Reports(bench));
        Assert.Equal(10_300, bench.Inputs.Last(e => e.Execution.ExecType == ExecType.Trade).Execution.LastPriceTicks);
    }

    [Fact]
    public async Task A_cancel_before_the_trigger_is_granted_by_the_venue()
    {
        await using ReconcileBench bench = await ReadyAsync();
        long id = bench.Hold(Side.Buy, "0.2", price: null, Stop(10_500));
        bench.RunUntil(() => PartOf(bench, id).WorkingStatus == OrderStatus.New);
        bench.Cancel(id);
        bench.RunUntil(() => bench.State.Held.Orders.Count == 0);
        bench.VenueTrades("106.00");
        Assert.Equal([ExecType.New, ExecType.Canceled], Reports(bench));
        Assert.Equal(0, bench.State.Risk.ExposureOf(0).OpenLots(Side.Buy));
    }

    [Fact]
    public async Task An_engine_that_comes_back_finds_its_stop_among_the_orders_of_the_venue()
    {
        await using ReconcileBench bench = await ReadyAsync();
        long id = bench.Hold(Side.Buy, "0.2", price: null, Stop(10_500));
        bench.RunUntil(() => PartOf(bench, id).WorkingStatus == OrderStatus.New);
        bench.Restart();
        Assert.Equal(1, bench.State.Orders.InDoubtCount);
        bench.RunUntilReady();
        Assert.Equal((0, 1), (bench.State.Orders.InDoubtCount, bench.State.Held.Orders.Count));
        Assert.Equal(20_000_000, bench.State.Risk.ExposureOf(0).OpenLots(Side.Buy));
        Assert.Empty(bench.Breaks());

        bench.VenueTrades("105.00");
        bench.RunUntil(() => bench.State.Held.Orders.Count == 0);
        Assert.Equal(20_000_000, bench.State.Positions.OfInstrument(0).Lots);
    }

    [Fact]
    public async Task An_iceberg_fills_at_the_venue_as_it_shows_itself()
    {
        await using ReconcileBench bench = await ReadyAsync();
        var terms = new HeldTerms { Kind = HeldKind.Iceberg, Amount = 10_000_000 };
        long id = bench.Hold(Side.Buy, "0.3", "100.00", terms);
        bench.RunUntil(() => PartOf(bench, id).WorkingStatus == OrderStatus.New);
        for (int i = 0; i < 3; i++)
            bench.VenueTrades("100.00", qty: "5", isBuyerMaker: true);

        bench.RunUntil(() => bench.State.Held.Orders.Count == 0);
        Assert.Equal([ExecType.New, ExecType.Trade, ExecType.Trade, ExecType.Trade], Reports(bench));
    }

    [Fact]
    public async Task What_would_trade_at_the_venue_and_may_not_is_rejected_there()
    {
        await using ReconcileBench bench = await ReadyAsync();
        bench.Take(PipelineScript.Quote(bench.NowNs, updateId: 2, midTicks: 11_000));
        bench.Hold(Side.Buy, "0.3", "102.00", new HeldTerms
        {
            Kind = HeldKind.Immediate, Options = HeldOptions.PostOnly,
        });
        bench.RunUntil(() => bench.State.Held.Orders.Count == 0);
        Assert.Equal([ExecType.Rejected], Reports(bench));
    }

    [Fact]
    public async Task What_is_good_till_a_date_ends_at_the_venue()
    {
        await using ReconcileBench bench = await ReadyAsync();
        bench.Hold(Side.Buy, "0.3", "90.00", new HeldTerms
        {
            Kind = HeldKind.Immediate, ExpireTimestampNs = bench.NowNs + 300_000_000,
        });
        bench.RunUntil(() => bench.State.Held.Orders.Count == 0);
        Assert.Equal(ExecType.Expired, Reports(bench).Last());
        Assert.DoesNotContain("CancelOrder", bench.Sent());
    }

    internal static async Task<ReconcileBench> ReadyAsync()
    {
        ReconcileBench bench = await ReconcileBench.StartAsync(
            new SimulatedFaults(), text: NativeOrderTests.TextOf(NativeOrderTests.All));
        bench.RunUntilReady();
        return bench;
    }

    internal static HeldTerms Stop(long triggerTicks) => new()
    {
        Kind = HeldKind.Stop, Source = TriggerSource.Last, TriggerPriceTicks = triggerTicks,
    };

    private static ExecType[] Reports(ReconcileBench bench) =>
        [.. bench.Inputs.Where(e => e.Kind == EventKind.Execution && e.Execution.OrderId != 0)
            .Select(e => e.Execution.ExecType).Where(type => type != ExecType.OrderStatus)];

    internal static HeldOrder HeldOf(ReconcileBench bench, long id) =>
        bench.State.Held.Orders[bench.State.Held.Orders.Find(id)];

    internal static Order PartOf(ReconcileBench bench, long id)
    {
        bench.State.Orders.TryFind(new OrderId(HeldOf(bench, id).PartId), out Order part);
        return part;
    }
}
