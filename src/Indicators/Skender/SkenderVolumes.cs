using System.Collections.Generic;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>Volume and money flow of the set, in the order of the reference file.</summary>
internal static class SkenderVolumes
{
    public static IReadOnlyList<ColumnGroupRow> Rows { get; } =
    [
        ColumnGroupRow.Of<ElderRay, ElderRayValue>("ELDERRAY_13", "Ema BullPower BearPower", () => new(13)),
        ColumnGroupRow.Of<OnBalanceVolume, double>("OBV", "Obv", () => new()),
        ColumnGroupRow.Of<AccumulationLine, AccumulationValue>(
            "ADL", "Adl MoneyFlowMultiplier MoneyFlowVolume", () => default),
        ColumnGroupRow.Of<ChaikinOscillator, ChaikinValue>(
            "CHAIKINOSC_3_10", "MoneyFlowMultiplier MoneyFlowVolume Adl Oscillator FastEma SlowEma", () => new(3, 10)),
        ColumnGroupRow.Of<ChaikinMoneyFlow, MoneyFlowValue>(
            "CMF_20", "MoneyFlowMultiplier MoneyFlowVolume Cmf", () => new(20)),
        ColumnGroupRow.Of<MoneyFlowIndex, double>("MFI_14", "Mfi", () => new(14)),
        ColumnGroupRow.Of<Klinger, SignalledValue>("KVO_34_55_13", "Oscillator Signal", () => new(34, 55, 13)),
        ColumnGroupRow.Of<VolumeOscillator, HistogramValue>(
            "PVO_12_26_9", "Pvo Signal Histogram", () => new(12, 26, 9)),
        ColumnGroupRow.Of<ForceIndex, double>("FORCE_13", "ForceIndex", () => new(13)),
    ];
}
