using System.Collections.Generic;

namespace LowLatencyEngine.Venues.Tracing;

/// <summary>
/// The fills of one order by ExecID(17), with what later corrected or voided them, in whatever order it arrives. Unique
/// for the life of the order (FIX 4.4 Volume 4, ExecID).
/// </summary>
internal sealed class ExecutionLedger
{
    private readonly Dictionary<string, Fill> _fillsById = [];
    private readonly List<Fill> _fills = [];
    private readonly HashSet<(ReportKind, string)> _seen = [];
    private readonly HashSet<string> _supersededIds = []; // Of fills that were corrected or voided before they came.

    /// <summary>Sum of the fills that hold.</summary>
    public decimal Qty { get; private set; }

    /// <summary>Volume-weighted price of the fills that hold; 0 without any.</summary>
    public decimal AveragePx
    {
        get
        {
            decimal amount = 0;
            foreach (Fill fill in _fills)
                amount += fill.Qty * fill.Px;

            return Qty == 0 ? 0 : amount / Qty;
        }
    }

    /// <summary>
    /// True for a report that was read before. A fill that leaves the total where it is repeats one: that is how fills
    /// without an ExecID are told apart.
    /// </summary>
    public bool IsRepeated(OrderMessage report, decimal cumQty)
    {
        if (report.ExecID is not null && _seen.Contains((report.Kind, report.ExecID)))
            return true;

        return report.Kind == ReportKind.Trade && report.CumQty == cumQty && cumQty != 0;
    }

    /// <summary>Enters a report.</summary>
    /// <param name="report">Of whatever kind; only fills, corrections and cancels of fills move anything.</param>
    /// <param name="changeQty">By how much the sum of the fills moves.</param>
    /// <returns>None, Late, UnknownExecution or AlreadyCanceled.</returns>
    public TraceNote Enter(OrderMessage report, out decimal changeQty)
    {
        decimal before = Qty;
        if (report.ExecID is not null)
            _seen.Add((report.Kind, report.ExecID));

        TraceNote note = report.Kind switch
        {
            ReportKind.Trade => AddFill(report),
            ReportKind.TradeCorrect or ReportKind.TradeCancel => Amend(report),
            _ => TraceNote.None,
        };
        changeQty = Qty - before;
        return note;
    }

    private TraceNote AddFill(OrderMessage report)
    {
        if (report.ExecID is not null && _supersededIds.Contains(report.ExecID))
            return TraceNote.Late;

        var fill = new Fill();
        _fills.Add(fill);
        Set(fill, report.LastQty ?? 0, report.LastPx ?? 0);
        if (report.ExecID is not null)
            _fillsById[report.ExecID] = fill;

        return TraceNote.None;
    }

    private TraceNote Amend(OrderMessage report)
    {
        bool isCancel = report.Kind == ReportKind.TradeCancel;
        if (report.ExecRefID is null || !_fillsById.TryGetValue(report.ExecRefID, out Fill? fill))
        {
            AmendUnknown(report, isCancel);
            return TraceNote.UnknownExecution;
        }

        if (fill.IsCanceled)
            return TraceNote.AlreadyCanceled;

        fill.IsCanceled = isCancel;
        Set(fill, isCancel ? 0 : report.LastQty ?? fill.Qty, report.LastPx ?? fill.Px);
        if (report.ExecID is not null)
            _fillsById[report.ExecID] = fill; // The next correction names this one.

        return TraceNote.None;
    }

    private void AmendUnknown(OrderMessage report, bool isCancel)
    {
        if (report.ExecRefID is not null)
            _supersededIds.Add(report.ExecRefID);

        var fill = new Fill { IsCanceled = isCancel };
        _fills.Add(fill);
        if (!isCancel)
            Set(fill, report.LastQty ?? 0, report.LastPx ?? 0);

        if (report.ExecID is not null)
            _fillsById[report.ExecID] = fill;
    }

    private void Set(Fill fill, decimal qty, decimal px)
    {
        Qty += qty - fill.Qty;
        (fill.Qty, fill.Px) = (qty, px);
    }

    private sealed class Fill
    {
        public decimal Qty;
        public decimal Px;
        public bool IsCanceled;
    }
}
