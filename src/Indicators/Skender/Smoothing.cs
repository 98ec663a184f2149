using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>An exponential average that begins as its first input. O(1).</summary>
internal struct Smoothing(double weight)
{
    private State _state;

    public readonly bool IsReady => _state.Count > 0;

    /// <summary>0 before the first input.</summary>
    public readonly double Value => _state.Value;

    /// <summary>Takes the next input and says the average.</summary>
    public double Add(double value)
    {
        if (_state.Count == 0)
            _state = new State { Value = value, Count = 1 };
        else
            _state.Value += weight * (value - _state.Value);

        return _state.Value;
    }

    public void Transfer(ref StateTransfer state) => state.Value(ref _state);

    private struct State
    {
        public double Value;
        public long Count;
    }
}
