using System;
using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Indicators.Regression;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>A straight line through the last closes, where bar 1 is the first of the series.</summary>
public readonly record struct SlopeValue(double Slope, double Intercept, double StdDev, double RSquared, double Line);

/// <summary>
/// Least-squares line through the last <c>period</c> closes over the bar's number, counted from 1: so its intercept
/// lies at the beginning of the series. Deviation of the closes over the period, and the share of it the line explains.
/// O(1). First value at row period - 1; flat input gives slope 0 and no R squared (NaN).
/// </summary>
/// <remarks>
/// The reference rewrites <c>Line</c> of the last <c>period</c> rows with every bar. Here it has no value: what is
/// known of it at a bar is slope * number + intercept.
/// </remarks>
public struct Slope(int period) : IBarStatistic<SlopeValue>
{
    private readonly double _squaresOfNumbers = (period * (double)period - 1) / 12;
    private LinearRegression _line = new(period);
    private CentredSums _closes = new(period);
    private long _barCount;

    public readonly int WarmUpCount => period;

    public SlopeValue Next(in Bar bar)
    {
        _barCount++;
        _line.Update(bar.Close);
        _closes.Add(bar.Close);
        if (!_line.IsReady)
            return new SlopeValue(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);

        LinearRegressionValue line = _line.Value;
        double variance = _closes.Variance;
        double explained = line.Slope * line.Slope * _squaresOfNumbers;
        return new SlopeValue(
            line.Slope, line.Line - line.Slope * _barCount, Math.Sqrt(variance), explained / variance, double.NaN);
    }

    public void Transfer(ref StateTransfer state)
    {
        _line.Transfer(ref state);
        _closes.Transfer(ref state);
        state.Value(ref _barCount);
    }
}
