using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>Bands around a line.</summary>
public readonly record struct BandsValue(double Upper, double Centre, double Lower);

/// <summary>
/// STARC bands: simple mean of the close and multiples of Wilder's ATR. O(1). The line from row period - 1, the bands
/// from row ATR period; flat input gives bands of no width. Source: Stoller.
/// </summary>
public struct Starc(int smaPeriod, double multiplier, int atrPeriod) : IBarStatistic<BandsValue>
{
    private RunningSum _closes = new(smaPeriod);
    private AtrPart _atr = new(atrPeriod);

    public readonly int WarmUpCount => int.Max(smaPeriod, atrPeriod + 1);

    public BandsValue Next(in Bar bar)
    {
        _closes.Add(bar.Close);
        _atr.Add(in bar);
        double distance = multiplier * _atr.Value;
        return new BandsValue(_closes.Mean + distance, _closes.Mean, _closes.Mean - distance);
    }

    public void Transfer(ref StateTransfer state)
    {
        _closes.Transfer(ref state);
        _atr.Transfer(ref state);
    }
}
