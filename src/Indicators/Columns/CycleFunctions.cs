using System.Collections.Generic;
using LowLatencyEngine.Indicators.Cycle;
using static LowLatencyEngine.Indicators.Columns.KernelFactory;

namespace LowLatencyEngine.Indicators.Columns;

/// <summary>TA-Lib's cycle indicators.</summary>
internal static class CycleFunctions
{
    public static IReadOnlyList<ColumnFunction> All { get; } =
    [
        OfPeriod("HT_DCPERIOD"),
        OfPhase("HT_DCPHASE", sourceIndex: 0),
        OfPeriod("HT_PHASOR") with { Outputs = ["InPhase", "Quadrature"], SourceIndexes = [1, 2] },
        OfPhase("HT_SINE", sourceIndex: 1) with { Outputs = ["Sine", "LeadSine"], SourceIndexes = [1, 2] },
        OfPhase("HT_TRENDMODE", sourceIndex: 4) with { IsInteger = true },
    ];

    /// <summary>A column of the kernel of phase and trend.</summary>
    public static ColumnFunction OfPhase(string name, int sourceIndex) =>
        new(name, "HT_PHASE", [], _ => OfClose<CyclePhase, CyclePhaseValue>(
            new(), "PhaseDegrees", "Sine", "LeadSine", "Trendline", "TrendMode"))
        {
            SourceIndexes = [sourceIndex],
        };

    private static ColumnFunction OfPeriod(string name) =>
        new(name, "HT_PERIOD", [], _ => OfClose<DominantCycle, DominantCycleValue>(
            new(), "Period", "InPhase", "Quadrature"));
}
