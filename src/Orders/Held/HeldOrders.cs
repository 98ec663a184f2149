using System;
using System.Diagnostics;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Orders.Held;

/// <summary>
/// Every order that the engine keeps. Decision thread only; finding one is O(held orders), and O(1) while there is
/// none; those of an instrument are chained, the oldest first; allocates nothing after construction.
/// </summary>
public sealed class HeldOrders
{
    /// <summary>Slots unless told otherwise.</summary>
    public const int DefaultCapacitySlots = 1_024;

    /// <summary>Longer than the venue's clock may be behind ours, and its report on its way.</summary>
    private const long VenueExpiryGraceNs = 1_000_000_000;

    /// <summary>No such order.</summary>
    public const int NoSlot = -1;

    private readonly HeldOrder[] _slots;
    private readonly int[] _firstByInstrument;
    private int _endSlot; // Behind the last one that is used.
    private int _count;
    private int _dueCount;
    private long _nextExpiryNs = long.MaxValue; // Never later than the earliest.

    public HeldOrders(int instrumentCount, int capacitySlots = DefaultCapacitySlots)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacitySlots);
        _slots = new HeldOrder[capacitySlots];
        _firstByInstrument = new int[instrumentCount];
        Array.Fill(_firstByInstrument, NoSlot);
    }

    /// <summary>Orders that are kept.</summary>
    public int Count => _count;

    /// <summary>Orders about which something is to be done.</summary>
    public int DueCount => _dueCount;

    /// <summary>There is room for no other.</summary>
    public bool IsFull => _count == _slots.Length;

    /// <summary>A time before which none expires.</summary>
    public long NextExpiryNs => _nextExpiryNs;

    /// <summary>Those that have ended lately and that others depended on.</summary>
    public EndedOrders Ended { get; } = new();

    /// <summary>Lots that filled although they were not to.</summary>
    public HeldAlarms Alarms { get; } = new();

    /// <summary>All slots, the free ones among them with an order id of 0; oldest first as far as slots are not
    /// reused.</summary>
    public Span<HeldOrder> Slots => _slots.AsSpan(0, _endSlot);

    /// <summary>An order, in place.</summary>
    public ref HeldOrder this[int slot] => ref _slots[slot];

    /// <summary>The oldest order in an instrument; <see cref="NoSlot"/> for none.</summary>
    public int FirstOf(int instrumentIndex) => _firstByInstrument[instrumentIndex];

    /// <summary>The next younger order in the instrument of this one; <see cref="NoSlot"/> for none.</summary>
    public int NextOf(int slot) => _slots[slot].NextSlot;

    /// <summary>The slot of an order; <see cref="NoSlot"/> for none.</summary>
    public int Find(long orderId)
    {
        for (int slot = 0; _count > 0 && slot < _endSlot; slot++)
        {
            if (_slots[slot].OrderId == orderId && orderId != 0)
                return slot;
        }

        return NoSlot;
    }

    /// <summary>The slot of the order that has this one out as a part; <see cref="NoSlot"/> for none.</summary>
    public int FindByPart(long partId)
    {
        for (int slot = 0; _count > 0 && slot < _endSlot; slot++)
        {
            if (_slots[slot].PartId == partId && partId != 0)
                return slot;
        }

        return NoSlot;
    }

    /// <summary>Takes in an order that was accepted; there must be room.</summary>
    /// <param name="hold">A HoldOrder; of a link that it names, the other order is looked up.</param>
    /// <param name="marks">What it begins with.</param>
    /// <returns>Its slot.</returns>
    public int Add(in EngineEvent hold, HeldMarks marks)
    {
        Debug.Assert(!IsFull);
        int slot = 0;
        while (_slots[slot].OrderId != 0)
            slot++;

        _endSlot = Math.Max(_endSlot, slot + 1);
        _count++;
        ref HeldOrder order = ref _slots[slot];
        Fill(ref order, in hold);
        order.NextSlot = NoSlot;
        LinkTo(hold.InstrumentIndex, slot) = slot;
        order.Marks = marks;
        if (order.ExpireTimestampNs != 0)
            _nextExpiryNs = Math.Min(_nextExpiryNs, order.ExpireTimestampNs);

        return slot;
    }

    /// <summary>Frees a slot. O(held orders of its instrument).</summary>
    public void Remove(int slot)
    {
        ref HeldOrder order = ref _slots[slot];
        ClearDue(ref order);
        if (order.TiedOrderId != 0 || order.Is(HeldMarks.IsAwaited))
            Ended.Add(in order);

        LinkTo(order.InstrumentIndex, slot) = order.NextSlot;
        _count--;
        order = default;
        while (_endSlot > 0 && _slots[_endSlot - 1].OrderId == 0)
            _endSlot--;
    }

    /// <summary>Something is to be done about it.</summary>
    public void MarkDue(ref HeldOrder order, HeldMarks marks = HeldMarks.None)
    {
        order.Marks |= marks;
        if (order.Is(HeldMarks.Due))
            return;

        order.Marks |= HeldMarks.Due;
        _dueCount++;
    }

    /// <summary>Nothing is to be done about it.</summary>
    public void ClearDue(ref HeldOrder order)
    {
        if (!order.Is(HeldMarks.Due))
            return;

        order.Marks &= ~HeldMarks.Due;
        _dueCount--;
    }

    /// <summary>Its owner's replace is answered, or nobody waits for an answer any more.</summary>
    public static void DropReplace(ref HeldOrder order)
    {
        order.ReplaceId = 0;
        order.ReplacePriceTicks = 0;
        order.ReplaceQtyLots = 0;
    }

    /// <summary>An order is to end at another time.</summary>
    public void SetExpiry(ref HeldOrder order, long expireTimestampNs)
    {
        order.ExpireTimestampNs = expireTimestampNs;
        if (expireTimestampNs != 0)
            _nextExpiryNs = Math.Min(_nextExpiryNs, expireTimestampNs);
    }

    /// <summary>Marks those whose time is over. O(held orders) once a time is reached.</summary>
    public void Expire(long nowNs)
    {
        if (nowNs < _nextExpiryNs)
            return;

        _nextExpiryNs = long.MaxValue;
        foreach (ref HeldOrder order in Slots)
        {
            if (order.OrderId == 0 || order.ExpireTimestampNs == 0 || order.Is(HeldMarks.Expired))
                continue;

            long endNs = order.ExpireTimestampNs + (order.Is(HeldMarks.ExpiresAtVenue) ? VenueExpiryGraceNs : 0);
            if (nowNs >= endNs)
                MarkDue(ref order, HeldMarks.Ending | HeldMarks.Expired);
            else
                _nextExpiryNs = Math.Min(_nextExpiryNs, endNs);
        }
    }

    /// <summary>Saves, loads or hashes the slots that are used.</summary>
    /// <exception cref="InvalidOperationException">What was saved has another capacity.</exception>
    public void Transfer(ref StateTransfer state)
    {
        state.Agree(_slots.Length);
        state.Value(ref _endSlot);
        state.Value(ref _count);
        state.Value(ref _dueCount);
        state.Value(ref _nextExpiryNs);
        if (state.IsLoading)
            Array.Clear(_slots);

        state.Values(Slots);
        state.Values<int>(_firstByInstrument);
        Ended.Transfer(ref state);
        Alarms.Transfer(ref state);
    }

    /// <summary>What points to a slot, or the end of the chain where nothing does.</summary>
    private ref int LinkTo(int instrumentIndex, int slot)
    {
        ref int link = ref _firstByInstrument[instrumentIndex];
        while (link != slot && link != NoSlot)
            link = ref _slots[link].NextSlot;

        return ref link;
    }

    /// <summary>Writes what a wish says into an order.</summary>
    public static void Fill(ref HeldOrder order, in EngineEvent hold)
    {
        order = default;
        order.OrderId = hold.Order.OrderId;
        order.PriceTicks = hold.Order.PriceTicks;
        order.QtyLots = hold.Order.QtyLots;
        order.AllowedLots = long.MaxValue;
        order.TriggerPriceTicks = hold.Held.TriggerPriceTicks;
        order.Amount = hold.Held.Amount;
        order.ExpireTimestampNs = hold.Held.ExpireTimestampNs;
        order.InstrumentIndex = hold.InstrumentIndex;
        order.StrategyIndex = hold.Order.StrategyIndex;
        order.Side = hold.Side;
        order.Type = hold.Order.Type;
        order.TimeInForce = hold.Order.TimeInForce;
        order.Kind = hold.Held.Kind;
        order.Source = hold.Held.Source;
        order.ConfirmCount = Math.Max((byte)1, hold.Held.ConfirmCount);
        order.ConfirmOf = Math.Max((byte)1, hold.Held.ConfirmOf);
        order.StepTicks = Math.Max((byte)1, hold.Held.StepTicks);
    }
}
