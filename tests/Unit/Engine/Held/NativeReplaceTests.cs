using System.Threading.Tasks;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using LowLatencyEngine.Orders.Held;
using LowLatencyEngine.Unit.Engine.Reconciliation;
using Xunit;
using static LowLatencyEngine.Unit.Engine.Held.NativeVenueTests;

namespace LowLatencyEngine.Unit.Engine.Held;

/// <summary>
/// Other terms for what the venue keeps: its end, what it shows and what it waits for change there, and hold here once
/// the venue has granted them.
/// </summary>
[Collection(ByteCounting.Name)]
public sealed class NativeReplaceTests
{
    private const long Mid = HeldScript.MidTicks;
    private const long HourNs = 3_600_000_000_000;

    private readonly HeldScript _script = new(NativeOrderTests.Configuration(NativeOrderTests.All));

    [Fact]
    public void Another_end_is_asked_of_the_venue_and_holds_when_it_grants_it()
    {
        long endNs = _script.NowNs + HourNs;
        long id = _script.Hold(Side.Buy, 10, Mid - 5, new HeldTerms
        {
            Kind = HeldKind.Immediate, ExpireTimestampNs = endNs,
        });
        _script.Acknowledge(_script.TakeOne(EventKind.NewOrder).Order.OrderId);
        _script.Replace(id, 0, 0, new HeldTerms
        {
            Options = HeldOptions.GivesExpiry, ExpireTimestampNs = endNs + HourNs,
        });
        EngineEvent replace = _script.TakeOne(EventKind.ReplaceOrder);
        Assert.Equal(
            (TimeInForce.GoodTillDate, endNs + HourNs, Mid - 5, 10L),
            (replace.Order.TimeInForce, replace.Terms.ExpireTimestampNs, replace.Order.PriceTicks,
                replace.Order.QtyLots));
        Assert.Equal(endNs, HeldOrder(id).ExpireTimestampNs);
        _script.Replaced(in replace);
        Assert.Equal(endNs + HourNs, HeldOrder(id).ExpireTimestampNs);
        _script.Timer(aheadNs: HourNs + 2_000_000_000); // After the first end.
        Assert.Empty(_script.TakeSent());
        _script.Timer(aheadNs: HourNs);
        _script.TakeOne(EventKind.CancelOrder);
    }

    [Fact]
    public void Another_display_goes_with_another_quantity()
    {
        long id = _script.Hold(Side.Buy, 10, Mid - 5, new HeldTerms { Kind = HeldKind.Iceberg, Amount = 3 });
        _script.Acknowledge(_script.TakeOne(EventKind.NewOrder).Order.OrderId);
        _script.Replace(id, 8, 0, new HeldTerms
        {
            Options = HeldOptions.GivesAmount | HeldOptions.GivesQty, Amount = 2,
        });
        EngineEvent replace = _script.TakeOne(EventKind.ReplaceOrder);
        Assert.Equal((8L, 2L), (replace.Order.QtyLots, replace.Terms.DisplayLots));
        Assert.Equal(3, HeldOrder(id).Amount);
        _script.Replaced(in replace);
        Assert.Equal((2L, 8L), (HeldOrder(id).Amount, HeldOrder(id).QtyLots));
        _script.Replace(id, HeldOptions.GivesQty, qtyLots: 6);
        Assert.Equal(2, _script.TakeOne(EventKind.ReplaceOrder).Terms.DisplayLots);
    }

    [Fact]
    public void What_the_venue_refuses_leaves_end_and_display_what_they_were()
    {
        long id = _script.Hold(Side.Buy, 10, Mid - 5, new HeldTerms { Kind = HeldKind.Iceberg, Amount = 3 });
        _script.Acknowledge(_script.TakeOne(EventKind.NewOrder).Order.OrderId);
        _script.Replace(id, 0, 0, new HeldTerms { Options = HeldOptions.GivesAmount, Amount = 2 });
        _script.TakeOne(EventKind.ReplaceOrder);
        _script.State.Orders.TryFind(new OrderId(HeldOrder(id).PartId), out Order part);
        _script.ReplaceRefused(in part);
        Assert.Equal(3, HeldOrder(id).Amount);
        _script.State.Orders.TryFind(new OrderId(HeldOrder(id).PartId), out part);
        Assert.Equal((3L, 0L), (part.Terms.DisplayLots, part.PendingReplaceId));
    }

    [Fact]
    public void An_end_at_the_venue_is_moved_and_not_taken_away()
    {
        long id = _script.Hold(Side.Buy, 10, Mid - 5, new HeldTerms
        {
            Kind = HeldKind.Immediate, ExpireTimestampNs = _script.NowNs + HourNs,
        });
        _script.Acknowledge(_script.TakeOne(EventKind.NewOrder).Order.OrderId);
        _script.Replace(id, HeldOptions.GivesExpiry);
        Assert.Empty(_script.TakeSent());
        Assert.Equal("the venue keeps its end, which can only be another: cancel it",
            _script.State.Held.Replaces.LastFault);
    }

    [Fact]
    public async Task End_display_and_trigger_are_other_ones_at_the_venue_too()
    {
        await using ReconcileBench bench = await ReadyAsync();
        long endNs = bench.NowNs + HourNs;
        long stopId = bench.Hold(
            Side.Sell, "0.2", "94.00", Stop(9_500) with { ExpireTimestampNs = endNs });
        long iceId = bench.Hold(
            Side.Buy, "0.3", "98.00", new HeldTerms { Kind = HeldKind.Iceberg, Amount = 10_000_000 });
        bench.RunUntil(() => bench.Count(ExecType.New) == 2);
        bench.ReplaceHeld(stopId, new HeldTerms
        {
            Options = HeldOptions.GivesExpiry | HeldOptions.GivesTrigger, TriggerPriceTicks = 9_600,
            ExpireTimestampNs = bench.NowNs + 400_000_000,
        });
        bench.ReplaceHeld(iceId, new HeldTerms { Options = HeldOptions.GivesAmount, Amount = 20_000_000 });
        bench.RunUntil(() => bench.Count(ExecType.Replaced) == 2);
        Assert.Equal((9_600L, 20_000_000L), (HeldOf(bench, stopId).TriggerPriceTicks, HeldOf(bench, iceId).Amount));
        bench.VenueTrades("98.00", qty: "5", isBuyerMaker: true); // As much as it shows, which is more now.
        bench.RunUntil(() => bench.Count(ExecType.Trade) == 1);
        Assert.Equal(20_000_000, bench.State.Positions.OfInstrument(0).Lots);
        bench.RunUntil(() => bench.Count(ExecType.Expired) == 1);
        Assert.Equal(-1, bench.State.Held.Orders.Find(stopId));
    }

    [Fact]
    public void Asking_for_another_end_and_display_allocates_nothing()
    {
        Another_end_is_asked_of_the_venue_and_holds_when_it_grants_it();
        EngineEvent[] inputs = [.. _script.Inputs];
        NativeOrderTests.Replay(new DecisionState(_script.Configuration), inputs); // The first call pays for the JIT.
        Assert.Equal(0, NativeOrderTests.Replay(new DecisionState(_script.Configuration), inputs));
    }

    private HeldOrder HeldOrder(long id) => _script.Held[_script.Held.Find(id)];
}
