using System;
using System.Collections.Generic;
using LowLatencyEngine.Indicators;
using LowLatencyEngine.Indicators.Averages;
using LowLatencyEngine.Indicators.Columns;
using LowLatencyEngine.Indicators.Cycle;
using LowLatencyEngine.Indicators.Functions;
using LowLatencyEngine.Indicators.Momentum;
using LowLatencyEngine.Indicators.Ranges;
using LowLatencyEngine.Indicators.Regression;
using LowLatencyEngine.Indicators.Trend;
using LowLatencyEngine.Indicators.Volatility;
using LowLatencyEngine.Indicators.Volume;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Indicators;

/// <summary>Every kernel with parameters small enough for short series.</summary>
public static class KernelCases
{
    private static readonly Dictionary<string, Func<KernelRun>> Makers = new(StringComparer.Ordinal)
    {
        ["Sma"] = () => OfClose(new Sma(7)),
        ["Sma of one"] = () => OfClose(new Sma(1)),
        ["Ema"] = () => OfClose(new Ema(7)),
        ["Wma"] = () => OfClose(new Wma(7)),
        ["Dema"] = () => OfClose(new Dema(5)),
        ["Tema"] = () => OfClose(new Tema(5)),
        ["TripleEma"] = () => OfClose(new TripleEma(4)),
        ["Trima"] = () => OfClose(new Trima(8)),
        ["Kama"] = () => OfClose(new Kama(6)),
        ["T3"] = () => OfClose(new T3(3)),
        ["Mama"] = () => OfClose<Mama, MamaValue>(new Mama(0.5, 0.05)),
        ["Mavp"] = () => new KernelRun<Mavp, VariablePeriodInput, double, VariablePeriodClose>(new Mavp(2, 9)),
        ["Rsi"] = () => OfClose(new Rsi(5)),
        ["Rsi ranked"] = () => OfClose(new Rsi(5, isRanked: true)),
        ["Cmo"] = () => OfClose(new Cmo(5)),
        ["RateOfChange"] = () => OfClose<RateOfChange, RateOfChangeValue>(new RateOfChange(4)),
        ["Trix"] = () => OfClose(new Trix(4)),
        ["Macd"] = () => OfClose<Macd<Ema, Ema, Ema>, MacdValue>(new(new Ema(3), new Ema(7), new Ema(4))),
        ["Macd of a slow first"] = () => OfClose<Macd<Sma, Ema, Sma>, MacdValue>(new(new(9), new(4), new(3))),
        ["AverageSpread"] = () => OfClose<AverageSpread<Sma, Ema>, AverageSpreadValue>(new(new(3), new(8))),
        ["FastStochastic"] = () => OfBar<FastStochastic<Sma>, StochasticValue>(new(5, new(3))),
        ["Stochastic"] = () => OfBar<Stochastic<Sma, Sma>, StochasticValue>(new(5, new(3), new(2))),
        ["StochasticRsi"] = () => OfClose<StochasticRsi<Sma>, StochasticValue>(new(5, 4, new(3))),
        ["WilliamsR"] = () => OfBar(new WilliamsR(6)),
        ["Cci"] = () => OfBar(new Cci(6)),
        ["Aroon"] = () => OfBar<Aroon, AroonValue>(new(6)),
        ["UltimateOscillator"] = () => OfBar(new UltimateOscillator(12, 3, 6)),
        ["MoneyFlowIndex"] = () => OfBar(new MoneyFlowIndex(6)),
        ["IntradayMomentum"] = () => OfBar(new IntradayMomentum(6)),
        ["DirectionalMovement"] = () => OfBar<DirectionalMovement, DirectionalMovementValue>(new(5)),
        ["Adxr"] = () => OfBar(new Adxr(5)),
        ["BalanceOfPower"] = () => OfBar(new BarFunction<PriceTransforms.BalanceOfPower>()),
        ["TrueRange"] = () => OfBar(new TrueRange()),
        ["Atr"] = () => OfBar(new Atr(5)),
        ["Natr"] = () => OfBar(new Natr(5)),
        ["BollingerBands"] = () => OfClose<BollingerBands, BandsValue>(new(6)),
        ["AccelerationBands"] = () => OfBar<AccelerationBands, BandsValue>(new(6)),
        ["OnBalanceVolume"] = () => OfBar(new OnBalanceVolume()),
        ["AccumulationDistribution"] = () => OfBar(new AccumulationDistribution()),
        ["ChaikinOscillator"] = () => OfBar(new ChaikinOscillator(3, 7)),
        ["DominantCycle"] = () => OfClose<DominantCycle, DominantCycleValue>(new()),
        ["CyclePhase"] = () => OfClose<CyclePhase, CyclePhaseValue>(new()),
        ["Variance"] = () => OfClose(new Variance(6)),
        ["StandardDeviation"] = () => OfClose(new StandardDeviation(6)),
        ["AverageDeviation"] = () => OfClose(new AverageDeviation(6)),
        ["LinearRegression"] = () => OfClose<LinearRegression, LinearRegressionValue>(new(6)),
        ["LinearRegressionAngle"] = () => OfClose(new LinearRegressionAngle(6)),
        ["Correlation"] = () => OfHighLow(new Correlation(6)),
        ["Beta"] = () => OfHighLow(new Beta(6)),
        ["Extremes"] = () => OfClose<Extremes, ExtremesValue>(new(6)),
        ["MidRange"] = () => OfHighLow(new MidRange(6)),
        ["Total"] = () => OfClose(new Total(6)),
        ["ParabolicSar"] = () => OfBar<ParabolicSar, ParabolicSarValue>(new(new SarParameters(0.02))),
    };

    public static TheoryData<string> Names()
    {
        var names = new TheoryData<string>();
        foreach (string name in Makers.Keys)
            names.Add(name);

        return names;
    }

    public static KernelRun Make(string name) => Makers[name]();

    private static KernelRun OfClose<TKernel>(TKernel kernel)
        where TKernel : struct, IIndicator<double, double> =>
        new KernelRun<TKernel, double, double, CloseInput>(kernel);

    private static KernelRun OfClose<TKernel, TOut>(TKernel kernel)
        where TKernel : struct, IIndicator<double, TOut>
        where TOut : unmanaged => new KernelRun<TKernel, double, TOut, CloseInput>(kernel);

    private static KernelRun OfBar<TKernel>(TKernel kernel)
        where TKernel : struct, IIndicator<Bar, double> =>
        new KernelRun<TKernel, Bar, double, BarInput>(kernel);

    private static KernelRun OfBar<TKernel, TOut>(TKernel kernel)
        where TKernel : struct, IIndicator<Bar, TOut>
        where TOut : unmanaged => new KernelRun<TKernel, Bar, TOut, BarInput>(kernel);

    private static KernelRun OfHighLow<TKernel>(TKernel kernel)
        where TKernel : struct, IIndicator<Pair, double> =>
        new KernelRun<TKernel, Pair, double, HighLowInput>(kernel);
}
