using LowLatencyEngine.Indicators;
using LowLatencyEngine.Indicators.Candles;
using Xunit;

namespace LowLatencyEngine.Unit.Indicators.Candles;

/// <summary>Every cell of TA-Lib's output for three series: value, sign and first row.</summary>
public sealed class CandleReferenceTests
{
    [SharedDataTheory]
    [InlineData("eurusd_15m")]
    [InlineData("msft_1d")]
    [InlineData("synth_a")]
    public void Every_pattern_on_every_bar_is_what_TA_Lib_says(string series)
    {
        ReferenceTable expected = ReferenceTable.Load(series, "talib_candles.csv.gz");
        IColumnGroup columns = Assert.Single(CandleColumns.CreateAll());
        Assert.Equal(expected.Header, ["row", "time", .. columns.Names]);

        string? difference = ColumnChecker.FirstDifference(
            columns, TestBars.Load(series), expected, static _ => new Tolerance(0));

        Assert.True(difference is null, difference);
    }
}
