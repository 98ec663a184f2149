using System;
using LowLatencyEngine.Indicators.Averages;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Momentum;

/// <summary>
/// Percent change of a triple exponential average from one input to the next. O(1). First value at row
/// 3 * (period - 1) + 1; flat input gives 0. Source: Hutson (1983), TA-Lib TRIX.
/// </summary>
public struct Trix(int period = 30) : IIndicator<double, double>
{
    private TripleEma _average = new(period);
    private State _state;

    public readonly int WarmUpCount => _average.WarmUpCount + 1;

    public readonly bool IsReady => _state.Count > 1;

    public readonly double Value => _state.Count > 1 ? _state.Change : double.NaN;

    public bool Update(in double input)
    {
        if (!_average.Update(in input))
            return false;

        if (_average.IsReady)
            Advance(_average.Value);

        return true;
    }

    public readonly double Peek(in double input)
    {
        Trix fork = this;
        return fork.Update(in input) ? fork.Value : double.NaN;
    }

    public void Reset()
    {
        _average.Reset();
        _state = default;
    }

    public void Transfer(ref StateTransfer state)
    {
        _average.Transfer(ref state);
        state.Value(ref _state);
    }

    private void Advance(double average)
    {
        double previous = _state.Average;
        _state.Change = previous == 0 ? 0 : (average / previous - 1) * 100;
        _state.Average = average;
        _state.Count = Math.Min(_state.Count + 1, 2);
    }

    private struct State
    {
        public double Average;
        public double Change;
        public long Count;
    }
}
