using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>
/// Stochastic momentum index: distance of the close from the middle of the last bars' range over half of that range,
/// both smoothed twice by averages that begin as their first input. Amortised O(1). -100 to 100; first value at row
/// period - 1; none (NaN) on flat input. Source: Blau (1993).
/// </summary>
public struct StochasticMomentum(int period, int firstPeriod, int secondPeriod, int signalPeriod)
    : IBarStatistic<SignalledValue>
{
    private WindowRange _range = new(period);
    private Smoothing _distance = new(2.0 / (firstPeriod + 1));
    private Smoothing _smoothDistance = new(2.0 / (secondPeriod + 1));
    private Smoothing _width = new(2.0 / (firstPeriod + 1));
    private Smoothing _smoothWidth = new(2.0 / (secondPeriod + 1));
    private Smoothing _signal = new(2.0 / (signalPeriod + 1));

    public readonly int WarmUpCount => period;

    public SignalledValue Next(in Bar bar)
    {
        _range.Push(bar.High, bar.Low);
        if (!_range.IsFull)
            return new SignalledValue(double.NaN, double.NaN);

        double middle = 0.5 * (_range.Highest + _range.Lowest);
        double distance = _smoothDistance.Add(_distance.Add(bar.Close - middle));
        double width = _smoothWidth.Add(_width.Add(_range.Highest - _range.Lowest));
        if (width == 0)
            return new SignalledValue(double.NaN, double.NaN);

        double index = 100 * (distance / (0.5 * width));
        return new SignalledValue(index, _signal.Add(index));
    }

    public void Transfer(ref StateTransfer state)
    {
        _range.Transfer(ref state);
        _distance.Transfer(ref state);
        _smoothDistance.Transfer(ref state);
        _width.Transfer(ref state);
        _smoothWidth.Transfer(ref state);
        _signal.Transfer(ref state);
    }
}
