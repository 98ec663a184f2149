using System;
using LowLatencyEngine.Engine.Telemetry;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Telemetry;

public sealed class LatencyBucketsTests
{
    private const long HighestTrackableNs = 60_000_000_000;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2_047, 2_047)]
    [InlineData(2_048, 2_048)]
    [InlineData(2_049, 2_048)]
    [InlineData(4_095, 3_071)]
    [InlineData(4_096, 3_072)]
    [InlineData(8_191, 4_095)]
    public void Three_digits_give_the_layout_of_the_picture(long valueNs, int index) =>
        Assert.Equal(index, new LatencyBuckets(HighestTrackableNs, significantDigits: 3).IndexOf(valueNs));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Every_count_begins_where_the_one_before_it_ends_and_keeps_the_digits(int significantDigits)
    {
        var buckets = new LatencyBuckets(HighestTrackableNs, significantDigits);
        double relativeErrorMax = Math.Pow(10, -significantDigits);
        long expectedLowestNs = 0;
        for (int index = 0; index < buckets.Count; index++)
        {
            long lowestNs = buckets.LowestNs(index);
            long highestNs = buckets.HighestNs(index);

            bool isRight = lowestNs == expectedLowestNs &&
                buckets.IndexOf(lowestNs) == index &&
                buckets.IndexOf(Math.Min(highestNs, HighestTrackableNs)) == index &&
                highestNs - lowestNs <= relativeErrorMax * lowestNs;
            if (!isRight) // Millions of Asserts would be slow.
                Assert.Fail($"index={index}, lowestNs={lowestNs}, highestNs={highestNs}");

            expectedLowestNs = highestNs + 1;
        }

        Assert.True(expectedLowestNs > HighestTrackableNs);
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(long.MaxValue, 3)]
    [InlineData(1_000, 0)]
    [InlineData(1_000, 6)]
    public void Refuses_ranges_and_digits_that_no_layout_has(long highestTrackableNs, int significantDigits) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new LatencyBuckets(highestTrackableNs, significantDigits));
}
