using System;
using System.Runtime.InteropServices;
using LowLatencyEngine.Indicators;
using LowLatencyEngine.Indicators.Columns;
using LowLatencyEngine.Model;

#pragma warning disable IDE0044 // The rule does not see that a type parameter's methods change the field.

namespace LowLatencyEngine.Unit.Indicators;

/// <summary>One kernel under test, whatever it takes and gives: the generic side of the contract.</summary>
public abstract class KernelRun
{
    public abstract int WarmUpCount { get; }

    public abstract bool IsReady { get; }

    /// <summary>The numbers of its value.</summary>
    public abstract ReadOnlySpan<double> Value { get; }

    public abstract bool Update(in Bar bar);

    /// <summary>The numbers of what it would be.</summary>
    public abstract ReadOnlySpan<double> Peek(in Bar bar);

    public abstract void Reset();

    public abstract void Transfer(ref StateTransfer state);

    public byte[] Save()
    {
        StateTransfer measure = StateTransfer.Measure();
        Transfer(ref measure);
        var bytes = new byte[measure.SizeBytes];
        StateTransfer save = StateTransfer.Save(bytes);
        Transfer(ref save);
        return bytes;
    }

    public void Load(byte[] bytes)
    {
        StateTransfer load = StateTransfer.Load(bytes);
        Transfer(ref load);
    }

    public long Hash()
    {
        StateTransfer hash = StateTransfer.Hash();
        Transfer(ref hash);
        return hash.HashValue;
    }
}

/// <summary>The kernel itself.</summary>
public sealed class KernelRun<TKernel, TIn, TOut, TSelect>(TKernel kernel) : KernelRun
    where TKernel : struct, IIndicator<TIn, TOut>
    where TIn : unmanaged
    where TOut : unmanaged
    where TSelect : struct, IKernelInput<TIn>
{
    private TKernel _kernel = kernel;
    private TOut _value;
    private TOut _peeked;

    public override int WarmUpCount => _kernel.WarmUpCount;

    public override bool IsReady => _kernel.IsReady;

    public override ReadOnlySpan<double> Value
    {
        get
        {
            _value = _kernel.Value;
            return MemoryMarshal.Cast<TOut, double>(new ReadOnlySpan<TOut>(in _value));
        }
    }

    public override bool Update(in Bar bar) => _kernel.Update(Input(in bar));

    public override ReadOnlySpan<double> Peek(in Bar bar)
    {
        _peeked = _kernel.Peek(Input(in bar));
        return MemoryMarshal.Cast<TOut, double>(new ReadOnlySpan<TOut>(in _peeked));
    }

    public override void Reset() => _kernel.Reset();

    public override void Transfer(ref StateTransfer state) => _kernel.Transfer(ref state);

    // The row stands for the time of the bar, so that peeking needs no count.
    private static TIn Input(in Bar bar) => TSelect.Of(in bar, bar.OpenTimestampNs / TestBars.IntervalNs);
}
