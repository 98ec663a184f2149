using System.Threading.Tasks;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using LowLatencyEngine.Unit.Engine.Reconciliation;
using Xunit;
using static LowLatencyEngine.Unit.Engine.Held.NativeVenueTests;

namespace LowLatencyEngine.Unit.Engine.Held;

/// <summary>
/// Orders that others sent, over a real FIX session: the venue says what they wait for, what they show and when they
/// end, and a replace of them says so again.
/// </summary>
public sealed class ForeignTermsTests
{
    private const long HourNs = 3_600_000_000_000;

    [Fact]
    public async Task A_stop_of_others_is_taken_in_with_its_trigger_and_its_end_and_keeps_them()
    {
        await using ReconcileBench bench = await ReadyAsync();
        long endNs = (bench.NowNs + HourNs) / 1_000_000 * 1_000_000;
        bench.Hold(Side.Sell, "0.2", "94.00", Stop(9_500) with { ExpireTimestampNs = endNs });
        Order adopted = Restart(bench);
        Assert.Equal(
            (OrderType.StopLimit, TimeInForce.GoodTillDate, 9_400L, 9_500L, endNs),
            (adopted.Type, adopted.TimeInForce, adopted.PriceTicks, adopted.Terms.StopPriceTicks,
                adopted.Terms.ExpireTimestampNs));
        Assert.Equal(0, adopted.ShownLots); // It waits.
        Assert.Equal(20_000_000, bench.State.Risk.ExposureOf(0).OpenLots(Side.Sell));

        bench.Replace(adopted.OrderId, "93.00", "0.1");
        bench.RunUntil(() => bench.Count(ExecType.Replaced) == 1);
        bench.State.Orders.TryFind(new OrderId(adopted.OrderId), out Order replaced);
        Assert.Equal((9_300L, 9_500L, endNs),
            (replaced.PriceTicks, replaced.Terms.StopPriceTicks, replaced.Terms.ExpireTimestampNs));
        bench.VenueTrades("94.50", isBuyerMaker: true);
        bench.RunUntil(() => bench.State.Orders.OpenCount == 0);
        Assert.Equal(-10_000_000, bench.State.Positions.OfInstrument(0).Lots);
    }

    [Fact]
    public async Task An_iceberg_of_others_is_taken_in_with_what_it_shows()
    {
        await using ReconcileBench bench = await ReadyAsync();
        bench.Hold(Side.Buy, "0.3", "98.00", new HeldTerms { Kind = HeldKind.Iceberg, Amount = 10_000_000 });
        Order adopted = Restart(bench);
        Assert.Equal(
            (OrderType.Limit, 10_000_000L, 10_000_000L),
            (adopted.Type, adopted.Terms.DisplayLots, adopted.ShownLots));
    }

    private static Order Restart(ReconcileBench bench)
    {
        bench.RunUntil(() => bench.Count(ExecType.New) == 1);
        bench.RestartForgetful();
        bench.RunUntilReady();
        Order adopted = default;
        foreach (ref readonly Order order in bench.State.Orders.OpenOrders)
            adopted = order;

        Assert.True(adopted.IsAdopted);
        return adopted;
    }
}
