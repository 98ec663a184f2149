using System;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Analysis;

/// <summary>
/// One side of a book: levels in one flat array, sorted so that the best is the last, with room at both ends. A change
/// near the touch moves few levels and is found without a search; one at the far end, as a snapshot brings them, moves
/// few too; elsewhere it is a binary search and a block move of the shorter part. Decision thread only; allocates
/// nothing after construction.
/// </summary>
/// <remarks>
/// <code>
///  index   0      begin                                 begin+count-1
///        +-------+----------+---- ... ----+--------+------+--------+
///        | free  | farthest |             | second | best |  free  |
///        +-------+----------+---- ... ----+--------+------+--------+
///  depth           count-1                    1        0
/// </code>
/// </remarks>
internal sealed class BookSide
{
    // Counted and moved together, all of them every time: a branch that is guessed wrongly costs more than all eight.
    private const int NearLevelCount = 8;

    private const int SpareLevelCountMin = 64; // Room for as many one-sided changes before the levels move back.

    private readonly Level[] _levels;
    private readonly int _levelCountMax;
    private readonly long _sign; // A price times its side's sign rises towards the touch on both sides.
    private int _begin;
    private int _count;
    private long _droppedCount;

    public BookSide(Side side, int levelCountMax)
    {
        Debug.Assert(side is Side.Buy or Side.Sell);
        _levelCountMax = levelCountMax;
        _levels = new Level[levelCountMax + Math.Max(levelCountMax / 4, SpareLevelCountMin)];
        _sign = (sbyte)side;
        Clear();
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
            return ref _levels[_begin + _count - 1 - depthIndex];
        }
    }

    public void Clear()
    {
        _begin = _levels.Length / 2;
        _count = 0;
    }

    /// <summary>
    /// Sets the quantity at a price; zero deletes the level, and deleting what is not there does nothing.
    /// </summary>
    public void Set(in Level level)
    {
        Debug.Assert(level.QtyLots >= 0);
        int index = LowerBound(level.PriceTicks);
        bool isPresent = IsAt(index, level.PriceTicks);
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
        return IsAt(index, priceTicks) ? _levels[index].QtyLots : 0;
    }

    /// <summary>Saves, loads or hashes the levels that are there, and what is lost.</summary>
    public void Transfer(ref StateTransfer state)
    {
        state.Agree(_levelCountMax);
        state.Value(ref _count);
        if ((uint)_count > (uint)_levelCountMax)
            ThrowCount(_count, _levelCountMax);

        if (state.IsLoading)
            _begin = (_levels.Length - _count) / 2; // Where the levels lie is no part of the state.

        state.Value(ref _droppedCount);
        state.Values(_levels.AsSpan(_begin, _count));
    }

    private bool IsAt(int index, long priceTicks) => index < _begin + _count && _levels[index].PriceTicks == priceTicks;

    /// <summary>First index whose level is not farther from the touch than the price.</summary>
    private int LowerBound(long priceTicks)
    {
        int limit = _begin + _count;
        if (_count < NearLevelCount)
            return Search(priceTicks, _begin, limit);

        long key = priceTicks * _sign;
        long sign = _sign;
        int nearerCount = 0;
        foreach (ref readonly Level level in _levels.AsSpan(limit - NearLevelCount, NearLevelCount))
            nearerCount += level.PriceTicks * sign >= key ? 1 : 0;

        return nearerCount < NearLevelCount
            ? limit - nearerCount
            : Search(priceTicks, _begin, limit - NearLevelCount);
    }

    private int Search(long priceTicks, int begin, int limit)
    {
        long key = priceTicks * _sign;
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
        if (_count == _levelCountMax)
        {
            // The farthest level makes room, which is the new one itself where that is the farthest: the touch is
            // never lost.
            _droppedCount++;
            if (index == _begin)
                return;

            _begin++;
            _count--;
        }

        int farCount = index - _begin;
        int nearCount = _count - farCount;
        if (farCount < nearCount ? _begin == 0 : _begin + _count == _levels.Length)
            index = MoveToMiddle(index);

        if (farCount < nearCount)
        {
            Array.Copy(_levels, _begin, _levels, _begin - 1, farCount);
            _begin--;
            index--;
        }
        else
        {
            MoveNear(index, index + 1, nearCount);
        }

        _levels[index] = level;
        _count++;
    }

    private void RemoveAt(int index)
    {
        int farCount = index - _begin;
        int nearCount = _count - 1 - farCount;
        _count--;
        if (farCount < nearCount)
        {
            Array.Copy(_levels, _begin, _levels, _begin + 1, farCount);
            _begin++;
        }
        else
        {
            MoveNear(index + 1, index, nearCount);
        }
    }

    /// <summary>
    /// Moves the levels from an index to the best by a place, up or down; what lies beyond the best may be lost.
    /// </summary>
    private void MoveNear(int source, int target, int count)
    {
        if (count > NearLevelCount || Math.Max(source, target) + NearLevelCount > _levels.Length)
        {
            Array.Copy(_levels, source, _levels, target, count);
            return;
        }

        Span<Vector256<long>> from = MemoryMarshal.Cast<Level, Vector256<long>>(_levels.AsSpan(source, NearLevelCount));
        Span<Vector256<long>> to = MemoryMarshal.Cast<Level, Vector256<long>>(_levels.AsSpan(target, NearLevelCount));
        (to[0], to[1], to[2], to[3]) = (from[0], from[1], from[2], from[3]); // All are read before one is written.
    }

    /// <summary>Makes room at both ends; gives the place that <paramref name="index"/> has moved to.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int MoveToMiddle(int index)
    {
        int begin = (_levels.Length - _count) / 2;
        Array.Copy(_levels, _begin, _levels, begin, _count);
        index += begin - _begin;
        _begin = begin;
        return index;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowCount(int count, int capacity) => throw new InvalidOperationException(
        $"saved book has more levels than a side can hold: count={count}, capacity={capacity}; damaged bytes: " +
        "use an older snapshot or replay the journal");
}
