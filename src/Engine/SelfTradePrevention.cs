using System;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using LowLatencyEngine.Orders.Held;
using LowLatencyEngine.Risk;

namespace LowLatencyEngine.Engine;

/// <summary>
/// Makes our own resting orders give way to one that would meet them, where that is configured: finds them in the order
/// table, has the gate judge what is left of the order, and writes their cancels and replaces before it, so that they
/// leave first on the same session. Decision thread only; an order that meets none of ours costs one comparison of
/// prices, one that does O(open orders); 0 bytes; no state that outlives an input.
/// </summary>
/// <remarks>
/// Refused as in CancelNew, with nothing else done, is an order that meets another of the same input (which has not
/// left yet), more than the outbox holds, and in Decrement a replace or a part of a held order. An order that is
/// refused for any other reason cancels nothing.
/// </remarks>
public sealed class SelfTradePrevention
{
    private readonly DecisionState _state;
    private readonly SelfTrades _rules;
    private readonly SelfTradePlan _plan = new(DecisionState.OutboxCapacity);
    private long _wantedLots;

    internal SelfTradePrevention(DecisionState state)
    {
        _state = state;
        _rules = state.Risk.SelfTrades;
    }

    /// <summary>Prepares the verdict on a wish; true if <see cref="End"/> must follow it.</summary>
    /// <param name="index">Of the wish in the outbox; the wishes before it have verdicts.</param>
    public bool TryBegin(int index)
    {
        if (!_rules.HasActs)
            return false;

        ref EngineEvent wish = ref _state.Outbox[index];
        if (wish.Kind == EventKind.HoldOrder)
            return TryBeginHold(in wish);

        if (!TryPlan(in wish, index))
            return false;

        _wantedLots = wish.Order.QtyLots;
        _rules.Overlooked = _plan.LeftLots > 0;
        if (_plan.LeftLots > 0)
            wish.Order.QtyLots = _plan.LeftLots;

        return true;
    }

    /// <summary>Writes what goes before the wish, if the gate said of it what the plan reckoned with.</summary>
    /// <returns>Outputs that now stand before it and have no verdict yet.</returns>
    public int End(int index, in EngineEvent cause)
    {
        _rules.Overlooked = false;
        ref EngineEvent wish = ref _state.Outbox[index];
        if (wish.Kind == EventKind.HoldOrder)
            return 0;

        RiskVerdict planned = _plan.LeftLots > 0 ? RiskVerdict.Accepted : RiskVerdict.SelfTrade;
        if (wish.Order.Verdict != RiskVerdict.Accepted)
            wish.Order.QtyLots = _wantedLots;

        if (wish.Order.Verdict != planned || (planned == RiskVerdict.Accepted && !WillBeTaken(in wish, index)))
            return 0; // The order table refuses it later.

        int place = index;
        foreach (SelfTradeAct act in _plan.Acts)
            Write(in act, place++, in cause);

        return place - index;
    }

    /// <summary>What the verdict on a new order would be; nothing is reserved or sent.</summary>
    public RiskVerdict Probe(in EngineEvent order, in RiskMarket market)
    {
        if (!_rules.HasActs || !TryPlan(in order, _state.Outbox.Count) || _plan.LeftLots == 0)
            return _state.Risk.Probe(in order, in market);

        EngineEvent left = order;
        left.Order.QtyLots = _plan.LeftLots;
        _rules.Overlooked = true;
        RiskVerdict verdict = _state.Risk.Probe(in left, in market);
        _rules.Overlooked = false;
        return verdict;
    }

    /// <summary>Whether the order table takes the wish, with what goes before it.</summary>
    private bool WillBeTaken(in EngineEvent wish, int index)
    {
        for (int i = 0; i < index && wish.Kind == EventKind.ReplaceOrder; i++)
        {
            ref readonly EngineEvent other = ref _state.Outbox[i];
            if (other.Kind.IsJudged() && other.Order.Verdict == RiskVerdict.Accepted &&
                other.Order.OriginalOrderId == wish.Order.OriginalOrderId)
                return false; // One change of an order at a time.
        }

        return _state.Orders.WouldTake(in wish);
    }

    /// <summary>A held order meets ours only when its parts go out; they are looked at then.</summary>
    private bool TryBeginHold(in EngineEvent hold)
    {
        _rules.Overlooked = _rules.ModeOf(hold.InstrumentIndex) == SelfTradeMode.CancelOld;
        return _rules.Overlooked;
    }

