using System.Collections.Generic;
using LowLatencyEngine.Indicators.Functions;
using LowLatencyEngine.Indicators.Volatility;
using LowLatencyEngine.Indicators.Volume;
using static LowLatencyEngine.Indicators.Columns.ColumnParameter;
using static LowLatencyEngine.Indicators.Columns.KernelFactory;

namespace LowLatencyEngine.Indicators.Columns;

/// <summary>TA-Lib's volatility, volume, price transform, math operator and math transform functions.</summary>
internal static class PriceFunctions
{
    public static IReadOnlyList<ColumnFunction> All { get; } =
    [
        new("ATR", "ATR", [Period(14, 1)], p => OfBar<Atr>(new(p.Whole(0)))),
        new("NATR", "NATR", [Period(14, 1)], p => OfBar<Natr>(new(p.Whole(0)))),
        new("TRANGE", "TRANGE", [], _ => OfBar<TrueRange>(default)),
        new("AD", "AD", [], _ => OfBar<AccumulationDistribution>(default)),
        new("ADOSC", "ADOSC", [Period(3, name: "fast"), Period(10, name: "slow")],
            p => OfBar<ChaikinOscillator>(new(p.Whole(0), p.Whole(1)))),
        new("OBV", "OBV", [], _ => OfBar<OnBalanceVolume>(default)),
        Function<PriceTransforms.Average>("AVGPRICE"),
        Function<PriceTransforms.Median>("MEDPRICE"),
        Function<PriceTransforms.Typical>("TYPPRICE"),
        Function<PriceTransforms.WeightedClose>("WCLPRICE"),
        Function<MathOperators.Add>("ADD"),
        Function<MathOperators.Divide>("DIV"),
        Function<MathOperators.Multiply>("MULT"),
        Function<MathOperators.Subtract>("SUB"),
        Function<MathTransforms.Acos>("ACOS"),
        Function<MathTransforms.Asin>("ASIN"),
        Function<MathTransforms.Atan>("ATAN"),
        Function<MathTransforms.Ceil>("CEIL"),
        Function<MathTransforms.Cos>("COS"),
        Function<MathTransforms.Cosh>("COSH"),
        Function<MathTransforms.Exp>("EXP"),
        Function<MathTransforms.Floor>("FLOOR"),
        Function<MathTransforms.Ln>("LN"),
        Function<MathTransforms.Log10>("LOG10"),
        Function<MathTransforms.Sin>("SIN"),
        Function<MathTransforms.Sinh>("SINH"),
        Function<MathTransforms.Sqrt>("SQRT"),
        Function<MathTransforms.Tan>("TAN"),
        Function<MathTransforms.Tanh>("TANH"),
    ];
}
