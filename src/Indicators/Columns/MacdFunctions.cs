using System;
using LowLatencyEngine.Indicators.Averages;
using LowLatencyEngine.Indicators.Momentum;
using static LowLatencyEngine.Indicators.Columns.ColumnParameter;
using static LowLatencyEngine.Indicators.Columns.KernelFactory;

namespace LowLatencyEngine.Indicators.Columns;

/// <summary>The three of TA-Lib's MACD functions. Periods in the wrong order change places, as there.</summary>
internal static class MacdFunctions
{
    private static readonly string[] Names = ["MACD", "MACDSignal", "MACDHist"];
    private static readonly ColumnParameter[] Periods =
        [Period(12, name: "fast"), Period(26, name: "slow"), Period(9, 1, "signal")];

    /// <summary>Of exponential averages.</summary>
    public static ColumnFunction Macd { get; } = new("MACD", "MACD", Periods, p =>
        OfClose<Macd<Ema, Ema, Ema>, MacdValue>(
            new(new(Fast(p)), new(Slow(p)), new(p.Whole(2))), Names))
    {
        Outputs = Names, SourceIndexes = [0, 1, 2],
    };

    /// <summary>Of simple averages: TA-Lib's default for averages of any kind.</summary>
    public static ColumnFunction MacdExtended { get; } = new("MACDEXT", "MACDEXT", Periods, p =>
        OfClose<Macd<Sma, Sma, Sma>, MacdValue>(
            new(new(Fast(p)), new(Slow(p)), new(p.Whole(2))), Names))
    {
        Outputs = Names, SourceIndexes = [0, 1, 2],
    };

    /// <summary>Of exponential averages of 12 and 26 with the rounded weights 0.15 and 0.075.</summary>
    public static ColumnFunction MacdFixed { get; } = new("MACDFIX", "MACDFIX", [Period(9, 1, "signal")], p =>
        OfClose<Macd<Ema, Ema, Ema>, MacdValue>(
            new(new(12, 0.15), new(26, 0.075), new(p.Whole(0))), Names))
    {
        Outputs = Names, SourceIndexes = [0, 1, 2],
    };

    private static int Fast(ParameterValues values) => Math.Min(values.Whole(0), values.Whole(1));

    private static int Slow(ParameterValues values) => Math.Max(values.Whole(0), values.Whole(1));
}
