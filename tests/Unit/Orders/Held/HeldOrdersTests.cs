using System;
using System.Collections.Generic;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders.Held;
using Xunit;

namespace LowLatencyEngine.Unit.Orders.Held;

[Collection(ByteCounting.Name)]
public sealed class HeldOrdersTests
{
    private const int InstrumentCount = 3;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_chain_of_an_instrument_has_its_orders_and_no_other_by_age(int seed)
    {
        var random = new Random(seed);
        var orders = new HeldOrders(InstrumentCount, capacitySlots: 50);
        var twin = new List<(long OrderId, int InstrumentIndex)>();
        for (long id = 1; id < 3_000; id++)
        {
            if (twin.Count > 0 && (orders.IsFull || random.Next(9) < 4))
            {
                int place = random.Next(twin.Count);
                orders.Remove(orders.Find(twin[place].OrderId));
                twin.RemoveAt(place);
            }
            else
            {
                int instrumentIndex = random.Next(InstrumentCount);
                Add(orders, id, instrumentIndex);
                twin.Add((id, instrumentIndex));
            }

            if (id % 100 == 0)
                orders = Reloaded(orders);

            for (int i = 0; i < InstrumentCount; i++)
                Assert.Equal(twin.FindAll(o => o.InstrumentIndex == i).ConvertAll(o => o.OrderId), Walk(orders, i));
        }
    }

    [Fact]
    public void A_walk_over_an_instrument_passes_no_order_of_another()
    {
        var orders = new HeldOrders(InstrumentCount);
        for (long id = 1; !orders.IsFull; id++)
            Add(orders, id, instrumentIndex: id == 700 ? 2 : 1);

        Assert.Equal([700L], Walk(orders, 2));
        Assert.Empty(Walk(orders, 0));
        Assert.Equal(HeldOrders.DefaultCapacitySlots - 1, Walk(orders, 1).Count);
    }

    [Fact]
    public void Adding_walking_and_removing_allocates_nothing()
    {
        var orders = new HeldOrders(InstrumentCount);
        Assert.Equal(40L * 41 / 2, AddWalkRemove(orders)); // The first call pays for the JIT.
        long before = GC.GetAllocatedBytesForCurrentThread();
        AddWalkRemove(orders);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Only_ended_orders_on_which_others_depend_are_remembered_and_the_latest_of_them()
    {
        var orders = new HeldOrders(InstrumentCount);
        Add(orders, 1, instrumentIndex: 0);
        orders.Remove(orders.Find(1));
        Assert.Equal(0, orders.Ended.Count);

        for (long id = 2; id < 300; id++)
        {
            Add(orders, id, instrumentIndex: 0);
            ref HeldOrder order = ref orders[orders.Find(id)];
            order.TiedOrderId = 1;
            order.LatestPartId = id + 1_000;
            orders.Remove(orders.Find(id));
        }

        Assert.Equal(EndedOrders.CapacityCount, orders.Ended.Count);
        Assert.Equal(299, orders.Ended[orders.Ended.FindByPart(1_299)].OrderId);
        Assert.Equal(HeldOrders.NoSlot, orders.Ended.FindByPart(1_002));
        Assert.Equal(HeldOrders.NoSlot, orders.Ended.FindByPart(0));
        Assert.Equal(44, orders.Ended[orders.Ended.Find(44)].OrderId);
        Assert.Equal(HeldOrders.NoSlot, orders.Ended.Find(43));
    }

    private static void Add(HeldOrders orders, long orderId, int instrumentIndex)
    {
        EngineEvent hold = default;
        hold.Kind = EventKind.HoldOrder;
        hold.InstrumentIndex = instrumentIndex;
        hold.Side = Side.Buy;
        hold.Order.OrderId = orderId;
        hold.Order.QtyLots = 1;
        hold.Held.Kind = HeldKind.Stop;
        orders.Add(in hold, HeldMarks.None);
    }

    private static List<long> Walk(HeldOrders orders, int instrumentIndex)
    {
        var ids = new List<long>();
        for (int slot = orders.FirstOf(instrumentIndex); slot != HeldOrders.NoSlot; slot = orders.NextOf(slot))
            ids.Add(orders[slot].OrderId);

        return ids;
    }

    private static long AddWalkRemove(HeldOrders orders)
    {
        for (long id = 1; id <= 40; id++)
            Add(orders, id, instrumentIndex: 1);

        long sum = 0;
        for (int slot = orders.FirstOf(1); slot != HeldOrders.NoSlot; slot = orders.NextOf(slot))
            sum += orders[slot].OrderId;

        for (long id = 40; id >= 1; id--)
            orders.Remove(orders.Find(id));

        return sum;
    }

    private static HeldOrders Reloaded(HeldOrders orders)
    {
        StateTransfer measure = StateTransfer.Measure();
        orders.Transfer(ref measure);
        var bytes = new byte[measure.SizeBytes];
        StateTransfer save = StateTransfer.Save(bytes);
        orders.Transfer(ref save);
        var loaded = new HeldOrders(InstrumentCount, capacitySlots: 50);
        StateTransfer load = StateTransfer.Load(bytes);
        loaded.Transfer(ref load);
        return loaded;
    }
}
