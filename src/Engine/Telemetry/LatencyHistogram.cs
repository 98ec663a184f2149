using System;
using System.Diagnostics;
using System.Threading;

namespace LowLatencyEngine.Engine.Telemetry;

/// <summary>
/// Counts of latencies with a bounded relative error, after HdrHistogram (Gil Tene). One thread records; other threads
/// and, where it lies in a telemetry file, other processes may copy it meanwhile (<see cref="CopyFrom"/>) and ask the
/// copy. Recording is O(1) and allocates nothing.
/// </summary>
/// <remarks>
/// <code>
///   word 0      1        2        3             4         5..7      8 ..
///   +---------+--------+--------+-------------+---------+---------+---------------------------------+
///   |recorded |min ns  |max ns  |beyond range |negative |reserved |one count per LatencyBuckets index|
///   +---------+--------+--------+-------------+---------+---------+---------------------------------+
/// </code>
/// </remarks>
public sealed unsafe class LatencyHistogram
{
    private const int CountWord = 0;
    private const int MinWord = 1;
    private const int MaxWord = 2;
    private const int BeyondRangeWord = 3;
    private const int NegativeWord = 4;
    private const int HeaderWords = 8;

    private readonly LatencyBuckets _buckets;
    private readonly int _wordCount;
    private readonly long* _words;
    private readonly object _memory; // Keeps what _words points to where it is, for as long as this lives.

    /// <summary>An empty histogram in memory of its own.</summary>
    public LatencyHistogram(LatencyBuckets buckets)
    {
        _buckets = buckets;
        _wordCount = WordCountOf(buckets);
        long[] memory = GC.AllocateArray<long>(_wordCount, pinned: true);
        // In bounds: the array is pinned, has _wordCount elements, and is held by _memory.
        fixed (long* start = memory)
            _words = start;

        _memory = memory;
        Reset();
    }

    /// <summary>
    /// A view of the histogram at <paramref name="offset"/> of a mapped file; leaves its contents as they are.
    /// </summary>
    internal LatencyHistogram(LatencyBuckets buckets, MappedRegion region, int offset)
    {
        _buckets = buckets;
        _wordCount = WordCountOf(buckets);
        // In bounds: Int64s throws where the region does not hold all words; the region's owner outlives this view.
        fixed (long* start = region.Int64s(offset, _wordCount))
            _words = start;

        _memory = region;
    }

    /// <summary>Which values share a count.</summary>
    public LatencyBuckets Buckets => _buckets;

    /// <summary>Values recorded, those beyond the range included.</summary>
    public long Count => Words[CountWord];

    /// <summary>Smallest value recorded, exact; 0 where there is none.</summary>
    public long MinNs => Count == 0 ? 0 : Words[MinWord];

    /// <summary>Largest value recorded, exact even beyond the range; 0 where there is none.</summary>
    public long MaxNs => Words[MaxWord];

    /// <summary>Values above <see cref="LatencyBuckets.HighestTrackableNs"/>: counted as that.</summary>
    public long BeyondRangeCount => Words[BeyondRangeWord];

    /// <summary>Negative values, counted as 0: not zero means that two clocks disagree.</summary>
    public long NegativeCount => Words[NegativeWord];

    // In bounds: both constructors made _words valid for _wordCount words; every access below is checked against that.
    private Span<long> Words => new(_words, _wordCount);

    private Span<long> Counts => new(_words + HeaderWords, _wordCount - HeaderWords);

    /// <summary>64-bit words that a histogram with <paramref name="buckets"/> takes.</summary>
    internal static int WordCountOf(LatencyBuckets buckets) => HeaderWords + buckets.Count;

    /// <summary>Adds one value.</summary>
    public void Record(long latencyNs)
    {
        Span<long> words = Words;
        long trackedNs = latencyNs;
        if ((ulong)latencyNs > (ulong)_buckets.HighestTrackableNs)
            trackedNs = CountOutOfRange(latencyNs);

        words[HeaderWords + _buckets.IndexOf(trackedNs)]++;
        words[CountWord]++;
        if (latencyNs > words[MaxWord])
            words[MaxWord] = latencyNs;

        if (latencyNs < words[MinWord])
            words[MinWord] = Math.Max(latencyNs, 0);
    }

    /// <summary>
    /// Adds one value of something that should have happened every <paramref name="expectedIntervalNs"/>, and with it
    /// the values that were not measured because the one before was not over: latency minus one interval, minus two,
    /// and so on down to one interval (coordinated omission). O(counts), not O(missed values).
    /// </summary>
    /// <param name="latencyNs">The value measured.</param>
    /// <param name="expectedIntervalNs">At least 1.</param>
    public void RecordWithExpectedInterval(long latencyNs, long expectedIntervalNs)
    {
        Debug.Assert(expectedIntervalNs >= 1);
        Record(latencyNs);
        long missedNs = Math.Min(latencyNs, _buckets.HighestTrackableNs) - expectedIntervalNs;
        if (missedNs < expectedIntervalNs)
            return;

        Span<long> words = Words;
        Debug.Assert(words[MinWord] <= latencyNs);
        while (missedNs >= expectedIntervalNs)
        {
            // All missed values that share this count at once.
            int index = _buckets.IndexOf(missedNs);
            long lowestNs = Math.Max(_buckets.LowestNs(index), expectedIntervalNs);
            long count = (missedNs - lowestNs) / expectedIntervalNs + 1;
            words[HeaderWords + index] += count;
            words[CountWord] += count;
            missedNs -= count * expectedIntervalNs;
        }

        words[MinWord] = Math.Min(words[MinWord], missedNs + expectedIntervalNs);
    }

