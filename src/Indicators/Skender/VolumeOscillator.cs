using LowLatencyEngine.Indicators.Averages;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>An oscillator, its signal line and what is between them.</summary>
public readonly record struct HistogramValue(double Oscillator, double Signal, double Histogram);

/// <summary>
/// Percentage volume oscillator: 100 * (fast - slow) / slow of exponential averages of volume, each seeded with its
/// mean. O(1). First value at row slow - 1; none (NaN) while the slow average is 0, and the signal waits.
/// </summary>
public struct VolumeOscillator(int fastPeriod, int slowPeriod, int signalPeriod)
    : IBarStatistic<HistogramValue>
{
    private Ema _fast = new(fastPeriod);
    private Ema _slow = new(slowPeriod);
    private Ema _signal = new(signalPeriod);

    public readonly int WarmUpCount => slowPeriod + signalPeriod - 1;

    public HistogramValue Next(in Bar bar)
    {
        _fast.Update(bar.Volume);
        _slow.Update(bar.Volume);
        double oscillator = _slow.Value != 0 ? 100 * (_fast.Value - _slow.Value) / _slow.Value : double.NaN;
        _signal.Update(in oscillator);
        return new HistogramValue(oscillator, _signal.Value, oscillator - _signal.Value);
    }

    public void Transfer(ref StateTransfer state)
    {
        _fast.Transfer(ref state);
        _slow.Transfer(ref state);
        _signal.Transfer(ref state);
    }
}
