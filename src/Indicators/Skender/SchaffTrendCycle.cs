using LowLatencyEngine.Indicators.Averages;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>
/// Schaff trend cycle: place of the MACD line in its own last range, 0 to 100, smoothed over three. Amortised O(1).
/// First value at row slow + cycle; flat input gives 0.
/// </summary>
public struct SchaffTrendCycle(int cyclePeriod, int fastPeriod, int slowPeriod)
    : IBarStatistic<double>
{
    private const int SmoothPeriod = 3;

    private Ema _fast = new(fastPeriod);
    private Ema _slow = new(slowPeriod);
    private StochasticPart _cycle = new(cyclePeriod, SmoothPeriod, signalPeriod: 1);

    public readonly int WarmUpCount => slowPeriod + cyclePeriod + SmoothPeriod - 2;

    public double Next(in Bar bar)
    {
        _fast.Update(bar.Close);
        _slow.Update(bar.Close);
        if (!_slow.IsReady)
            return double.NaN;

        double macd = _fast.Value - _slow.Value;
        _cycle.Add(macd, macd, macd);
        return _cycle.Oscillator;
    }

    public void Transfer(ref StateTransfer state)
    {
        _fast.Transfer(ref state);
        _slow.Transfer(ref state);
        _cycle.Transfer(ref state);
    }
}
