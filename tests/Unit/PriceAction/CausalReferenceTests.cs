using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using LowLatencyEngine.Console.Analyze;
using Xunit;

namespace LowLatencyEngine.Unit.PriceAction;

/// <summary>
/// The files of the causal set against those of an independent brute-force script, every row and column: whole numbers
/// and words exactly, others within 1e-9 of themselves, which is their printing.
/// </summary>
public sealed class CausalReferenceTests : IClassFixture<CausalReferenceTests.WrittenFiles>
{
    private const int PatternRows = 12_000; // The reference's patterns end there.

    private readonly WrittenFiles _files;

    public CausalReferenceTests(WrittenFiles files) => _files = files;

    [SharedDataTheory]
    [InlineData("causal_pivots_5")]
    [InlineData("causal_pivots_10")]
    [InlineData("causal_pivots_50")]
    [InlineData("causal_swings_final_5")]
    [InlineData("causal_swings_final_10")]
    [InlineData("causal_swings_final_50")]
    [InlineData("causal_fvg")]
    [InlineData("fvg_fill_base_rates")]
    [InlineData("causal_pivot_sweeps_10")]
    [InlineData("ob_events_5")]
    [InlineData("ob_events_10")]
    [InlineData("ob_events_50")]
    [InlineData("liquidity_events_5")]
    [InlineData("liquidity_events_10")]
    [InlineData("liquidity_events_50")]
    [InlineData("lux_equal_highs_lows")]
    [InlineData("lux_pivots_internal5")]
    [InlineData("lux_pivots_swing20")]
    [InlineData("lux_pivots_swing50")]
    [InlineData("lux_structure_internal5")]
    [InlineData("lux_structure_swing20")]
    [InlineData("lux_structure_swing50")]
    [InlineData("lux_order_blocks_internal5")]
    [InlineData("lux_order_blocks_swing20")]
    [InlineData("lux_order_blocks_swing50")]
    public void Every_row_of_the_causal_set_is_the_reference_s(string name)
    {
        List<string[]> expected = Series.ReadRows(
            SharedData.PathOf($"reference/eurusd_15m/causal/{name}.csv.gz"));
        List<string[]> actual = Series.ReadRows(_files.PathOf($"causal/{name}.csv.gz"));

        AssertSame(expected, actual);
    }

    [SharedDataTheory]
    [InlineData("rw_extremes_10")]
    [InlineData("directional_change_0.003")]
    [InlineData("head_shoulders_6")]
    [InlineData("head_shoulders_6_early")]
    [InlineData("flags_pennants_trendline_10")]
    public void Every_row_of_the_patterns_is_the_reference_s(string name)
    {
        List<string[]> expected = Series.ReadRows(
            SharedData.PathOf($"reference/eurusd_15m/patterns/{name}.csv.gz"));
        List<string[]> actual = Series.ReadRows(_files.PathOf($"patterns/{name}.csv.gz"));
        actual.RemoveAll(row => int.Parse(row[0], CultureInfo.InvariantCulture) >= PatternRows);

        AssertSame(expected, actual);
    }

    private static void AssertSame(List<string[]> expected, List<string[]> actual)
    {
        for (int i = 0; i < Math.Min(expected.Count, actual.Count); i++)
        {
            Assert.Equal(expected[i].Length, actual[i].Length);
            for (int j = 0; j < expected[i].Length; j++)
            {
                Assert.True(
                    IsSame(expected[i][j], actual[i][j]),
                    $"line={i + 2}, expected={string.Join(',', expected[i])}, actual={string.Join(',', actual[i])}");
            }
        }

        Assert.Equal(expected.Count, actual.Count);
    }

    private static bool IsSame(string expected, string actual)
    {
        if (expected == actual)
            return true;

        return double.TryParse(expected, CultureInfo.InvariantCulture, out double a) &&
            double.TryParse(actual, CultureInfo.InvariantCulture, out double b) &&
            (a != Math.Floor(a) || b != Math.Floor(b)) && Math.Abs(a - b) <= 1e-9 * Math.Abs(a);
    }

    /// <summary>The set, written once.</summary>
    public sealed class WrittenFiles : IDisposable
    {
        private readonly string _folder = Path.Combine(Path.GetTempPath(), "causal-" + Guid.NewGuid().ToString("N"));

        public WrittenFiles()
        {
            if (SharedData.FolderOrNull is not null)
                CausalOutput.Write(Series.EurUsd, _folder);
        }

        public string PathOf(string relative) => Path.Combine(_folder, relative);

        public void Dispose()
        {
            if (Directory.Exists(_folder))
                Directory.Delete(_folder, recursive: true);
        }
    }
}
