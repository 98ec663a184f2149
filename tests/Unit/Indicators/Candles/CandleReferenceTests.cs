using System.Collections.Generic;
using LowLatencyEngine.Indicators;
using LowLatencyEngine.Indicators.Candles;
using LowLatencyEngine.Model;
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
        ReferenceFile expected = ReferenceFile.Read(series, "talib_candles.csv.gz");
        List<Bar> bars = ReferenceFile.ReadBars(series);
        IColumnGroup columns = Assert.Single(CandleColumns.CreateAll());
        Assert.Equal(expected.Names, columns.Names);
        Assert.Equal(bars.Count, expected.Rows.Count);

        var differences = new List<string>();
        for (int row = 0; row < bars.Count; row++)
        {
            Assert.True(columns.Update(bars[row]));
            for (int i = 0; i < expected.Names.Length; i++)
            {
                double value = columns.Read(i);
                if (!value.Equals(expected.Rows[row][i]))
                    differences.Add($"row={row} {expected.Names[i]} expected={expected.Rows[row][i]} is={value}");
            }
        }

        Assert.Empty(differences);
    }
}
