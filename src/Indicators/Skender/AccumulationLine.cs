using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>The line, and this bar's part of it.</summary>
public readonly record struct AccumulationValue(double Adl, double Multiplier, double MoneyFlowVolume);

/// <summary>
/// Accumulation and distribution: running sum of volume by where the bar closed in its range. O(1). First value at row
/// 0; a bar without range adds nothing. Source: Chaikin, Williams.
/// </summary>
public struct AccumulationLine : IBarStatistic<AccumulationValue>
{
    private double _sum;

    public readonly int WarmUpCount => 1;

    public AccumulationValue Next(in Bar bar)
    {
        double multiplier = MoneyFlow.Multiplier(in bar);
        double volume = multiplier * bar.Volume;
        _sum += volume;
        return new AccumulationValue(_sum, multiplier, volume);
    }

    public void Transfer(ref StateTransfer state) => state.Value(ref _sum);
}
