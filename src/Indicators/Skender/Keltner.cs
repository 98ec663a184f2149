using LowLatencyEngine.Indicators.Averages;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>Bands around a line, and their distance as a share of it.</summary>
public readonly record struct ChannelValue(double Upper, double Centre, double Lower, double Width);

/// <summary>
/// Keltner channel: exponential average of the close (seeded with the mean) and multiples of Wilder's ATR. O(1). First
/// value where both have one; flat input gives bands of no width. Source: Keltner (1960), Raschke.
/// </summary>
public struct Keltner(int emaPeriod, double multiplier, int atrPeriod) : IBarStatistic<ChannelValue>
{
    private Ema _ema = new(emaPeriod);
    private AtrPart _atr = new(atrPeriod);

    public readonly int WarmUpCount => int.Max(emaPeriod, atrPeriod + 1);

    public ChannelValue Next(in Bar bar)
    {
        _ema.Update(bar.Close);
        _atr.Add(in bar);
        if (!_ema.IsReady || !_atr.IsReady)
            return new ChannelValue(double.NaN, double.NaN, double.NaN, double.NaN);

        double centre = _ema.Value;
        double distance = multiplier * _atr.Value;
        double width = centre != 0 ? 2 * distance / centre : double.NaN;
        return new ChannelValue(centre + distance, centre, centre - distance, width);
    }

    public void Transfer(ref StateTransfer state)
    {
        _ema.Transfer(ref state);
        _atr.Transfer(ref state);
    }
}
