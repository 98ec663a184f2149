using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>An oscillator and its signal line.</summary>
public readonly record struct SignalledValue(double Oscillator, double Signal);

/// <summary>
/// Stochastic oscillator of the RSI. Amortised O(1). First value at row RSI period + period + smooth - 2; 0 where the
/// RSI has not moved. Source: Chande and Kroll (1994).
/// </summary>
public struct StochasticRsi(int rsiPeriod, int period, int signalPeriod, int smoothPeriod)
    : IBarStatistic<StochasticRsi, SignalledValue>
{
    private RsiPart _rsi = new(rsiPeriod);
    private StochasticPart _stochastic = new(period, smoothPeriod, signalPeriod);
    private double _lastRsi;

    public readonly int WarmUpCount => rsiPeriod + period + smoothPeriod + signalPeriod - 2;

    public static void Undo(in StochasticRsi fork)
    {
        if (double.IsFinite(fork._lastRsi))
            fork._stochastic.Undo();
    }

    public SignalledValue Next(in Bar bar)
    {
        _lastRsi = _rsi.Add(bar.Close);
        if (double.IsFinite(_lastRsi))
            _stochastic.Add(_lastRsi, _lastRsi, _lastRsi);

        return new SignalledValue(_stochastic.Oscillator, _stochastic.Signal);
    }

    public void Transfer(ref StateTransfer state)
    {
        _rsi.Transfer(ref state);
        _stochastic.Transfer(ref state);
        state.Value(ref _lastRsi);
    }
}
