using System;
using LowLatencyEngine.Indicators.Averages;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Volume;

/// <summary>
/// Fast less slow exponential average of <see cref="AccumulationDistribution"/>. O(1). Both averages are seeded with the
/// first bar's value, not with a mean. First value at row of the longer period less 1; flat input gives 0.
/// Source: Chaikin, TA-Lib ADOSC.
/// </summary>
public struct ChaikinOscillator(int fastPeriod = 3, int slowPeriod = 10) : IIndicator<Bar, double>
{
    private AccumulationDistribution _flow;
    private Ema _fast = new(period: 1, weight: 2.0 / (fastPeriod + 1));
    private Ema _slow = new(period: 1, weight: 2.0 / (slowPeriod + 1));
    private long _count;

    public readonly int WarmUpCount => Math.Max(fastPeriod, slowPeriod);

    public readonly bool IsReady => _count >= WarmUpCount;

    public readonly double Value => IsReady ? _fast.Value - _slow.Value : double.NaN;

    public bool Update(in Bar input)
    {
        if (!_flow.Update(in input))
            return false;

        _fast.Update(_flow.Value);
        _slow.Update(_flow.Value);
        _count = Math.Min(_count + 1, WarmUpCount);
        return true;
    }

    public readonly double Peek(in Bar input)
    {
        ChaikinOscillator fork = this;
        return fork.Update(in input) ? fork.Value : double.NaN;
    }

    public void Reset()
    {
        _flow.Reset();
        _fast.Reset();
        _slow.Reset();
        _count = default;
    }

    public void Transfer(ref StateTransfer state)
    {
        _flow.Transfer(ref state);
        _fast.Transfer(ref state);
        _slow.Transfer(ref state);
        state.Value(ref _count);
    }
}
