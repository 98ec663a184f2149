using System;
using LowLatencyEngine.Model;

#pragma warning disable IDE0044 // The rule does not see that a type parameter's methods change the field.

namespace LowLatencyEngine.Indicators.Momentum;

/// <summary>
/// Difference of a fast and a slow average, and the average of the difference. O(1). The shorter average starts late, so
/// that both have their first value at one row, and the three outputs come together: for MACD(12, 26, 9) at row 33, the fast
/// EMA seeded with rows 14 to 25. Flat input gives 0. Source: Appel, TA-Lib MACD, MACDEXT, MACDFIX.
/// </summary>
public struct Macd<TFast, TSlow, TSignal> : IIndicator<double, MacdValue>
    where TFast : struct, IIndicator<double, double>
    where TSlow : struct, IIndicator<double, double>
    where TSignal : struct, IIndicator<double, double>
{
    private TFast _fast;
    private TSlow _slow;
    private TSignal _signal;
    private long _count;

    /// <summary>The averages, before their first input.</summary>
    public Macd(TFast fast, TSlow slow, TSignal signal)
    {
        _fast = fast;
        _slow = slow;
        _signal = signal;
    }

    public readonly int WarmUpCount => LineWarmUpCount + _signal.WarmUpCount - 1;

    public readonly bool IsReady => _signal.IsReady;

    public readonly MacdValue Value
    {
        get
        {
            if (!_signal.IsReady)
                return MacdValue.None;

            double line = _fast.Value - _slow.Value;
            double signal = _signal.Value;
            return new MacdValue(line, signal, line - signal);
        }
    }

    private readonly int LineWarmUpCount => Math.Max(_fast.WarmUpCount, _slow.WarmUpCount);

    public bool Update(in double input)
    {
        if (!double.IsFinite(input))
            return false;

        if (_count >= LineWarmUpCount)
        {
            _fast.Update(in input);
            _slow.Update(in input);
            _signal.Update(_fast.Value - _slow.Value);
        }
        else
        {
            WarmUp(in input);
        }

        return true;
    }

    public readonly MacdValue Peek(in double input)
    {
        Macd<TFast, TSlow, TSignal> fork = this;
        return fork.Update(in input) ? fork.Value : MacdValue.None;
    }

    public void Reset()
    {
        _fast.Reset();
        _slow.Reset();
        _signal.Reset();
        _count = default;
    }

    public void Transfer(ref StateTransfer state)
    {
        _fast.Transfer(ref state);
        _slow.Transfer(ref state);
        _signal.Transfer(ref state);
        state.Value(ref _count);
    }

    private void WarmUp(in double input)
    {
        if (_count >= LineWarmUpCount - _fast.WarmUpCount)
            _fast.Update(in input);

        if (_count >= LineWarmUpCount - _slow.WarmUpCount)
            _slow.Update(in input);

        if (++_count == LineWarmUpCount)
            _signal.Update(_fast.Value - _slow.Value);
    }
}
