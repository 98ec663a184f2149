using System;
using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Statistics;

/// <summary>
/// Way made by way walked: <c>|x[t] - x[t-n]| / sum |x[i] - x[i-1]|</c> over the last n steps. 1 in a straight line,
/// near 0 in a range; flat input: 0. Not changed by scale, shift or mirror. First value: input <c>n + 1</c>. O(1).
/// Source: Kaufman, "Trading Systems and Methods", the efficiency ratio of the adaptive moving average.
/// </summary>
public struct EfficiencyRatio : IIndicator<double, double>
{
    private Window _samples; // The last n before the next one.
    private WindowMean _steps;
    private double _last;

    /// <param name="length">Steps in the window, at least 1.</param>
    public EfficiencyRatio(int length)
    {
        _samples = new Window(length);
        _steps = new WindowMean(length);
        Value = double.NaN;
    }

    public readonly int WarmUpCount => _samples.Length + 1;

    public readonly bool IsReady => _steps.IsFull;

    public double Value { get; private set; }

    /// <summary>Way made over the window, with its sign; 0 before there is a value.</summary>
    public double Change { get; private set; }

    public bool Update(in double input)
    {
        if (!double.IsFinite(input - _last))
            return false;

        Value = Peek(in input);
        Change = _samples.IsFull ? input - _samples.Oldest : 0;
        if (_samples.Count > 0)
            _steps.Push(Math.Abs(input - _last));

        _samples.Push(input);
        _last = input;
        return true;
    }

    public readonly double Peek(in double input)
    {
        if (!double.IsFinite(input - _last) || !_samples.IsFull)
            return double.NaN;

        double walked = _steps.PeekSum(Math.Abs(input - _last));
        double made = Math.Abs(input - _samples.Oldest);
        return made > 0 ? Math.Min(1, made / walked) : 0; // Rounding of the sum could pass 1.
    }

    public void Reset()
    {
        _samples.Clear();
        _steps.Reset();
        _last = 0;
        Value = double.NaN;
        Change = 0;
    }

    public void Transfer(ref StateTransfer state)
    {
        double value = Value;
        double change = Change;
        _samples.Transfer(ref state);
        _steps.Transfer(ref state);
        state.Value(ref _last);
        state.Value(ref value);
        state.Value(ref change);
        Value = value;
        Change = change;
    }
}
