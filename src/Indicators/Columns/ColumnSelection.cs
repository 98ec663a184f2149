using System.Collections.Generic;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Columns;

/// <summary>
/// Columns in a chosen order, over kernels that are brought up to date once a bar however many columns they serve.
/// Allocates nothing after construction.
/// </summary>
public sealed class ColumnSelection
{
    private readonly List<IColumnGroup> _groups = [];
    private readonly List<Column> _columns = [];

    /// <summary>How many columns.</summary>
    public int Count => _columns.Count;

    /// <summary>How many groups, that is kernels, serve them.</summary>
    public int GroupCount => _groups.Count;

    /// <summary>Name of a column.</summary>
    public string Name(int columnIndex) => _columns[columnIndex].Name;

    /// <summary>Whether a column holds whole numbers.</summary>
    public bool IsInteger(int columnIndex) => _columns[columnIndex].IsInteger;

    /// <summary>Value of a column after the last bar; NaN while it has none.</summary>
    public double Read(int columnIndex)
    {
        Column column = _columns[columnIndex];
        return _groups[column.GroupIndex].Read(column.SourceIndex);
    }

    /// <summary>Takes a closed bar. False: not finite, nothing has changed.</summary>
    public bool Update(in Bar bar)
    {
        if (!bar.IsFinite)
            return false;

        foreach (IColumnGroup group in _groups)
            group.Update(in bar);

        return true;
    }

    /// <summary>Saves, loads or hashes everything later values depend on.</summary>
    public void Transfer(ref StateTransfer state)
    {
        state.Agree(_groups.Count);
        foreach (IColumnGroup group in _groups)
            group.Transfer(ref state);
    }

    /// <summary>Adds a group and gives its index. Set-up only.</summary>
    internal int AddGroup(IColumnGroup group)
    {
        _groups.Add(group);
        return _groups.Count - 1;
    }

    /// <summary>Adds a column of a group. Set-up only.</summary>
    internal void AddColumn(string name, int groupIndex, int sourceIndex, bool isInteger) =>
        _columns.Add(new Column(name, groupIndex, sourceIndex, isInteger));

    private readonly record struct Column(string Name, int GroupIndex, int SourceIndex, bool IsInteger);
}
