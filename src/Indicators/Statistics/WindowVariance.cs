using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Statistics;

/// <summary>
/// Sample variance over a window by running sums. For series whose mean is small beside their deviation, as returns
/// are: else the subtraction cancels.
/// </summary>
internal struct WindowVariance
{
    private WindowMean _samples;
    private WindowMean _squares;

    public WindowVariance(int length)
    {
        _samples = new WindowMean(length);
        _squares = new WindowMean(length);
    }

    public readonly bool IsFull => _samples.IsFull;

    public readonly double Mean => _samples.Mean;

    /// <summary>Divided by length less one; never below zero.</summary>
    public readonly double Variance => FromSums(_samples.Sum, _squares.Sum);

    public void Push(double sample)
    {
        _samples.Push(sample);
        _squares.Push(sample * sample);
    }

    /// <summary>What the variance would be after a sample, bit for bit.</summary>
    public readonly double PeekVariance(double sample) =>
        FromSums(_samples.PeekSum(sample), _squares.PeekSum(sample * sample));

    /// <summary>What the mean would be after a sample, bit for bit.</summary>
    public readonly double PeekMean(double sample) => _samples.PeekSum(sample) / _samples.Length;

    public void Reset()
    {
        _samples.Reset();
        _squares.Reset();
    }

    public void Transfer(ref StateTransfer state)
    {
        _samples.Transfer(ref state);
        _squares.Transfer(ref state);
    }

    private readonly double FromSums(double sum, double squareSum) =>
        Math.Max(0, squareSum - sum * sum / _samples.Length) / (_samples.Length - 1);
}
