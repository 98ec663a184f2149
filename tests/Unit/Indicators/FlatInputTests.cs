using LowLatencyEngine.Indicators;
using LowLatencyEngine.Indicators.Columns;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Indicators;

/// <summary>What columns say about a price that does not move: no division by zero, and TA-Lib's values.</summary>
public sealed class FlatInputTests
{
    private const double Price = 0.97312; // Not a sum of powers of two.

    [Theory]
    [InlineData("RSI")]
    [InlineData("CCI")]
    [InlineData("ADX")]
    [InlineData("ADXR")]
    [InlineData("STOCH")]
    [InlineData("STOCHF")]
    [InlineData("STOCHRSI")]
    [InlineData("MFI")]
    [InlineData("WILLR")]
    [InlineData("CMO")]
    [InlineData("BETA")]
    [InlineData("CORREL")]
    [InlineData("STDDEV")]
    [InlineData("VAR")]
    [InlineData("AVGDEV")]
    [InlineData("ATR")]
    [InlineData("NATR")]
    [InlineData("TRANGE")]
    [InlineData("MACD")]
    [InlineData("ULTOSC")]
    [InlineData("IMI")]
    [InlineData("BOP")]
    [InlineData("MOM")]
    [InlineData("ROC")]
    [InlineData("TRIX")]
    [InlineData("LINEARREG_SLOPE")]
    [InlineData("AROONOSC")]
    [InlineData("AD")]
    public void Column_is_zero(string name) => AssertFlat(name, 0, places: 14);

    [Theory]
    [InlineData("SMA")]
    [InlineData("EMA")]
    [InlineData("WMA")]
    [InlineData("KAMA")]
    [InlineData("DEMA")]
    [InlineData("TEMA")]
    [InlineData("TRIMA")]
    [InlineData("T3")]
    [InlineData("BBANDS")]
    [InlineData("LINEARREG")]
    [InlineData("TSF")]
    [InlineData("MIN")]
    [InlineData("MAX")]
    [InlineData("HT_TRENDLINE")]
    public void Column_is_the_price(string name) => AssertFlat(name, Price, places: 14);

    [Fact]
    public void Aroon_is_a_hundred_on_both_sides() => AssertFlat("AROON", 100, places: 12);

    private static void AssertFlat(string name, double expected, int places)
    {
        IColumnGroup group = ColumnCatalog.Create(name)!;
        foreach (Bar bar in TestBars.Flat(400, Price))
            Assert.True(group.Update(in bar));

        for (int i = 0; i < group.Names.Count; i++)
            Assert.Equal(expected, group.Read(i), places);
    }
}
