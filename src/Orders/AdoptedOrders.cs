using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Orders;

/// <summary>
/// The names under which the venue knows orders that others sent and the table has taken in. OrderID(37) tells them
/// for as long as they live; ClOrdID(11) where there is none, and in refusals. Looked at only for reports about orders
/// that the table does not find: O(places), and nothing while none was adopted.
/// </summary>
internal sealed class AdoptedOrders
{
    public const int PlaceCount = 64;

    private readonly long[] _orderIds = new long[PlaceCount]; // Of ours; 0 for a place that was never used.
    private readonly long[] _venueIds = new long[PlaceCount];
    private readonly long[] _venueHashes = new long[PlaceCount];
    private int _usedCount;

    /// <summary>
    /// What the venue calls the order: ClOrdID(11), or below zero a hash of OrderID(37) where that is no number; 0 for
    /// none.
    /// </summary>
    public static long VenueIdOf(in Execution execution) =>
        execution.OrderId > 0 ? execution.OrderId : -(execution.VenueOrderIdHash & long.MaxValue);

    /// <summary>Our id of the order that a report means; 0 for none of these.</summary>
    public long Find(in Execution execution)
    {
        if (_usedCount == 0)
            return 0;

        long venueId = VenueIdOf(in execution);
        for (int i = 0; i < _usedCount; i++)
        {
            bool isByHash = execution.VenueOrderIdHash != 0 && _venueHashes[i] == execution.VenueOrderIdHash;
            if (isByHash || (venueId != 0 && _venueIds[i] == venueId))
                return _orderIds[i];
        }

        return 0;
    }

    /// <summary>Remembers an order, in the place of one that is not held any more.</summary>
    /// <returns>False where all places are those of orders that are.</returns>
    public bool TryAdd(OrderSlots slots, in Execution execution, long orderId)
    {
        int place = FindPlace(slots);
        if (place == PlaceCount)
            return false;

        _orderIds[place] = orderId;
        _venueIds[place] = VenueIdOf(in execution);
        _venueHashes[place] = execution.VenueOrderIdHash;
        return true;
    }

    public void Transfer(ref StateTransfer state)
    {
        state.Value(ref _usedCount);
        state.Values(_orderIds.AsSpan());
        state.Values(_venueIds.AsSpan());
        state.Values(_venueHashes.AsSpan());
    }

    private int FindPlace(OrderSlots slots)
    {
        if (_usedCount < PlaceCount)
            return _usedCount++;

        for (int i = 0; i < PlaceCount; i++)
        {
            int slot = slots.Find(_orderIds[i]);
            if (slot == OrderSlots.NoSlot || !slots[slot].IsHeld)
                return i;
        }

        return PlaceCount;
    }
}
