using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>
/// Prices of our own open limit orders on one side, to see that two of them never meet. O(1) near the market, O(prices
/// far from it) elsewhere; 0 bytes. Where there are more prices than it holds, it says so and the gate refuses.
/// </summary>
/// <remarks>
/// A window of 512 ticks counts the orders of each price and has a bit for each that has any, and a bit for each word
/// of bits, so that the best is found without a search. It lies around the price that came first after it was empty;
/// what is outside is kept sorted, best last.
/// </remarks>
internal sealed class OwnPrices(Side side, int capacity)
{
    private const int NearTicks = 512;
    private const int TicksPerWord = 64;

    private readonly int[] _nearOrderCounts = new int[NearTicks];
    private readonly ulong[] _nearBits = new ulong[NearTicks / TicksPerWord];
    private readonly long[] _farKeys = new long[capacity]; // Rising.
    private readonly long[] _farOrderCounts = new long[capacity];
    private long _nearBeginKey; // A key is a price with the side's sign: the larger, the better.
    private ulong _nearWords;
    private int _nearCount;
    private int _farCount;

    public bool IsEmpty => (_nearCount | _farCount) == 0;

    public bool IsFull => _nearCount + _farCount >= capacity;

    /// <summary>Best price, ticks; meaningless while empty.</summary>
    public long BestTicks
    {
        get
        {
            long nearKey = _nearCount > 0 ? BestNearKey : long.MinValue;
            return (sbyte)side * (_farCount > 0 ? Math.Max(nearKey, _farKeys[_farCount - 1]) : nearKey);
        }
    }

    private long BestNearKey
    {
        get
        {
            int word = BitOperations.Log2(_nearWords);
            return _nearBeginKey + (word * TicksPerWord) + BitOperations.Log2(_nearBits[word]);
        }
    }

    /// <summary>A price with the side's sign: the larger, the better.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long KeyOf(long priceTicks) => (sbyte)side * priceTicks;

    public void Add(long priceTicks)
    {
        long key = KeyOf(priceTicks);
        if (_nearCount == 0)
            MoveWindow(key);

        long place = key - _nearBeginKey;
        if ((ulong)place < NearTicks)
            AddNear((int)place, orderCount: 1);
        else
            AddFar(key);
    }

    /// <summary>One order less at a price; nothing where there is none.</summary>
    public void Remove(long priceTicks)
    {
        long key = KeyOf(priceTicks);
        long place = key - _nearBeginKey;
        if ((ulong)place < NearTicks)
            RemoveNear((int)place);
        else
            RemoveFar(key);
    }

    public void Transfer(ref StateTransfer state)
    {
        state.Agree(_farKeys.Length);
        state.Value(ref _nearBeginKey);
        state.Value(ref _nearWords);
        state.Value(ref _nearCount);
        state.Value(ref _farCount);
        state.Values(_nearOrderCounts.AsSpan());
        state.Values(_nearBits.AsSpan());
        state.Values(_farKeys.AsSpan());
        state.Values(_farOrderCounts.AsSpan());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddNear(int place, int orderCount)
    {
        int countBefore = _nearOrderCounts[place];
        _nearOrderCounts[place] = countBefore + orderCount;
        _nearCount += countBefore == 0 ? 1 : 0;
        _nearBits[place / TicksPerWord] |= 1UL << place;
        _nearWords |= 1UL << (place / TicksPerWord);
    }

    private void RemoveNear(int place)
    {
        if (_nearOrderCounts[place] == 0 || --_nearOrderCounts[place] > 0)
            return;

        _nearCount--;
        ref ulong bits = ref _nearBits[place / TicksPerWord];
        bits &= ~(1UL << place);
        if (bits == 0)
            _nearWords &= ~(1UL << (place / TicksPerWord));
    }

    /// <summary>The window is empty and may lie elsewhere; what it covers there is kept in it.</summary>
    private void MoveWindow(long key)
    {
        _nearBeginKey = key - (NearTicks / 2);
        if (_farCount == 0)
            return;

        int begin = LowerBound(_nearBeginKey);
        int end = LowerBound(_nearBeginKey + NearTicks);
        for (int i = begin; i < end; i++)
            AddNear((int)(_farKeys[i] - _nearBeginKey), (int)_farOrderCounts[i]);

        if (end > begin)
            CloseGap(begin, end);
    }

    private void AddFar(long key)
    {
        int place = LowerBound(key);
        if (place == _farCount || _farKeys[place] != key)
        {
            int length = _farCount - place;
            Array.Copy(_farKeys, place, _farKeys, place + 1, length);
            Array.Copy(_farOrderCounts, place, _farOrderCounts, place + 1, length);
            _farKeys[place] = key;
            _farOrderCounts[place] = 0;
            _farCount++;
        }

        _farOrderCounts[place]++;
    }

    private void RemoveFar(long key)
    {
        int place = LowerBound(key);
        if (place < _farCount && _farKeys[place] == key && --_farOrderCounts[place] == 0)
            CloseGap(place, place + 1);
    }

    /// <summary>What is behind moves up; what becomes free is zero, so that equal states hash alike.</summary>
    private void CloseGap(int begin, int end)
    {
        int length = _farCount - end;
        Array.Copy(_farKeys, end, _farKeys, begin, length);
        Array.Copy(_farOrderCounts, end, _farOrderCounts, begin, length);
        int count = begin + length;
        _farKeys.AsSpan(count, _farCount - count).Clear();
        _farOrderCounts.AsSpan(count, _farCount - count).Clear();
        _farCount = count;
    }

    /// <summary>First of the far keys that is not below a key.</summary>
    private int LowerBound(long key)
    {
        int place = _farKeys.AsSpan(0, _farCount).BinarySearch(key);
        return place < 0 ? ~place : place;
    }
}
