using System;
using System.Collections.Generic;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using static LowLatencyEngine.Unit.Orders.TwinFacts;

namespace LowLatencyEngine.Unit.Orders;

/// <summary>
/// The order table once more, slow and obvious: an object an order, a list of fills, no slots, no marks. It is written
/// from the rules in the README and the race table of the specification, and can forget one rule.
/// </summary>
internal sealed class OrderRuleTwin(OrderRule without, IReadOnlyList<AccountTerms> terms)
{
    private readonly Dictionary<long, TwinOrder> _orders = [];
    private readonly HashSet<long> _execIds = [];

    /// <summary>All fills, and what accounts make of them.</summary>
    public FillListTwin Fills { get; } = new(terms, without);

    /// <summary>Moves of the position since start.</summary>
    public long PositionLots { get; private set; }

    public TwinOrder Find(long id) => _orders[id];

    public void Add(in EngineEvent newOrder) =>
        _orders.Add(newOrder.Order.OrderId, new TwinOrder(newOrder, without));

    public bool TryCancel(in EngineEvent cancel)
    {
        TwinOrder order = _orders[cancel.Order.OriginalOrderId];
        bool isOnItsWay = order.CancelId != 0 && Keeps(OrderRule.OneCancelAtATime);
        if (order.IsCancelInDoubt && Keeps(OrderRule.ALostCancelMayBeRepeated))
            isOnItsWay = false;

        if ((!order.IsHeld && Keeps(OrderRule.CancelNeedsAnOpenOrder)) || isOnItsWay)
            return false;

        (order.CancelId, order.IsCancelInDoubt) = (cancel.Order.OrderId, false);
        order.Waiting = Keeps(OrderRule.ACancelDropsWhatWaits) ? null : order.Waiting;
        return true;
    }

    public bool TryReplace(in EngineEvent replace)
    {
        TwinOrder order = _orders[replace.Order.OriginalOrderId];
        if ((!order.IsOpen && Keeps(OrderRule.ReplaceNeedsAnOpenOrder)) ||
            (order.CancelId != 0 && Keeps(OrderRule.NoReplaceBehindACancel)) ||
            (order.ReplaceId != 0 && Keeps(OrderRule.OneReplaceAtATime)) ||
            (replace.Order.QtyLots <= order.FilledLots && Keeps(OrderRule.ReplaceMustLeaveSomething)))
            return false;

        _orders[replace.Order.OrderId] = order;
        order.DropReplace();
        order.ReplaceId = replace.Order.OrderId;
        order.ReplaceQtyLots = replace.Order.QtyLots;
        order.ReplacePriceTicks = replace.Order.PriceTicks;
        if (!Keeps(OrderRule.AReplaceKeepsTheMarkOfAClose))
            order.Closes = replace.Flags.Closes();

        return true;
    }

    public void Disconnect(IEnumerable<long> orderIds)
    {
        foreach (long id in orderIds)
        {
            if (_orders[id].IsHeld && Keeps(OrderRule.DisconnectsRaiseDoubt))
                _orders[id].Doubt();
        }
    }

    /// <summary>Applies a report or a refusal to an order that is known.</summary>
    public void Apply(in EngineEvent input)
    {
        TwinOrder order = _orders[input.Execution.OrderId];
        PositionLots -= (int)order.Side * order.FilledLots;
        if (input.Kind == EventKind.CancelReject)
            ApplyRefusal(order, in input);
        else
            ApplyReport(order, in input.Execution, (input.Flags & EventFlags.PossibleDuplicate) != EventFlags.None);

        PositionLots += (int)order.Side * order.FilledLots;
    }

    private bool Keeps(OrderRule rule) => without != rule;

