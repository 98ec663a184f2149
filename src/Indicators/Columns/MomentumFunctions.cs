using System;
using System.Collections.Generic;
using LowLatencyEngine.Indicators.Averages;
using LowLatencyEngine.Indicators.Functions;
using LowLatencyEngine.Indicators.Momentum;
using static LowLatencyEngine.Indicators.Columns.ColumnParameter;
using static LowLatencyEngine.Indicators.Columns.KernelFactory;

namespace LowLatencyEngine.Indicators.Columns;

/// <summary>TA-Lib's momentum indicators.</summary>
internal static class MomentumFunctions
{
    public static IReadOnlyList<ColumnFunction> All { get; } =
    [
        OfMovement("ADX", 5, minimumPeriod: 2),
        new("ADXR", "ADXR", [Period(14)], p => OfBar<Adxr>(new(p.Whole(0)))),
        OfSpread("APO", 0),
        OfAroon("AROON") with { Outputs = ["AroonDown", "AroonUp"], SourceIndexes = [0, 1] },
        OfAroon("AROONOSC") with { SourceIndexes = [2] },
        Function<PriceTransforms.BalanceOfPower>("BOP"),
        new("CCI", "CCI", [Period(14)], p => OfBar<Cci>(new(p.Whole(0)))),
        new("CMO", "CMO", [Period(14)], p => OfClose<Cmo>(new(p.Whole(0)))),
        OfMovement("DX", 4, minimumPeriod: 2),
        new("IMI", "IMI", [Period(14)], p => OfBar<IntradayMomentum>(new(p.Whole(0)))),
        MacdFunctions.Macd,
        MacdFunctions.MacdExtended,
        MacdFunctions.MacdFixed,
        new("MFI", "MFI", [Period(14)], p => OfBar<MoneyFlowIndex>(new(p.Whole(0)))),
        OfMovement("MINUS_DI", 3, minimumPeriod: 1),
        OfMovement("MINUS_DM", 1, minimumPeriod: 1),
        OfChange("MOM", 0),
        OfMovement("PLUS_DI", 2, minimumPeriod: 1),
        OfMovement("PLUS_DM", 0, minimumPeriod: 1),
        OfSpread("PPO", 1),
        OfChange("ROC", 1),
        OfChange("ROCP", 2),
        OfChange("ROCR", 3),
        OfChange("ROCR100", 4),
        new("RSI", "RSI", [Period(14)], p => OfClose<Rsi>(new(p.Whole(0)))),
        new("STOCH", "STOCH", [Period(5, 1, "fastK"), Period(3, 1, "slowK"), Period(3, 1, "slowD")],
            p => OfBar<Stochastic<Sma, Sma>, StochasticValue>(
                new(p.Whole(0), new(p.Whole(1)), new(p.Whole(2))), "SlowK", "SlowD"))
        {
            Outputs = ["SlowK", "SlowD"], SourceIndexes = [0, 1],
        },
        new("STOCHF", "STOCHF", [Period(5, 1, "fastK"), Period(3, 1, "fastD")],
            p => OfBar<FastStochastic<Sma>, StochasticValue>(new(p.Whole(0), new(p.Whole(1))), "FastK", "FastD"))
        {
            Outputs = ["FastK", "FastD"], SourceIndexes = [0, 1],
        },
        new("STOCHRSI", "STOCHRSI", [Period(14), Period(5, 1, "fastK"), Period(3, 1, "fastD")],
            p => OfClose<StochasticRsi<Sma>, StochasticValue>(
                new(p.Whole(0), p.Whole(1), new(p.Whole(2))), "FastK", "FastD"))
        {
            Outputs = ["FastK", "FastD"], SourceIndexes = [0, 1],
        },
        new("TRIX", "TRIX", [Period(30, 1)], p => OfClose<Trix>(new(p.Whole(0)))),
        new("ULTOSC", "ULTOSC", [Period(7, 1), Period(14, 1), Period(28, 1)],
            p => OfBar<UltimateOscillator>(new(p.Whole(0), p.Whole(1), p.Whole(2)))),
        new("WILLR", "WILLR", [Period(14)], p => OfBar<WilliamsR>(new(p.Whole(0)))),
    ];

    private static ColumnFunction OfMovement(string name, int sourceIndex, int minimumPeriod) =>
        new(name, "MOVEMENT", [Period(14, minimumPeriod)],
            p => OfBar<DirectionalMovement, DirectionalMovementValue>(
                new(p.Whole(0)), "PlusDm", "MinusDm", "PlusDi", "MinusDi", "Dx", "Adx"))
        {
            SourceIndexes = [sourceIndex],
        };

    private static ColumnFunction OfChange(string name, int sourceIndex) =>
        new(name, "CHANGE", [Period(10, 1)], p => OfClose<RateOfChange, RateOfChangeValue>(
            new(p.Whole(0)), "Difference", "Percent", "Fraction", "Ratio", "RatioPercent"))
        {
            SourceIndexes = [sourceIndex],
        };

    private static ColumnFunction OfAroon(string name) =>
        new(name, "AROON", [Period(14)], p => OfBar<Aroon, AroonValue>(new(p.Whole(0)), "Down", "Up", "Oscillator"));

    private static ColumnFunction OfSpread(string name, int sourceIndex) =>
        new(name, "SPREAD", [Period(12, name: "fast"), Period(26, name: "slow")],
            p => OfClose<AverageSpread<Sma, Sma>, AverageSpreadValue>(
                new(new(Math.Min(p.Whole(0), p.Whole(1))), new(Math.Max(p.Whole(0), p.Whole(1)))),
                "Difference", "Percent"))
        {
            SourceIndexes = [sourceIndex],
        };
}
