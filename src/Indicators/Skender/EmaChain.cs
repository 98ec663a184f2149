using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>
/// An exponential average, the average of it, and the average of that, all three seeded at once with the mean of the
/// first <c>period</c> inputs. Part of DEMA, TEMA and TRIX. O(1).
/// </summary>
internal struct EmaChain(int period)
{
    private readonly double _weight = 2.0 / (period + 1);
    private State _state;

    public readonly bool IsReady => _state.Count >= period;

    public readonly double First => _state.First;

    public readonly double Second => _state.Second;

    public readonly double Third => _state.Third;

    public void Add(double value)
    {
        if (IsReady)
        {
            _state.First += _weight * (value - _state.First);
            _state.Second += _weight * (_state.First - _state.Second);
            _state.Third += _weight * (_state.Second - _state.Third);
            return;
        }

        _state.First += value;
        if (++_state.Count < period)
            return;

        _state.First /= period;
        _state.Second = _state.First;
        _state.Third = _state.First;
    }

    public void Transfer(ref StateTransfer state) => state.Value(ref _state);

    private struct State
    {
        public double First;
        public double Second;
        public double Third;
        public long Count;
    }
}
