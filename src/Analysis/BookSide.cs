using System;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Analysis;

/// <summary>
/// One side of a book: levels in one flat array, sorted so that the best is the last. A change near the touch moves few
/// levels and is found without a search; elsewhere it is a binary search and one block move. Decision thread only;
/// allocates nothing after construction.
/// </summary>
/// <remarks>
/// <code>
///  index   0                                count-1            capacity-1
///        +----------+---- ... ----+--------+------+-----------------+
///        | farthest |             | second | best |      free       |
///        +----------+---- ... ----+--------+------+-----------------+
///  depth   count-1                    1        0
/// </code>
/// </remarks>
internal sealed class BookSide
{
    private const int NearLevelCount = 8; // Looked at one by one before the search halves: one or two cache lines.

    private readonly Level[] _levels;
    private readonly long _sign; // A price times its side's sign rises towards the touch on both sides.
    private int _count;
    private long _droppedCount;

    public BookSide(Side side, int levelCountMax)
    {
        Debug.Assert(side is Side.Buy or Side.Sell);
        _levels = new Level[levelCountMax];
        _sign = (sbyte)side;
    }

    public int Count => _count;

    /// <summary>Levels that found no room since construction, the farthest each time.</summary>
    public long DroppedCount => _droppedCount;

    /// <summary>Level at a depth: 0 is the best.</summary>
    public ref readonly Level this[int depthIndex]
    {
        get
        {
            Debug.Assert((uint)depthIndex < (uint)_count);
            return ref _levels[_count - 1 - depthIndex];
        }
    }

    public void Clear() => _count = 0;

    /// <summary>
    /// Sets the quantity at a price; zero deletes the level, and deleting what is not there does nothing.
    /// </summary>
    public void Set(in Level level)
    {
        Debug.Assert(level.QtyLots >= 0);
        int index = LowerBound(level.PriceTicks);
        bool isPresent = index < _count && _levels[index].PriceTicks == level.PriceTicks;
        if (isPresent && level.QtyLots > 0)
            _levels[index].QtyLots = level.QtyLots;
        else if (isPresent)
            RemoveAt(index);
        else if (level.QtyLots > 0)
            Insert(index, in level);
    }

    /// <summary>Quantity at a price; 0 where there is no such level.</summary>
    public long QtyLotsAt(long priceTicks)
    {
        int index = LowerBound(priceTicks);
        return index < _count && _levels[index].PriceTicks == priceTicks ? _levels[index].QtyLots : 0;
    }

    /// <summary>Saves, loads or hashes the levels that are there, and what is lost.</summary>
    public void Transfer(ref StateTransfer state)
    {
        state.Agree(_levels.Length);
        state.Value(ref _count);
        if ((uint)_count > (uint)_levels.Length)
            ThrowCount(_count, _levels.Length);

        state.Value(ref _droppedCount);
        state.Values(_levels.AsSpan(0, _count));
    }

    /// <summary>First index whose level is not farther from the touch than the price.</summary>
    private int LowerBound(long priceTicks)
    {
        long key = priceTicks * _sign;
        int limit = _count;
        int nearBegin = Math.Max(0, limit - NearLevelCount);
        while (limit > nearBegin && _levels[limit - 1].PriceTicks * _sign >= key)
            limit--;

        if (limit > nearBegin)
            return limit;

        int begin = 0;
        while (begin < limit)
        {
            int middle = (begin + limit) >>> 1;
            if (_levels[middle].PriceTicks * _sign < key)
                begin = middle + 1;
            else
                limit = middle;
        }

        return begin;
    }

    private void Insert(int index, in Level level)
    {
        if (_count == _levels.Length)
        {
            InsertIntoFull(index, in level);
            return;
        }

        Array.Copy(_levels, index, _levels, index + 1, _count - index);
        _levels[index] = level;
        _count++;
    }

    /// <summary>
    /// The farthest level makes room, which is the new one itself where that is the farthest: the touch is never lost.
    /// </summary>
    private void InsertIntoFull(int index, in Level level)
    {
        _droppedCount++;
        if (index == 0)
            return;

        Array.Copy(_levels, 1, _levels, 0, index - 1);
        _levels[index - 1] = level;
    }

    private void RemoveAt(int index)
    {
        _count--;
        Array.Copy(_levels, index + 1, _levels, index, _count - index);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowCount(int count, int capacity) => throw new InvalidOperationException(
        $"saved book has more levels than a side can hold: count={count}, capacity={capacity}; damaged bytes: " +
        "use an older snapshot or replay the journal");
}
