using System;
using System.Runtime.InteropServices;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>
/// A <typeparamref name="TStatistic"/> as a kernel. Costs what the statistic costs; allocates nothing.
/// </summary>
/// <typeparam name="TStatistic">The formula.</typeparam>
/// <typeparam name="TValue">A double, or a record struct of doubles.</typeparam>
public struct BarKernel<TStatistic, TValue> : IIndicator<Bar, TValue>
    where TStatistic : struct, IBarStatistic<TStatistic, TValue>
    where TValue : unmanaged
{
    private readonly TStatistic _pristine; // Shares arrays, but shows nothing of them: a reset is a copy.
    private TStatistic _statistic;
    private TValue _value;
    private long _barCount;

    /// <param name="statistic">Just constructed; not used elsewhere afterwards.</param>
    public BarKernel(TStatistic statistic)
    {
        _pristine = statistic;
        _statistic = statistic;
        _value = None;
    }

    public readonly int WarmUpCount => _pristine.WarmUpCount;

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
        TValue value = fork.Next(in input);
        TStatistic.Undo(in fork);
        return value;
    }

    public void Reset()
    {
        _statistic = _pristine;
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
