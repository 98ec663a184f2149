using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Functions;

/// <summary>A function of one bar as a kernel: no memory but the last value. O(1). First value at row 0.</summary>
public struct BarFunction<TFunction> : IIndicator<Bar, double>
    where TFunction : struct, IBarFunction
{
    private State _state;

    public readonly int WarmUpCount => 1;

    public readonly bool IsReady => _state.Count > 0;

    public readonly double Value => _state.Count > 0 ? _state.Value : double.NaN;

    public bool Update(in Bar input)
    {
        if (!input.IsFinite)
            return false;

        _state.Value = TFunction.Of(in input);
        _state.Count = 1;
        return true;
    }

    public readonly double Peek(in Bar input)
    {
        BarFunction<TFunction> fork = this;
        return fork.Update(in input) ? fork.Value : double.NaN;
    }

    public void Reset() => _state = default;

    public void Transfer(ref StateTransfer state) => state.Value(ref _state);

    private struct State
    {
        public double Value;
        public long Count;
    }
}
