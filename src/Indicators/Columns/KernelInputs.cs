using LowLatencyEngine.Indicators.Averages;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Columns;

/// <summary>What a kernel is fed with of each bar; a struct without fields, named by type.</summary>
/// <typeparam name="TInput">What the kernel takes.</typeparam>
public interface IKernelInput<out TInput>
{
    /// <param name="bar">Closed bar.</param>
    /// <param name="row">Its number, the first being 0.</param>
    static abstract TInput Of(in Bar bar, long row);
}

/// <summary>The close.</summary>
public readonly struct CloseInput : IKernelInput<double>
{
    public static double Of(in Bar bar, long row) => bar.Close;
}

/// <summary>The bar itself.</summary>
public readonly struct BarInput : IKernelInput<Bar>
{
    public static Bar Of(in Bar bar, long row) => bar;
}

/// <summary>High as first and low as second series, as the reference files have it.</summary>
public readonly struct HighLowInput : IKernelInput<Pair>
{
    public static Pair Of(in Bar bar, long row) => new(bar.High, bar.Low);
}

/// <summary>The close as both series: a range of closes.</summary>
public readonly struct CloseRangeInput : IKernelInput<Pair>
{
    public static Pair Of(in Bar bar, long row) => new(bar.Close, bar.Close);
}

/// <summary>The close with a period that runs from 2 to 30 and begins anew, as the reference files have it.</summary>
public readonly struct VariablePeriodClose : IKernelInput<VariablePeriodInput>
{
    public static VariablePeriodInput Of(in Bar bar, long row) => new(bar.Close, 2 + row % 29);
}
