using LowLatencyEngine.Indicators.Functions;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Columns;

/// <summary>Short forms for the tables of the catalogue: which part of a bar a kernel is fed with.</summary>
internal static class KernelFactory
{
    public static IColumnGroup OfClose<TKernel>(TKernel kernel)
        where TKernel : struct, IIndicator<double, double> =>
        new KernelColumns<TKernel, double, double, CloseInput>(kernel, "Value");

    public static IColumnGroup OfClose<TKernel, TOut>(TKernel kernel, params string[] names)
        where TKernel : struct, IIndicator<double, TOut>
        where TOut : unmanaged => new KernelColumns<TKernel, double, TOut, CloseInput>(kernel, names);

    public static IColumnGroup OfBar<TKernel>(TKernel kernel)
        where TKernel : struct, IIndicator<Bar, double> =>
        new KernelColumns<TKernel, Bar, double, BarInput>(kernel, "Value");

    public static IColumnGroup OfBar<TKernel, TOut>(TKernel kernel, params string[] names)
        where TKernel : struct, IIndicator<Bar, TOut>
        where TOut : unmanaged => new KernelColumns<TKernel, Bar, TOut, BarInput>(kernel, names);

    public static IColumnGroup OfHighLow<TKernel>(TKernel kernel)
        where TKernel : struct, IIndicator<Pair, double> =>
        new KernelColumns<TKernel, Pair, double, HighLowInput>(kernel, "Value");

    public static ColumnFunction Function<TFunction>(string name)
        where TFunction : struct, IBarFunction =>
        new(name, name, [], _ => OfBar<BarFunction<TFunction>>(default));
}
