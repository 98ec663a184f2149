using System.Collections.Generic;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>Trends, stops and lines of the set, in the order of the reference file.</summary>
internal static class SkenderTrends
{
    public static IReadOnlyList<ColumnGroupRow> Rows { get; } =
    [
        ColumnGroupRow.Of<DirectionalMovement, DirectionalValue>("ADX_14", "Pdi Mdi Dx Adx Adxr", () => new(14)),
        ColumnGroupRow.Of<Aroon, AroonValue>("AROON_25", "AroonUp AroonDown Oscillator", () => new(25)),
        ColumnGroupRow.Of<Vortex, VortexValue>("VORTEX_14", "Pvi Nvi", () => new(14)),
        ColumnGroupRow.Of<SuperTrend, SuperTrendValue>(
            "SUPERTREND_10_3", "SuperTrend UpperBand LowerBand", () => new(10, 3)),
        ColumnGroupRow.Of<ParabolicSar, SarValue>("PSAR_0.02_0.2", "Sar IsReversal", () => new(0.02, 0.2)),
        ColumnGroupRow.Of<AtrStop, AtrStopValue>("ATRSTOP_21_3", "AtrStop BuyStop SellStop Atr", () => new(21, 3)),
        ColumnGroupRow.Of<VolatilityStop, VolatilityStopValue>(
            "VOLSTOP_7_3", "Sar IsStop UpperBand LowerBand", () => new(7, 3)),
        ColumnGroupRow.Of<Chandelier, double>("CHANDELIER_22_3_LONG", "ChandelierExit", () => new(22, 3, isLong: true)),
        ColumnGroupRow.Of<Chandelier, double>(
            "CHANDELIER_22_3_SHORT", "ChandelierExit", () => new(22, 3, isLong: false)),
        ColumnGroupRow.Of<Ichimoku, IchimokuValue>(
            "ICHIMOKU_9_26_52", "TenkanSen KijunSen SenkouSpanA SenkouSpanB ChikouSpan", () => new(9, 26, 52)),
        ColumnGroupRow.Of<Alligator, AlligatorValue>("ALLIGATOR", "Jaw Teeth Lips", () => new()),
        ColumnGroupRow.Of<Gator, GatorValue>("GATOR", "Upper Lower UpperIsExpanding LowerIsExpanding", () => new()),
        ColumnGroupRow.Of<HilbertTrendline, HilbertTrendlineValue>(
            "HTTRENDLINE", "DcPeriods Trendline SmoothPrice", () => new()),
        ColumnGroupRow.Of<Hurst, HurstValue>("HURST_100", "HurstExponent HurstExponentAL", () => new(100)),
        ColumnGroupRow.Of<Slope, SlopeValue>("SLOPE_14", "Slope Intercept StdDev RSquared Line", () => new(14)),
    ];
}
