using System.Collections.Generic;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>Pivots, fractals and transformed bars of the set, in the order of the reference file.</summary>
internal static class SkenderPrices
{
    public static IReadOnlyList<ColumnGroupRow> Rows { get; } =
    [
        ColumnGroupRow.Of<Fractal, FractalValue>("FRACTAL_2", "FractalBear FractalBull", () => new(2)),
        ColumnGroupRow.Of<Pivots, PivotsValue>(
            "PIVOTS_2_2_20", "HighPoint LowPoint HighLine LowLine HighTrend LowTrend", () => new(2)),
        ColumnGroupRow.Of<DailyPivots, PivotLevels>("PIVOTPOINTS_DAY", "PP S1 S2 S3 S4 R1 R2 R3 R4", () => new()),
        ColumnGroupRow.Of<RollingPivots, PivotLevels>("ROLLINGPIVOTS_20", "PP S1 S2 S3 S4 R1 R2 R3 R4", () => new(20)),
        ColumnGroupRow.Of<FractalChaosBands, BoundsValue>("FCB_2", "UpperBand LowerBand", () => new(2)),
        ColumnGroupRow.Of<NotCausal, NotCausalValue>(
            "ZIGZAG_CLOSE_1", "ZigZag PointType RetraceHigh RetraceLow", () => default),
        ColumnGroupRow.Of<HeikinAshi, HeikinAshiValue>("HEIKINASHI", "Open High Low Close Volume", () => default),
        ColumnGroupRow.Of<DojiMatch, MatchValue>("DOJI_0.1", "Match Candle", () => new(0.1)),
        ColumnGroupRow.Of<MarubozuMatch, MatchValue>("MARUBOZU_95", "Match Candle", () => new(95)),
    ];
}
