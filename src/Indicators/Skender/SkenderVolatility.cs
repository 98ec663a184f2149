using System.Collections.Generic;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>Bands, channels and ranges of the set, in the order of the reference file.</summary>
internal static class SkenderVolatility
{
    public static IReadOnlyList<ColumnGroupRow> Rows { get; } =
    [
        ColumnGroupRow.Of<AverageTrueRange, AtrValue>("ATR_14", "Tr Atr Atrp", () => new(14)),
        ColumnGroupRow.Of<TrueRangeStatistic, double>("TR", "Tr", () => new()),
        ColumnGroupRow.Of<BollingerBands, BollingerValue>(
            "BBANDS_20_2", "Sma UpperBand LowerBand PercentB ZScore Width", () => new(20, 2)),
        ColumnGroupRow.Of<Keltner, ChannelValue>(
            "KELTNER_20_2_10", "UpperBand Centerline LowerBand Width", () => new(20, 2, 10)),
        ColumnGroupRow.Of<Donchian, ChannelValue>("DONCHIAN_20", "UpperBand Centerline LowerBand Width", () => new(20)),
        ColumnGroupRow.Of<Starc, BandsValue>("STARC_5_2_10", "UpperBand Centerline LowerBand", () => new(5, 2, 10)),
        ColumnGroupRow.Of<Envelope, EnvelopeValue>(
            "MAENV_20_2.5", "Centerline UpperEnvelope LowerEnvelope", () => new(20, 2.5)),
        ColumnGroupRow.Of<DeviationStatistic, DeviationValue>("STDDEV_20", "StdDev Mean ZScore", () => new(20)),
        ColumnGroupRow.Of<NotCausal, NotCausalValue>(
            "STDDEVCHAN_20_2", "Centerline UpperChannel LowerChannel BreakPoint", () => default),
        ColumnGroupRow.Of<Choppiness, double>("CHOP_14", "Chop", () => new(14)),
        ColumnGroupRow.Of<UlcerIndex, double>("ULCER_14", "UlcerIndex", () => new(14)),
    ];
}
