using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>
/// Balance of power: mean of (close - open) / (high - low). O(1). -1 to 1; first value at row period - 1; none (NaN)
/// while the window holds a bar without range.
/// </summary>
public struct BalanceOfPower(int period) : IBarStatistic<double>
{
    private RunningSum _shares = new(period);
    private long _validCount;

    public readonly int WarmUpCount => period;

    public double Next(in Bar bar)
    {
        double range = bar.High - bar.Low;
        bool isValid = range != 0;
        _validCount = isValid ? _validCount + 1 : 0;
        _shares.Add(isValid ? (bar.Close - bar.Open) / range : 0);
        return _validCount >= period ? _shares.Mean : double.NaN;
    }

    public void Transfer(ref StateTransfer state)
    {
        _shares.Transfer(ref state);
        state.Value(ref _validCount);
    }
}
