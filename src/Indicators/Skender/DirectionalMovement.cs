using System;
using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>Directional indicators, the strength of the trend, and its averages.</summary>
public readonly record struct DirectionalValue(double Pdi, double Mdi, double Dx, double Adx, double Adxr);

/// <summary>
/// Wilder's directional movement. O(1). The sums begin with the moves of rows 1 to period (TA-Lib begins with one move
/// fewer); ADX is seeded with the mean of the first <c>period</c> DX. First values at rows period, 2 * period - 1 and
/// 3 * period - 1. Source: Wilder (1978).
/// </summary>
public struct DirectionalMovement(int period) : IBarStatistic<DirectionalValue>
{
    private WilderAverage _trueRange = new(period);
    private WilderAverage _plus = new(period);
    private WilderAverage _minus = new(period);
    private WilderAverage _adx = new(period);
    private Window _adxs = new(period);
    private Bar _previous;
    private long _barCount;

    public readonly int WarmUpCount => 3 * period;

    public DirectionalValue Next(in Bar bar)
    {
        if (_barCount++ > 0)
            AddMove(in bar);

        _previous = bar;
        if (!_trueRange.IsReady)
            return new DirectionalValue(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);

        double plus = 100 * _plus.Value / _trueRange.Value;
        double minus = 100 * _minus.Value / _trueRange.Value;
        double strength = plus == minus ? 0 : 100 * Math.Abs(plus - minus) / (plus + minus);
        if (double.IsFinite(strength))
            _adx.Add(strength);

        if (!_adx.IsReady)
            return new DirectionalValue(plus, minus, strength, double.NaN, double.NaN);

        double rating = _adxs.IsFull ? (_adx.Value + _adxs.Oldest) / 2 : double.NaN;
        _adxs.Push(_adx.Value);
        return new DirectionalValue(plus, minus, strength, _adx.Value, rating);
    }

    public void Transfer(ref StateTransfer state)
    {
        _trueRange.Transfer(ref state);
        _plus.Transfer(ref state);
        _minus.Transfer(ref state);
        _adx.Transfer(ref state);
        _adxs.Transfer(ref state);
        state.Value(ref _previous);
        state.Value(ref _barCount);
    }

    private void AddMove(in Bar bar)
    {
        double up = bar.High - _previous.High;
        double down = _previous.Low - bar.Low;
        _trueRange.Add(TrueRanges.Of(in bar, _previous.Close));
        _plus.Add(up > down ? Math.Max(up, 0) : 0);
        _minus.Add(down > up ? Math.Max(down, 0) : 0);
    }
}
