using System;
using LowLatencyEngine.Indicators.Columns;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>A line of the table of columns: the group's name, its columns' and how to make it.</summary>
internal sealed class ColumnGroupRow
{
    private readonly string[] _columnNames;
    private readonly Func<string[], IColumnGroup> _create;

    private ColumnGroupRow(string name, string columns, Func<string[], IColumnGroup> create)
    {
        Name = name;
        _create = create;
        _columnNames = columns.Split(' ');
        for (int i = 0; i < _columnNames.Length; i++)
            _columnNames[i] = $"{name}.{_columnNames[i]}";
    }

    public string Name { get; }

    /// <param name="name">What stands before the dot.</param>
    /// <param name="columns">What stands behind it, with spaces between, in the order of the value's fields.</param>
    /// <param name="statistic">A fresh one for each group; it makes its own windows.</param>
    public static ColumnGroupRow Of<TStatistic, TValue>(string name, string columns, Func<TStatistic> statistic)
        where TStatistic : struct, IBarStatistic<TValue>
        where TValue : unmanaged =>
        new(name, columns, names => new KernelColumns<BarKernel<TStatistic, TValue>, Bar, TValue, BarInput>(
            new BarKernel<TStatistic, TValue>(statistic()), names));

    /// <summary>A kernel of numbers, fed with closes.</summary>
    public static ColumnGroupRow OfCloses<TKernel>(string name, string column, Func<TKernel> kernel)
        where TKernel : struct, IIndicator<double, double> =>
        new(name, column, names => new KernelColumns<TKernel, double, double, CloseInput>(kernel(), names));

    public IColumnGroup Create() => _create(_columnNames);

    /// <summary>Index of a column by its whole name, -1 where there is none.</summary>
    public int IndexOf(string columnName) => Array.IndexOf(_columnNames, columnName);
}
