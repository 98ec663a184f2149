using System.Collections.Generic;
using LowLatencyEngine.Indicators.Columns;
using static LowLatencyEngine.Indicators.Columns.ColumnParameter;
using static LowLatencyEngine.Indicators.Columns.KernelFactory;

namespace LowLatencyEngine.Indicators.Statistics;

/// <summary>The statistics of this folder by name, for the catalogue; the close is what series are made of.</summary>
internal static class StatisticColumns
{
    private const int Horizon = 5; // Of the variance ratio.

    public static IReadOnlyList<ColumnFunction> All { get; } =
    [
        new("REALIZEDVOL", "REALIZEDVOL", [Period(20, 1)], p => OfClose<RealizedVolatility>(new(p.Whole(0)))),
        new("PARKINSON", "PARKINSON", [Period(20, 1)], p => OfBar<RangeVolatility<Parkinson>>(new(p.Whole(0)))),
        new("GARMANKLASS", "GARMANKLASS", [Period(20, 1)], p => OfBar<RangeVolatility<GarmanKlass>>(new(p.Whole(0)))),
        new("ROGERSSATCHELL", "ROGERSSATCHELL", [Period(20, 1)],
            p => OfBar<RangeVolatility<RogersSatchell>>(new(p.Whole(0)))),
        new("YANGZHANG", "YANGZHANG", [Period(20)], p => OfBar<YangZhangVolatility>(new(p.Whole(0)))),
        new("EFFICIENCY", "EFFICIENCY", [Period(20, 1)], p => OfClose<EfficiencyRatio>(new(p.Whole(0)))),
        OfVarianceRatio("VARIANCERATIO", 0),
        OfVarianceRatio("HURST", 2),
        new("VOLPERCENTILE", "VOLPERCENTILE", [Period(250, 1), Real("decay", 0.94, 0, 0.999999)],
            p => OfClose<VolatilityPercentile, VolatilityPercentileValue>(
                new(p.Whole(0), p[1]), "Volatility", "Percentile"))
        {
            Outputs = ["Volatility", "Percentile"], SourceIndexes = [0, 1],
        },
    ];

    private static ColumnFunction OfVarianceRatio(string name, int sourceIndex) =>
        new(name, "VARIANCERATIO", [Period(100, Horizon + 1)],
            p => OfClose<VarianceRatio, VarianceRatioValue>(new(p.Whole(0), Horizon), "Ratio", "ZScore", "Hurst"))
        {
            SourceIndexes = [sourceIndex],
        };
}
