using LowLatencyEngine.Indicators.Averages;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>
/// Elder's force index: exponential average of the close's change times volume, seeded with the mean of rows 1 to
/// period. O(1). First value at row period; flat input gives 0. Source: Elder (1993).
/// </summary>
public struct ForceIndex(int period) : IBarStatistic<double>
{
    private Ema _ema = new(period);
    private double _previousClose = double.NaN;

    public readonly int WarmUpCount => period + 1;

    public double Next(in Bar bar)
    {
        _ema.Update(bar.Volume * (bar.Close - _previousClose)); // NaN on the first bar, which is refused.
        _previousClose = bar.Close;
        return _ema.Value;
    }

    public void Transfer(ref StateTransfer state)
    {
        _ema.Transfer(ref state);
        state.Value(ref _previousClose);
    }
}
