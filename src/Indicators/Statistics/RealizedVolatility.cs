using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Statistics;

/// <summary>
/// Realised volatility: square root of the mean squared logarithmic return of the last <c>length</c> intervals, the
/// mean return taken as zero. Per interval, as a fraction: multiply by the root of the intervals of a year to
/// annualise. Input: prices above zero; others are refused. Flat input: 0. First value: input <c>length + 1</c>. O(1).
/// Source: Andersen, Bollerslev, Diebold and Labys, "Modeling and Forecasting Realized Volatility" (2003).
/// </summary>
public struct RealizedVolatility : IIndicator<double, double>
{
    private LogReturn _return;
    private WindowMean _squares;

    /// <param name="length">Returns in the window, at least 1.</param>
    public RealizedVolatility(int length)
    {
        _squares = new WindowMean(length);
    }

    public readonly int WarmUpCount => _squares.Length + 1;

    public readonly bool IsReady => _squares.IsFull;

    public readonly double Value => IsReady ? FromSum(_squares.Sum) : double.NaN;

    public bool Update(in double input)
    {
        if (!_return.Accepts(input))
            return false;

        if (_return.IsStarted)
            _squares.Push(Square(_return.To(input)));

        _return.Take(input);
        return true;
    }

    public readonly double Peek(in double input)
    {
        if (!_return.Accepts(input) || !_return.IsStarted || !_squares.WouldBeFull)
            return double.NaN;

        return FromSum(_squares.PeekSum(Square(_return.To(input))));
    }

    public void Reset()
    {
        _return.Reset();
        _squares.Reset();
    }

    public void Transfer(ref StateTransfer state)
    {
        _return.Transfer(ref state);
        _squares.Transfer(ref state);
    }

    private static double Square(double x) => x * x;

    // What rounding leaves below zero is zero.
    private readonly double FromSum(double sum) => Math.Sqrt(Math.Max(0, sum) / _squares.Length);
}