    private void ApplyReport(TwinOrder order, in Execution e, bool isResent)
    {
        bool isSeen = e.ExecType != ExecType.OrderStatus && e.ExecIdHash != 0 && !_execIds.Add(e.ExecIdHash);
        bool isCorrection = e.ExecType is ExecType.TradeCancel or ExecType.TradeCorrect;
        if (!IsPossible(e.CumQtyLots) || !IsPossible(e.LastQtyLots) || Math.Abs(e.LastPriceTicks) > NumberMax)
        {
            if (order.IsOpen && Keeps(OrderRule.ImpossibleNumbersRaiseDoubt))
                order.Doubt();
            return;
        }

        if (isSeen && (order.IsCorrected || isCorrection) && Keeps(OrderRule.SeenCorrectionsAreIgnored))
            return;

        if (isCorrection)
        {
            Correct(order, in e);
            return;
        }

        if (!isSeen || !Keeps(OrderRule.SeenReportsAcceptNothing))
            AcceptReplace(order, in e);

        long newLots = NewLots(order, in e, isSeen || isResent);
        if (newLots > 0 && (order.IsOpen || Keeps(OrderRule.LateFillsAreBooked)))
            Fill(order, in e, newLots);
        else if (IsFill(in e) && !isSeen && newLots == 0)
            Explain(order, in e);

        Move(order, in e, isSeen || isResent);
    }

    private long NewLots(TwinOrder order, in Execution e, bool isRepeat)
    {
        if (order.IsCorrected && e.ExecType != ExecType.OrderStatus && Keeps(OrderRule.AfterACorrectionFillsCount))
            return IsFill(in e) && !IsOfMissed(order, in e) ? e.LastQtyLots : 0;

        if (!IsFill(in e) || e.CumQtyLots >= e.LastQtyLots)
        {
            if (!Keeps(OrderRule.CumQtyIsBelieved))
                return IsFill(in e) && !isRepeat ? e.LastQtyLots : 0;

            if (!Keeps(OrderRule.SeenFillsAreNotNew) && IsFill(in e))
                return e.LastQtyLots;

            return Math.Max(0, e.CumQtyLots - order.FilledLots);
        }

        bool isNew = !isRepeat || !Keeps(OrderRule.ResentFillsWithoutATotalDoNot);
        return isNew && Keeps(OrderRule.AFillWithoutATotalCounts) ? e.LastQtyLots : 0;
    }

    private void Fill(TwinOrder order, in Execution e, long newLots)
    {
        long missedLots = Math.Max(0, newLots - (IsFill(in e) ? e.LastQtyLots : 0));
        order.LastFillPriceTicks = IsFill(in e) ? e.LastPriceTicks : order.AssumedPriceTicks;
        if (missedLots > 0)
        {
            order.Missed = (order.FilledLots, order.FilledLots + missedLots, missedLots);
            Fills.BookMissed(order, in e, missedLots);
        }

        if (newLots > missedLots)
            Fills.Book(order, in e, newLots - missedLots);

        bool wasHeld = order.IsHeld;
        order.FilledLots += newLots;
        order.OpenLots -= Math.Min(order.OpenLots, newLots);
        if (!Keeps(OrderRule.FillsKeepThePendingCancel))
            order.DropCancel();

        if (order.IsOpen)
            order.Status = OrderStatus.PartiallyFilled;
        else if (order.FilledLots >= order.QtyLots && Keeps(OrderRule.AnOrderFillsWhenAllLotsAre))
            order.Status = OrderStatus.Filled;

        if (wasHeld && !order.IsHeld)
            order.Finish();
    }

    private void Explain(TwinOrder order, in Execution e)
    {
        if (!IsOfMissed(order, in e) || !Keeps(OrderRule.MissedFillsCanBeExplained))
            return;

        order.Missed = order.Missed with { Lots = order.Missed.Lots - e.LastQtyLots };
        Fills.Explain(order, in e);
    }

    private void Move(TwinOrder order, in Execution e, bool isRepeat)
    {
        OrderStatus closing = Closing(in e, without);
        bool isAnswer = e.ExecType == ExecType.OrderStatus;
        if (order.AwaitsReplace)
        {
            Await(order, in e, isRepeat, closing);
        }
        else if (!order.IsOpen)
        {
            bool isAlive = closing == OrderStatus.None && e.LeavesQtyLots > 0;
            bool isReopened = isAnswer
                ? isAlive && !isRepeat && Keeps(OrderRule.AnAnswerReopensWhatLives)
                : isAlive && !Keeps(OrderRule.ClosedOrdersStayClosed);

            if (isReopened && order.FilledLots < order.QtyLots)
            {
                order.Work(order.QtyLots - order.FilledLots);
                order.Doubt();
            }
        }
        else if (closing == OrderStatus.Filled && order.VenueId != order.OrderId && !isAnswer &&
            Keeps(OrderRule.FilledAfterAReplaceRaisesDoubt))
        {
            order.Doubt();
        }
        else if (closing != OrderStatus.None && Keeps(OrderRule.TerminalReportsClose))
        {
            order.Close(closing);
        }
        else if (closing == OrderStatus.None)
        {
            Acknowledge(order, in e, isRepeat);
        }
    }

