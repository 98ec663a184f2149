using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Parts;

/// <summary>
/// Wilder's smoothing: the mean of the first <c>length</c> inputs, then previous + (input - previous) / length,
/// in one rounding. O(1). Source: Wilder, New Concepts in Technical Trading Systems (1978).
/// </summary>
public struct WilderAverage(int length)
{
    private readonly double _reciprocal = 1.0 / length;
    private State _state;

    /// <summary>Whether the first mean is complete.</summary>
    public readonly bool IsReady => _state.Count >= length;

    /// <summary>The average; before <see cref="IsReady"/> it is no value but the sum so far.</summary>
    public readonly double Value => _state.Value;

    /// <summary>Takes the next input.</summary>
    public void Add(double value)
    {
        if (_state.Count >= length)
        {
            _state.Value = Math.FusedMultiplyAdd(_reciprocal, value - _state.Value, _state.Value);
            return;
        }

        _state.Value += value;
        if (++_state.Count == length)
            _state.Value /= length;
    }

    /// <summary>Back to empty.</summary>
    public void Clear() => _state = default;

    public void Transfer(ref StateTransfer state) => state.Value(ref _state);

    private struct State
    {
        public double Value;
        public long Count;
    }
}
