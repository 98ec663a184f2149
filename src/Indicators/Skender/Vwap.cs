using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>
/// Volume weighted average price since the first bar: typical prices (high + low + close) / 3 weighted by volume. O(1).
/// None (NaN) until there is volume. Anchor it elsewhere by a reset.
/// </summary>
public struct Vwap : IBarStatistic<double>
{
    private double _turnover;
    private double _volume;

    public readonly int WarmUpCount => 1;

    public double Next(in Bar bar)
    {
        _turnover += bar.Volume * (bar.High + bar.Low + bar.Close) / 3;
        _volume += bar.Volume;
        return _volume != 0 ? _turnover / _volume : double.NaN;
    }

    public void Transfer(ref StateTransfer state)
    {
        state.Value(ref _turnover);
        state.Value(ref _volume);
    }
}
