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
    private readonly long[] _buckets = new long[rowCount * RiskClock.BucketCount]; // Rows side by side.

    /// <summary>Drops what is too old from a sum.</summary>
    public void Roll(int row, long bucket, ref long sum, ref long newestBucket)
    {
        long stepCount = Math.Min(bucket - newestBucket, RiskClock.BucketCount);
        for (long step = 1; step <= stepCount; step++)
        {
            ref long place = ref NewestOf(newestBucket + step)[row];
            sum -= place;
            place = 0;
        }

        newestBucket = bucket;
    }

    /// <summary>
    /// Makes the newest bucket hold what the sum has beyond the others: whoever adds to the sum alone settles it before
    /// it is rolled or kept, instead of writing twice each time.
    /// </summary>
    public void Settle(int row, long sum, long newestBucket)
    {
        ref long newest = ref NewestOf(newestBucket)[row];
        newest = 0;
        for (int bucket = 0; bucket < RiskClock.BucketCount; bucket++)
            sum -= NewestOf(bucket)[row];

        newest = sum;
    }

    /// <summary>
    /// The bucket being filled, an entry for each row: what is added there is added to the sum too, once it is rolled.
    /// </summary>
    public Span<long> NewestOf(long bucket) =>
        _buckets.AsSpan((int)(bucket & (RiskClock.BucketCount - 1)) * rowCount, rowCount);

    public void Clear(int row)
    {
        for (int bucket = 0; bucket < RiskClock.BucketCount; bucket++)
            NewestOf(bucket)[row] = 0;
    }

    public void Clear() => Array.Clear(_buckets);

    public void Transfer(ref StateTransfer state) => state.Values(_buckets.AsSpan());
}
