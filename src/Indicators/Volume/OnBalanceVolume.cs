using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Volume;

/// <summary>
/// On-balance volume: the volume of bars that closed higher less that of bars that closed lower, beginning with the first
/// bar's own. O(1). First value at row 0; flat input gives the first volume. Source: Granville (1963), TA-Lib OBV.
/// </summary>
public struct OnBalanceVolume : IIndicator<Bar, double>
{
    private State _state;

    public readonly int WarmUpCount => 1;

    public readonly bool IsReady => _state.Count > 0;

    public readonly double Value => _state.Count > 0 ? _state.Total : double.NaN;

    public bool Update(in Bar input)
    {
        if (!input.IsFinite)
            return false;

        if (_state.Count == 0 || input.Close > _state.Close)
            _state.Total += input.Volume;
        else if (input.Close < _state.Close)
            _state.Total -= input.Volume;

        _state.Close = input.Close;
        _state.Count = 1;
        return true;
    }

    public readonly double Peek(in Bar input)
    {
        OnBalanceVolume fork = this;
        return fork.Update(in input) ? fork.Value : double.NaN;
    }

    public void Reset() => _state = default;

    public void Transfer(ref StateTransfer state) => state.Value(ref _state);

    private struct State
    {
        public double Total;
        public double Close;
        public long Count;
    }
}
