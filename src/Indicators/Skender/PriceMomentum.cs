using LowLatencyEngine.Indicators.Averages;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>
/// Price momentum oscillator: percent change of the close, smoothed with weight 2 / period, times ten, smoothed once
/// more likewise; its signal is an ordinary exponential average. All seeded with means. O(1). First value at row
/// time + smooth - 1; flat input gives 0. Source: Swenlin.
/// </summary>
public struct PriceMomentum(int timePeriod, int smoothPeriod, int signalPeriod)
    : IBarStatistic<SignalledValue>
{
    private Ema _change = new(timePeriod, 2.0 / timePeriod);
    private Ema _smooth = new(smoothPeriod, 2.0 / smoothPeriod);
    private Ema _signal = new(signalPeriod);
    private double _previous = double.NaN;

    public readonly int WarmUpCount => timePeriod + smoothPeriod + signalPeriod - 1;

    public SignalledValue Next(in Bar bar)
    {
        _change.Update(100 * (bar.Close / _previous - 1)); // NaN on the first bar, which is refused.
        _previous = bar.Close;
        _smooth.Update(10 * _change.Value);
        _signal.Update(_smooth.Value);
        return new SignalledValue(_smooth.Value, _signal.Value);
    }

    public void Transfer(ref StateTransfer state)
    {
        _change.Transfer(ref state);
        _smooth.Transfer(ref state);
        _signal.Transfer(ref state);
        state.Value(ref _previous);
    }
}
