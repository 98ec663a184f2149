using System;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders.Held;
using LowLatencyEngine.Risk;

namespace LowLatencyEngine.Engine;

/// <summary>
/// Keeps the orders that no venue keeps for us: lets wishes in, looks at the market for their triggers, sends parts of
/// them when their time has come and ends them. Every part is a new order that the gate judges when it goes out.
/// Decision thread only; O(1) an event while nothing is held or due, O(held orders of the instrument) an event of a
/// market; 0 bytes.
/// </summary>
/// <remarks>
/// A wish that stands alone and waits reserves its lots when it is accepted: it is judged as a limit order at the best
/// price of its own side, so that all but its price is. Orders that go out at once, legs of a pair and exits of an
/// entry reserve nothing before they go out: they are judged then, only one of two fills, and an exit closes.
/// </remarks>
public sealed class HeldDesk
{
    private readonly DecisionState _state;
    private readonly HeldTies _ties;
    private readonly HeldReports _reports;
    private readonly HeldParts _parts;
    private readonly HeldAlarmDesk _alarms;
    private readonly SessionEnds _sessionEnds;
    private long _haltCountSeen;

    internal HeldDesk(DecisionState state, EngineConfiguration configuration)
    {
        _state = state;
        Orders = new HeldOrders(state.Instruments.Count);
        _ties = new HeldTies(Orders);
        _reports = new HeldReports(Orders, _ties, state.Orders);
        _parts = new HeldParts(state, Orders, _ties, configuration.Risk.Setup);
        _alarms = new HeldAlarmDesk(state, Orders.Alarms, configuration.Held.BothFilled);
        Replaces = new HeldReplaces(state, Orders, _ties, _parts);
        _sessionEnds = new SessionEnds(configuration.Risk.Setup);
    }

    /// <summary>What is held.</summary>
    public HeldOrders Orders { get; }

    /// <summary>Whether the venue would keep the order asked about last. Not state: an answer reads it.</summary>
    public bool WasProbedNative { get; private set; }

    /// <summary>Changes the terms of what is held.</summary>
    internal HeldReplaces Replaces { get; }

    /// <summary>Works on one input, after strategies, sweep and flattener, and before the verdicts.</summary>
    public void OnEvent(in EngineEvent e)
    {
        if (Orders.Alarms.Count > 0)
            _alarms.Advance(in e);

        if (Orders.Count == 0)
        {
            _haltCountSeen = _state.Risk.HaltCount;
            return;
        }

        Orders.Expire(e.ReceiveTimestampNs);
        EndHalted();
        if (e.Kind is EventKind.Quote or EventKind.Trade or EventKind.BookUpdate)
            Look(in e);
        else if (e.Kind == EventKind.Timer)
            WakeAll();
        else if (e.Kind == EventKind.Command && e.Command.Kind == CommandKind.CancelAll)
            EndWhere(row: 0);

        _parts.Advance(in e);
    }

    /// <summary>Judges a wish to hold an order, and lets it in when the verdict is Accepted.</summary>
    public RiskVerdict Judge(in EngineEvent hold, in RiskMarket market)
    {
        bool isExit = hold.Held.Link != HeldLink.None;
        RiskVerdict verdict = VerdictOn(in hold, in market, out bool isReserved);
        if (verdict != RiskVerdict.Accepted)
        {
            if (isExit && Orders.Find(hold.Held.LinkedOrderId) is >= 0 and var other)
                EndTied(ref Orders[other]);

            return verdict;
        }

        bool isNative = _parts.IsNative(in hold);
        bool waits = hold.Held.Kind.HasTrigger() && !isNative;
        HeldMarks marks = MarksOf(in hold, isReserved) | (isNative ? HeldMarks.Native : HeldMarks.None);
        EngineEvent kept = hold;
        kept.Held.ExpireTimestampNs = ExpiryOf(in hold, market.NowNs);
        int slot = Orders.Add(in kept, marks);
        if (_ties.Tie(slot, in hold) is >= 0 and var tied && hold.Held.Link != HeldLink.AfterFill)
            _parts.Unreserve(ref Orders[tied]);

        if (!waits)
            Orders.MarkDue(ref Orders[slot]);

        _parts.TellHeld(in Orders[slot]);
        if (!waits && hold.Held.Link != HeldLink.AfterFill)
            _parts.Advance(in hold); // Its first part is judged behind it, with the same input.

        return verdict;
    }

    /// <summary>What the verdict on a wish would be; nothing is reserved or kept.</summary>
    public RiskVerdict Probe(in EngineEvent hold, in RiskMarket market)
    {
        EngineEvent order = HeldReplaces.AsOrder(in hold, in market);
        if (HeldTriggers.FaultOf(in hold) is not null)
            return RiskVerdict.UnsupportedOrder;

        WasProbedNative = _parts.IsNative(in hold);
        RiskVerdict verdict = _state.Risk.Probe(in order, in market);
        if (verdict != RiskVerdict.Accepted || !WasProbedNative)
            return verdict;

        EngineEvent part = _parts.NativePartOf(in hold);
        return _state.Risk.Probe(in part, in market);
    }

