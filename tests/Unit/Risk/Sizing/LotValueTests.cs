using System;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using Xunit;

namespace LowLatencyEngine.Unit.Risk.Sizing;

/// <summary>How many lots an amount of money has room for, against what lots are worth.</summary>
public sealed class LotValueTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void So_many_lots_are_worth_no_more_and_one_more_is(int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < 100_000; i++)
        {
            var step = new DecimalScale(random.Next(1, 10_000), random.Next(0, 12));
            LotValue lot = LotValue.At(random.NextInt64(1, 1L << 30), MoneyRate.Of(step, new DecimalScale(1, 0)));
            long micros = random.NextInt64(-1L << random.Next(1, 50), 1L << random.Next(1, 50));
            long lots = lot.LotsWithin(micros);
            Assert.True(lot.Of(lots) <= micros, $"seed={seed}, i={i}: {lots} lots are worth {lot.Of(lots)} > {micros}");
            Assert.True(lot.Of(lots + 1) > micros, $"seed={seed}, i={i}: {lots + 1} lots are within {micros}");
        }
    }

    [Fact]
    public void What_is_worth_nothing_has_no_end_and_what_cannot_be_counted_neither()
    {
        LotValue nothing = InstrumentRow.Share(0);
        Assert.True(nothing.LotsWithin(0) > RiskLimits.LotsMax);
        Assert.True(nothing.LotsWithin(-1) < -RiskLimits.LotsMax);
        LotValue lot = LotValue.At(1, MoneyRate.One);
        Assert.True(lot.LotsWithin(LotValue.SaturatedMicros) > RiskLimits.LotsMax);
        Assert.Equal(7, lot.LotsWithin(7));
        Assert.Equal(-7, lot.LotsWithin(-7));
    }
}
