using System;
using System.Runtime.InteropServices;
using LowLatencyEngine.Model;

#pragma warning disable IDE0044 // The rule does not see that a type parameter's methods change the field.

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>
/// A <typeparamref name="TStatistic"/> as a kernel. Costs what the statistic costs; allocates nothing.
/// </summary>
/// <typeparam name="TStatistic">The formula.</typeparam>
/// <typeparam name="TValue">A double, or a record struct of doubles.</typeparam>
public struct BarKernel<TStatistic, TValue> : IIndicator<Bar, TValue>
    where TStatistic : struct, IBarStatistic<TValue>
    where TValue : unmanaged
{
    private readonly byte[] _pristine; // The statistic's state before the first bar: loading it is a reset.
    private TStatistic _statistic;
    private TValue _value;
    private long _barCount;

    /// <param name="statistic">Just constructed; not used elsewhere afterwards.</param>
    public BarKernel(TStatistic statistic)
    {
        StateTransfer measure = StateTransfer.Measure();
        statistic.Transfer(ref measure);
        _pristine = new byte[measure.SizeBytes];
        StateTransfer save = StateTransfer.Save(_pristine);
        statistic.Transfer(ref save);
        _statistic = statistic;
        _value = None;
    }

    public readonly int WarmUpCount => _statistic.WarmUpCount;

    public readonly bool IsReady => _barCount >= WarmUpCount;

    public readonly TValue Value => _value;

    private static TValue None
    {
        get
        {
            TValue none = default;
            MemoryMarshal.Cast<TValue, double>(new Span<TValue>(ref none)).Fill(double.NaN);
            return none;
        }
    }

    public bool Update(in Bar input)
    {
        if (!input.IsFinite)
            return false;

        _value = _statistic.Next(in input);
        _barCount++;
        return true;
    }

    public readonly TValue Peek(in Bar input)
    {
        if (!input.IsFinite)
            return None;

        TStatistic fork = _statistic;
        return fork.Next(in input);
    }

    public void Reset()
    {
        StateTransfer load = StateTransfer.Load(_pristine);
        _statistic.Transfer(ref load);
        _value = None;
        _barCount = 0;
    }

    public void Transfer(ref StateTransfer state)
    {
        state.Value(ref _barCount);
        state.Value(ref _value);
        _statistic.Transfer(ref state);
    }
}