    /// <summary>Judges a part: by what it adds where its lots are reserved.</summary>
    public RiskVerdict JudgePart(in EngineEvent part, in RiskMarket market)
    {
        int slot = Orders.Find(part.Order.ParentOrderId);
        if (slot == HeldOrders.NoSlot || Orders[slot].Is(HeldMarks.Ending))
            return RiskVerdict.UnknownOrder; // Its exits were refused, or it was cancelled with the same input.

        return Orders[slot].Is(HeldMarks.Reserved)
            ? _state.Risk.CheckChangeAndReserve(in part, part.Order.QtyLots, in market)
            : _state.Risk.CheckAndReserve(in part, in market);
    }

    /// <summary>
    /// A cancel of a held order: of what is out of it, or, where nothing is, the end of it, without the venue.
    /// </summary>
    public void TakeCancel(ref EngineEvent cancel)
    {
        int slot = Orders.Find(cancel.Order.OriginalOrderId);
        if (slot == HeldOrders.NoSlot || Orders[slot].Is(HeldMarks.Ended))
            return;

        ref HeldOrder order = ref Orders[slot];
        Orders.MarkDue(ref order, HeldMarks.Ending);
        if (order.PartId != 0)
            cancel.Order.OriginalOrderId = order.PartId;
        else
            _parts.EndAs(ref order, ref cancel, HeldChange.Canceled);
    }

    /// <summary>Whether a wish is about an order that is held, by that order's own id.</summary>
    public bool Holds(long orderId) => Orders.Count > 0 && Orders.Find(orderId) >= 0;

    /// <summary>An operator has seen what filled although it was not to; false where there is no such thing.</summary>
    public bool TryAcknowledge(long orderId, in EngineEvent command) => _alarms.TryAcknowledge(orderId, in command);

    /// <summary>The gate or the order table refused a new order.</summary>
    public void OnDenied(in EngineEvent order)
    {
        if (order.Order.ParentOrderId != 0)
            OnPartDenied(in order);
        else if (Orders.Alarms.Count > 0)
            _alarms.OnDenied(in order);
    }

    private void OnPartDenied(in EngineEvent part)
    {
        int slot = Orders.Find(part.Order.ParentOrderId);
        if (slot == HeldOrders.NoSlot)
            return;

        ref HeldOrder order = ref Orders[slot];
        order.PartId = 0;
        order.PartOpenLots = 0;
        order.Marks &= ~HeldMarks.Native; // What is to be tried again is watched here until then.
        if (part.Order.Verdict == RiskVerdict.MessageRateLimit && !order.Is(HeldMarks.Ending))
            Orders.MarkDue(ref order, HeldMarks.AwaitsTimer);
        else
            _parts.End(ref order, in part, HeldChange.Denied);
    }

    /// <summary>Takes back what was booked for a wish that the order table refuses.</summary>
    public void Withdraw(in EngineEvent wish, RiskVerdict verdict)
    {
        EngineEvent judged = wish;
        bool isPart = wish.Kind == EventKind.NewOrder && wish.Order.ParentOrderId != 0;
        if (isPart && Orders.Find(wish.Order.ParentOrderId) is >= 0 and var slot && Orders[slot].Is(HeldMarks.Reserved))
            judged.Kind = EventKind.ReplaceOrder; // It was judged by what it adds.
        else if (wish.Kind == EventKind.ReplaceOrder)
            Replaces.BeginWithdrawal(ref judged);

        _state.Risk.Withdraw(in judged, verdict);
    }

    /// <summary>Rewrites the report of a part as one of its held order.</summary>
    public void Rewrite(ref OrderReport report) => _reports.Rewrite(ref report);

    /// <summary>Marks what is held in a scope as to be ended.</summary>
    /// <param name="row">Of the scopes of risk.</param>
    public void EndWhere(int row)
    {
        foreach (ref HeldOrder order in Orders.Slots)
        {
            if (order.OrderId != 0 && _state.Risk.Scopes.Contains(row, order.StrategyIndex, order.InstrumentIndex))
                Orders.MarkDue(ref order, HeldMarks.Ending);
        }
    }

    /// <summary>Marks what is held for a strategy in an instrument as to be ended.</summary>
    public void EndWhere(ushort strategyIndex, int instrumentIndex)
    {
        foreach (ref HeldOrder order in Orders.Slots)
        {
            bool isThere = order.InstrumentIndex == instrumentIndex && order.StrategyIndex == strategyIndex;
            if (order.OrderId != 0 && isThere)
                Orders.MarkDue(ref order, HeldMarks.Ending);
        }
    }

    /// <summary>Saves, loads or hashes everything.</summary>
    public void Transfer(ref StateTransfer state)
    {
        state.Value(ref _haltCountSeen);
        _alarms.Transfer(ref state);
        Orders.Transfer(ref state);
    }

