using System;
using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>The transform and its value one bar before.</summary>
public readonly record struct FisherValue(double Fisher, double Trigger);

/// <summary>
/// Fisher transform of where (high + low) / 2 lies in its last range, fewer bars at the beginning. Amortised O(1).
/// First value at row 0, which is 0; flat input decays to 0. Source: Ehlers (2002).
/// </summary>
public struct FisherTransform(int period) : IBarStatistic<FisherValue>
{
    private WindowRange _range = new(period);
    private State _state;

    public readonly int WarmUpCount => 2;

    public FisherValue Next(in Bar bar)
    {
        double price = (bar.High + bar.Low) / 2;
        _range.Push(price, price);
        if (_state.BarCount++ == 0)
            return new FisherValue(0, double.NaN);

        double width = _range.Highest - _range.Lowest;
        double place = width != 0 ? (price - _range.Lowest) / width - 0.5 : 0;
        double smooth = width != 0 ? 0.33 * 2 * place + 0.67 * _state.Place : 0;
        _state.Place = smooth > 0.99 ? 0.999 : smooth < -0.99 ? -0.999 : smooth;
        double previous = _state.Fisher;
        _state.Fisher = 0.5 * Math.Log((1 + _state.Place) / (1 - _state.Place)) + 0.5 * previous;
        return new FisherValue(_state.Fisher, previous);
    }

    public void Transfer(ref StateTransfer state)
    {
        _range.Transfer(ref state);
        state.Value(ref _state);
    }

    private struct State
    {
        public double Place;
        public double Fisher;
        public long BarCount;
    }
}