    private bool TryPlan(in EngineEvent wish, int index)
    {
        EngineEvent order = wish;
        bool isReplace = wish.Kind == EventKind.ReplaceOrder;
        if ((!isReplace && wish.Kind != EventKind.NewOrder) || (isReplace && !TryComplete(ref order)))
            return false;

        SelfTradeMode mode = _rules.ModeOf(order.InstrumentIndex);
        bool isWhole = !isReplace && order.Order.ParentOrderId == 0;
        bool isRefused = mode <= SelfTradeMode.CancelNew || (mode == SelfTradeMode.Decrement && !isWhole);
        if (isRefused || order.Side is not (Side.Buy or Side.Sell) || order.Order.QtyLots <= 0 ||
            !_rules.Meets(in order) || MeetsWish(in order, index))
            return false;

        _plan.Begin(in order, mode);
        foreach (ref readonly Order resting in _state.Orders.OpenOrders)
        {
            if (CanMeet(in order, in resting))
                Offer(in resting, index);
        }

        _plan.Close();
        return _plan.CanAct && _plan.Acts.Length <= _state.Outbox.Room;
    }

    /// <summary>What a replace does not change is its order's.</summary>
    private bool TryComplete(ref EngineEvent replace)
    {
        if (!_state.Orders.TryFind(new OrderId(replace.Order.OriginalOrderId), out Order order) || !order.IsOpen)
            return false;

        replace.InstrumentIndex = order.InstrumentIndex;
        replace.Side = order.Side;
        replace.Order.StrategyIndex = order.StrategyIndex;
        replace.Order.Type = order.Type;
        return true;
    }

    /// <summary>Whether it meets an order that leaves with the same input: there is nothing to cancel yet.</summary>
    private bool MeetsWish(in EngineEvent order, int index)
    {
        for (int i = 0; i < index; i++)
        {
            ref readonly EngineEvent other = ref _state.Outbox[i];
            bool isLeaving = other.Kind is EventKind.NewOrder or EventKind.ReplaceOrder &&
                other.Order.Verdict == RiskVerdict.Accepted && other.Order.Type == OrderType.Limit;
            if (isLeaving && other.InstrumentIndex == order.InstrumentIndex && other.Side != order.Side &&
                AreOne(in order, other.Order.StrategyIndex) && Reaches(in order, other.Order.PriceTicks))
                return true;
        }

        return false;
    }

    private bool CanMeet(in EngineEvent order, in Order resting) =>
        resting.InstrumentIndex == order.InstrumentIndex && resting.Side != order.Side &&
        resting.Type == OrderType.Limit && AreOne(in order, resting.StrategyIndex);

    private bool AreOne(in EngineEvent order, ushort strategyIndex) =>
        _rules.AreOne(order.Order.StrategyIndex, strategyIndex, order.InstrumentIndex);

    private static bool Reaches(in EngineEvent order, long priceTicks) =>
        order.Order.Type == OrderType.Market || (sbyte)order.Side * (order.Order.PriceTicks - priceTicks) >= 0;

    private void Offer(in Order resting, int index)
    {
        long priceTicks = resting.PriceTicks;
        bool isChanging = resting.PendingReplaceId != 0;
        if (isChanging)
        {
            priceTicks = resting.Side == Side.Buy
                ? Math.Max(priceTicks, resting.ReplacePriceTicks)
                : Math.Min(priceTicks, resting.ReplacePriceTicks);
        }

        int wished = FindCancel(resting.OrderId);
        bool isLeaving = (resting.PendingCancelId != 0 && !resting.IsCancelInDoubt) || (wished >= 0 && wished < index);
        bool canShrink = !isChanging && !resting.IsAdopted &&
            _state.Held.Orders.FindByPart(resting.OrderId) == HeldOrders.NoSlot;
        _plan.Take(new RestingOrder(resting.OrderId, priceTicks, resting.ReservedLots, isLeaving, canShrink));
    }

    /// <summary>A cancel that was wished behind the order goes before it instead of another.</summary>
    private void Write(in SelfTradeAct act, int place, in EngineEvent cause)
    {
        _state.Orders.TryFind(new OrderId(act.OrderId), out Order order);
        int source = act.LeftLots == 0 ? FindCancel(act.OrderId) : -1;
        if (source < 0)
        {
            source = _state.Outbox.Count;
            ref EngineEvent output = ref _state.Outbox.Add(
                act.LeftLots == 0 ? EventKind.CancelOrder : EventKind.ReplaceOrder, in cause);
            output.InstrumentIndex = order.InstrumentIndex;
            output.Side = order.Side;
            output.Order.OriginalOrderId = order.OrderId;
            output.Order.StrategyIndex = order.StrategyIndex;
            output.Order.CauseSequence = cause.Sequence;
            output.Order.PriceTicks = act.LeftLots == 0 ? 0 : order.PriceTicks;
            output.Order.QtyLots = act.LeftLots == 0 ? 0 : order.FilledLots + act.LeftLots;
        }

        _state.Outbox.MoveUp(source, place);
    }

    private int FindCancel(long orderId)
    {
        ReadOnlySpan<EngineEvent> wishes = _state.Outbox.Events;
        for (int i = 0; i < wishes.Length; i++)
        {
            if (wishes[i].Kind == EventKind.CancelOrder && wishes[i].Order.OriginalOrderId == orderId)
                return i;
        }

        return -1;
    }
}
