using LowLatencyEngine.Indicators.Averages;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>Difference of two averages, its signal and what is between them.</summary>
public readonly record struct MacdValues(double Macd, double Signal, double Histogram, double FastEma, double SlowEma);

/// <summary>
/// MACD: fast less slow exponential average, and an exponential average of that. Each is seeded with the mean of its
/// own first inputs (TA-Lib seeds the fast one together with the slow). O(1). First value at row slow - 1, the signal's
/// signal - 1 later; flat input gives 0. Source: Appel.
/// </summary>
public struct Macd(int fastPeriod, int slowPeriod, int signalPeriod) : IBarStatistic<MacdValues>
{
    private Ema _fast = new(fastPeriod);
    private Ema _slow = new(slowPeriod);
    private Ema _signal = new(signalPeriod);

    public readonly int WarmUpCount => slowPeriod + signalPeriod - 1;

    public MacdValues Next(in Bar bar)
    {
        _fast.Update(bar.Close);
        _slow.Update(bar.Close);
        double macd = _fast.Value - _slow.Value;
        _signal.Update(macd); // Refuses NaN, so that it waits for the slow one.
        return new MacdValues(macd, _signal.Value, macd - _signal.Value, _fast.Value, _slow.Value);
    }

    public void Transfer(ref StateTransfer state)
    {
        _fast.Transfer(ref state);
        _slow.Transfer(ref state);
        _signal.Transfer(ref state);
    }
}
