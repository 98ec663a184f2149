using System;
using System.Numerics;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using Xunit;

namespace LowLatencyEngine.Unit.Risk.Accounts;

public sealed class MoneyRateArithmeticTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Products_and_quotients_are_the_exact_ones_rounded_up_in_the_last_of_62_bits(int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < 5_000; i++)
        {
            MoneyRate rate = MoneyRate.Of(
                new DecimalScale(random.NextInt64(1, 1_000), random.Next(0, 12)), new DecimalScale(1, 0));
            long factor = random.NextInt64(1, 1L << random.Next(1, 40));
            if (rate.TryTimes(factor, out MoneyRate product))
                ExpectCeiling((BigInteger)rate.Numerator * factor, 1, rate.Shift, product);

            if (rate.TryOver(factor, out MoneyRate quotient))
                ExpectCeiling(rate.Numerator, factor, rate.Shift, quotient);
        }
    }

    [Fact]
    public void What_comes_out_whole_stays_whole()
    {
        MoneyRate rate = MoneyRate.Of(new DecimalScale(1, 4), new DecimalScale(1, 4)); // A hundredth of a micro-unit.
        Assert.True(rate.TryTimes(10_850, out MoneyRate live));
        Assert.Equal(1_085_000, live.MicrosOf((Int128)10_000));
        Assert.Equal(-1_085_000, live.MicrosOf((Int128)(-10_000)));
        Assert.True(live.TryOver(10_850, out MoneyRate back));
        Assert.Equal(100, back.MicrosOf((Int128)10_000));
    }

    [Fact]
    public void A_product_that_cannot_be_kept_says_so()
    {
        MoneyRate rate = MoneyRate.Of(new DecimalScale(1, 0), new DecimalScale(1L << 20, 0));
        Assert.False(rate.TryTimes(1L << 40, out _));
        Assert.True(rate.TryTimes(1, out MoneyRate same));
        Assert.Equal(rate, same);
    }

    private static void ExpectCeiling(BigInteger numerator, BigInteger denominator, int shift, MoneyRate actual)
    {
        // actual / 2^actual.Shift is at least the exact value, and less than two units in its last place above it.
        BigInteger exact = numerator << actual.Shift;
        BigInteger kept = ((BigInteger)actual.Numerator * denominator) << shift;
        Assert.True(kept >= exact, "a rate is never rounded down");
        Assert.True(kept - (denominator << (shift + 1)) < exact, "a rate is rounded up in its last place alone");
        Assert.InRange(actual.Numerator, 1L << 61, (1L << 62) - 1);
    }
}
