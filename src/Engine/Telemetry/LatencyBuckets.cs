using System;
using System.Diagnostics;
using System.Numerics;

namespace LowLatencyEngine.Engine.Telemetry;

/// <summary>
/// Which values share a count: the bucket layout of HdrHistogram (Gil Tene). Bucket 0 counts every value of its own;
/// each later bucket covers twice the range of the one before it with half as many counts again, so that two values
/// that share a count differ by less than 10^-digits of either. Immutable; any thread; allocates nothing; O(1).
/// </summary>
/// <remarks>
/// <code>
///   significant digits 3: 2,048 sub-buckets, of which every bucket after the first uses the upper half
///   bucket 0:     0 ..  2,047   step 1     index     0 .. 2,047
///   bucket 1: 2,048 ..  4,095   step 2     index 2,048 .. 3,071
///   bucket 2: 4,096 ..  8,191   step 4     index 3,072 .. 4,095
///   ...
/// </code>
/// </remarks>
public readonly record struct LatencyBuckets
{
    public const int SignificantDigitsMax = 5;

    private readonly int _halfCountBits;
    private readonly long _subBucketMask;

    /// <param name="highestTrackableNs">Largest value kept apart from larger ones, at least 2.</param>
    /// <param name="significantDigits">Decimal digits kept, 1 to <see cref="SignificantDigitsMax"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public LatencyBuckets(long highestTrackableNs, int significantDigits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(highestTrackableNs, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(highestTrackableNs, long.MaxValue / 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(significantDigits, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(significantDigits, SignificantDigitsMax);

        HighestTrackableNs = highestTrackableNs;
        SignificantDigits = significantDigits;
        uint singleStepValues = 2 * (uint)Math.Pow(10, significantDigits); // Up to here, steps of 1 keep the digits.
        _halfCountBits = BitOperations.Log2(BitOperations.RoundUpToPowerOf2(singleStepValues)) - 1;
        _subBucketMask = (2L << _halfCountBits) - 1;
        Count = IndexOf(highestTrackableNs) + 1;
    }

    /// <summary>Largest value kept apart, in ns.</summary>
    public long HighestTrackableNs { get; }

    /// <summary>Decimal digits kept.</summary>
    public int SignificantDigits { get; }

    /// <summary>Number of counts.</summary>
    public int Count { get; }

    /// <summary>Index of the count that <paramref name="valueNs"/> shares.</summary>
    /// <param name="valueNs">0 to <see cref="HighestTrackableNs"/>.</param>
    public int IndexOf(long valueNs)
    {
        Debug.Assert(valueNs >= 0);
        Debug.Assert(valueNs <= HighestTrackableNs);
        int bucket = 63 - _halfCountBits - BitOperations.LeadingZeroCount((ulong)(valueNs | _subBucketMask));
        return (bucket << _halfCountBits) + (int)(valueNs >> bucket);
    }

    /// <summary>Smallest value that shares count <paramref name="index"/>.</summary>
    public long LowestNs(int index)
    {
        int bucket = BucketOf(index);
        return (long)(index - (bucket << _halfCountBits)) << bucket;
    }

    /// <summary>Largest value that shares count <paramref name="index"/>.</summary>
    public long HighestNs(int index) => LowestNs(index) + (1L << BucketOf(index)) - 1;

    private int BucketOf(int index) => Math.Max((index >> _halfCountBits) - 1, 0);
}
