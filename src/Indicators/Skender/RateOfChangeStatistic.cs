using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>Change over some bars, in price and in percent.</summary>
public readonly record struct ChangeValue(double Momentum, double Roc);

/// <summary>Change of the close over <c>period</c> bars. O(1). First value at row period; flat input gives 0.</summary>
public struct RateOfChangeStatistic(int period) : IBarStatistic<ChangeValue>
{
    private Window _closes = new(period);

    public readonly int WarmUpCount => period + 1;

    public ChangeValue Next(in Bar bar)
    {
        double oldest = _closes.IsFull ? _closes.Oldest : double.NaN;
        _closes.Push(bar.Close);
        return new ChangeValue(bar.Close - oldest, 100 * (bar.Close - oldest) / oldest);
    }

    public void Transfer(ref StateTransfer state) => _closes.Transfer(ref state);
}
