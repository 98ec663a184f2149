using System;
using System.Linq;
using System.Numerics;
using LowLatencyEngine.Orders;
using Xunit;

namespace LowLatencyEngine.Unit.Orders;

/// <summary>When funding falls due, and how much of it.</summary>
public sealed class FundingTermsTests
{
    private const long NsPerHour = 3_600_000_000_000;

    [Theory]
    [InlineData(100, 1_000_000, 100_000, -10_000)] // 0.0001 of 100,000,000: long pays.
    [InlineData(-100, 1_000_000, 100_000, 10_000)]
    [InlineData(100, 1_000_000, -100_000, 10_000)] // A rate below zero: short pays.
    [InlineData(-100, 1_000_000, -100_000, -10_000)]
    [InlineData(1, 15, 100_000_000, -2)] // 1.5: what is paid is rounded up,
    [InlineData(-1, 15, 100_000_000, 1)] // what is received down.
    [InlineData(1, 15, -100_000_000, 1)]
    [InlineData(-1, 15, -100_000_000, -2)]
    [InlineData(7, 3, 0, 0)]
    [InlineData(5, -20, 100_000_000, 10)] // A price below zero turns it round.
    [InlineData(long.MaxValue, long.MaxValue, 1_000_000_000, -long.MaxValue)]
    public void Long_pays_short_at_a_positive_rate_to_the_last_tick_of_a_lot(
        long lots, long markTicks, long ratePpb, long expected) =>
        Assert.Equal(expected, FundingTerms.ReceivedTickLots(lots, markTicks, ratePpb));

    [Fact]
    public void It_is_what_unbounded_integers_say()
    {
        const int seed = 20_261_130;
        var random = new Random(seed);
        for (int i = 0; i < 10_000; i++)
        {
            long lots = random.NextInt64(-1L << random.Next(1, 50), 1L << random.Next(1, 50));
            long markTicks = random.NextInt64(-1L << random.Next(1, 42), 1L << random.Next(1, 42));
            long ratePpb = random.NextInt64(-FeeTerms.PpbPerOne, FeeTerms.PpbPerOne + 1);
            var received = -(BigInteger)lots * markTicks * ratePpb;
            BigInteger cut = BigInteger.DivRem(received, FeeTerms.PpbPerOne, out BigInteger rest);
            BigInteger floor = cut - (rest < 0 ? 1 : 0);
            BigInteger expected = BigInteger.Clamp(floor, -long.MaxValue, long.MaxValue);
            Assert.True(
                expected == FundingTerms.ReceivedTickLots(lots, markTicks, ratePpb),
                $"seed={seed}, lots={lots}, markTicks={markTicks}, ratePpb={ratePpb}");
        }
    }

    [Fact]
    public void Instants_keep_their_hours_of_utc_all_the_year()
    {
        var begin = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var terms = new FundingTerms(8 * NsPerHour, NsOf(begin.AddHours(-16)), RatePpb: 0);
        long dueNs = terms.NextDueNs(NsOf(begin) - 1);
        int count = 0;
        for (; dueNs < NsOf(begin.AddYears(1)); dueNs = terms.NextDueNs(dueNs), count++)
            Assert.Equal(0, dueNs % (8 * NsPerHour)); // Midnight, eight, sixteen; clocks that are put forward or not.

        Assert.Equal(3 * 365, count);
    }

    [Fact]
    public void None_is_due_before_the_anchor_and_the_next_is_always_later()
    {
        var terms = new FundingTerms(5 * NsPerHour, AnchorNs: 7 * NsPerHour, RatePpb: 0);
        Assert.Equal(
            [7, 7, 12, 12, 17],
            new[] { 0, 6, 7, 11, 12 }.Select(hour => terms.NextDueNs(hour * NsPerHour) / NsPerHour));
    }

    private static long NsOf(DateTime time) => (time - DateTime.UnixEpoch).Ticks * 100;
}
