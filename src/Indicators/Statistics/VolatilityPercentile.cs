using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Statistics;

/// <summary>Volatility and where it stands among its own past.</summary>
/// <param name="Volatility">Per interval, as a fraction.</param>
/// <param name="Percentile">Share of the window below it, 0 to 100, equals counting half.</param>
public readonly record struct VolatilityPercentileValue(double Volatility, double Percentile);

/// <summary>
/// Exponentially weighted volatility, <c>v = decay * v + (1 - decay) * r^2</c> of logarithmic returns seeded by the
/// first square, and its percentile among its last <c>length</c> values, itself included. Input: prices above zero;
/// others are refused. Flat input: 0, 50. First value: input <c>length + 1</c>. O(log length) and a block move. Source
/// of the average: J.P. Morgan, "RiskMetrics Technical Document" (1996), decay 0.94 for days.
/// </summary>
public struct VolatilityPercentile : IIndicator<double, VolatilityPercentileValue>
{
    private readonly double _decay;
    private LogReturn _return;
    private double _variance;
    private SortedWindow _window;

    /// <param name="length">Values in the window, at least 1.</param>
    /// <param name="decay">Weight of the past, at least 0 and below 1.</param>
    public VolatilityPercentile(int length, double decay)
    {
        if (!(decay >= 0 && decay < 1))
            throw new ArgumentOutOfRangeException(nameof(decay), decay, "the decay must be at least 0 and below 1");

        _decay = decay;
        _window = new SortedWindow(length);
        Value = NoValue;
    }

    public readonly int WarmUpCount => _window.Length + 1;

    public readonly bool IsReady => _window.IsFull;

    public VolatilityPercentileValue Value { get; private set; }

    private static VolatilityPercentileValue NoValue => new(double.NaN, double.NaN);

    public bool Update(in double input)
    {
        if (!_return.Accepts(input))
            return false;

        if (_return.IsStarted)
        {
            _variance = NextVariance(input);
            _window.Push(_variance);
            if (IsReady)
                Value = new VolatilityPercentileValue(Math.Sqrt(_variance), _window.PercentileOf(_variance));
        }

        _return.Take(input);
        return true;
    }

    public readonly VolatilityPercentileValue Peek(in double input)
    {
        if (!_return.Accepts(input) || !_return.IsStarted || _window.Count + 1 < _window.Length)
            return NoValue;

        double variance = NextVariance(input);
        return new VolatilityPercentileValue(Math.Sqrt(variance), _window.PeekPercentile(variance));
    }

    public void Reset()
    {
        _return.Reset();
        _variance = 0;
        _window.Reset();
        Value = NoValue;
    }

    public void Transfer(ref StateTransfer state)
    {
        VolatilityPercentileValue value = Value;
        _return.Transfer(ref state);
        state.Value(ref _variance);
        _window.Transfer(ref state);
        state.Value(ref value);
        Value = value;
    }

    private readonly double NextVariance(double price)
    {
        double change = _return.To(price);
        double square = change * change;
        return _window.Count == 0 ? square : _decay * _variance + (1 - _decay) * square;
    }
}
