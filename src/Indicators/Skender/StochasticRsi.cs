using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>An oscillator and its signal line.</summary>
public readonly record struct SignalledValue(double Oscillator, double Signal);

/// <summary>
/// Stochastic oscillator of the RSI. Amortised O(1). First value at row RSI period + period + smooth - 2; 0 where the
/// RSI has not moved. Source: Chande and Kroll (1994).
/// </summary>
public struct StochasticRsi(int rsiPeriod, int period, int signalPeriod, int smoothPeriod)
    : IBarStatistic<SignalledValue>
{
    private RsiPart _rsi = new(rsiPeriod);
    private StochasticPart _stochastic = new(period, smoothPeriod, signalPeriod);

    public readonly int WarmUpCount => rsiPeriod + period + smoothPeriod + signalPeriod - 2;

    public SignalledValue Next(in Bar bar)
    {
        double rsi = _rsi.Add(bar.Close);
        if (double.IsFinite(rsi))
            _stochastic.Add(rsi, rsi, rsi);

        return new SignalledValue(_stochastic.Oscillator, _stochastic.Signal);
    }

    public void Transfer(ref StateTransfer state)
    {
        _rsi.Transfer(ref state);
        _stochastic.Transfer(ref state);
    }
}