    /// <summary>
    /// The value that <paramref name="percentile"/> of all values do not exceed: the largest that shares the count of
    /// the value at rank ceil(percentile / 100 * count), but never more than <see cref="MaxNs"/>. 0 where nothing is
    /// recorded. O(counts).
    /// </summary>
    /// <param name="percentile">0 to 100; 0 gives the smallest value's.</param>
    public long PercentileNs(double percentile)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(percentile);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percentile, 100);
        // Decimal, because 99.9 / 100 * 1000 is not 999 in binary.
        long rank = Math.Max((long)decimal.Ceiling((decimal)percentile * Count / 100), 1);
        Span<long> counts = Counts;
        long seen = 0;
        for (int index = 0; index < counts.Length; index++)
        {
            seen += counts[index];
            if (seen >= rank)
                return ValueOf(index);
        }

        return MaxNs;
    }

    /// <summary>
    /// Mean of the values, each taken as the middle of those that share its count; 0 where nothing is recorded.
    /// O(counts).
    /// </summary>
    public double MeanNs()
    {
        Span<long> counts = Counts;
        double sum = 0;
        for (int index = 0; index < counts.Length; index++)
        {
            if (counts[index] != 0)
                sum += counts[index] * ((_buckets.LowestNs(index) + (double)_buckets.HighestNs(index)) / 2);
        }

        return Count == 0 ? 0 : sum / Count;
    }

    /// <summary>Adds the counts of <paramref name="other"/>, which nobody records into meanwhile.</summary>
    /// <exception cref="ArgumentException">The buckets differ.</exception>
    public void Add(LatencyHistogram other)
    {
        RequireSameBuckets(other);
        Span<long> words = Words;
        ReadOnlySpan<long> otherWords = other.Words;
        long minNs = Math.Min(words[MinWord], otherWords[MinWord]);
        long maxNs = Math.Max(words[MaxWord], otherWords[MaxWord]);
        for (int word = 0; word < words.Length; word++)
            words[word] += otherWords[word];

        words[MinWord] = minNs;
        words[MaxWord] = maxNs;
    }

    /// <summary>
    /// Replaces the contents by a copy of <paramref name="source"/>, which another thread or process may be recording
    /// into: the copy is consistent in itself and lacks at most what came in while it was made.
    /// </summary>
    /// <exception cref="ArgumentException">The buckets differ.</exception>
    public void CopyFrom(LatencyHistogram source)
    {
        RequireSameBuckets(source);
        Span<long> words = Words;
        Span<long> sourceWords = source.Words;
        long count = 0;
        int lowestIndex = -1;
        int highestIndex = -1;
        for (int word = 0; word < words.Length; word++)
        {
            words[word] = Volatile.Read(ref sourceWords[word]);
            if (word < HeaderWords || words[word] == 0)
                continue;

            count += words[word];
            highestIndex = word - HeaderWords;
            lowestIndex = lowestIndex < 0 ? highestIndex : lowestIndex;
        }

        words[CountWord] = count;
        if (count == 0)
        {
            Reset();
            return;
        }

        // The counts may be ahead of the extremes that were copied before them.
        words[MinWord] = Math.Min(words[MinWord], _buckets.HighestNs(lowestIndex));
        words[MaxWord] = Math.Max(words[MaxWord], _buckets.LowestNs(highestIndex));
    }

    /// <summary>Forgets everything. Recording thread only.</summary>
    public void Reset()
    {
        Words.Clear();
        Words[MinWord] = long.MaxValue;
    }

    private long ValueOf(int index)
    {
        bool isLast = index == _buckets.Count - 1; // What is beyond the range is counted here.
        return isLast ? MaxNs : Math.Min(_buckets.HighestNs(index), MaxNs);
    }

    private long CountOutOfRange(long latencyNs)
    {
        bool isNegative = latencyNs < 0;
        Words[isNegative ? NegativeWord : BeyondRangeWord]++;
        return isNegative ? 0 : _buckets.HighestTrackableNs;
    }

    private void RequireSameBuckets(LatencyHistogram other)
    {
        if (!_buckets.Equals(other._buckets))
        {
            throw new ArgumentException(
                $"histograms have different buckets: highestTrackableNs={_buckets.HighestTrackableNs} and " +
                $"{other._buckets.HighestTrackableNs}, significantDigits={_buckets.SignificantDigits} and " +
                $"{other._buckets.SignificantDigits}; make both with the same LatencyBuckets");
        }
    }
}
