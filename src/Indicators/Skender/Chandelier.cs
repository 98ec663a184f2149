using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>
/// Chandelier exit: highest high less (long) or lowest low plus (short) multiples of Wilder's ATR. Amortised O(1).
/// First value at row period. Source: Le Beau.
/// </summary>
public struct Chandelier(int period, double multiplier, bool isLong) : IBarStatistic<double>
{
    private AtrPart _atr = new(period);
    private WindowRange _range = new(period);

    public readonly int WarmUpCount => period + 1;

    public double Next(in Bar bar)
    {
        _atr.Add(in bar);
        _range.Push(bar.High, bar.Low);
        double distance = multiplier * _atr.Value;
        return isLong ? _range.Highest - distance : _range.Lowest + distance;
    }

    public void Transfer(ref StateTransfer state)
    {
        _atr.Transfer(ref state);
        _range.Transfer(ref state);
    }
}
