using System.Collections.Generic;
using LowLatencyEngine.Indicators.Ranges;
using LowLatencyEngine.Indicators.Regression;
using static LowLatencyEngine.Indicators.Columns.ColumnParameter;
using static LowLatencyEngine.Indicators.Columns.KernelFactory;

namespace LowLatencyEngine.Indicators.Columns;

/// <summary>TA-Lib's statistic functions, and extremes and sums of windows.</summary>
internal static class StatisticFunctions
{
    public static IReadOnlyList<ColumnFunction> All { get; } =
    [
        new("AVGDEV", "AVGDEV", [Period(14)], p => OfClose<AverageDeviation>(new(p.Whole(0)))),
        new("BETA", "BETA", [Period(5, 1)], p => OfHighLow<Beta>(new(p.Whole(0)))),
        new("CORREL", "CORREL", [Period(30, 1)], p => OfHighLow<Correlation>(new(p.Whole(0)))),
        OfLine("LINEARREG", 0),
        new("LINEARREG_ANGLE", "LINEARREG_ANGLE", [Period(14)], p => OfClose<LinearRegressionAngle>(new(p.Whole(0)))),
        OfLine("LINEARREG_INTERCEPT", 1),
        OfLine("LINEARREG_SLOPE", 2),
        OfExtremes("MAX", [], 1),
        OfExtremes("MAXINDEX", [], 3) with { IsInteger = true },
        OfExtremes("MIN", [], 0),
        OfExtremes("MININDEX", [], 2) with { IsInteger = true },
        OfExtremes("MINMAX", ["Min", "Max"], 0, 1),
        OfExtremes("MINMAXINDEX", ["MinIdx", "MaxIdx"], 2, 3) with { IsInteger = true },
        new("STDDEV", "STDDEV", [Period(5), Real("deviations", 1, double.MinValue, double.MaxValue)],
            p => OfClose<StandardDeviation>(new(p.Whole(0), p[1]))),
        new("SUM", "SUM", [Period(30)], p => OfClose<Total>(new(p.Whole(0)))),
        OfLine("TSF", 3),
        new("VAR", "VAR", [Period(5, 1)], p => OfClose<Variance>(new(p.Whole(0)))),
    ];

    private static ColumnFunction OfLine(string name, int sourceIndex) =>
        new(name, "LINE", [Period(14)], p => OfClose<LinearRegression, LinearRegressionValue>(
            new(p.Whole(0)), "Line", "Intercept", "Slope", "Forecast"))
        {
            SourceIndexes = [sourceIndex],
        };

    private static ColumnFunction OfExtremes(string name, string[] outputs, params int[] sourceIndexes) =>
        new(name, "EXTREMES", [Period(30)], p => OfClose<Extremes, ExtremesValue>(
            new(p.Whole(0)), "Minimum", "Maximum", "MinimumRow", "MaximumRow"))
        {
            Outputs = outputs, SourceIndexes = sourceIndexes,
        };
}
