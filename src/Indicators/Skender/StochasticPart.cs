using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>
/// Where a price lies in the range of the last highs and lows, 0 to 100, smoothed by simple means. 0 where the range is
/// nothing. Amortised O(1).
/// </summary>
internal struct StochasticPart(int period, int smoothPeriod, int signalPeriod)
{
    private WindowRange _range = new(period);
    private RunningSum _smooth = new(smoothPeriod);
    private RunningSum _signal = new(signalPeriod);

    /// <summary>Mean of the last raw values; NaN until there are enough.</summary>
    public readonly double Oscillator => _smooth.Mean;

    /// <summary>Mean of the last oscillators; NaN until there are enough.</summary>
    public readonly double Signal => _signal.Mean;

    public void Add(double high, double low, double close)
    {
        _range.Push(high, low);
        if (!_range.IsFull)
            return;

        double width = _range.Highest - _range.Lowest;
        _smooth.Add(width != 0 ? 100 * (close - _range.Lowest) / width : 0);
        if (_smooth.IsFull)
            _signal.Add(_smooth.Mean);
    }

    public void Transfer(ref StateTransfer state)
    {
        _range.Transfer(ref state);
        _smooth.Transfer(ref state);
        _signal.Transfer(ref state);
    }
}
