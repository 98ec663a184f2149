using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Statistics;

/// <summary>A point of a <see cref="RollingRegression"/>.</summary>
/// <param name="X">What explains.</param>
/// <param name="Y">What is explained.</param>
public readonly record struct RegressionPoint(double X, double Y);

/// <summary>A straight line through the window.</summary>
/// <param name="Slope">Change of y per unit of x.</param>
/// <param name="Intercept">y at x = 0.</param>
/// <param name="RSquared">Share of the variance of y that the line explains, 0 to 1.</param>
/// <param name="TStatistic">Slope by its standard error; 0 where the window has fewer than three points or the line has
/// no error.</param>
public readonly record struct RegressionValue(double Slope, double Intercept, double RSquared, double TStatistic);

/// <summary>
/// Least squares of y on x over the last <c>length</c> points, by running sums: right for series whose means are not
/// large beside their deviations, such as flows and changes. Flat x: slope 0, intercept the mean of y. First value:
/// input
/// <c>length</c>. O(1). Source: any textbook; <c>slope = Sxy / Sxx</c>.
/// </summary>
public struct RollingRegression : IIndicator<RegressionPoint, RegressionValue>
{
    private WindowMean _x;
    private WindowMean _y;
    private WindowMean _xx;
    private WindowMean _yy;
    private WindowMean _xy;

    /// <param name="length">Points in the window, at least 2.</param>
    public RollingRegression(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 2);
        _x = new WindowMean(length);
        _y = new WindowMean(length);
        _xx = new WindowMean(length);
        _yy = new WindowMean(length);
        _xy = new WindowMean(length);
    }

    public readonly int WarmUpCount => _x.Length;

    public readonly bool IsReady => _x.IsFull;

    public readonly RegressionValue Value =>
        IsReady ? FromSums(new Sums(_x.Sum, _y.Sum, _xx.Sum, _yy.Sum, _xy.Sum)) : NoValue;

    private static RegressionValue NoValue => new(double.NaN, double.NaN, double.NaN, double.NaN);

    public bool Update(in RegressionPoint input)
    {
        if (!Accepts(in input))
            return false;

        _x.Push(input.X);
        _y.Push(input.Y);
        _xx.Push(input.X * input.X);
        _yy.Push(input.Y * input.Y);
        _xy.Push(input.X * input.Y);
        return true;
    }

    public readonly RegressionValue Peek(in RegressionPoint input)
    {
        if (!Accepts(in input) || !_x.WouldBeFull)
            return NoValue;

        return FromSums(new Sums(
            _x.PeekSum(input.X),
            _y.PeekSum(input.Y),
            _xx.PeekSum(input.X * input.X),
            _yy.PeekSum(input.Y * input.Y),
            _xy.PeekSum(input.X * input.Y)));
    }

    public void Reset()
    {
        _x.Reset();
        _y.Reset();
        _xx.Reset();
        _yy.Reset();
        _xy.Reset();
    }

    public void Transfer(ref StateTransfer state)
    {
        _x.Transfer(ref state);
        _y.Transfer(ref state);
        _xx.Transfer(ref state);
        _yy.Transfer(ref state);
        _xy.Transfer(ref state);
    }

    private static bool Accepts(in RegressionPoint point) => double.IsFinite(point.X * point.X + point.Y * point.Y);

    private readonly RegressionValue FromSums(in Sums sums)
    {
        double n = _x.Length;
        double meanX = sums.X / n;
        double meanY = sums.Y / n;
        double sxx = sums.Xx - sums.X * meanX;
        double sxy = sums.Xy - sums.X * meanY;
        double syy = Math.Max(0, sums.Yy - sums.Y * meanY);
        if (!(sxx > 0))
            return new RegressionValue(0, meanY, 0, 0);

        double slope = sxy / sxx;
        double rSquared = syy > 0 ? Math.Min(1, slope * sxy / syy) : 0;
        double errorVariance = n > 2 ? Math.Max(0, syy - slope * sxy) / (n - 2) / sxx : 0;
        double tStatistic = errorVariance > 0 ? slope / Math.Sqrt(errorVariance) : 0;
        return new RegressionValue(slope, meanY - slope * meanX, rSquared, tStatistic);
    }

    private readonly record struct Sums(double X, double Y, double Xx, double Yy, double Xy);
}
