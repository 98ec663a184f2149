using System;
using System.Reflection;
using System.Runtime.CompilerServices;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using Xunit;
using static LowLatencyEngine.Unit.Orders.OrderEvents;

namespace LowLatencyEngine.Unit.Orders;

/// <summary>A table that was saved and loaded into a fresh one is the same table, whatever comes next.</summary>
public sealed class OrderTableTransferTests
{
    private const int CapacitySlots = 64; // Small, so that ids go round and slots are used again.

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Goes_on_alike_after_being_saved_and_loaded_mid_run(int seed)
    {
        (OrderTable Table, PositionLedger Ledger) straight = NewTable();
        (OrderTable Table, PositionLedger Ledger) interrupted = NewTable();
        var random = new Random(seed);
        var venue = new ScrambledVenue(random, reorderWindow: 5);
        var copy = new OrderCopyCheck(straight.Table);
        for (int id = 1; id <= 400; id++)
        {
            Send(random, venue, id, straight.Table, interrupted.Table);
            if (random.Next(10) == 0)
                interrupted = Reload(interrupted.Table, interrupted.Ledger);

            if (random.Next(25) == 0)
                Doubt(straight.Table, interrupted.Table);

            Receive(random, venue, straight.Table, interrupted.Table);
            Assert.True(
                HashOf(straight.Table, straight.Ledger) == HashOf(interrupted.Table, interrupted.Ledger),
                $"seed={seed}, id={id}");
            Assert.True(copy.Follow(id, finishEvery: 1 + (id / 20)), $"copy differs: seed={seed}, id={id}");
        }

        Assert.True(straight.Ledger.OfInstrument(1).FillCount > 100);
    }

    [Fact]
    public void Loading_forgets_what_was_there_before()
    {
        (OrderTable empty, PositionLedger emptyLedger) = NewTable();
        (OrderTable used, PositionLedger usedLedger) = NewTable();
        Add(used, NewOrder(3));
        Apply(used, Trade(4, 4, orderId: 3));

        Load(Save(empty, emptyLedger), used, usedLedger);

        Assert.Equal(HashOf(empty, emptyLedger), HashOf(used, usedLedger));
        Assert.False(used.TryFind(new OrderId(3), out _));
        Assert.Equal(0, used.OpenCount);
    }

    [Fact]
    public void Refuses_what_was_saved_by_a_table_of_another_capacity()
    {
        (OrderTable table, PositionLedger ledger) = NewTable();
        var other = new OrderTable(ledger, capacitySlots: 2 * CapacitySlots);
        byte[] saved = Save(table, ledger);

        Assert.Throws<InvalidOperationException>(() => Load(saved, other, ledger));
    }

    [Theory]
    [InlineData(typeof(Order), OrderTable.SlotSizeBytes)]
    [InlineData(typeof(Position), 96)]
    public void What_is_copied_as_a_block_has_no_padding(Type type, int sizeBytes) =>
        Assert.Equal(sizeBytes, SizeOfFields(type));

    [Fact]
    public void A_slot_has_the_stated_size()
    {
        Assert.Equal(OrderTable.SlotSizeBytes, Unsafe.SizeOf<Order>());
        Assert.Equal(96, Unsafe.SizeOf<Position>());
    }

    private static int SizeOfFields(Type type)
    {
        int sizeBytes = 0;
        foreach (FieldInfo field in type.GetFields(
            BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            Type fieldType = field.FieldType.IsEnum ? Enum.GetUnderlyingType(field.FieldType) : field.FieldType;
            bool isSimple = fieldType.IsPrimitive || fieldType == typeof(Int128);
            sizeBytes += isSimple ? SizeOf(fieldType) : SizeOfFields(fieldType);
        }

        return sizeBytes;
    }

    private static int SizeOf(Type type) => type == typeof(Int128)
        ? 16
        : System.Runtime.InteropServices.Marshal.SizeOf(type);

    private static void Send(Random random, ScrambledVenue venue, int id, OrderTable straight, OrderTable interrupted)
    {
        bool isCancel = id > 5 && random.Next(3) == 0;
        if (isCancel)
        {
            EngineEvent cancel = Cancel(id - random.Next(1, 5), id);
            EngineEvent again = cancel;
            RiskVerdict verdict = straight.TryRequestCancel(ref cancel);
            Assert.Equal(verdict, interrupted.TryRequestCancel(ref again));
            Assert.Equal(BytesOf(cancel), BytesOf(again));
            if (verdict == RiskVerdict.Accepted)
                venue.ReceiveCancel(in cancel);

            return;
        }

        EngineEvent intent = NewOrder(id, random.Next(2) == 0 ? Side.Buy : Side.Sell);
        RiskVerdict added = Add(straight, intent);
        Assert.Equal(added, Add(interrupted, intent));
        if (added == RiskVerdict.Accepted)
            venue.Receive(in intent);
    }

    private static void Receive(Random random, ScrambledVenue venue, OrderTable straight, OrderTable interrupted)
    {
        venue.Act();
        while (venue.HasReports && random.Next(6) > 0)
        {
            EngineEvent report = venue.Next();
            Assert.Equal(
                straight.Apply(in report, out OrderReport expected), interrupted.Apply(in report, out OrderReport got));
            Assert.Equal(expected, got);
            Assert.Equal(straight.LastAnomalies, interrupted.LastAnomalies);
        }
    }

    private static void Doubt(OrderTable straight, OrderTable interrupted)
    {
        straight.MarkAllOpenInDoubt();
        interrupted.MarkAllOpenInDoubt();
        EngineEvent cause = default;
        cause.ReceiveTimestampNs = 1_000;
        Assert.Equal(
            straight.WriteStatusRequests(new Outbox(4), in cause, max: 2),
            interrupted.WriteStatusRequests(new Outbox(4), in cause, max: 2));
    }

    private static (OrderTable Table, PositionLedger Ledger) Reload(OrderTable table, PositionLedger ledger)
    {
        (OrderTable Table, PositionLedger Ledger) fresh = NewTable();
        Load(Save(table, ledger), fresh.Table, fresh.Ledger);
        return fresh;
    }

    private static byte[] Save(OrderTable table, PositionLedger ledger)
    {
        StateTransfer measure = StateTransfer.Measure();
        table.Transfer(ref measure);
        ledger.Transfer(ref measure);
        byte[] saved = new byte[measure.SizeBytes];
        StateTransfer save = StateTransfer.Save(saved);
        table.Transfer(ref save);
        ledger.Transfer(ref save);
        return saved;
    }

    private static void Load(byte[] saved, OrderTable table, PositionLedger ledger)
    {
        StateTransfer load = StateTransfer.Load(saved);
        table.Transfer(ref load);
        ledger.Transfer(ref load);
        Assert.Equal(saved.Length, load.SizeBytes);
    }

    private static (OrderTable Table, PositionLedger Ledger) NewTable()
    {
        PositionLedger ledger = NewLedger();
        return (new OrderTable(ledger, CapacitySlots), ledger);
    }
}
