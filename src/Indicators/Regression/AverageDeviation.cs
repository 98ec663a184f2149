using System;
using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Regression;

/// <summary>
/// Mean distance of the last <c>period</c> inputs from their mean. O(period): distances from a moving mean have no
/// running sum. First value at row period - 1; flat input gives 0. Source: TA-Lib AVGDEV.
/// </summary>
public struct AverageDeviation(int period = 14) : IIndicator<double, double>
{
    private Window _inputs = new(period);
    private State _state;

    public readonly int WarmUpCount => period;

    public readonly bool IsReady => _inputs.IsFull;

    public readonly double Value => _inputs.IsFull ? _state.Deviation : double.NaN;

    /// <summary>The newest input's distance from the mean of the window, signed; 0 on flat input.</summary>
    public readonly double NewestDistance => _state.NewestDistance;

    public bool Update(in double input)
    {
        if (!double.IsFinite(input))
            return false;

        _inputs.Push(input);
        if (_inputs.IsFull)
            Measure(input);

        return true;
    }

    public readonly double Peek(in double input)
    {
        AverageDeviation fork = this;
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

    private void Measure(double newest)
    {
        // Everything is taken relative to the newest input: equal inputs have distances of exactly 0.
        double offset = 0;
        for (int age = 0; age < period; age++)
            offset += _inputs[age] - newest;

        offset /= period;
        double distances = 0;
        for (int age = 0; age < period; age++)
            distances += Math.Abs(_inputs[age] - newest - offset);

        _state.Deviation = distances / period;
        _state.NewestDistance = -offset;
    }

    private struct State
    {
        public double Deviation;
        public double NewestDistance;
    }
}