    private static HeldMarks MarksOf(in EngineEvent hold, bool isReserved)
    {
        HeldMarks marks = hold.Held.Kind.HasTrigger() ? HeldMarks.None : HeldMarks.Triggered;
        if ((hold.Held.Options & HeldOptions.PostOnly) != HeldOptions.None)
            marks |= HeldMarks.PostOnly;

        if ((hold.Held.Options & HeldOptions.Reprices) != HeldOptions.None)
            marks |= HeldMarks.Reprices;

        if (hold.Flags.Closes())
            marks |= HeldMarks.ClosesLeg;

        return isReserved ? marks | HeldMarks.Reserved : marks;
    }

    /// <summary>A day order ends with the session, or when it says if that is earlier; 0 for never.</summary>
    private long ExpiryOf(in EngineEvent hold, long nowNs)
    {
        long endNs = hold.Order.TimeInForce == TimeInForce.Day ? _sessionEnds.NextOf(hold.InstrumentIndex, nowNs) : 0;
        long expireNs = hold.Held.ExpireTimestampNs;
        return endNs == 0 || expireNs == 0 ? Math.Max(endNs, expireNs) : Math.Min(endNs, expireNs);
    }

    private RiskVerdict VerdictOn(in EngineEvent hold, in RiskMarket market, out bool isReserved)
    {
        isReserved = false;
        if (HeldTriggers.FaultOf(in hold) is not null)
            return RiskVerdict.UnsupportedOrder;

        if ((uint)hold.InstrumentIndex >= (uint)_state.Instruments.Count)
            return RiskVerdict.UnknownInstrument;

        if (hold.Order.QtyLots <= 0 || hold.Side is not (Side.Buy or Side.Sell))
            return RiskVerdict.OrderQtyOutOfRange;

        if (Orders.IsFull)
            return RiskVerdict.OrderTableFull;

        if (!_ties.CanTie(in hold))
            return RiskVerdict.UnknownOrder;

        if (_state.Risk.IsHaltedFor(hold.Order.StrategyIndex, hold.InstrumentIndex))
            return RiskVerdict.KillSwitchEngaged;

        bool isPartial = hold.Held.Kind.HasTrigger() || hold.Held.Kind == HeldKind.Iceberg;
        isReserved = hold.Held.Link == HeldLink.None && isPartial;
        return isReserved ? CheckAndReserve(in hold, in market) : RiskVerdict.Accepted;
    }

    private RiskVerdict CheckAndReserve(in EngineEvent hold, in RiskMarket market)
    {
        EngineEvent order = HeldReplaces.AsOrder(in hold, in market);
        RiskVerdict verdict = _state.Risk.CheckAndReserve(in order, in market);
        if (verdict == RiskVerdict.Accepted)
            _parts.TellPriceless(in order, order.Order.QtyLots);

        return verdict;
    }

    private void EndTied(ref HeldOrder order)
    {
        Orders.MarkDue(ref order, HeldMarks.Ending);
        if (order.AfterOrderId != 0 && Orders.Find(order.AfterOrderId) is >= 0 and var awaited)
            Orders.MarkDue(ref Orders[awaited], HeldMarks.Ending);
    }

    private void EndHalted()
    {
        if (_state.Risk.HaltCount == _haltCountSeen)
            return;

        _haltCountSeen = _state.Risk.HaltCount;
        foreach (ref HeldOrder order in Orders.Slots)
        {
            if (order.OrderId != 0 && _state.Risk.IsHaltedFor(order.StrategyIndex, order.InstrumentIndex))
                Orders.MarkDue(ref order, HeldMarks.Ending);
        }
    }

    private void WakeAll()
    {
        foreach (ref HeldOrder order in Orders.Slots)
            order.Marks &= ~HeldMarks.AwaitsTimer;
    }

    private void Look(in EngineEvent e)
    {
        bool isWhole = e.Kind != EventKind.BookUpdate || (e.Flags & EventFlags.EndOfMessage) != EventFlags.None;
        int slot = isWhole ? Orders.FirstOf(e.InstrumentIndex) : HeldOrders.NoSlot;
        if (slot == HeldOrders.NoSlot || !_state.Analysis[e.InstrumentIndex].IsFit)
            return;

        var market = _state.Analysis[e.InstrumentIndex];
        var view = new TriggerView(
            market.Top.BidPriceTicks, market.Top.AskPriceTicks, market.LastTradePriceTicks, e.Kind == EventKind.Trade);
        for (; slot != HeldOrders.NoSlot; slot = Orders.NextOf(slot))
        {
            ref HeldOrder order = ref Orders[slot];
            if (order.IsArmed && HeldTriggers.Look(ref order, in view, out long priceTicks))
                _parts.Trigger(ref order, in e, priceTicks);
            else if (order.Kind.IsPegged() && !view.IsTrade)
                _parts.Follow(ref order);
        }
    }
}
