using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Volatility;

/// <summary>
/// Wilder's true range of each bar. O(1). First value at row 1: it needs a close before; flat input gives 0.
/// Source: TA-Lib TRANGE.
/// </summary>
public struct TrueRange : IIndicator<Bar, double>
{
    private State _state;

    public readonly int WarmUpCount => 2;

    public readonly bool IsReady => _state.Count > 1;

    public readonly double Value => _state.Count > 1 ? _state.Range : double.NaN;

    public bool Update(in Bar input)
    {
        if (!input.IsFinite)
            return false;

        _state.Range = TrueRanges.Of(in input, _state.Close);
        _state.Close = input.Close;
        if (_state.Count < 2)
            _state.Count++;

        return true;
    }

    public readonly double Peek(in Bar input)
    {
        TrueRange fork = this;
        return fork.Update(in input) ? fork.Value : double.NaN;
    }

    public void Reset() => _state = default;

    public void Transfer(ref StateTransfer state) => state.Value(ref _state);

    private struct State
    {
        public double Range;
        public double Close;
        public long Count;
    }
}
