using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;
using LowLatencyEngine.Indicators.Statistics;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Indicators.Statistics;

public sealed class ZigZagTests
{
    [Fact]
    public void A_turn_is_confirmed_by_a_close_and_keeps_the_first_of_equal_extremes()
    {
        var zigZag = new ZigZag(sigma: 0.1);
        Bar[] bars =
        [
            Bar(100, 99, 99), Bar(110, 100, 105), Bar(110, 98, 99.5),
            Bar(109, 90, 98.9), Bar(95, 85, 94), Bar(95, 86, 93.6),
        ];
        var turns = new List<(int Row, ZigZagPivot Pivot, long Index, double Price)>();
        for (int i = 0; i < bars.Length; i++)
        {
            zigZag.Update(in bars[i]);
            ZigZagValue value = zigZag.Value;
            if (value.Confirmed != ZigZagPivot.None)
                turns.Add((i, value.Confirmed, value.PivotIndex, value.PivotPrice));
        }

        // Row 3 is below 99; row 4 makes the new low and may not confirm it; row 5 closes above 93.5.
        Assert.Equal([(3, ZigZagPivot.Top, 1, 110), (5, ZigZagPivot.Bottom, 4, 85)], turns);
    }

    [SharedDataFact]
    public void Turns_of_a_real_series_are_those_of_the_reference()
    {
        Bar[] bars = [.. Rows("bars.csv.gz").Take(12_000).Select(cells => new Bar(
            0, Number(cells[^5]), Number(cells[^4]), Number(cells[^3]), Number(cells[^2]), Number(cells[^1])))];
        var zigZag = new ZigZag(sigma: 0.003);
        var turns = new List<(long ConfirmRow, long Row, int Type, double Price)>();
        for (int i = 0; i < bars.Length; i++)
        {
            Assert.True(zigZag.Update(in bars[i]), $"row={i}");
            ZigZagValue value = zigZag.Value;
            if (value.Confirmed != ZigZagPivot.None)
                turns.Add((i, value.PivotIndex, (int)value.Confirmed, value.PivotPrice));
        }

        Assert.Equal(
            Rows("patterns/directional_change_0.003.csv.gz").Select(cells =>
                ((long)Number(cells[0]), (long)Number(cells[1]), (int)Number(cells[2]), Number(cells[3]))),
            turns);
    }

    private static Bar Bar(double high, double low, double close) => new(0, close, high, low, close, 1);

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);

    private static IEnumerable<string[]> Rows(string file)
    {
        string path = SharedData.PathOf(Path.Combine("reference", "eurusd_15m", file));
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
            yield return line.Split(',');
    }
}
