using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>The stop, under the name of the order it is for, and the ATR behind it.</summary>
public readonly record struct AtrStopValue(double AtrStop, double BuyStop, double SellStop, double Atr);

/// <summary>
/// ATR trailing stop from the close: as <see cref="SuperTrend"/>, around the close. O(1). First value at row period,
/// where the last move chooses the side.
/// </summary>
public struct AtrStop(int period, double multiplier) : IBarStatistic<AtrStopValue>
{
    private AtrPart _atr = new(period);
    private TrailingBands _bands;
    private double _previousClose;

    public readonly int WarmUpCount => period + 1;

    public AtrStopValue Next(in Bar bar)
    {
        _atr.Add(in bar);
        double previousClose = _previousClose;
        _previousClose = bar.Close;
        if (!_atr.IsReady)
            return new AtrStopValue(double.NaN, double.NaN, double.NaN, double.NaN);

        double distance = multiplier * _atr.Value;
        if (!_bands.IsStarted)
            _bands.Start(bar.Close >= previousClose, bar.Close + distance, bar.Close - distance);

        _bands.Add(bar.Close + distance, bar.Close - distance, previousClose);
        _bands.Choose(bar.Close);
        double stop = _bands.Stop;
        return _bands.IsBullish
            ? new AtrStopValue(stop, double.NaN, stop, _atr.Value)
            : new AtrStopValue(stop, stop, double.NaN, _atr.Value);
    }

    public void Transfer(ref StateTransfer state)
    {
        _atr.Transfer(ref state);
        _bands.Transfer(ref state);
        state.Value(ref _previousClose);
    }
}
