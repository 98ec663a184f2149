using System;
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
    private int _count;

    /// <summary>Reports that wait.</summary>
    public int Count => _count;

    /// <summary>Report <paramref name="index"/>, oldest first.</summary>
    public ref readonly OrderReport this[int index] => ref _reports[index];

    /// <summary>Adds one. There is room for two of every output of an input (of a held order that
    /// is accepted and goes out), and one on the next.</summary>
    public void Add(in OrderReport report)
    {
        Debug.Assert(_count < _reports.Length, "an output causes at most two reports");
        _reports[_count++] = report;
    }

    /// <summary>All have been told.</summary>
    public void Clear() => _count = 0;

    /// <summary>Saves, loads or hashes what still waits.</summary>
    /// <exception cref="InvalidOperationException">What was saved has another capacity.</exception>
    public void Transfer(ref StateTransfer state)
    {
        state.Agree(_reports.Length);
        state.Value(ref _count);
        foreach (ref OrderReport report in _reports.AsSpan(0, _count))
            Transfer(ref report, ref state);
    }

    /// <summary>Field by field: there is padding between them.</summary>
    private static void Transfer(ref OrderReport report, ref StateTransfer state)
    {
        state.Value(ref report.OrderId);
        state.Value(ref report.InstrumentIndex);
        state.Value(ref report.StrategyIndex);
        state.Value(ref report.Side);
        state.Value(ref report.Status);
        state.Value(ref report.Kind);
        state.Value(ref report.Reason);
        state.Value(ref report.PriceTicks);
        state.Value(ref report.FillPriceTicks);
        state.Value(ref report.FilledLots);
        state.Value(ref report.ReleasedLots);
        state.Value(ref report.OpenLots);
        state.Value(ref report.ReservedLots);
        state.Value(ref report.DroppedPriceTicks);
        state.Value(ref report.HasDroppedPrice);
        state.Value(ref report.HasFoundPrice);
        state.Value(ref report.StrategyPositionLots);
        state.Value(ref report.StrategyLongLots);
        state.Value(ref report.ClosesLeg);
        state.Value(ref report.IsEngines);
        state.Value(ref report.HasLegs);
        state.Value(ref report.LongLegLots);
        state.Value(ref report.ShortLegLots);
    }
}
