using System;
using System.Diagnostics;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Orders;

/// <summary>
/// What one position holds, oldest first, each part with what it cost: FIFO closes the oldest part first. A fill at the
/// price of the newest part joins it. O(parts closed) a fill; allocates nothing.
/// </summary>
/// <remarks>
/// A queue that is full adds the next part to the newest: both then close at their common average, rounded towards
/// zero, and <see cref="MergedCount"/> rises. What is realized may come earlier or later by it, never more or less.
/// </remarks>
internal sealed class LotQueue
{
    /// <summary>Parts of different prices that a position can hold apart; 32 bytes each.</summary>
    public const int CapacityParts = 1_024;

    private readonly Part[] _parts = new Part[CapacityParts]; // Ring: the oldest at _first.
    private long _first;
    private long _count;
    private long _mergedCount;

    /// <summary>Fills that had to share the newest part although their price differed.</summary>
    public long MergedCount => _mergedCount;

    /// <summary>Puts lots behind all others.</summary>
    /// <param name="signedLots">The sign is the side, as of what is held.</param>
    /// <param name="priceTicks">What each cost.</param>
    public void Add(long signedLots, long priceTicks)
    {
        Int128 cost = Math.BigMul(signedLots, priceTicks);
        if (_count > 0)
        {
            ref Part newest = ref At(_count - 1);
            bool isSamePrice = newest.CostTickLots == Math.BigMul(newest.Lots, priceTicks);
            if (isSamePrice || _count == CapacityParts)
            {
                _mergedCount += isSamePrice ? 0 : 1;
                newest.CostTickLots = checked(newest.CostTickLots + cost);
                newest.Lots = checked(newest.Lots + signedLots);
                return;
            }
        }

        At(_count++) = new Part { CostTickLots = cost, Lots = signedLots };
    }

    /// <summary>Takes the oldest lots out.</summary>
    /// <param name="closedLots">At most as many as are held, whatever their side.</param>
    /// <returns>What they had cost, with the sign of their side.</returns>
    public Int128 Take(long closedLots)
    {
        Int128 cost = 0;
        while (closedLots > 0)
        {
            Debug.Assert(_count > 0, "more lots closed than the queue holds");
            ref Part oldest = ref At(0);
            long heldLots = Math.Abs(oldest.Lots);
            if (closedLots < heldLots)
                return checked(cost + oldest.TakeShare(closedLots, heldLots));

            cost = checked(cost + oldest.CostTickLots);
            closedLots -= heldLots;
            oldest = default;
            _first = (_first + 1) % CapacityParts;
            _count--;
        }

        return cost;
    }

    /// <summary>Makes it what another is. O(capacity).</summary>
    public void CopyFrom(LotQueue other)
    {
        other._parts.AsSpan().CopyTo(_parts);
        _first = other._first;
        _count = other._count;
        _mergedCount = other._mergedCount;
    }

    public void Transfer(ref StateTransfer state)
    {
        state.Value(ref _first);
        state.Value(ref _count);
        state.Value(ref _mergedCount);
        for (long i = 0; i < _count; i++)
        {
            ref Part part = ref At(i);
            state.Value(ref part.CostTickLots); // Field by field: a part has padding, which is not state.
            state.Value(ref part.Lots);
        }
    }

    private ref Part At(long index) => ref _parts[(_first + index) % CapacityParts];

    /// <summary>Lots of one price, or of several where the queue was full.</summary>
    private struct Part
    {
        public Int128 CostTickLots;
        public long Lots;

        public Int128 TakeShare(long closedLots, long heldLots)
        {
            (Int128 price, Int128 rest) = Int128.DivRem(CostTickLots, heldLots);
            Int128 share = checked((price * closedLots) + (rest * closedLots / heldLots));
            CostTickLots -= share;
            Lots -= Lots > 0 ? closedLots : -closedLots;
            return share;
        }
    }
}
