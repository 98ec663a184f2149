using System;
using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Averages;

/// <summary>
/// Kaufman's adaptive moving average: an exponential average whose weight follows the efficiency of the last
/// <c>period</c> moves, from 2/31 squared (noise) to 2/3 squared (a straight line). O(1). Seed: the input before the
/// first value. First value at row period; flat input counts as efficient and gives the input.
/// Source: Kaufman, Smarter Trading (1995), TA-Lib KAMA.
/// </summary>
public struct Kama : IIndicator<double, double>
{
    private const double SlowWeight = 2.0 / 31;
    private const double FastWeight = 2.0 / 3;

    private Window _inputs;
    private RunningSum _moves;
    private State _state;

    /// <param name="period">Moves whose efficiency counts; at least 1.</param>
    public Kama(int period = 30)
    {
        _inputs = new Window(period);
        _moves = new RunningSum(period);
    }

    public readonly int WarmUpCount => _inputs.Length + 1;

    public readonly bool IsReady => _moves.IsFull;

    public readonly double Value => _moves.IsFull ? _state.Average : double.NaN;

    public bool Update(in double input)
    {
        if (!double.IsFinite(input))
            return false;

        if (_inputs.Count > 0)
            _moves.Add(Math.Abs(input - _inputs[0]));

        if (_moves.IsFull)
            Advance(input);
        else
            _state.Average = input; // The seed, if the next input is the first to have a value.

        _inputs.Push(input);
        return true;
    }

    public readonly double Peek(in double input)
    {
        Kama fork = this;
        return fork.Update(in input) ? fork.Value : double.NaN;
    }

    public void Reset()
    {
        _inputs.Clear();
        _moves.Clear();
        _state = default;
    }

    public void Transfer(ref StateTransfer state)
    {
        _inputs.Transfer(ref state);
        _moves.Transfer(ref state);
        state.Value(ref _state);
    }

    private void Advance(double input)
    {
        double path = _moves.Total;
        double way = Math.Abs(input - _inputs.Oldest);
        double efficiency = path <= way ? 1 : way / path;
        double weight = efficiency * (FastWeight - SlowWeight) + SlowWeight;
        _state.Average += weight * weight * (input - _state.Average);
    }

    private struct State
    {
        public double Average;
    }
}
