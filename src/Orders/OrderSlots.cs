using System;
using System.Diagnostics;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Orders;

/// <summary>
/// The slots of the order table: order id AND mask is the slot, and the open ones are chained by rising id. Closed
/// orders stay until their slot is needed again, so that what comes late still finds them. Each page of slots knows the
/// epoch of its last change, so that a copy (<see cref="OrderCopy"/>) takes only pages that are not what it has.
/// </summary>
internal sealed class OrderSlots(int capacitySlots)
{
    public const int NoSlot = -1;

    /// <summary>3 KB: a copy of them costs less than a microsecond.</summary>
    public const int PageSlots = 1 << PageShift;

    private const int PageShift = 4;

    private readonly Order[] _slots = new Order[capacitySlots];
    private readonly long[] _changedIn = new long[((capacitySlots - 1) >> PageShift) + 1]; // Epoch of each page.
    private readonly int _mask = capacitySlots - 1;
    private long _epoch;
    private long _lowestId = long.MaxValue; // Of all orders placed so far.
    private long _highestId;
    private int _openCount;
    private int _firstSlot = NoSlot;
    private int _lastSlot = NoSlot;
    private int _resumeSlot = NoSlot;

    public int CapacitySlots => _slots.Length;

    public int OpenCount => _openCount;

    /// <summary>First of the open orders, or <see cref="NoSlot"/>.</summary>
    public int FirstSlot => _firstSlot;

    /// <summary>
    /// Where a walk over the open orders that was broken off goes on; <see cref="NoSlot"/> is at the start.
    /// </summary>
    public int ResumeSlot
    {
        get => _resumeSlot;
        set => _resumeSlot = value;
    }

    public OpenOrders OpenOrders => new(_slots, _firstSlot);

    /// <summary>Pages of slots; the last one may be short.</summary>
    public int PageCount => _changedIn.Length;

    /// <summary>The pages used, beginning with this one and going round: it stays the same while ids rise.</summary>
    public int FirstPage => SlotOf(_lowestId) >> PageShift;

    /// <summary>Pages from that of the lowest id to that of the highest; all once ids went round.</summary>
    public int UsedPageCount => _highestId < _lowestId
        ? 0
        : (int)Math.Min(PageCount, (_highestId >> PageShift) - (_lowestId >> PageShift) + 1);

    public int SlotOf(long orderId) => (int)(orderId & _mask);

    /// <summary>The slot of the order with this id, its own or a replace's; else <see cref="NoSlot"/>.</summary>
    public int Find(long orderId)
    {
        int slot = SlotOf(orderId);
        if (orderId <= 0 || _slots[slot].OrderId != orderId)
            return NoSlot;

        long rootId = _slots[slot].RootId;
        if (rootId == 0)
            return slot;

        slot = SlotOf(rootId);
        return _slots[slot].OrderId == rootId ? slot : NoSlot;
    }

    /// <summary>
    /// True if a new id may take its slot: nothing younger there, nothing open, and no replace of what is open.
    /// </summary>
    public bool IsFree(long orderId)
    {
        ref readonly Order order = ref _slots[SlotOf(orderId)];
        if (order.IsChained || orderId <= order.OrderId)
            return false;

        int root = order.RootId == 0 ? NoSlot : Find(order.OrderId);
        return root == NoSlot || !_slots[root].IsChained;
    }

    /// <summary>The slot of an id, whoever lives there, to be read.</summary>
    public ref readonly Order this[int slot] => ref _slots[slot];

    /// <summary>The same, to be changed before anything else happens.</summary>
    public ref Order Change(int slot)
    {
        _changedIn[slot >> PageShift] = _epoch; // Written and not counted: nothing waits for the one before.
        return ref _slots[slot];
    }

    /// <summary>An order has got this id: only slots of ids between the lowest and the highest are used.</summary>
    public void NoteId(long orderId)
    {
        _lowestId = Math.Min(_lowestId, orderId);
        _highestId = Math.Max(_highestId, orderId);
    }

    /// <summary>Chains an order that has become open: in one step at the end, where new ids belong.</summary>
    public void Link(int slot)
    {
        ref Order order = ref Change(slot);
        Debug.Assert(order.IsHeld && !order.IsChained);
        order.Marks |= OrderMarks.Chained;
        int previous = _lastSlot;
        while (previous != NoSlot && _slots[previous].OrderId > order.OrderId)
            previous = _slots[previous].PreviousSlot;

        order.PreviousSlot = previous;
        order.NextSlot = previous == NoSlot ? _firstSlot : _slots[previous].NextSlot;
        Join(previous, slot);
        Join(slot, order.NextSlot);
        _openCount++;
    }

    /// <summary>Takes an order that is no longer open out of the chain.</summary>
    public void Unlink(int slot)
    {
        ref Order order = ref Change(slot);
        Debug.Assert(_openCount > 0 && order.IsChained);
        order.Marks &= ~OrderMarks.Chained;
        if (_resumeSlot == slot)
            _resumeSlot = order.NextSlot;

        Join(order.PreviousSlot, order.NextSlot);
        order.PreviousSlot = NoSlot;
        order.NextSlot = NoSlot;
        _openCount--;
    }

    /// <summary>Epoch in which a page was changed last; it may be what it was before.</summary>
    public long ChangedIn(int page) => _changedIn[page];

    /// <summary>Begins another epoch, and returns the one that ends: what changes from now on changes later.</summary>
    public long EndEpoch() => _epoch++;

    /// <summary>The slots of a page as they lie.</summary>
    public ReadOnlySpan<Order> Page(int page) => Pages(page, 1);

    /// <summary>
    /// Saves, loads or hashes the used pages as they lie, their chain included: one or two block copies, 192 bytes a
    /// slot.
    /// </summary>
    /// <exception cref="InvalidOperationException">What was saved has another capacity.</exception>
    public void Transfer(ref StateTransfer state)
    {
        TransferHead(ref state);
        if (state.IsLoading)
        {
            Array.Clear(_slots);
            _changedIn.AsSpan().Fill(_epoch);
        }

        int countBeforeWrap = Math.Min(UsedPageCount, PageCount - FirstPage);
        state.Values(Pages(FirstPage, countBeforeWrap));
        state.Values(Pages(0, UsedPageCount - countBeforeWrap));
    }

    /// <summary>What comes before the pages.</summary>
    /// <exception cref="InvalidOperationException">What was saved has another capacity.</exception>
    public void TransferHead(ref StateTransfer state)
    {
        state.Agree(_slots.Length);
        state.Value(ref _lowestId);
        state.Value(ref _highestId);
        state.Value(ref _openCount);
        state.Value(ref _firstSlot);
        state.Value(ref _lastSlot);
        state.Value(ref _resumeSlot);
    }

    private Span<Order> Pages(int first, int count)
    {
        int begin = first << PageShift;
        return _slots.AsSpan(begin, Math.Min(count << PageShift, _slots.Length - begin));
    }

    private void Join(int previous, int next)
    {
        if (previous == NoSlot)
            _firstSlot = next;
        else
            Change(previous).NextSlot = next;

        if (next == NoSlot)
            _lastSlot = previous;
        else
            Change(next).PreviousSlot = previous;
    }
}
