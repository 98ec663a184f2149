using System;
using System.Collections.Generic;
using LowLatencyEngine.Engine.Telemetry;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Telemetry;

[Collection(ByteCounting.Name)]
public sealed class LatencyHistogramTests
{
    private static readonly LatencyBuckets Buckets = new(60_000_000_000, significantDigits: 3);
    private static readonly double[] Percentiles = [0, 1, 25, 50, 90, 99, 99.9, 99.99, 100];

    private readonly LatencyHistogram _histogram = new(Buckets);

    [Fact]
    public void An_empty_histogram_is_all_zeros()
    {
        Assert.Equal(0, _histogram.Count);
        Assert.Equal(0, _histogram.MinNs);
        Assert.Equal(0, _histogram.MaxNs);
        Assert.Equal(0, _histogram.MeanNs());
        Assert.Equal(0, _histogram.PercentileNs(99));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Percentiles_equal_those_of_the_sorted_values_within_three_digits(int seed)
    {
        List<long> values = RandomValues(seed, count: 10_000);
        foreach (long value in values)
            _histogram.Record(value);

        AssertDescribes(values, _histogram);
    }

    [Fact]
    public void A_percentile_that_falls_on_a_whole_rank_is_not_rounded_up()
    {
        for (int value = 1; value <= 1_000; value++)
            _histogram.Record(value);

        Assert.Equal(999, _histogram.PercentileNs(99.9)); // In binary 99.9 / 100 * 1000 is a little more than 999.
        Assert.Equal(500, _histogram.PercentileNs(50));
        Assert.Equal(1, _histogram.PercentileNs(0));
    }

    [Fact]
    public void Values_beyond_the_range_are_counted_and_keep_the_exact_maximum()
    {
        _histogram.Record(10);
        _histogram.Record(100_000_000_000);
        _histogram.Record(-5);

        Assert.Equal(3, _histogram.Count);
        Assert.Equal(1, _histogram.BeyondRangeCount);
        Assert.Equal(1, _histogram.NegativeCount);
        Assert.Equal(100_000_000_000, _histogram.MaxNs);
        Assert.Equal(100_000_000_000, _histogram.PercentileNs(100));
        Assert.Equal(0, _histogram.MinNs);
    }

    [Fact]
    public void The_minimum_is_exact_even_beyond_the_range()
    {
        _histogram.Record(100_000_000_000);

        Assert.Equal(100_000_000_000, _histogram.MinNs);
    }

    [Theory]
    [InlineData(100, 1_000)] // Not late: nothing was missed.
    [InlineData(1_000, 1_000)]
    [InlineData(1_999, 1_000)]
    [InlineData(2_000, 1_000)]
    [InlineData(10_500, 1_000)]
    [InlineData(1_000_000, 7)] // Many missed values share a count.
    [InlineData(250_000, 1)]
    public void Missed_values_are_recorded_as_if_they_had_been_measured_one_by_one(long latencyNs, long intervalNs)
    {
        var expected = new List<long> { latencyNs };
        for (long missedNs = latencyNs - intervalNs; missedNs >= intervalNs; missedNs -= intervalNs)
            expected.Add(missedNs);

        _histogram.RecordWithExpectedInterval(latencyNs, intervalNs);

        AssertDescribes(expected, _histogram);
    }

    [Fact]
    public void A_stall_of_a_minute_at_one_event_a_microsecond_is_recorded_at_once()
    {
        _histogram.RecordWithExpectedInterval(60_000_000_000, expectedIntervalNs: 1_000);

        Assert.Equal(60_000_000, _histogram.Count);
        Assert.InRange(_histogram.PercentileNs(50), 30_000_000_000, 30_030_000_000);
    }

    [Fact]
    public void Adding_one_histogram_to_another_equals_recording_everything_in_one()
    {
        List<long> first = RandomValues(seed: 4, count: 1_000);
        List<long> second = RandomValues(seed: 5, count: 1_000);
        var other = new LatencyHistogram(Buckets);
        foreach (long value in first)
            _histogram.Record(value);
        foreach (long value in second)
            other.Record(value);

        _histogram.Add(other);
        _histogram.Add(new LatencyHistogram(Buckets));

        AssertDescribes([.. first, .. second], _histogram);
    }

    [Fact]
    public void A_copy_describes_the_same_values()
    {
        List<long> values = RandomValues(seed: 6, count: 1_000);
        foreach (long value in values)
            _histogram.Record(value);
        var copy = new LatencyHistogram(Buckets);
        copy.Record(123_456_789_012);

        copy.CopyFrom(_histogram);

        AssertDescribes(values, copy);
        copy.CopyFrom(new LatencyHistogram(Buckets));
        Assert.Equal(0, copy.Count);
        Assert.Equal(0, copy.MinNs);
    }

    [Fact]
    public void Refuses_to_mix_histograms_of_different_buckets()
    {
        var other = new LatencyHistogram(new LatencyBuckets(1_000_000, significantDigits: 2));

        Assert.Throws<ArgumentException>(() => _histogram.Add(other));
        Assert.Throws<ArgumentException>(() => _histogram.CopyFrom(other));
    }

    [Fact]
    public void Recording_allocates_nothing()
    {
        RecordEveryKind(); // Warm up: the first call pays for the JIT.
        long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();

        for (int i = 0; i < 1_000; i++)
            RecordEveryKind();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - allocatedBefore);
    }

    private void RecordEveryKind()
    {
        _histogram.Record(1_234);
        _histogram.Record(-1);
        _histogram.Record(long.MaxValue);
        _histogram.RecordWithExpectedInterval(1_000_000, expectedIntervalNs: 1_000);
    }

    // Spread over all magnitudes, as latencies are.
    private static List<long> RandomValues(int seed, int count)
    {
        var random = new Random(seed);
        var values = new List<long>(count);
        for (int i = 0; i < count; i++)
            values.Add((long)Math.Exp(random.NextDouble() * Math.Log(Buckets.HighestTrackableNs)));

        return values;
    }

    // The slow, obvious twin: all values, sorted.
    private static void AssertDescribes(List<long> values, LatencyHistogram histogram)
    {
        values.Sort();
        Assert.Equal(values.Count, histogram.Count);
        Assert.Equal(values[0], histogram.MinNs);
        Assert.Equal(values[^1], histogram.MaxNs);

        decimal sum = 0;
        foreach (long value in values)
            sum += value;

        double meanNs = (double)(sum / values.Count);
        Assert.InRange(histogram.MeanNs(), meanNs * 0.999, meanNs * 1.001);

        foreach (double percentile in Percentiles)
        {
            int rank = Math.Max((int)decimal.Ceiling((decimal)percentile / 100 * values.Count), 1);
            long expectedNs = values[rank - 1];
            Assert.InRange(histogram.PercentileNs(percentile), expectedNs, expectedNs + expectedNs / 1_000);
        }
    }
}
