using System;
using LowLatencyEngine.Model;

#pragma warning disable IDE0044 // The rule does not see that a type parameter's methods change the field.

namespace LowLatencyEngine.Indicators.Momentum;

/// <summary>
/// Distance of a fast from a slow average, absolute and in percent. O(1). The shorter average starts late, as in
/// <see cref="Macd{TFast, TSlow, TSignal}"/>. First value at the row of the longer average; flat input gives 0.
/// Source: TA-Lib APO, PPO.
/// </summary>
public struct AverageSpread<TFast, TSlow> : IIndicator<double, AverageSpreadValue>
    where TFast : struct, IIndicator<double, double>
    where TSlow : struct, IIndicator<double, double>
{
    private TFast _fast;
    private TSlow _slow;
    private long _count;

    /// <summary>The averages, before their first input.</summary>
    public AverageSpread(TFast fast, TSlow slow)
    {
        _fast = fast;
        _slow = slow;
    }

    public readonly int WarmUpCount => Math.Max(_fast.WarmUpCount, _slow.WarmUpCount);

    public readonly bool IsReady => _fast.IsReady && _slow.IsReady;

    public readonly AverageSpreadValue Value
    {
        get
        {
            double slow = _slow.Value;
            double difference = _fast.Value - slow;
            return new AverageSpreadValue(difference, slow == 0 ? 0 : difference / slow * 100);
        }
    }

    public bool Update(in double input)
    {
        if (!double.IsFinite(input))
            return false;

        if (_count >= WarmUpCount - _fast.WarmUpCount)
            _fast.Update(in input);

        if (_count >= WarmUpCount - _slow.WarmUpCount)
            _slow.Update(in input);

        _count = Math.Min(_count + 1, WarmUpCount);
        return true;
    }

    public readonly AverageSpreadValue Peek(in double input)
    {
        AverageSpread<TFast, TSlow> fork = this;
        return fork.Update(in input) ? fork.Value : AverageSpreadValue.None;
    }

    public void Reset()
    {
        _fast.Reset();
        _slow.Reset();
        _count = default;
    }

    public void Transfer(ref StateTransfer state)
    {
        _fast.Transfer(ref state);
        _slow.Transfer(ref state);
        state.Value(ref _count);
    }
}
