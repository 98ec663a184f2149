using System;
using System.Diagnostics;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Kraken;

/// <summary>
/// One side of the book as deep as subscribed. Levels stand in one array, the best last; what falls out at the far end
/// only moves the begin, so a change near the touch moves few levels. One thread; allocates nothing after
/// construction.
/// </summary>
/// <remarks>
/// <code>
///  index  0       begin                          begin+count      capacity
///        +-------+----------+---- ... ----+------+---------------+
///        | free  | farthest |             | best |     free      |
///        +-------+----------+---- ... ----+------+---------------+
/// </code>
/// </remarks>
internal sealed class KrakenBookSide
{
    /// <summary>Levels that the checksum covers.</summary>
    public const int TopCount = 10;

    private readonly KrakenLevel[] _levels;
    private readonly long _sign; // A price times its side's sign rises towards the touch on both sides.
    private int _depth = KrakenDepth.Most;
    private int _begin;
    private int _count;

    public KrakenBookSide(Side side)
    {
        Debug.Assert(side is Side.Buy or Side.Sell);
        _levels = new KrakenLevel[2 * KrakenDepth.Most + 1]; // Room for as many insertions before they move back.
        _sign = (sbyte)side;
    }

    public int Count => _count;

    /// <summary>True since a level of the top was changed and <see cref="AcknowledgeTop"/> was not called.</summary>
    public bool IsTopChanged { get; private set; } = true;

    /// <summary>Level at a depth: 0 is the best.</summary>
    public ref readonly KrakenLevel this[int depthIndex]
    {
        get
        {
            Debug.Assert((uint)depthIndex < (uint)_count);
            return ref _levels[_begin + _count - 1 - depthIndex];
        }
    }

    public void AcknowledgeTop() => IsTopChanged = false;

    public void Clear(int depth)
    {
        Debug.Assert(depth is >= TopCount and <= KrakenDepth.Most);
        _depth = depth;
        _begin = 0;
        _count = 0;
        IsTopChanged = true;
    }

    /// <summary>
    /// Sets the quantity at a price; zero deletes the level, and deleting what is not there does nothing. True when
    /// the farthest level lost its place and is in <paramref name="pushedOut"/>, which may be the new one itself.
    /// </summary>
    public bool Set(in KrakenLevel level, out KrakenLevel pushedOut)
    {
        pushedOut = default;
        int index = LowerBound(level.Level.PriceTicks);
        int end = _begin + _count;
        IsTopChanged |= end - index <= TopCount; // The tenth from the end and nearer; also an insertion before it.
        bool isPresent = index < end && _levels[index].Level.PriceTicks == level.Level.PriceTicks;
        if (level.Level.QtyLots == 0)
        {
            if (isPresent)
                RemoveAt(index);

            return false;
        }

        if (isPresent)
        {
            _levels[index] = level;
            return false;
        }

        Insert(index, in level);
        if (_count <= _depth)
            return false;

        pushedOut = _levels[_begin++];
        _count--;
        return true;
    }

    /// <summary>Quantity at a price; 0 where there is no such level.</summary>
    public long QtyLotsAt(long priceTicks)
    {
        int index = LowerBound(priceTicks);
        bool isPresent = index < _begin + _count && _levels[index].Level.PriceTicks == priceTicks;
        return isPresent ? _levels[index].Level.QtyLots : 0;
    }

    /// <summary>First index whose level is not farther from the touch than the price.</summary>
    private int LowerBound(long priceTicks)
    {
        long key = priceTicks * _sign;
        int limit = _begin + _count;
        int nearBegin = Math.Max(_begin, limit - TopCount);
        while (limit > nearBegin && _levels[limit - 1].Level.PriceTicks * _sign >= key)
            limit--;

        if (limit > nearBegin)
            return limit;

        int begin = _begin;
        while (begin < limit)
        {
            int middle = (begin + limit) >>> 1;
            if (_levels[middle].Level.PriceTicks * _sign < key)
                begin = middle + 1;
            else
                limit = middle;
        }

        return begin;
    }

    private void Insert(int index, in KrakenLevel level)
    {
        if (_begin + _count == _levels.Length)
        {
            Array.Copy(_levels, _begin, _levels, 0, _count);
            index -= _begin;
            _begin = 0;
        }

        Array.Copy(_levels, index, _levels, index + 1, _begin + _count - index);
        _levels[index] = level;
        _count++;
    }

    private void RemoveAt(int index)
    {
        _count--;
        Array.Copy(_levels, index + 1, _levels, index, _begin + _count - index);
    }
}
