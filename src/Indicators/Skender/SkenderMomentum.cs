using System.Collections.Generic;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>Oscillators and momentum of the set, in the order of the reference file.</summary>
internal static class SkenderMomentum
{
    public static IReadOnlyList<ColumnGroupRow> Rows { get; } =
    [
        ColumnGroupRow.Of<RsiStatistic, double>("RSI_14", "Rsi", () => new(14)),
        ColumnGroupRow.Of<ConnorsRsi, ConnorsRsiValue>(
            "CRSI_3_2_100", "Streak Rsi RsiStreak PercentRank ConnorsRsi", () => new(3, 2, 100)),
        ColumnGroupRow.Of<Stochastic, StochasticValue>(
            "STOCH_14_3_3", "Oscillator Signal PercentJ K D J", () => new(14, 3, 3)),
        ColumnGroupRow.Of<StochasticRsi, SignalledValue>(
            "STOCHRSI_14_14_3_1", "StochRsi Signal", () => new(14, 14, 3, 1)),
        ColumnGroupRow.Of<Macd, MacdValues>(
            "MACD_12_26_9", "Macd Signal Histogram FastEma SlowEma", () => new(12, 26, 9)),
        ColumnGroupRow.Of<Cci, double>("CCI_20", "Cci", () => new(20)),
        ColumnGroupRow.Of<CmoStatistic, double>("CMO_20", "Cmo", () => new(20)),
        ColumnGroupRow.Of<RateOfChangeStatistic, ChangeValue>("ROC_20", "Momentum Roc", () => new(20)),
        ColumnGroupRow.Of<RateOfChangeBands, RateOfChangeBandsValue>(
            "ROCWB_20_5_5", "Roc RocEma UpperBand LowerBand", () => new(20, 5, 5)),
        ColumnGroupRow.Of<WilliamsR, double>("WILLR_14", "WilliamsR", () => new(14)),
        ColumnGroupRow.Of<TrueStrength, SignalledValue>("TSI_25_13_7", "Tsi Signal", () => new(25, 13, 7)),
        ColumnGroupRow.Of<TrixStatistic, TrixValue>("TRIX_15", "Ema3 Trix", () => new(15)),
        ColumnGroupRow.Of<UltimateOscillator, double>("ULTOSC_7_14_28", "Ultimate", () => new(7, 14, 28)),
        ColumnGroupRow.Of<Awesome, AwesomeValue>("AO_5_34", "Oscillator Normalized", () => new(5, 34)),
        ColumnGroupRow.Of<BalanceOfPower, double>("BOP_14", "Bop", () => new(14)),
        ColumnGroupRow.Of<StochasticMomentum, SignalledValue>("SMI_13_25_2_3", "Smi Signal", () => new(13, 25, 2, 3)),
        ColumnGroupRow.Of<SchaffTrendCycle, double>("STC_10_23_50", "Stc", () => new(10, 23, 50)),
        ColumnGroupRow.Of<PriceMomentum, SignalledValue>("PMO_35_20_10", "Pmo Signal", () => new(35, 20, 10)),
        ColumnGroupRow.Of<FisherTransform, FisherValue>("FISHER_10", "Fisher Trigger", () => new(10)),
        ColumnGroupRow.Of<DetrendedPrice, DetrendedValue>("DPO_14", "Dpo Sma", () => new(14)),
    ];
}
