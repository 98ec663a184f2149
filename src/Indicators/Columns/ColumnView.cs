using System.Collections.Generic;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Columns;

/// <summary>Some columns of a group, under other names: ADX of all that the kernel of directional movement knows.</summary>
internal sealed class ColumnView(IColumnGroup source, string[] names, int[] sourceIndexes, bool isInteger) : IColumnGroup
{
    public IReadOnlyList<string> Names => names;

    public bool IsInteger => isInteger;

    public bool Update(in Bar bar) => source.Update(in bar);

    public double Read(int columnIndex) => source.Read(sourceIndexes[columnIndex]);

    public void Transfer(ref StateTransfer state) => source.Transfer(ref state);
}
