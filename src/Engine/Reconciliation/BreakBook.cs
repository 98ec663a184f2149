using System;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Reporting;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;

namespace LowLatencyEngine.Engine.Reconciliation;

/// <summary>
/// Writes each difference into the journal, and does about it what the rules say. Decision thread only; 0 bytes.
/// </summary>
internal sealed class BreakBook(DecisionState state, ReconcileConfiguration rules)
{
    private long _count;
    private long _foreignCancelId; // Of the cancel written with this input; within it only.

    public long Count => _count;

    /// <summary>False where as many changes wait for strategies as one input may bring.</summary>
    public bool HasRoomForReport => state.Reports.Count < DecisionState.OutboxCapacity / 2;

    public void BeginInput() => _foreignCancelId = 0;

    public bool IsCancelOfForeign(in EngineEvent cancel) =>
        _foreignCancelId != 0 && cancel.Order.OrderId == _foreignCancelId;

    /// <summary>An order of ours had filled, or ended, without a report; the table has put it right already.</summary>
    public void TakeAnswer(in EngineEvent e, in OrderReport report)
    {
        if (report.FilledLots > 0)
        {
            ref ReconcileBreak fill = ref Add(in e, BreakKind.MissedFill, BreakAction.Booked);
            fill.OrderId = report.OrderId;
            fill.OwnLots = e.Execution.CumQtyLots - report.FilledLots;
            fill.VenueLots = e.Execution.CumQtyLots;
            fill.PriceTicks = report.FillPriceTicks;
        }

        if (report.OpenLots != 0 || report.ReleasedLots <= 0)
            return;

        ref ReconcileBreak closed = ref Add(in e, BreakKind.ClosedAtVenue, BreakAction.Booked);
        closed.OrderId = report.OrderId;
        closed.OwnLots = report.ReleasedLots;
    }

    /// <summary>An open order in an answer of which the table knows nothing.</summary>
    public void TakeForeign(in EngineEvent e, long requestId)
    {
        ref readonly Execution execution = ref e.Execution;
        bool isOpen = execution is { ExecType: ExecType.OrderStatus, LeavesQtyLots: > 0 };
        if (!isOpen || state.Orders.TryFind(new OrderId(execution.OrderId), out _))
            return;

        // Without a ClOrdID(11) that is a number, nothing of ours could name it in a cancel.
        bool cancels = rules.ForeignOrders == ForeignOrderPolicy.Cancel && execution.OrderId > 0 &&
            (uint)e.InstrumentIndex < (uint)state.Instruments.Count && state.Outbox.Room > 1;
        ref ReconcileBreak found = ref Add(
            in e, BreakKind.ForeignOrder, cancels ? BreakAction.CancelSent : BreakAction.Left);
        found.OrderId = execution.OrderId;
        found.VenueLots = execution.LeavesQtyLots;
        found.RequestId = requestId;
        if (cancels)
            Cancel(in e);
    }

    /// <summary>A question that the venue does not know, or has not answered: what it was for is left undone.</summary>
    public void Tell(in EngineEvent e, BreakKind kind, long requestId) =>
        Add(in e, kind, BreakAction.Left).RequestId = requestId;

    /// <summary>A venue that knows the question and does not answer it may know anything.</summary>
    public void TellUnansweredPositions(in EngineEvent e, long requestId)
    {
        bool halts = rules.Breaks == BreakPolicy.Halt;
        Add(in e, BreakKind.PositionsUnanswered, halts ? BreakAction.Halted : BreakAction.Left).RequestId = requestId;
        if (halts)
            state.Risk.Halt();
    }

    /// <summary>Orders that nobody answers for keep new ones blocked; an operator has to know.</summary>
    public void TellOfDoubts(in EngineEvent e)
    {
        bool halts = rules.Breaks == BreakPolicy.Halt;
        Add(in e, BreakKind.StatusUnanswered, halts ? BreakAction.Halted : BreakAction.Left).OwnLots =
            state.Orders.InDoubtCount;
        if (halts)
            state.Risk.Halt();
    }

    /// <summary>A position that our fills do not explain: booked to the operator, or a halt.</summary>
    public void TellPosition(in EngineEvent e, int instrumentIndex, PositionComparison positions, long requestId)
    {
        bool books = rules.Breaks == BreakPolicy.Book;
        long ownLots = state.Positions.OfInstrument(instrumentIndex).Lots;
        long differenceLots = positions.DifferenceLots(instrumentIndex);
        ref ReconcileBreak found = ref Add(
            in e, BreakKind.Position, books ? BreakAction.Booked : BreakAction.Halted, instrumentIndex);
        found.OwnLots = ownLots;
        found.VenueLots = positions.VenueLots(instrumentIndex);
        found.RequestId = requestId;
        if (!books)
        {
            state.Risk.Halt();
            return;
        }

        found.PriceTicks = positions.PriceTicks(instrumentIndex);
        if (found.PriceTicks == 0)
            found.PriceTicks = StateReport.MarkPriceTicks(state, instrumentIndex);

        found.ExecIdHash = IdOf(in found, instrumentIndex);
        Book(in found, instrumentIndex, differenceLots);
    }

    public void Transfer(ref StateTransfer transfer) => transfer.Value(ref _count);

    private void Book(in ReconcileBreak found, int instrumentIndex, long differenceLots)
    {
        var residual = new Fill
        {
            ExecIdHash = found.ExecIdHash,
            QtyLots = Math.Abs(differenceLots),
            PriceTicks = found.PriceTicks,
            FeeTickLots = 0,
            InstrumentIndex = instrumentIndex,
            StrategyIndex = OrderRequest.OperatorStrategyIndex,
            Side = differenceLots > 0 ? Side.Buy : Side.Sell,
        };
        if (state.Orders.TryBookResidual(in residual, out OrderReport report))
            state.TakeReport(in report);
    }

    /// <summary>The same answer to the same question, in whatever life it is worked on, has the same id.</summary>
    private static long IdOf(in ReconcileBreak found, int instrumentIndex)
    {
        var hash = new StateHash();
        hash.Add("RECON");
        hash.Add(found.RequestId);
        hash.Add(instrumentIndex);
        hash.Add(found.OwnLots);
        hash.Add(found.VenueLots);
        return hash.Value;
    }

    private void Cancel(in EngineEvent e)
    {
        ref EngineEvent cancel = ref state.Outbox.Add(EventKind.CancelOrder, in e);
        cancel.Side = e.Side;
        cancel.Order.OriginalOrderId = e.Execution.OrderId;
        cancel.Order.QtyLots = e.Execution.LeavesQtyLots;
        cancel.Order.Type = OrderType.Limit;
        cancel.Order.CauseSequence = e.Sequence;
        cancel.Order.StrategyIndex = OrderRequest.OperatorStrategyIndex;
        _foreignCancelId = cancel.Order.OrderId;
    }

    private ref ReconcileBreak Add(in EngineEvent e, BreakKind kind, BreakAction action, int? instrumentIndex = null)
    {
        _count++;
        ref EngineEvent record = ref state.Outbox.Add(EventKind.ReconcileBreak, in e);
        record.InstrumentIndex = instrumentIndex ?? e.InstrumentIndex;
        record.Side = e.Kind == EventKind.Execution ? e.Side : Side.None;
        record.Break.CauseSequence = e.Sequence;
        record.Break.Kind = kind;
        record.Break.Action = action;
        return ref record.Break;
    }
}
