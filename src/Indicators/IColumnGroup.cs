using System.Collections.Generic;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators;

/// <summary>
/// What one kernel says about bars, as named columns: the seam between kernels and those who choose them by name
/// (<c>EMA_20</c>, <c>MACD.MACDSignal</c>): configuration and tools. One virtual call a bar; allocates nothing after
/// construction.
/// </summary>
public interface IColumnGroup
{
    /// <summary>Names of the columns, in order; the names of the reference files.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>All columns hold whole numbers: patterns, indexes, modes.</summary>
    bool IsInteger { get; }

    /// <summary>Takes a closed bar. False: not finite, nothing has changed.</summary>
    bool Update(in Bar bar);

    /// <summary>Column after the last bar; NaN while it has no value.</summary>
    double Read(int columnIndex);

    /// <summary>Saves, loads or hashes everything later values depend on.</summary>
    void Transfer(ref StateTransfer state);
}
