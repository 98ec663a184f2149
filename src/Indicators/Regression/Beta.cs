using LowLatencyEngine.Indicators.Parts;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Regression;

/// <summary>
/// Slope of y's relative changes over x's in the last <c>period</c> changes. O(1). First value at row period; 0 where
/// the changes of x do not differ; a change from 0 counts as 0. Source: TA-Lib BETA.
/// </summary>
public struct Beta(int period = 5) : IIndicator<Pair, double>
{
    private CentredPairSums _changes = new(period);
    private State _state;

    public readonly int WarmUpCount => period + 1;

    public readonly bool IsReady => _changes.IsFull;

    public readonly double Value
    {
        get
        {
            if (!_changes.IsFull)
                return double.NaN;

            double variance = _changes.ScaledVarianceX;
            return variance > 0 ? _changes.ScaledCovariance / variance : 0;
        }
    }

    public bool Update(in Pair input)
    {
        if (!double.IsFinite(input.X) || !double.IsFinite(input.Y))
            return false;

        if (_state.Count > 0)
            _changes.Add(Change(_state.Previous.X, input.X), Change(_state.Previous.Y, input.Y));

        _state.Previous = input;
        _state.Count = 1;
        return true;
    }

    public readonly double Peek(in Pair input)
    {
        Beta fork = this;
        return fork.Update(in input) ? fork.Value : double.NaN;
    }

    public void Reset()
    {
        _changes.Clear();
        _state = default;
    }

    public void Transfer(ref StateTransfer state)
    {
        _changes.Transfer(ref state);
        state.Value(ref _state);
    }

    private static double Change(double from, double to) => from == 0 ? 0 : (to - from) / from;

    private struct State
    {
        public Pair Previous;
        public long Count;
    }
}
