using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Momentum;

/// <summary>
/// Money flow index: 100 * flow up / (flow up + flow down) of the last <c>period</c> moves of the typical price, flow
/// being typical price times volume. O(1). 0 to 100; first value at row period; no flow (flat prices, no volume) gives 0.
/// Source: Quong and Soudack (1989), TA-Lib MFI.
/// </summary>
public struct MoneyFlowIndex(int period = 14) : IIndicator<Bar, double>
{
    private RunningSum _up = new(period);
    private RunningSum _down = new(period);
    private State _state;

    public readonly int WarmUpCount => period + 1;

    public readonly bool IsReady => _up.IsFull;

    public readonly double Value
    {
        get
        {
            if (!_up.IsFull)
                return double.NaN;

            double flow = _up.Total + _down.Total;
            return flow > 0 ? 100 * (_up.Total / flow) : 0;
        }
    }

    public bool Update(in Bar input)
    {
        if (!input.IsFinite)
            return false;

        double typical = (input.High + input.Low + input.Close) / 3;
        if (_state.Count > 0)
        {
            double flow = typical * input.Volume;
            _up.Add(typical > _state.Typical ? flow : 0);
            _down.Add(typical < _state.Typical ? flow : 0);
        }

        _state.Typical = typical;
        _state.Count = 1;
        return true;
    }

    public readonly double Peek(in Bar input)
    {
        MoneyFlowIndex fork = this;
        return fork.Update(in input) ? fork.Value : double.NaN;
    }

    public void Reset()
    {
        _up.Clear();
        _down.Clear();
        _state = default;
    }

    public void Transfer(ref StateTransfer state)
    {
        _up.Transfer(ref state);
        _down.Transfer(ref state);
        state.Value(ref _state);
    }

    private struct State
    {
        public double Typical;
        public long Count;
    }
}
