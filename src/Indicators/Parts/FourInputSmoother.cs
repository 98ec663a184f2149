using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Parts;

/// <summary>
/// Weighted mean of the last four inputs, weights 4, 3, 2, 1. O(1). Adds and subtracts in TA-Lib's order, rounding that
/// builds up included: the cycle kernels divide differences of it, and a mode that flips elsewhere would be another result.
/// </summary>
public struct FourInputSmoother
{
    private State _state;

    /// <summary>Takes the next input and gives the mean; it is one from the fourth input on.</summary>
    public double Next(double input)
    {
        _state.PlainSum += input;
        if (_state.Count < 3)
        {
            _state.WeightedSum += input * ++_state.Count;
            Keep(input);
            return 0;
        }

        _state.PlainSum -= _state.Dropped;
        _state.Dropped = _state.Input3;
        _state.WeightedSum += input * 4;
        double mean = _state.WeightedSum * 0.1;
        _state.WeightedSum -= _state.PlainSum;
        Keep(input);
        return mean;
    }

    /// <summary>Back to before the first input.</summary>
    public void Clear() => _state = default;

    public void Transfer(ref StateTransfer state) => state.Value(ref _state);

    private void Keep(double input)
    {
        _state.Input3 = _state.Input2;
        _state.Input2 = _state.Input1;
        _state.Input1 = input;
    }

    // Numbers at the end of a name: inputs ago.
    private struct State
    {
        public double Input1;
        public double Input2;
        public double Input3;
        public double Dropped;
        public double PlainSum;
        public double WeightedSum;
        public long Count;
    }
}