    private void Await(TwinOrder order, in Execution e, bool isRepeat, OrderStatus closing)
    {
        if (isRepeat || e.ExecType is ExecType.None or ExecType.Other)
            return;

        if (closing is not (OrderStatus.None or OrderStatus.Filled))
            order.DropReplace();

        EndDoubt(order, in e);
        if (!order.IsHeld)
            order.Finish();
    }

    private void Acknowledge(TwinOrder order, in Execution e, bool isRepeat)
    {
        bool isWorking = IsLiving(e.Status) || e.ExecType is ExecType.New or ExecType.PendingCancel
            or ExecType.Replaced or ExecType.DoneForDay or ExecType.Suspended;
        if (isWorking && order.Status == OrderStatus.PendingNew && Keeps(OrderRule.AnyWordAcknowledges))
            order.Status = OrderStatus.New;

        if ((isRepeat && Keeps(OrderRule.RepeatsEndNoDoubt)) || e.ExecType is ExecType.None or ExecType.Other)
            return;

        bool isBelieved = (e.ExecType == ExecType.Restated && Keeps(OrderRule.RestatementsAreBelieved)) ||
            (e.ExecType == ExecType.OrderStatus && Keeps(OrderRule.AnswersAreBelieved));
        if (isBelieved && e.CumQtyLots == order.FilledLots && e.LeavesQtyLots > 0 && IsPossible(e.LeavesQtyLots))
        {
            order.QtyLots = order.FilledLots + e.LeavesQtyLots;
            order.OpenLots = e.LeavesQtyLots;
        }

        EndDoubt(order, in e);
    }

    private void EndDoubt(TwinOrder order, in Execution e)
    {
        bool isAnswer = e.ExecType == ExecType.OrderStatus;
        bool isCancelPending = e.Status == OrderStatus.PendingCancel;
        bool isReplacePending = e.Status == OrderStatus.PendingReplace;
        if (order.IsCancelInDoubt && isAnswer && !isCancelPending && Keeps(OrderRule.AnAnswerEndsALostCancel))
            order.DropCancel();

        if (order.IsReplaceInDoubt && isAnswer && !isReplacePending && Keeps(OrderRule.AnAnswerEndsALostReplace))
            order.DropReplace();

        if ((!order.IsCancelInDoubt || isCancelPending) && (!order.IsReplaceInDoubt || isReplacePending) &&
            Keeps(OrderRule.ANewWordEndsDoubt))
            order.ClearDoubt();
    }

    private void AcceptReplace(TwinOrder order, in Execution e)
    {
        if (order.ReplaceId == 0 || !ShowsReplace(order, in e))
            return;

        bool wasOpen = order.IsOpen;
        bool wasHeld = order.IsHeld;
        order.VenueId = order.ReplaceId;
        order.PriceTicks = order.ReplacePriceTicks;
        order.QtyLots = Keeps(OrderRule.AReplaceDoesNotUndoFills)
            ? Math.Max(order.ReplaceQtyLots, order.FilledLots)
            : order.ReplaceQtyLots;
        order.DropReplace();
        bool isGranted = e.ExecType == ExecType.Replaced && e.LeavesQtyLots > 0 && IsPossible(e.LeavesQtyLots);
        if (isGranted && e.CumQtyLots == order.FilledLots && Keeps(OrderRule.AGrantedQuantityIsTaken))
            order.QtyLots = order.FilledLots + e.LeavesQtyLots;

        long openLots = order.QtyLots - order.FilledLots;
        bool canReopen = order.Status == OrderStatus.Filled && Keeps(OrderRule.AFilledOrderReopensByReplace);
        if (openLots > 0 && (wasOpen || canReopen))
            order.Work(openLots);
        else if (openLots <= 0 && wasHeld)
            order.Close(OrderStatus.Filled);
    }

