using System.Diagnostics;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Engine;

/// <summary>
/// Reports on their way to the strategies: those of the input being worked on, and the denials of the input before,
/// which a strategy learns only now so that it cannot answer a denial without an end. Decision thread only; allocates
/// nothing.
/// </summary>
public sealed class OrderReportQueue(int capacity)
{
    private readonly OrderReport[] _reports = new OrderReport[capacity];

    /// <summary>Reports that wait.</summary>
    public int Count { get; private set; }

    /// <summary>Report <paramref name="index"/>, oldest first.</summary>
    public ref readonly OrderReport this[int index] => ref _reports[index];

    /// <summary>Adds one. There is room for every output of an input and one report on the next.</summary>
    public void Add(in OrderReport report)
    {
        Debug.Assert(Count < _reports.Length, "an input causes at most an outbox of denials, and one report");
        _reports[Count++] = report;
    }

    /// <summary>All have been told.</summary>
    public void Clear() => Count = 0;

    /// <summary>Adds what still waits.</summary>
    public void AddTo(ref StateHash hash)
    {
        hash.Add((long)Count);
        for (int i = 0; i < Count; i++)
        {
            hash.Add(_reports[i].OrderId);
            hash.Add((long)_reports[i].Kind);
        }
    }
}
