using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>The stop, under the name of the side it is on: above the price in a fall, below it in a rise.</summary>
public readonly record struct SuperTrendValue(double SuperTrend, double Upper, double Lower);

/// <summary>
/// SuperTrend: (high + low) / 2 plus and minus multiples of Wilder's ATR, trailed; a close at or beyond the stop turns
/// it. O(1). First value at row period, where the close against the middle chooses the side. Source: Seban.
/// </summary>
public struct SuperTrend(int period, double multiplier) : IBarStatistic<SuperTrendValue>
{
    private AtrPart _atr = new(period);
    private TrailingBands _bands;
    private double _previousClose;

    public readonly int WarmUpCount => period + 1;

    public SuperTrendValue Next(in Bar bar)
    {
        _atr.Add(in bar);
        double previousClose = _previousClose;
        _previousClose = bar.Close;
        if (!_atr.IsReady)
            return new SuperTrendValue(double.NaN, double.NaN, double.NaN);

        double middle = (bar.High + bar.Low) / 2;
        double distance = multiplier * _atr.Value;
        if (!_bands.IsStarted)
            _bands.Start(bar.Close >= middle, middle + distance, middle - distance);

        _bands.Add(middle + distance, middle - distance, previousClose);
        _bands.Choose(bar.Close);
        double stop = _bands.Stop;
        return _bands.IsBullish
            ? new SuperTrendValue(stop, double.NaN, stop)
            : new SuperTrendValue(stop, stop, double.NaN);
    }

    public void Transfer(ref StateTransfer state)
    {
        _atr.Transfer(ref state);
        _bands.Transfer(ref state);
        state.Value(ref _previousClose);
    }
}
