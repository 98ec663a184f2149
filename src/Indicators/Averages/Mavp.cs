using System;
using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Averages;

/// <summary>
/// Simple moving average whose period comes with each input. O(period): the window is summed anew, because no sum can
/// follow a period that jumps. First value at row maximum period - 1; flat input gives the input.
/// Source: TA-Lib MAVP.
/// </summary>
public struct Mavp : IIndicator<VariablePeriodInput, double>
{
    private readonly int _minimumPeriod;
    private Window _inputs;
    private State _state;

    /// <param name="minimumPeriod">At least 1.</param>
    /// <param name="maximumPeriod">At least the minimum.</param>
    public Mavp(int minimumPeriod = 2, int maximumPeriod = 30)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumPeriod, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumPeriod, minimumPeriod);
        _minimumPeriod = minimumPeriod;
        _inputs = new Window(maximumPeriod);
    }

    public readonly int WarmUpCount => _inputs.Length;

    public readonly bool IsReady => _inputs.IsFull;

    public readonly double Value => _inputs.IsFull ? _state.Average : double.NaN;

    public bool Update(in VariablePeriodInput input)
    {
        if (!double.IsFinite(input.Value) || !double.IsFinite(input.Period))
            return false;

        _inputs.Push(input.Value);
        if (_inputs.IsFull)
            _state.Average = Mean((int)Math.Clamp(input.Period, _minimumPeriod, _inputs.Length));

        return true;
    }

    public readonly double Peek(in VariablePeriodInput input)
    {
        Mavp fork = this;
        return fork.Update(in input) ? fork.Value : double.NaN;
    }

    public void Reset()
    {
        _inputs.Clear();
        _state = default;
    }

    public void Transfer(ref StateTransfer state)
    {
        _inputs.Transfer(ref state);
        state.Value(ref _state);
    }

    private readonly double Mean(int period)
    {
        double sum = 0;
        for (int age = 0; age < period; age++)
            sum += _inputs[age];

        return sum / period;
    }

    private struct State
    {
        public double Average;
    }
}
