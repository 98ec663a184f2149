using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Parts;

/// <summary>
/// Sum of the last inputs of a series. O(1). The rounding of adding and subtracting does not build up: a second sum
/// starts anew every <c>length</c> + 1 inputs and replaces the first when it covers the whole window.
/// </summary>
public struct RunningSum
{
    private readonly double _divisor;
    private Window _window;
    private State _state;

    /// <param name="length">Inputs in the window; at least 1.</param>
    public RunningSum(int length)
    {
        _window = new Window(length);
        _divisor = length;
    }

    /// <summary>The inputs that are summed.</summary>
    public readonly Window Window => _window;

    /// <summary>Inputs in the window when full.</summary>
    public readonly int Length => _window.Length;

    /// <summary>Whether the sum covers <see cref="Length"/> inputs.</summary>
    public readonly bool IsFull => _window.IsFull;

    /// <summary>Sum of the inputs in the window.</summary>
    public readonly double Total => _state.Total;

    /// <summary>Sum over the length; NaN until the window is full.</summary>
    public readonly double Mean => _window.IsFull ? _state.Total / _divisor : double.NaN;

    /// <summary>Adds the newest and takes the oldest away once the window is full.</summary>
    public void Add(double value)
    {
        double dropped = _window.Push(value);
        _state.Total += value - dropped;
        _state.FreshTotal += value;
        if (_window.IsAboutToTurn)
            _state.Total = _state.FreshTotal;
        else if (_window.HasTurned)
            _state.FreshTotal = 0;
    }

    /// <summary>Back to empty.</summary>
    public void Clear()
    {
        _window.Clear();
        _state = default;
    }

    public void Transfer(ref StateTransfer state)
    {
        _window.Transfer(ref state);
        state.Value(ref _state);
    }

    private struct State
    {
        public double Total;
        public double FreshTotal;
    }
}
