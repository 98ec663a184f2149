using System.Collections.Generic;
using LowLatencyEngine.Indicators.Averages;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>Moving averages of the set, in the order of the reference file.</summary>
internal static class SkenderAverages
{
    public static IReadOnlyList<ColumnGroupRow> Rows { get; } =
    [
        ColumnGroupRow.OfCloses<Sma>("SMA_20", "Sma", () => new(20)),
        ColumnGroupRow.OfCloses<Ema>("EMA_20", "Ema", () => new(20)),
        ColumnGroupRow.OfCloses<Wma>("WMA_20", "Wma", () => new(20)),
        ColumnGroupRow.Of<DoubleEma, double>("DEMA_20", "Dema", () => new(20)),
        ColumnGroupRow.Of<TripleEma, double>("TEMA_20", "Tema", () => new(20)),
        ColumnGroupRow.Of<Smma, double>("SMMA_20", "Smma", () => new(20)),
        ColumnGroupRow.Of<Hma, double>("HMA_20", "Hma", () => new(20)),
        ColumnGroupRow.Of<Alma, double>("ALMA_9_0.85_6", "Alma", () => new(9, 0.85, 6)),
        ColumnGroupRow.Of<Epma, double>("EPMA_20", "Epma", () => new(20)),
        ColumnGroupRow.Of<Vwma, double>("VWMA_20", "Vwma", () => new(20)),
        ColumnGroupRow.Of<T3, double>("T3_5_0.7", "T3", () => new(5, 0.7)),
        ColumnGroupRow.Of<KaufmanAverage, KaufmanValue>("KAMA_10_2_30", "Er Kama", () => new(10, 2, 30)),
        ColumnGroupRow.Of<MesaAverage, MesaValue>("MAMA_0.5_0.05", "Mama Fama", () => new(0.5, 0.05)),
        ColumnGroupRow.Of<DynamicAverage, double>("DYNAMIC_14", "Dynamic", () => new(14)),
        ColumnGroupRow.Of<Vwap, double>("VWAP", "Vwap", () => default),
    ];
}
