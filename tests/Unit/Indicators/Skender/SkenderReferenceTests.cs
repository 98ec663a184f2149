using System;
using System.Collections.Generic;
using System.Globalization;
using LowLatencyEngine.Indicators;
using LowLatencyEngine.Indicators.Skender;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Indicators.Skender;

/// <summary>
/// Every column of the reference for two series: first row, empty cells and values. Columns that look ahead are
/// compared where they become known, or must be empty.
/// </summary>
public sealed class SkenderReferenceTests
{
    [SharedDataTheory]
    [InlineData("eurusd_15m")]
    [InlineData("msft_1d")]
    public void Every_column_is_what_the_reference_says(string series)
    {
        ReferenceTable expected = ReferenceTable.Load(series, "skender.csv.gz");
        Dictionary<string, double[]> actual = Run(TestBars.Load(series));

        var differences = new List<string>();
        foreach (string name in SkippingRowAndTime(expected.Header))
            Compare(expected, actual[name], name, differences);

        Assert.True(differences.Count == 0, string.Join(Environment.NewLine, differences));
    }

    [SharedDataFact]
    public void The_set_has_the_columns_of_the_reference_in_order()
    {
        ReferenceTable expected = ReferenceTable.Load("msft_1d", "skender.csv.gz");
        var names = new List<string>();
        foreach (IColumnGroup group in SkenderColumns.CreateAll())
            names.AddRange(group.Names);

        Assert.Equal(SkippingRowAndTime(expected.Header), names);
    }

    private static List<string> SkippingRowAndTime(IReadOnlyList<string> header)
    {
        var names = new List<string>(header);
        names.RemoveRange(0, 2);
        return names;
    }

    private static Dictionary<string, double[]> Run(Bar[] bars)
    {
        var columns = new Dictionary<string, double[]>();
        foreach (IColumnGroup group in SkenderColumns.CreateAll())
        {
            foreach (string name in group.Names)
                columns.Add(name, new double[bars.Length]);

            for (int row = 0; row < bars.Length; row++)
            {
                Assert.True(group.Update(in bars[row]));
                for (int i = 0; i < group.Names.Count; i++)
                    columns[group.Names[i]][row] = group.Read(i);
            }
        }

        return columns;
    }

    private static void Compare(ReferenceTable expected, double[] actual, string name, List<string> differences)
    {
        int delayBars = DelayBars(name);
        Tolerance tolerance = ToleranceOf(name);
        int differenceCount = 0;
        int comparedCount = 0;
        string first = "";
        for (int i = 0; i < expected.RowCount; i++)
        {
            int row = (int)expected.Number(i, "row") + delayBars;
            if (row >= actual.Length)
                continue;

            double wanted = IsLeftEmpty(name) ? double.NaN : ToNumber(expected.Text(i, name));
            comparedCount++;
            if (!IsClose(wanted, actual[row], tolerance) && differenceCount++ == 0)
                first = $"row={row} expected={wanted} is={actual[row]}";
        }

        Assert.True(comparedCount >= expected.RowCount - delayBars);
        if (differenceCount > 0)
            differences.Add($"{name} differenceCount={differenceCount} first: {first}");
    }

    private static bool IsClose(double expected, double actual, Tolerance tolerance) =>
        double.IsNaN(expected) || double.IsNaN(actual)
            ? double.IsNaN(expected) && double.IsNaN(actual)
            : tolerance.Allows(expected, actual, default);

    /// <summary>
    /// Absolute parts are for numbers that cancel to nothing; shares and oscillators are of the order of 1 to 100.
    /// </summary>
    private static Tolerance ToleranceOf(string name) => name switch
    {
        // A quotient of two small differences, of the order of 100.
        "CCI_20.Cci" => new(1e-9, Absolute: 1e-9),

        // The phase of a cycle that is nearly nothing turns a last bit into a weight.
        "MAMA_0.5_0.05.Mama" or "MAMA_0.5_0.05.Fama" => new(1e-8),
        _ => new(1e-9, Absolute: 1e-12),
    };

    private static double ToNumber(string cell) => cell switch
    {
        "" => double.NaN,
        "None" => 0,
        "Neutral" => 1,
        "BullSignal" => 100,
        "BearSignal" => -100,
        _ => double.Parse(cell, CultureInfo.InvariantCulture),
    };

    private static int DelayBars(string name) => name switch
    {
        "DPO_14.Dpo" or "DPO_14.Sma" => 8,
        "ICHIMOKU_9_26_52.ChikouSpan" => 26,
        "FRACTAL_2.FractalBear" or "FRACTAL_2.FractalBull" => 2,
        "PIVOTS_2_2_20.HighPoint" or "PIVOTS_2_2_20.LowPoint" => 2,
        _ => 0,
    };

    private static bool IsLeftEmpty(string name) =>
        name is "SLOPE_14.Line" or "PIVOTS_2_2_20.HighLine" or "PIVOTS_2_2_20.LowLine" or "PIVOTS_2_2_20.HighTrend"
            or "PIVOTS_2_2_20.LowTrend" ||
        name.StartsWith("STDDEVCHAN", StringComparison.Ordinal) || name.StartsWith("ZIGZAG", StringComparison.Ordinal);
}
