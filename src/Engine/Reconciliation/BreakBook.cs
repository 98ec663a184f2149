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

    public long Count => _count;

    /// <summary>False where as many changes wait for strategies as one input may bring.</summary>
    public bool HasRoomForReport => state.Reports.Count < DecisionState.OutboxCapacity / 2;

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

    /// <summary>An open order of which the table knows nothing: taken in, unless the rules leave it.</summary>
    public void TakeForeign(in EngineEvent e, long requestId)
    {
        bool adopts = rules.ForeignOrders != ForeignOrderPolicy.Leave && HasRoomForReport;
        long adoptedId = adopts ? TryAdopt(in e) : 0;
        bool cancels = adoptedId != 0 && rules.ForeignOrders == ForeignOrderPolicy.Cancel && state.Outbox.Room > 1;
        BreakAction kept = adoptedId != 0 ? BreakAction.Adopted : BreakAction.Left;
        ref ReconcileBreak found = ref Add(in e, BreakKind.ForeignOrder, cancels ? BreakAction.CancelSent : kept);
        found.OrderId = e.Execution.OrderId;
        found.VenueLots = e.Execution.LeavesQtyLots;
        found.RequestId = requestId;
        if (cancels)
            Cancel(in e, adoptedId);
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

    /// <summary>A fill for which a difference of positions had been booked: as many synthetic lots go.</summary>
    public void TakeBack(in EngineEvent e, in OrderReport report)
    {
        if (!state.Orders.TryTakeBackResidual(in e, in report, out OrderReport taken))
            return;

        state.TakeReport(in taken);
        ref ReconcileBreak found = ref Add(in e, BreakKind.ResidualExplained, BreakAction.Booked);
        found.OrderId = e.Execution.OrderId;
        found.OwnLots = report.FilledLots;
        found.VenueLots = report.FilledLots + taken.FilledLots;
        found.PriceTicks = report.FillPriceTicks;
        found.ExecIdHash = e.Execution.ExecIdHash;
    }

    /// <summary>A trade that the venue named: booked, or one that its order has no lots for.</summary>
    public void TellTrade(in EngineEvent trade, BreakKind kind, long ownLots)
    {
        BreakAction action = kind == BreakKind.MissedTrade ? BreakAction.Booked : BreakAction.Left;
        ref ReconcileBreak found = ref Add(in trade, kind, action);
        found.OrderId = trade.Execution.OrderId;
        found.OwnLots = ownLots;
        found.VenueLots = trade.Execution.CumQtyLots;
        found.PriceTicks = trade.Execution.LastPriceTicks;
        found.ExecIdHash = trade.Execution.ExecIdHash;
    }

    /// <summary>A position that has come to differ while trading went on.</summary>
    public void TellDrift(in EngineEvent e, int place, PositionComparison positions, long requestId)
    {
        AddPosition(in e, ActionOf(rules.Drift), place, positions).RequestId = requestId;
        Act(rules.Drift);
    }

    /// <summary>What the order session told, and what was copied, have come to differ.</summary>
    public void TellCopy(in EngineEvent e, in CopyBreak copy, DriftPolicy policy)
    {
        ref ReconcileBreak found = ref Add(in e, copy.Kind, ActionOf(policy), copy.InstrumentIndex);
        found.OrderId = copy.OrderId;
        found.Leg = copy.Leg;
        found.OwnLots = copy.OwnLots;
        found.VenueLots = copy.CopiedLots;
        Act(policy);
    }

    /// <summary>
    /// Positions of an instrument that our fills do not explain: booked to the operator, or a halt where the rules want
    /// it or its account could not hold them.
    /// </summary>
    public void TellPositions(in EngineEvent e, int firstPlace, PositionComparison positions, long requestId)
    {
        bool books = rules.Breaks == BreakPolicy.Book && positions.CanBook(firstPlace);
        for (int place = firstPlace; place < firstPlace + positions.LegCount; place++)
        {
            if (positions.DifferenceLots(place) != 0)
                TellPosition(in e, new PositionBreak(positions, place, requestId, books));
        }
    }

    private void TellPosition(in EngineEvent e, in PositionBreak what)
    {
        (PositionComparison positions, int place, long requestId, bool books) = what;
        ref ReconcileBreak found = ref AddPosition(
            in e, books ? BreakAction.Booked : BreakAction.Halted, place, positions);
        found.RequestId = requestId;
        if (!books)
        {
            state.Risk.Halt();
            return;
        }

        int instrumentIndex = positions.InstrumentOf(place);
        found.PriceTicks = positions.PriceTicks(place);
        if (found.PriceTicks == 0)
            found.PriceTicks = StateReport.MarkPriceTicks(state, instrumentIndex);

        found.ExecIdHash = IdOf(in found, instrumentIndex);
        Book(in found, instrumentIndex, positions.StatedNs);
    }

    public void Transfer(ref StateTransfer transfer) => transfer.Value(ref _count);

    private static BreakAction ActionOf(DriftPolicy policy) => policy switch
    {
        DriftPolicy.Halt => BreakAction.Halted,
        DriftPolicy.Reduce => BreakAction.Reduced,
        _ => BreakAction.Left,
    };

    private void Act(DriftPolicy policy)
    {
        if (policy == DriftPolicy.Halt)
            state.Risk.Halt();
        else if (policy == DriftPolicy.Reduce)
            state.Risk.Reduce();
    }

    /// <summary>Of a leg, more lots open and fewer close; the short one is sold to be larger.</summary>
    private void Book(in ReconcileBreak found, int instrumentIndex, long statedNs)
    {
        long differenceLots = found.VenueLots - found.OwnLots;
        bool isBought = differenceLots > 0 != (found.Leg == BreakLeg.Short);
        FillFacts effect = differenceLots > 0 ? FillFacts.Opens : FillFacts.Closes;
        var residual = new Fill
        {
            ExecIdHash = found.ExecIdHash,
            QtyLots = Math.Abs(differenceLots),
            PriceTicks = found.PriceTicks,
            FeeTickLots = 0,
            InstrumentIndex = instrumentIndex,
            StrategyIndex = OrderRequest.OperatorStrategyIndex,
            Side = isBought ? Side.Buy : Side.Sell,
            Facts = found.Leg == BreakLeg.None ? FillFacts.None : effect,
        };
        if (state.Orders.TryBookResidual(in residual, statedNs, out OrderReport report))
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
        if (found.Leg != BreakLeg.None)
            hash.Add((int)found.Leg);

        return hash.Value;
    }

    private long TryAdopt(in EngineEvent e)
    {
        long orderId = state.Outbox.TakeOrderId();
        if (!state.Orders.TryAdopt(in e, orderId, out OrderReport report))
            return 0;

        state.TakeReport(in report);
        return orderId;
    }

    private void Cancel(in EngineEvent e, long orderId)
    {
        ref EngineEvent cancel = ref state.Outbox.Add(EventKind.CancelOrder, in e);
        cancel.Side = e.Side;
        cancel.Order.OriginalOrderId = orderId;
        cancel.Order.QtyLots = e.Execution.LeavesQtyLots;
        cancel.Order.CauseSequence = e.Sequence;
        cancel.Order.StrategyIndex = OrderRequest.OperatorStrategyIndex;
    }

    private readonly record struct PositionBreak(
        PositionComparison Positions, int Place, long RequestId, bool Books);

    private ref ReconcileBreak AddPosition(
        in EngineEvent e, BreakAction action, int place, PositionComparison positions)
    {
        ref ReconcileBreak found = ref Add(in e, BreakKind.Position, action, positions.InstrumentOf(place));
        found.Leg = positions.LegOf(place);
        found.OwnLots = positions.OwnLots(place);
        found.VenueLots = positions.VenueLots(place);
        return ref found;
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
