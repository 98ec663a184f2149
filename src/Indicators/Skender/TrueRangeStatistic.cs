using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>Wilder's true range, from row 1. O(1).</summary>
public struct TrueRangeStatistic() : IBarStatistic<double>
{
    private AtrPart _atr = new(period: 1);

    public readonly int WarmUpCount => 2;

    public double Next(in Bar bar)
    {
        _atr.Add(in bar);
        return _atr.TrueRange;
    }

    public void Transfer(ref StateTransfer state) => _atr.Transfer(ref state);
}
