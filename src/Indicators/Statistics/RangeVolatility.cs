using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Statistics;

/// <summary>
/// Volatility from the ranges of bars: square root of the mean of an estimator's variance over the last <c>length</c>
/// bars. Per bar, as a fraction: multiply by the root of the bars of a year to annualise. Input: bars whose prices are
/// above zero and whose low and high hold open and close; others are refused. Flat input: 0. First value: input
/// <c>length</c>. O(1).
/// </summary>
/// <typeparam name="TEstimator"><see cref="Parkinson"/>, <see cref="GarmanKlass"/> or <see cref="RogersSatchell"/>.
/// </typeparam>
public struct RangeVolatility<TEstimator> : IIndicator<Bar, double>
    where TEstimator : struct, IRangeEstimator
{
    private WindowMean _variances;

    /// <param name="length">Bars in the window, at least 1.</param>
    public RangeVolatility(int length)
    {
        _variances = new WindowMean(length);
    }

    public readonly int WarmUpCount => _variances.Length;

    public readonly bool IsReady => _variances.IsFull;

    public readonly double Value => IsReady ? FromSum(_variances.Sum) : double.NaN;

    public bool Update(in Bar input)
    {
        if (!PositiveBar.Accepts(in input))
            return false;

        _variances.Push(TEstimator.Variance(in input));
        return true;
    }

    public readonly double Peek(in Bar input) => PositiveBar.Accepts(in input) && _variances.WouldBeFull
        ? FromSum(_variances.PeekSum(TEstimator.Variance(in input)))
        : double.NaN;

    public void Reset() => _variances.Reset();

    public void Transfer(ref StateTransfer state) => _variances.Transfer(ref state);

    // What rounding leaves below zero is zero.
    private readonly double FromSum(double sum) => Math.Sqrt(Math.Max(0, sum) / _variances.Length);
}
