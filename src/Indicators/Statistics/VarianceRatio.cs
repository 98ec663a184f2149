using System;
using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Statistics;

/// <summary>How the variance of a series grows with the interval.</summary>
/// <param name="Ratio">Variance over q steps by q times the variance of one: 1 for a random walk, above it a trend,
/// below it a return to the mean. At least 0.</param>
/// <param name="ZScore">Distance of the ratio from 1 in standard deviations, for independent equal steps.</param>
/// <param name="Hurst">Exponent H of a variance that grows as q^(2H), 0 to 1; 0.5 for a random walk.</param>
public readonly record struct VarianceRatioValue(double Ratio, double ZScore, double Hurst);

/// <summary>
/// Variance-ratio test and Hurst exponent over a rolling window: overlapping differences over q steps against
/// differences of one step, both unbiased; <c>H = (1 + ln ratio / ln q) / 2</c>. Give it logarithms of prices for
/// returns, or prices of a spread; not changed by scale, shift or mirror. Flat input: 1, 0, 0.5. First value: input
/// <c>n + 1</c>. O(1). Source: Lo and MacKinlay, "Stock Market Prices Do Not Follow Random Walks" (1988), equations 12
/// to 14.
/// </summary>
public struct VarianceRatio : IIndicator<double, VarianceRatioValue>
{
    private readonly int _horizon;
    private readonly double _longDivisor; // m of the paper.
    private readonly double _zDeviation;
    private readonly double _logHorizon;
    private Window _samples; // The last q before the next one.
    private WindowVariance _steps;
    private WindowMean _longSteps;
    private WindowMean _longSquares;
    private double _last;

    /// <param name="length">Steps in the window, more than <paramref name="horizon"/>.</param>
    /// <param name="horizon">Steps of the long difference, at least 2.</param>
    public VarianceRatio(int length, int horizon)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 2);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(length, horizon);
        double n = length;
        double q = horizon;
        _horizon = horizon;
        _longDivisor = q * (n - q + 1) * (1 - q / n);
        _zDeviation = Math.Sqrt(2 * (2 * q - 1) * (q - 1) / (3 * q * n));
        _logHorizon = PortableMath.Log(q);
        _samples = new Window(horizon);
        _steps = new WindowVariance(length);
        _longSteps = new WindowMean(length - horizon + 1);
        _longSquares = new WindowMean(length - horizon + 1);
        Value = NoValue;
        WarmUpCount = length + 1;
    }

    public int WarmUpCount { get; }

    public readonly bool IsReady => _steps.IsFull;

    public VarianceRatioValue Value { get; private set; }

    private static VarianceRatioValue NoValue => new(double.NaN, double.NaN, double.NaN);

    public bool Update(in double input)
    {
        if (!double.IsFinite(input - _last))
            return false;

        if (_samples.Count > 0)
            _steps.Push(input - _last);

        if (_samples.IsFull)
        {
            double longStep = input - _samples.Oldest;
            _longSteps.Push(longStep);
            _longSquares.Push(longStep * longStep);
        }

        _samples.Push(input);
        _last = input;
        if (IsReady)
            Value = FromParts(_steps.Mean, _steps.Variance, _longSteps.Sum, _longSquares.Sum);

        return true;
    }

    public readonly VarianceRatioValue Peek(in double input)
    {
        if (!double.IsFinite(input - _last) || !_longSteps.WouldBeFull || !_samples.IsFull)
            return NoValue;

        double longStep = input - _samples.Oldest;
        return FromParts(
            _steps.PeekMean(input - _last),
            _steps.PeekVariance(input - _last),
            _longSteps.PeekSum(longStep),
            _longSquares.PeekSum(longStep * longStep));
    }

    public void Reset()
    {
        _samples.Clear();
        _steps.Reset();
        _longSteps.Reset();
        _longSquares.Reset();
        _last = 0;
        Value = NoValue;
    }

    public void Transfer(ref StateTransfer state)
    {
        VarianceRatioValue value = Value;
        state.Agree(_horizon);
        _samples.Transfer(ref state);
        _steps.Transfer(ref state);
        _longSteps.Transfer(ref state);
        _longSquares.Transfer(ref state);
        state.Value(ref _last);
        state.Value(ref value);
        Value = value;
    }

    private readonly VarianceRatioValue FromParts(double mean, double variance, double longSum, double longSquareSum)
    {
        if (!(variance > 0))
            return new VarianceRatioValue(1, 0, 0.5);

        double drift = _horizon * mean;
        double squares = longSquareSum - 2 * drift * longSum + _longSteps.Length * drift * drift;
        double ratio = Math.Max(0, squares) / _longDivisor / variance;
        double hurst = ratio > 0 ? (1 + PortableMath.Log(ratio) / _logHorizon) / 2 : 0;
        return new VarianceRatioValue(ratio, (ratio - 1) / _zDeviation, Math.Clamp(hurst, 0, 1));
    }
}
