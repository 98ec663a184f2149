using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Volatility;

/// <summary>
/// Average true range: Wilder's smoothing of the true range, seeded with the mean of rows 1 to <c>period</c>. O(1). First
/// value at row period; flat input gives 0. Source: Wilder (1978), TA-Lib ATR.
/// </summary>
public struct Atr(int period = 14) : IIndicator<Bar, double>
{
    private WilderAverage _average = new(period);
    private State _state;

    public readonly int WarmUpCount => period + 1;

    public readonly bool IsReady => _average.IsReady;

    public readonly double Value => _average.IsReady ? _average.Value : double.NaN;

    public bool Update(in Bar input)
    {
        if (!input.IsFinite)
            return false;

        if (_state.Count > 0)
            _average.Add(TrueRanges.Of(in input, _state.Close));

        _state.Close = input.Close;
        _state.Count = 1;
        return true;
    }

    public readonly double Peek(in Bar input)
    {
        Atr fork = this;
        return fork.Update(in input) ? fork.Value : double.NaN;
    }

    public void Reset()
    {
        _average.Clear();
        _state = default;
    }

    public void Transfer(ref StateTransfer state)
    {
        _average.Transfer(ref state);
        state.Value(ref _state);
    }

    private struct State
    {
        public double Close;
        public long Count;
    }
}
