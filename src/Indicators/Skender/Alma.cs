using System;
using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>
/// Arnaud Legoux moving average: closes of a window under a Gaussian whose centre is at <c>offset</c> (0 the oldest, 1
/// the newest) and whose width is period / sigma. O(period). First value at row period - 1; flat input gives the input.
/// </summary>
public struct Alma : IBarStatistic<double>
{
    private readonly double[] _weights; // By age, newest first; their sum is 1.
    private Window _closes;

    /// <param name="period">Closes in the window; at least 2.</param>
    /// <param name="offset">0 to 1.</param>
    /// <param name="sigma">Above 0; larger is narrower.</param>
    public Alma(int period, double offset, double sigma)
    {
        _closes = new Window(period);
        _weights = new double[period];
        double centre = offset * (period - 1);
        double width = period / sigma;
        double sum = 0;
        for (int i = 0; i < period; i++)
        {
            double weight = Math.Exp(-((i - centre) * (i - centre)) / (2 * width * width));
            _weights[period - 1 - i] = weight;
            sum += weight;
        }

        for (int i = 0; i < period; i++)
            _weights[i] /= sum;
    }

    public readonly int WarmUpCount => _closes.Length;

    public double Next(in Bar bar)
    {
        _closes.Push(bar.Close);
        if (!_closes.IsFull)
            return double.NaN;

        double sum = 0;
        for (int age = 0; age < _weights.Length; age++)
            sum += _weights[age] * _closes[age];

        return sum;
    }

    public void Transfer(ref StateTransfer state) => _closes.Transfer(ref state);
}
