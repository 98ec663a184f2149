using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>
/// Mean of prices weighted by volume, and their deviation, brought up to date without sums of squares that would
/// cancel. O(1). Source: West (1979).
/// </summary>
internal struct VwapPart
{
    private State _state;

    /// <summary>The mean and bands of <paramref name="deviations"/> around it; NaN until there is volume.</summary>
    public readonly VwapBandsValue Bands(double deviations)
    {
        if (_state.Volume == 0)
            return new VwapBandsValue(double.NaN, double.NaN, double.NaN);

        double distance = deviations * Math.Sqrt(_state.Squares / _state.Volume);
        return new VwapBandsValue(_state.Mean, _state.Mean + distance, _state.Mean - distance);
    }

    /// <summary>Takes the typical price, (high + low + close) / 3; a bar without volume changes nothing.</summary>
    public void Add(in Bar bar)
    {
        if (bar.Volume == 0)
            return;

        double price = (bar.High + bar.Low + bar.Close) / 3;
        double previousVolume = _state.Volume;
        _state.Volume += bar.Volume;
        if (previousVolume == 0)
        {
            _state.Mean = price;
            return;
        }

        double distance = price - _state.Mean;
        double share = bar.Volume / _state.Volume;
        _state.Mean += distance * share;
        _state.Squares += distance * distance * share * previousVolume; // No term is negative.
    }

    public void Transfer(ref StateTransfer state) => state.Value(ref _state);

    private struct State
    {
        public double Volume;
        public double Mean;
        public double Squares; // Of distances from the mean, times volume.
    }
}
