using System.Collections.Generic;
using LowLatencyEngine.Indicators.Averages;
using LowLatencyEngine.Indicators.Ranges;
using LowLatencyEngine.Indicators.Trend;
using LowLatencyEngine.Indicators.Volatility;
using static LowLatencyEngine.Indicators.Columns.ColumnParameter;
using static LowLatencyEngine.Indicators.Columns.KernelFactory;

namespace LowLatencyEngine.Indicators.Columns;

/// <summary>Averages, bands and stops that lie over the price: TA-Lib's overlap studies.</summary>
internal static class OverlapFunctions
{
    private static readonly string[] BandNames = ["RealUpperBand", "RealMiddleBand", "RealLowerBand"];
    private static readonly string[] StopNames = ["Stop", "Signed"];

    public static IReadOnlyList<ColumnFunction> All { get; } =
    [
        new("ACCBANDS", "ACCBANDS", [Period(20)],
            p => OfBar<AccelerationBands, BandsValue>(new(p.Whole(0)), BandNames))
        {
            Outputs = BandNames, SourceIndexes = [0, 1, 2],
        },
        new("BBANDS", "BBANDS", [Period(5), Deviations("deviationsUp", 2), Deviations("deviationsDown", double.NaN)],
            p => OfClose<BollingerBands, BandsValue>(new(p.Whole(0), p[1], p[2]), BandNames))
        {
            Outputs = BandNames, SourceIndexes = [0, 1, 2],
        },
        new("DEMA", "DEMA", [Period(30)], p => OfClose<Dema>(new(p.Whole(0)))),
        new("EMA", "EMA", [Period(30)], p => OfClose<Ema>(new(p.Whole(0)))),
        CycleFunctions.OfPhase("HT_TRENDLINE", sourceIndex: 3),
        new("KAMA", "KAMA", [Period(30)], p => OfClose<Kama>(new(p.Whole(0)))),
        new("MA", "SMA", [Period(30, 1)], p => OfClose<Sma>(new(p.Whole(0)))),
        new("MAMA", "MAMA", [Limit("fastLimit", 0.5), Limit("slowLimit", 0.05)],
            p => OfClose<Mama, MamaValue>(new(p[0], p[1]), "MAMA", "FAMA"))
        {
            Outputs = ["MAMA", "FAMA"], SourceIndexes = [0, 1],
        },
        new("MAVP", "MAVP", [Period(2, name: "minimumPeriod"), Period(30, name: "maximumPeriod")],
            p => new KernelColumns<Mavp, VariablePeriodInput, double, VariablePeriodClose>(
                new(p.Whole(0), p.Whole(1)), "Value")),
        new("MIDPOINT", "MIDPOINT", [Period(14)],
            p => new KernelColumns<MidRange, Pair, double, CloseRangeInput>(new(p.Whole(0)), "Value")),
        new("MIDPRICE", "MIDPRICE", [Period(14)], p => OfHighLow<MidRange>(new(p.Whole(0)))),
        new("SAR", "SAR", [Step("step", 0.02), Step("maximum", 0.2)],
            p => OfBar<ParabolicSar, ParabolicSarValue>(new(new SarParameters(p[0], p[1])), StopNames)),
        new("SAREXT", "SAREXT",
            [
                Real("startValue", 0, double.MinValue, double.MaxValue), Step("offsetOnReverse", 0),
                Step("initialLong", 0.02), Step("stepLong", 0.02), Step("maximumLong", 0.2),
                Step("initialShort", 0.02), Step("stepShort", 0.02), Step("maximumShort", 0.2),
            ],
            p => OfBar<ParabolicSar, ParabolicSarValue>(new(Extended(p)), StopNames))
        {
            SourceIndexes = [1],
        },
        new("SMA", "SMA", [Period(30, 1)], p => OfClose<Sma>(new(p.Whole(0)))),
        new("T3", "T3", [Period(5), Real("volumeFactor", 0.7, 0, 1)], p => OfClose<T3>(new(p.Whole(0), p[1]))),
        new("TEMA", "TEMA", [Period(30)], p => OfClose<Tema>(new(p.Whole(0)))),
        new("TRIMA", "TRIMA", [Period(30)], p => OfClose<Trima>(new(p.Whole(0)))),
        new("WMA", "WMA", [Period(30, 1)], p => OfClose<Wma>(new(p.Whole(0)))),
    ];

    private static ColumnParameter Deviations(string name, double defaultValue) =>
        Real(name, defaultValue, double.MinValue, double.MaxValue);

    private static ColumnParameter Limit(string name, double defaultValue) => Real(name, defaultValue, 0.01, 0.99);

    private static ColumnParameter Step(string name, double defaultValue) =>
        Real(name, defaultValue, 0, double.MaxValue);

    private static SarParameters Extended(ParameterValues values) =>
        new(new SarAcceleration(values[2], values[3], values[4]), new SarAcceleration(values[5], values[6], values[7]))
        {
            StartValue = values[0], OffsetOnReverse = values[1],
        };
}
