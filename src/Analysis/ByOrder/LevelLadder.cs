using System;
using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Analysis.ByOrder;

/// <summary>
/// The price levels of one side: a window of 4,096 ticks whose best end holds the touch, found by subtraction, and a
/// table for what lies farther away. Two layers of bits find the next level without a walk. A touch that leaves the
/// window moves it, O(levels): rare, and counted. Decision thread only; else O(1); allocates nothing after
/// construction.
/// </summary>
/// <remarks>
/// <code>
///  key = price * side's sign, so that a better price is a greater key on both sides
///
///   overflow table      | window: key - base                        |
///   keys below base     | 0 ........................ best .... 4095  |
///   ------------------->|                             ^ touch
/// </code>
/// </remarks>
internal sealed class LevelLadder
{
    private const int WindowTicks = 4_096;
    private const int RoomTicks = 1_024; // Left above the touch when the window moves.
    private const int WordBits = 64;

    private readonly long _sign;
    private readonly BookLevel[] _levels;
    private readonly int[] _window = new int[WindowTicks]; // Level index plus one.
    private readonly ulong[] _words = new ulong[WindowTicks / WordBits];
    private readonly KeyTable _overflow;
    private ulong _wordsInUse;
    private long _baseKey;
    private int _freeLevel = -1;
    private int _usedLimit; // Levels from here on were never used.

    public LevelLadder(Side side, int levelCountMax)
    {
        Debug.Assert(side is Side.Buy or Side.Sell);
        _sign = (sbyte)side;
        _levels = new BookLevel[levelCountMax];
        _overflow = new KeyTable(levelCountMax);
    }

    /// <summary>Levels with an order.</summary>
    public int Count { get; private set; }

    /// <summary>Levels there is room for.</summary>
    public int CountMax => _levels.Length;

    /// <summary>How often the window has moved.</summary>
    public long MoveCount { get; private set; }

    /// <summary>Index of the best level; -1 where there is none.</summary>
    public int BestIndex => _wordsInUse == 0 ? -1 : _window[HighestBit(WindowTicks - 1)] - 1;

    /// <summary>A level by its index.</summary>
    public ref BookLevel this[int levelIndex] => ref _levels[levelIndex];

    /// <summary>Index of the level at a price; -1 where there is none.</summary>
    public int Find(long priceTicks)
    {
        long offset = priceTicks * _sign - _baseKey;
        return (ulong)offset < WindowTicks ? _window[offset] - 1 : _overflow.Find(priceTicks);
    }

    /// <summary>Index of the level at a price, new and empty where there was none; -1 where there is no room.</summary>
    public int FindOrAdd(long priceTicks)
    {
        long offset = priceTicks * _sign - _baseKey;
        if ((ulong)offset < WindowTicks && _window[offset] != 0)
            return _window[offset] - 1;

        if ((ulong)offset >= WindowTicks && _overflow.Find(priceTicks) is var found and >= 0)
            return found;

        int index = Take();
        if (index < 0)
            return -1;

        _levels[index] = new BookLevel { PriceTicks = priceTicks, FirstOrder = -1, LastOrder = -1, IsInUse = 1 };
        Count++;
        if (Count == 1 || offset >= WindowTicks)
            MoveTo(priceTicks * _sign);
        else
            Place(index);

        return index;
    }

    /// <summary>Removes a level whose last order is gone.</summary>
    public void Remove(int levelIndex)
    {
        long priceTicks = _levels[levelIndex].PriceTicks;
        long offset = priceTicks * _sign - _baseKey;
        if ((ulong)offset < WindowTicks)
            ClearBit((int)offset);
        else
            _overflow.Remove(priceTicks);

        _levels[levelIndex] = new BookLevel { FirstOrder = _freeLevel }; // Free levels are chained by that field.
        _freeLevel = levelIndex;
        Count--;
        if (_wordsInUse == 0 && Count > 0)
            MoveTo(BestKey());
    }

    /// <summary>The next level away from the touch; -1 after the farthest. O(1) within the window, else O(levels).
    /// </summary>
    public int Next(int levelIndex)
    {
        long offset = _levels[levelIndex].PriceTicks * _sign - _baseKey;
        if (offset > 0 && HighestBit((int)offset - 1) is var next and >= 0)
            return _window[next] - 1;

        return BestBelow(_levels[levelIndex].PriceTicks * _sign);
    }

    /// <summary>Removes all levels. O(levels).</summary>
    public void Clear()
    {
        ClearPlaces();
        Array.Clear(_levels, 0, _usedLimit);
        _usedLimit = 0;
        _freeLevel = -1;
        Count = 0;
    }

    private int Take()
    {
        if (_freeLevel >= 0)
        {
            int index = _freeLevel;
            _freeLevel = _levels[index].FirstOrder;
            return index;
        }

        return _usedLimit < _levels.Length ? _usedLimit++ : -1;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void MoveTo(long bestKey)
    {
        MoveCount++;
        ClearPlaces();
        _baseKey = bestKey - (WindowTicks - 1 - RoomTicks);
        for (int i = 0; i < _usedLimit; i++)
        {
            if (_levels[i].IsInUse != 0)
                Place(i);
        }
    }

    private void Place(int levelIndex)
    {
        long priceTicks = _levels[levelIndex].PriceTicks;
        long offset = priceTicks * _sign - _baseKey;
        if ((ulong)offset >= WindowTicks)
        {
            _overflow.Add(priceTicks, levelIndex);
            return;
        }

        _window[offset] = levelIndex + 1;
        _words[offset / WordBits] |= 1UL << (int)(offset % WordBits);
        _wordsInUse |= 1UL << (int)(offset / WordBits);
    }

    private void ClearPlaces()
    {
        Array.Clear(_window);
        Array.Clear(_words);
        _wordsInUse = 0;
        _overflow.Clear();
    }

    private void ClearBit(int offset)
    {
        _window[offset] = 0;
        ref ulong word = ref _words[offset / WordBits];
        word &= ~(1UL << (offset % WordBits));
        if (word == 0)
            _wordsInUse &= ~(1UL << (offset / WordBits));
    }

    // Highest level in the window at or below an offset; -1 where there is none.
    private int HighestBit(int offset)
    {
        int word = offset / WordBits;
        ulong bits = _words[word] & (ulong.MaxValue >> (WordBits - 1 - offset % WordBits));
        if (bits != 0)
            return word * WordBits + BitOperations.Log2(bits);

        ulong lower = _wordsInUse & ((1UL << word) - 1);
        if (lower == 0)
            return -1;

        word = BitOperations.Log2(lower);
        return word * WordBits + BitOperations.Log2(_words[word]);
    }

    private long BestKey() => _levels[BestBelow(long.MaxValue)].PriceTicks * _sign;

    private int BestBelow(long limitKey)
    {
        int best = -1;
        for (int i = 0; i < _usedLimit; i++)
        {
            long key = _levels[i].PriceTicks * _sign;
            if (_levels[i].IsInUse != 0 && key < limitKey && (best < 0 || key > _levels[best].PriceTicks * _sign))
                best = i;
        }

        return best;
    }
}

/// <summary>One price of one side, with the ends of its queue of orders.</summary>
internal struct BookLevel
{
    public long PriceTicks;
    public long QtyLots;
    public int OrderCount;
    public int FirstOrder; // Index into the orders; of a free level the next free one.
    public int LastOrder;
    public int IsInUse;
}
