using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Parts;

/// <summary>
/// Ehlers' short Hilbert transformer: 0.0962 * (x0 - x6) + 0.5769 * (x2 - x4) of the last seven inputs, zero before the
/// first. O(1). Source: Ehlers, Rocket Science for Traders (2001).
/// </summary>
public struct HilbertFilter
{
    private const double Outer = 0.0962;
    private const double Inner = 0.5769;

    private State _state;

    /// <summary>Takes the next input and gives the filter's output times <paramref name="gain"/>.</summary>
    public double Next(double input, double gain)
    {
        double output = Outer * input - Outer * _state.X6 - Inner * _state.X4 + Inner * _state.X2;
        _state.X6 = _state.X5;
        _state.X5 = _state.X4;
        _state.X4 = _state.X3;
        _state.X3 = _state.X2;
        _state.X2 = _state.X1;
        _state.X1 = input;
        return output * gain;
    }

    /// <summary>Back to before the first input.</summary>
    public void Clear() => _state = default;

    public void Transfer(ref StateTransfer state) => state.Value(ref _state);

    // Inputs by age.
    private struct State
    {
        public double X1;
        public double X2;
        public double X3;
        public double X4;
        public double X5;
        public double X6;
    }
}
