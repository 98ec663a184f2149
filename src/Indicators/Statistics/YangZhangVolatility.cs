using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Statistics;

/// <summary>
/// Volatility that is right for any drift and for opening gaps:
/// <c>variance = Var(ln O/C') + k Var(ln C/O) + (1 - k) RS</c> with <c>k = 0.34 / (1.34 + (n + 1) / (n - 1))</c>,
/// sample variances over the last n bars, C' the close before and RS the mean of <see cref="RogersSatchell"/>. Per bar,
/// as a fraction. Input as for <see cref="RangeVolatility{TEstimator}"/>. Flat input: 0. First value: input <c>n +
/// 1</c>. O(1). Source: Yang and Zhang, "Drift-Independent Volatility Estimation Based on High, Low, Open, and Close
/// Prices" (2000).
/// </summary>
public struct YangZhangVolatility : IIndicator<Bar, double>
{
    private readonly double _bodyWeight;
    private LogReturn _gap;
    private WindowVariance _gaps;
    private WindowVariance _bodies;
    private WindowMean _ranges;

    /// <param name="length">Bars in the window, at least 2.</param>
    public YangZhangVolatility(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 2);
        _bodyWeight = 0.34 / (1.34 + (length + 1.0) / (length - 1.0));
        _gaps = new WindowVariance(length);
        _bodies = new WindowVariance(length);
        _ranges = new WindowMean(length);
    }

    public readonly int WarmUpCount => _ranges.Length + 1;

    public readonly bool IsReady => _ranges.IsFull;

    public readonly double Value =>
        IsReady ? FromParts(_gaps.Variance, _bodies.Variance, _ranges.Sum) : double.NaN;

    public bool Update(in Bar input)
    {
        if (!Accepts(in input))
            return false;

        if (_gap.IsStarted)
        {
            _gaps.Push(_gap.To(input.Open));
            _bodies.Push(PortableMath.Log(input.Close / input.Open));
            _ranges.Push(RogersSatchell.Variance(in input));
        }

        _gap.Take(input.Close);
        return true;
    }

    public readonly double Peek(in Bar input)
    {
        if (!Accepts(in input) || !_gap.IsStarted || !_ranges.WouldBeFull)
            return double.NaN;

        return FromParts(
            _gaps.PeekVariance(_gap.To(input.Open)),
            _bodies.PeekVariance(PortableMath.Log(input.Close / input.Open)),
            _ranges.PeekSum(RogersSatchell.Variance(in input)));
    }

    public void Reset()
    {
        _gap.Reset();
        _gaps.Reset();
        _bodies.Reset();
        _ranges.Reset();
    }

    public void Transfer(ref StateTransfer state)
    {
        _gap.Transfer(ref state);
        _gaps.Transfer(ref state);
        _bodies.Transfer(ref state);
        _ranges.Transfer(ref state);
    }

    private readonly bool Accepts(in Bar bar) => PositiveBar.Accepts(in bar) && _gap.Accepts(bar.Open);

    private readonly double FromParts(double gaps, double bodies, double rangeSum)
    {
        double ranges = Math.Max(0, rangeSum) / _ranges.Length;
        return Math.Sqrt(gaps + _bodyWeight * bodies + (1 - _bodyWeight) * ranges);
    }
}
