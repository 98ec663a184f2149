using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LowLatencyEngine.Model;

#pragma warning disable IDE0044 // The rule does not see that a type parameter's methods change the field.

namespace LowLatencyEngine.Indicators.Columns;

/// <summary>A kernel as columns, one for each number of its output. Allocates nothing after construction.</summary>
/// <typeparam name="TKernel">The kernel.</typeparam>
/// <typeparam name="TIn">What it takes.</typeparam>
/// <typeparam name="TOut">A double, or a struct of doubles only.</typeparam>
/// <typeparam name="TSelect">Makes its input of a bar.</typeparam>
public sealed class KernelColumns<TKernel, TIn, TOut, TSelect> : IColumnGroup
    where TKernel : struct, IIndicator<TIn, TOut>
    where TIn : unmanaged
    where TOut : unmanaged
    where TSelect : struct, IKernelInput<TIn>
{
    private readonly string[] _names;
    private TKernel _kernel;
    private TOut _value;
    private long _row;

    /// <param name="kernel">Before its first input.</param>
    /// <param name="names">One for each double of the output.</param>
    public KernelColumns(TKernel kernel, params string[] names)
    {
        if (names.Length * sizeof(double) != Unsafe.SizeOf<TOut>())
        {
            throw new ArgumentException(
                $"a kernel needs a name for each number it gives: kernel={typeof(TKernel).Name}, " +
                $"names={names.Length}, numbers={Unsafe.SizeOf<TOut>() / sizeof(double)}; add the missing names");
        }

        _kernel = kernel;
        _names = names;
        _value = kernel.Value;
    }

    public IReadOnlyList<string> Names => _names;

    public bool IsInteger => false;

    public bool Update(in Bar bar)
    {
        if (!bar.IsFinite || !_kernel.Update(TSelect.Of(in bar, _row)))
            return false;

        _row++;
        _value = _kernel.Value;
        return true;
    }

    public double Read(int columnIndex) =>
        MemoryMarshal.Cast<TOut, double>(new ReadOnlySpan<TOut>(in _value))[columnIndex];

    public void Transfer(ref StateTransfer state)
    {
        _kernel.Transfer(ref state);
        state.Value(ref _row);
        if (state.IsLoading)
            _value = _kernel.Value;
    }
}