    private bool ShowsReplace(TwinOrder order, in Execution e)
    {
        if (e.ExecType == ExecType.Replaced)
            return e.RequestId == order.ReplaceId || e.OrderId == order.ReplaceId || e.RequestId == 0;

        if (e.Status == OrderStatus.PendingReplace || e.ExecType == ExecType.Rejected)
            return false;

        bool hasItsQuantity = e.ExecType == ExecType.OrderStatus && order.ReplaceQtyLots != order.QtyLots &&
            e.LeavesQtyLots > 0 && e.CumQtyLots + e.LeavesQtyLots == order.ReplaceQtyLots;
        return (Names(in e, order.ReplaceId) && Keeps(OrderRule.TheReplacesIdShowsIt)) ||
            (hasItsQuantity && Keeps(OrderRule.TheReplacesQuantityShowsIt));
    }

    private void ApplyRefusal(TwinOrder order, in EngineEvent input)
    {
        long requestId = input.Execution.RequestId;
        if (order.ReplaceId != 0 && (requestId == order.ReplaceId || (requestId == 0 && order.CancelId == 0)))
        {
            if (Keeps(OrderRule.ARefusedReplaceIsDropped))
                order.DropReplace();

            if (order.IsOpen)
                TakeRefusal(order, in input);
            else if (!order.IsHeld)
                order.Finish();

            return;
        }

        bool isItsOwn = requestId == 0 || requestId == order.CancelId;
        if (order.CancelId == 0 || (!isItsOwn && Keeps(OrderRule.RefusalsOfOtherCancelsAreStale)))
            return;

        if (Keeps(OrderRule.ARefusedCancelIsDropped))
            order.DropCancel();

        TakeRefusal(order, in input);
    }

    private void TakeRefusal(TwinOrder order, in EngineEvent input)
    {
        ref readonly Execution e = ref input.Execution;
        bool isAsKnown = order.AwaitsReplace && e.Status == OrderStatus.Filled;
        if ((e.RejectReason == 1 || (IsClosed(e.Status) && !isAsKnown)) && Keeps(OrderRule.AnUnknownOrderIsInDoubt))
        {
            order.Doubt();
            return;
        }

        bool isResent = (input.Flags & EventFlags.PossibleDuplicate) != EventFlags.None;
        bool hasStatus = e.Status is OrderStatus.New or OrderStatus.PartiallyFilled;
        if (isResent || !hasStatus || !Keeps(OrderRule.ARefusalWithAStatusConfirms))
            return;

        if (order.Status == OrderStatus.PendingNew)
            order.Status = OrderStatus.New;

        order.ClearDoubt();
    }

    private void Correct(TwinOrder order, in Execution e)
    {
        bool isBust = e.ExecType == ExecType.TradeCancel;
        bool isKnown = Fills.TryCorrect(order, in e, out long changeLots);
        if (!Keeps(isBust ? OrderRule.ABustTakesItsFill : OrderRule.ACorrectionChangesItsFill))
            changeLots = 0;

        if (!isKnown || order.FilledLots + changeLots < 0)
        {
            if (order.IsOpen && Keeps(OrderRule.CorrectionsOfUnknownFillsRaiseDoubt))
                order.Doubt();

            return;
        }

        order.FilledLots += changeLots;
        order.Missed = default;
        order.IsCorrected = true;
        MoveCorrected(order, in e);
        if (!order.IsHeld)
            order.Finish();
    }

    private void MoveCorrected(TwinOrder order, in Execution e)
    {
        long fillableLots = Math.Max(0, order.QtyLots - order.FilledLots);
        bool addsUp = e.CumQtyLots == order.FilledLots && (e.LeavesQtyLots <= 0 || e.LeavesQtyLots == fillableLots);
        if (!addsUp)
        {
            if (fillableLots > 0 && (order.IsOpen || order.Status == OrderStatus.Filled) &&
                Keeps(OrderRule.ACorrectionThatDoesNotAddUpRaisesDoubt))
            {
                order.Work(fillableLots);
                order.Doubt();
            }

            return;
        }

        OrderStatus end = IsClosed(e.Status) && e.Status != OrderStatus.Filled ? e.Status : OrderStatus.Canceled;
        if (order.FilledLots >= order.QtyLots)
            end = OrderStatus.Filled;

        if (e.LeavesQtyLots > 0 && Keeps(OrderRule.ACorrectionReopensTheOrder))
            order.Work(fillableLots);
        else if (e.LeavesQtyLots <= 0 && order.IsOpen)
            order.Close(end);
        else if (e.LeavesQtyLots <= 0 && (order.Status == OrderStatus.Filled || order.FilledLots >= order.QtyLots))
            order.Status = end;
    }
}
