using System;
using LowLatencyEngine.Indicators;
using LowLatencyEngine.Indicators.Columns;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Indicators;

/// <summary>
/// Nothing depends on how prices are quoted: multiplied by a power of two (exact in binary) results are the same bits, or
/// the same bits multiplied; shifted and mirrored they follow.
/// </summary>
public sealed class ScaleTests
{
    private static readonly Bar[] Bars = TestBars.Walk(seed: 11, count: 400);

    [Theory]
    [InlineData("RSI")]
    [InlineData("CMO")]
    [InlineData("STOCH")]
    [InlineData("STOCHF")]
    [InlineData("STOCHRSI")]
    [InlineData("WILLR")]
    [InlineData("CCI")]
    [InlineData("ADX")]
    [InlineData("ADXR")]
    [InlineData("PLUS_DI")]
    [InlineData("AROON")]
    [InlineData("ULTOSC")]
    [InlineData("MFI")]
    [InlineData("IMI")]
    [InlineData("BOP")]
    [InlineData("TRIX")]
    [InlineData("ROC")]
    [InlineData("PPO")]
    [InlineData("NATR")]
    [InlineData("BETA")]
    [InlineData("CORREL")]
    [InlineData("HT_DCPERIOD")]
    [InlineData("HT_DCPHASE")]
    [InlineData("HT_TRENDMODE")]
    [InlineData("MAXINDEX")]
    [InlineData("OBV")]
    [InlineData("AD")]
    public void Column_does_not_see_the_scale_of_prices(string name) => AssertScales(name, power: 0);

    [Theory]
    [InlineData("SMA")]
    [InlineData("EMA")]
    [InlineData("WMA")]
    [InlineData("KAMA")]
    [InlineData("T3")]
    [InlineData("MAMA")]
    [InlineData("MACD")]
    [InlineData("MACDEXT")]
    [InlineData("ATR")]
    [InlineData("BBANDS")]
    [InlineData("STDDEV")]
    [InlineData("LINEARREG_SLOPE")]
    [InlineData("SAR")]
    [InlineData("MINMAX")]
    [InlineData("HT_TRENDLINE")]
    public void Column_scales_with_prices(string name) => AssertScales(name, power: 1);

    [Fact]
    public void Variance_scales_with_the_square_of_prices() => AssertScales("VAR", power: 2);

    [Theory]
    [InlineData("SMA", 1)]
    [InlineData("WMA", 1)]
    [InlineData("LINEARREG", 1)]
    [InlineData("SAR", 1)]
    [InlineData("STDDEV", 0)]
    [InlineData("LINEARREG_SLOPE", 0)]
    [InlineData("ATR", 0)]
    [InlineData("MACD", 0)]
    [InlineData("RSI", 0)]
    [InlineData("WILLR", 0)]
    [InlineData("ADX", 0)]
    [InlineData("CCI", 0)]
    public void Column_follows_a_shift_of_prices(string name, int follows)
    {
        const double Shift = 4_096;
        Bar[] shifted = TestBars.Map(Bars, bar => bar with
        {
            Open = bar.Open + Shift, High = bar.High + Shift, Low = bar.Low + Shift, Close = bar.Close + Shift,
        });
        AssertRelated(name, shifted, name, value => value + follows * Shift, tolerance: 1e-8);
    }

    [Theory]
    [InlineData("SMA", "SMA", 0, -1)]
    [InlineData("STDDEV", "STDDEV", 0, 1)]
    [InlineData("MACD", "MACD", 0, -1)]
    [InlineData("RSI", "RSI", 100, -1)]
    [InlineData("CMO", "CMO", 0, -1)]
    [InlineData("WILLR", "WILLR", -100, -1)]
    [InlineData("CCI", "CCI", 0, -1)]
    [InlineData("PLUS_DI", "MINUS_DI", 0, 1)]
    [InlineData("ADX", "ADX", 0, 1)]
    [InlineData("AROONOSC", "AROONOSC", 0, -1)]
    [InlineData("ULTOSC", "ULTOSC", 100, -1)]
    [InlineData("MIN", "MAX", 0, -1)]
    [InlineData("MINUS_DM", "PLUS_DM", 0, 1)]
    [InlineData("LINEARREG_SLOPE", "LINEARREG_SLOPE", 0, -1)]
    public void Column_of_the_mirror_image_is_the_mirror_image(
        string name, string mirrorName, double offset, double factor)
    {
        Bar[] mirrored = TestBars.Map(Bars, bar => bar with
        {
            Open = -bar.Open, High = -bar.Low, Low = -bar.High, Close = -bar.Close,
        });
        AssertRelated(name, mirrored, mirrorName, value => offset + factor * value, tolerance: 1e-9);
    }

    private static void AssertScales(string name, int power)
    {
        foreach (int exponent in (int[])[-40, 30])
        {
            double scale = Math.ScaleB(1, exponent);
            Bar[] scaled = TestBars.Map(Bars, bar => bar with
            {
                Open = bar.Open * scale, High = bar.High * scale, Low = bar.Low * scale, Close = bar.Close * scale,
            });
            AssertRelated(name, scaled, name, value => value * Math.Pow(scale, power), tolerance: 0);
        }
    }

    private static void AssertRelated(
        string name, Bar[] others, string otherName, Func<double, double> relation, double tolerance)
    {
        IColumnGroup group = ColumnCatalog.Create(name)!;
        IColumnGroup other = ColumnCatalog.Create(otherName)!;
        for (int row = 0; row < Bars.Length; row++)
        {
            group.Update(in Bars[row]);
            other.Update(in others[row]);
            for (int i = 0; i < group.Names.Count; i++)
            {
                double expected = relation(group.Read(i));
                double actual = other.Read(i);
                bool agrees = expected.Equals(actual) || Math.Abs(actual - expected) <= tolerance;
                Assert.True(agrees, $"row {row}: column={other.Names[i]}, expected={expected:R}, actual={actual:R}");
            }
        }
    }
}
