using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>
/// What was sent lately, a window of sixteen buckets for each row. The newest bucket is the one being filled, so that a
/// window covers at least fifteen sixteenths of its length and never more than all. O(1), at most sixteen steps after a
/// pause; 0 bytes.
/// </summary>
internal sealed class VolumeWindows(int rowCount)
{
    private readonly long[] _buckets = new long[rowCount * RiskClock.BucketCount];

    /// <summary>Drops what is too old from a sum.</summary>
    public void Roll(int row, long bucket, ref long sum, ref long newestBucket)
    {
        if (newestBucket != bucket)
            Drop(BucketsOf(row), bucket, ref sum, ref newestBucket);
    }

    /// <summary>Adds to the newest bucket, not to the sum; <see cref="Roll"/> goes before it.</summary>
    public void Add(int row, long bucket, long amount) =>
        _buckets[(row * RiskClock.BucketCount) + (int)(bucket & (RiskClock.BucketCount - 1))] += amount;

    public void Clear(int row) => BucketsOf(row).Clear();

    public void Clear() => Array.Clear(_buckets);

    public void Transfer(ref StateTransfer state) => state.Values(_buckets.AsSpan());

    private static void Drop(Span<long> buckets, long bucket, ref long sum, ref long newestBucket)
    {
        long stepCount = Math.Min(bucket - newestBucket, RiskClock.BucketCount);
        for (long step = 1; step <= stepCount; step++)
        {
            ref long place = ref buckets[(int)((newestBucket + step) % RiskClock.BucketCount)];
            sum -= place;
            place = 0;
        }

        newestBucket = bucket;
    }

    private Span<long> BucketsOf(int row) => _buckets.AsSpan(row * RiskClock.BucketCount, RiskClock.BucketCount);
}
