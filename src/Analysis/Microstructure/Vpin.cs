using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Analysis.Microstructure;

/// <summary>
/// Volume-synchronised probability of informed trading: mean of |bought - sold| by volume over the last buckets of
/// equal volume. 0 for balanced, 1 for one-sided flow; NaN until the window is full. Trades are split over buckets; one
/// without an aggressor counts half to each side, an odd lot to the buyers. Integers throughout. O(buckets touched) a
/// trade; a trade beyond the whole window costs no more than the window. Source: Easley, Lopez de Prado and O'Hara,
/// "Flow Toxicity and Liquidity in a High-Frequency World" (2012), with the aggressor in place of bulk classification.
/// </summary>
public struct Vpin
{
    private readonly long _bucketLots;
    private readonly long[] _imbalanceLots; // Ring of full buckets.
    private long _buyLots;                  // Of the filling bucket.
    private long _sellLots;
    private long _sumLots;                  // Of the ring.
    private int _next;
    private long _bucketCount;

    /// <param name="bucketLots">Volume of a bucket, 1 to 2^40.</param>
    /// <param name="bucketCount">Buckets of the window, 1 to 2^20; the paper takes 50.</param>
    public Vpin(long bucketLots, int bucketCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bucketLots, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bucketLots, 1L << 40);
        ArgumentOutOfRangeException.ThrowIfLessThan(bucketCount, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bucketCount, 1 << 20);
        _bucketLots = bucketLots;
        _imbalanceLots = new long[bucketCount];
    }

    /// <summary>Full buckets so far.</summary>
    public readonly long BucketCount => _bucketCount;

    /// <summary>Whether the window is full.</summary>
    public readonly bool IsReady => _bucketCount >= _imbalanceLots.Length;

    /// <summary>After the last full bucket.</summary>
    public readonly double Value =>
        IsReady ? _sumLots / ((double)_bucketLots * _imbalanceLots.Length) : double.NaN;

    /// <summary>Takes a trade of <paramref name="qtyLots"/> above 0.</summary>
    public void Update(Side aggressor, long qtyLots)
    {
        long buyLots = aggressor switch
        {
            Side.Buy => qtyLots,
            Side.Sell => 0,
            _ => qtyLots - qtyLots / 2,
        };
        Add(buyLots, isBuy: true);
        Add(qtyLots - buyLots, isBuy: false);
    }

    /// <summary>Saves, loads or hashes everything later values depend on.</summary>
    public void Transfer(ref StateTransfer state)
    {
        state.Agree(_bucketLots);
        state.Agree(_imbalanceLots.Length);
        state.Values<long>(_imbalanceLots);
        state.Value(ref _buyLots);
        state.Value(ref _sellLots);
        state.Value(ref _sumLots);
        state.Value(ref _next);
        state.Value(ref _bucketCount);
    }

    private void Add(long qtyLots, bool isBuy)
    {
        long roomLots = _bucketLots - _buyLots - _sellLots;
        if (qtyLots >= roomLots)
        {
            CloseBucket(roomLots, isBuy);
            qtyLots -= roomLots;
            long wholeCount = qtyLots / _bucketLots;
            qtyLots -= wholeCount * _bucketLots;
            AddOneSided(wholeCount);
        }

        _buyLots += isBuy ? qtyLots : 0;
        _sellLots += isBuy ? 0 : qtyLots;
    }

    private void CloseBucket(long lastLots, bool isBuy)
    {
        _buyLots += isBuy ? lastLots : 0;
        _sellLots += isBuy ? 0 : lastLots;
        Push(Math.Abs(_buyLots - _sellLots));
        _buyLots = 0;
        _sellLots = 0;
    }

    /// <summary>Buckets that one trade fills alone: those beyond the window would push each other out.</summary>
    private void AddOneSided(long count)
    {
        long skipped = Math.Max(0, count - _imbalanceLots.Length);
        _bucketCount += skipped;
        for (long i = skipped; i < count; i++)
            Push(_bucketLots);
    }

    private void Push(long imbalanceLots)
    {
        _sumLots += imbalanceLots - _imbalanceLots[_next];
        _imbalanceLots[_next] = imbalanceLots;
        _next = _next + 1 == _imbalanceLots.Length ? 0 : _next + 1;
        _bucketCount++;
    }
}
