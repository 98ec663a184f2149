using System;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Orders;

/// <summary>
/// Every order of ours that is open, and the latest closed ones: what the venue has of us, or that we do not know.
/// Decision thread only; a pure function of the events; O(1) an event but for <see cref="MarkAllOpenInDoubt"/>;
/// allocates nothing after construction.
/// </summary>
/// <remarks>
/// An order lives in slot id AND (capacity - 1). Ids rise by one and cancels use them too, so a slot is needed again
/// after as many orders and cancels as there are slots: an order still open there makes the new one OrderTableFull.
/// Over all reports of an order, FilledLots + ReleasedLots of what came and OpenLots of the last are the ordered
/// quantity; a fill of lots that were released before, or never ordered, is told by as many ReleasedLots below zero.
/// </remarks>
public sealed class OrderTable
{
    /// <summary>Slots unless told otherwise.</summary>
    public const int DefaultCapacitySlots = 32_768;

    /// <summary>Memory of a slot, and what a snapshot takes of it.</summary>
    public const int SlotSizeBytes = 192;

    /// <summary>Wait before a status request is repeated unless told otherwise: five seconds.</summary>
    public const long DefaultStatusRetryIntervalNs = 5_000_000_000;

    /// <summary>Largest quantity that is taken for one: 2^53 lots.</summary>
    public const long QtyLotsMax = 1L << 53;

    private const int RecentExecIdCount = 16_384;
    private const OrderAnomalies HaltingAnomalies =
        OrderAnomalies.Overfill | OrderAnomalies.Malformed | OrderAnomalies.UnknownCorrection;

    private readonly PositionLedger _ledger;
    private readonly OrderStates _states;
    private readonly AnomalyLog _anomalies = new();
    private readonly RecentIdSet _recentExecIds = new(RecentExecIdCount);
    private readonly OrderReports _reports;
    private readonly CancelRules _cancels;
    private readonly ReplaceRules _replaces;
    private readonly ExecutionRules _rules;
    private readonly RefusalRules _refusals;
    private readonly CorrectionRules _corrections;
    private readonly StatusQuestions _questions;
    private readonly AdoptionRules _adoptions;
    private readonly UnheardOrders _unheard;
    private readonly ResidualRules _residuals;

    /// <param name="ledger">Takes the fills; nobody else books in it.</param>
    /// <param name="capacitySlots">A power of two, at least 2; 192 bytes a slot.</param>
    /// <param name="statusRetryIntervalNs">
    /// Wait for the answer to a status request before it is repeated, nanoseconds.
    /// </param>
    /// <exception cref="ArgumentException">The capacity is not a power of two, or the interval is not
    /// positive.</exception>
    public OrderTable(
        PositionLedger ledger,
        int capacitySlots = DefaultCapacitySlots,
        long statusRetryIntervalNs = DefaultStatusRetryIntervalNs)
    {
        if (capacitySlots < 2 || !BitOperations.IsPow2(capacitySlots))
        {
            throw new ArgumentException(
                $"order table capacity must be a power of two of at least 2: capacitySlots={capacitySlots}; " +
                $"set it to {DefaultCapacitySlots}");
        }

        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(statusRetryIntervalNs);
        _ledger = ledger;
        Slots = new OrderSlots(capacitySlots);
        Kept = new KeptReplaces(Slots);
        _states = new OrderStates(Slots, Kept);
        _reports = new OrderReports(ledger);
        _corrections = new CorrectionRules(_states, ledger, _anomalies, _reports);
        _cancels = new CancelRules(Slots, Kept);
        _replaces = new ReplaceRules(Slots, _states, _anomalies);
        var doubts = new DoubtRules(_states, _replaces);
        var rules = new ExecutionRules.Parts(_reports, _corrections, _replaces, doubts, new UnaskedReplaces(Slots));
        _rules = new ExecutionRules(_states, ledger, _anomalies, rules, _recentExecIds);
        _refusals = new RefusalRules(_states, _anomalies, _reports);
        _unheard = new UnheardOrders(Slots, statusRetryIntervalNs);
        _questions = new StatusQuestions(Slots, _states, _unheard, statusRetryIntervalNs);
        _adoptions = new AdoptionRules(Slots, _states, ledger, _reports);
        _residuals = new ResidualRules(ledger, _reports);
        Doubtful = new DoubtfulOrders(Slots, _states, _adoptions, _unheard, _recentExecIds);
    }

    internal OrderSlots Slots { get; }

    /// <summary>Orders that can still fill.</summary>
    public int OpenCount => Slots.OpenCount;

    /// <summary>Of them, those of which only the venue knows whether they live.</summary>
    public int InDoubtCount => _states.InDoubtCount;

    /// <summary>The open orders by rising id.</summary>
    public OpenOrders OpenOrders => Slots.OpenOrders;

    /// <summary>Open orders of which the venue may know better.</summary>
    public DoubtfulOrders Doubtful { get; }

    /// <summary>Replaces that wait for the one before them.</summary>
    public KeptReplaces Kept { get; }

    /// <summary>What was out of the ordinary about the execution applied last.</summary>
    public OrderAnomalies LastAnomalies => _anomalies.Last;

    /// <summary>
    /// True if the execution applied last showed that the books cannot be trusted: more filled than ordered, impossible
    /// numbers, the correction of a fill that is not known. Trading should halt until an operator has looked.
    /// </summary>
    public bool IsHaltAdvised => (_anomalies.Last & HaltingAnomalies) != OrderAnomalies.None;

    /// <summary>How often an anomaly, one flag, has been seen since start.</summary>
    public long AnomalyCount(OrderAnomalies anomaly) => _anomalies.Count(anomaly);

    /// <summary>Whether it has room for the id of an order, or would take a replace as things are.</summary>
    public bool WouldTake(in EngineEvent order) => order.Kind == EventKind.ReplaceOrder
        ? _replaces.VerdictOn(in order) == RiskVerdict.Accepted : Slots.IsFree(order.Order.OrderId);

    /// <summary>Takes in a NewOrder that risk accepted, as PendingNew.</summary>
    /// <returns>
    /// Accepted; UnknownInstrument; OrderQtyOutOfRange (also for no side); OrderTableFull if the slot is held by an
    /// open order or the id does not rise.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such strategy.</exception>
    public RiskVerdict TryAdd(in EngineEvent newOrder)
    {
        Debug.Assert(newOrder.Kind == EventKind.NewOrder);
        if ((uint)newOrder.InstrumentIndex >= (uint)_ledger.InstrumentCount)
            return RiskVerdict.UnknownInstrument;

        if (newOrder.Order.QtyLots is <= 0 or > QtyLotsMax || newOrder.Side is not (Side.Buy or Side.Sell))
            return RiskVerdict.OrderQtyOutOfRange;

        if (!_ledger.Knows(newOrder.Order.StrategyIndex))
            ThrowUnknownStrategy(newOrder.Order.StrategyIndex);

        if (!Slots.IsFree(newOrder.Order.OrderId))
            return RiskVerdict.OrderTableFull;

        _states.Place(Slots.SlotOf(newOrder.Order.OrderId), in newOrder, OrderStatus.PendingNew);
        return RiskVerdict.Accepted;
    }

    /// <summary>
    /// Marks the order that a CancelOrder means as PendingCancel, completes the cancel with what a venue wants to read
    /// in it (instrument, side, quantity, price, type and time in force of the order), and drops a kept replace.
    /// </summary>
    /// <returns>
    /// Accepted; UnknownOrder if there is no order that could be cancelled: unknown, closed, or with a cancel on its
    /// way. A cancel that may have been lost (the order fell in doubt since) does not stand in the way of another.
    /// </returns>
    public RiskVerdict TryRequestCancel(ref EngineEvent cancel) => _cancels.TryRequest(ref cancel);

    /// <summary>
    /// Marks the order that a ReplaceOrder means as PendingReplace, and completes the request with what stays as it is:
    /// instrument, side, type and time in force. Price and quantity, all that was ordered, are the request's.
    /// </summary>
    /// <returns>
    /// Accepted; UnknownOrder if there is no order that could be replaced: unknown, closed, or with a cancel or another
    /// replace on its way (which <see cref="Kept"/> takes); OrderQtyOutOfRange for no more than is filled;
    /// OrderTableFull.
    /// </returns>
    public RiskVerdict TryRequestReplace(ref EngineEvent replace) => _replaces.TryRequest(ref replace);

    /// <summary>
    /// Tells the strategy that its intent was refused, by risk or by this table, and keeps a refused order as Denied
    /// where its slot is free. For risk there is nothing to move.
    /// </summary>
    /// <param name="denied">The intent, its kind not yet turned into OrderDenied.</param>
    /// <param name="report">
    /// Denied for an order; CancelRejected or ReplaceRejected, with the order as it is, for a cancel or replace.
    /// </param>
    public void Deny(in EngineEvent denied, out OrderReport report)
    {
        if (denied.Order.OriginalOrderId != 0)
        {
            report = RequestDenied(in denied);
            return;
        }

        if (Slots.IsFree(denied.Order.OrderId))
            _states.Place(Slots.SlotOf(denied.Order.OrderId), in denied, OrderStatus.Denied);

        report = new OrderReport
        {
            OrderId = denied.Order.OrderId,
            InstrumentIndex = denied.InstrumentIndex,
            StrategyIndex = denied.Order.StrategyIndex,
            Side = denied.Side,
            Status = OrderStatus.Denied,
            Kind = OrderReportKind.Denied,
            PriceTicks = denied.Order.PriceTicks,
            StrategyPositionLots = PositionLots(denied.Order.StrategyIndex, denied.InstrumentIndex),
            IsEngines = (denied.Flags & EventFlags.Flattens) != EventFlags.None,
        };
    }

    /// <summary>
    /// Applies an Execution or a CancelReject of the venue and books its fills. What was out of the ordinary about it
    /// is in <see cref="LastAnomalies"/>.
    /// </summary>
    /// <returns>True if <paramref name="report"/> tells a change, for risk first and then for the strategy.</returns>
    /// <remarks>
    /// A report that fills is of kind Filled even if it closes the order too: then OpenLots is 0 and Status says how it
    /// ended. A fill of an order that is not in the table is reported with the operator's strategy index.
    /// </remarks>
    public bool Apply(in EngineEvent execution, out OrderReport report)
    {
        Debug.Assert(execution.Kind is EventKind.Execution or EventKind.CancelReject);
        _anomalies.Begin();
        int slot = Slots.Find(execution.Execution.OrderId);
        if (slot == OrderSlots.NoSlot || Slots[slot].WorkingStatus == OrderStatus.Denied)
            slot = _adoptions.Find(in execution.Execution);

        if (slot == OrderSlots.NoSlot && ExecutionFacts.IsCorrection(in execution.Execution))
            slot = Slots.Find(_corrections.OrderIdOf(in execution));

        if (slot == OrderSlots.NoSlot && execution.Kind == EventKind.Execution)
            slot = _unheard.Find(in execution);

        if (slot == OrderSlots.NoSlot)
            return _rules.ApplyForeign(in execution, out report);

        return execution.Kind == EventKind.CancelReject
            ? _refusals.Apply(slot, in execution, out report)
            : _rules.ApplyExecution(slot, in execution, out report);
    }

    /// <summary>
    /// True where an execution, already applied, shows an open order at the venue that is not in the table.
    /// </summary>
    public bool IsOfUnknownOrder(in EngineEvent execution)
    {
        if (!_adoptions.IsAdoptable(in execution, _ledger.InstrumentCount))
            return false;

        return Slots.Find(execution.Execution.OrderId) == OrderSlots.NoSlot &&
            _adoptions.Find(in execution.Execution) == OrderSlots.NoSlot;
    }

    /// <summary>
    /// Takes such an order in as the operator's, under an id of ours by which it is cancelled and asked after; reports
    /// that name it at the venue find it from now on.
    /// </summary>
    /// <param name="execution">As <see cref="IsOfUnknownOrder"/> let it through.</param>
    /// <param name="orderId">The next id of the outbox.</param>
    /// <param name="report">For risk: its open lots are reserved by it.</param>
    /// <returns>False where its slot is held, or as many adopted orders are open as there may be (64).</returns>
    public bool TryAdopt(in EngineEvent execution, long orderId, out OrderReport report) =>
        _adoptions.TryAdopt(in execution, orderId, out report);

    /// <summary>
    /// Books a position that the venue has and no fill of ours explains, as a fill of no order. Once for an id.
    /// </summary>
    /// <param name="residual">With an id of its own; the same difference has the same id.</param>
    /// <param name="statedNs">Venue's time of that position, nanoseconds; 0 for unknown.</param>
    /// <param name="report">For risk and for the strategy it is booked to.</param>
    /// <returns>False if it is booked already.</returns>
    public bool TryBookResidual(in Fill residual, long statedNs, out OrderReport report)
    {
        report = default;
        if (!_recentExecIds.TryAdd(residual.ExecIdHash))
            return false;

        _ledger.Apply(in residual);
        _residuals.Add(in residual, statedNs);
        report = _reports.OfForeign(in residual, OrderReportKind.Filled, residual.QtyLots, OrderStatus.Filled);
        return true;
    }

    /// <summary>
    /// Has a fill, already applied, take the place of residual lots that were booked for it, so that it counts once.
    /// </summary>
    /// <param name="execution">The fill, or the answer that told of it.</param>
    /// <param name="booked">What it changed.</param>
    /// <param name="report">For risk: the residual lots, below zero.</param>
    /// <returns>True if there were such lots.</returns>
    public bool TryTakeBackResidual(in EngineEvent execution, in OrderReport booked, out OrderReport report) =>
        _residuals.TryTakeBack(in execution, in booked, out report);

    /// <summary>
    /// Puts every open order in doubt: at EngineStart and when the venue disconnects. Doubt changes no exposure; it
    /// ends with the venue's next word on the order that was not sent before. O(open orders).
    /// </summary>
    public void MarkAllOpenInDoubt()
    {
        for (int slot = Slots.FirstSlot; slot != OrderSlots.NoSlot; slot = Slots[slot].NextSlot)
            _states.MarkInDoubt(ref Slots.Change(slot));

        Slots.ResumeSlot = OrderSlots.NoSlot;
    }

    /// <summary>
    /// Writes status requests for orders in doubt, oldest first, and goes on where it broke off with the next call.
    /// Call it with every event that has room while <see cref="InDoubtCount"/> is not 0 and the session is up.
    /// </summary>
    /// <param name="outbox">Receives StatusRequest events; never more than it has room for.</param>
    /// <param name="cause">The event being worked on.</param>
    /// <param name="max">Most requests to write now: what the message rate leaves.</param>
    /// <returns>Requests written.</returns>
    public int WriteStatusRequests(Outbox outbox, in EngineEvent cause, int max) =>
        _questions.Write(outbox, in cause, max);

    /// <summary>An order, open or closed not long ago.</summary>
    /// <param name="orderId">The order's own id, or that of a replace of it.</param>
    /// <param name="order">A copy; default where there is none.</param>
    public bool TryFind(OrderId orderId, out Order order)
    {
        int slot = Slots.Find(orderId.Value);
        order = slot == OrderSlots.NoSlot ? default : Slots[slot];
        return slot != OrderSlots.NoSlot;
    }

    /// <summary>
    /// What risk must hold on one side of an instrument: the open lots, or what pending replaces ask for where that is
    /// more. O(open orders).
    /// </summary>
    public long SumReservedLots(int instrumentIndex, Side side)
    {
        long reservedLots = 0;
        foreach (ref readonly Order order in OpenOrders)
        {
            if (order.InstrumentIndex == instrumentIndex && order.Side == side)
                reservedLots = checked(reservedLots + order.ReservedLots);
        }

        return reservedLots;
    }

    /// <summary>Saves, loads or hashes the whole table; not the ledger. O(used slots).</summary>
    /// <exception cref="InvalidOperationException">What was saved has another capacity.</exception>
    public void Transfer(ref StateTransfer state)
    {
        TransferSlots(ref state);
        TransferBesideSlots(ref state);
    }

    /// <summary>Saves, loads or hashes every order; <see cref="OrderCopy"/> saves them faster.</summary>
    /// <exception cref="InvalidOperationException">What was saved has another capacity.</exception>
    public void TransferSlots(ref StateTransfer state) => Slots.Transfer(ref state);

    /// <summary>Saves, loads or hashes the counters, the remembered execution ids and all else.</summary>
    /// <exception cref="InvalidOperationException">What was saved has another capacity.</exception>
    public void TransferBesideSlots(ref StateTransfer state)
    {
        _states.Transfer(ref state);
        Kept.Transfer(ref state);
        _anomalies.Transfer(ref state);
        _recentExecIds.Transfer(ref state);
        _adoptions.Transfer(ref state);
        _residuals.Transfer(ref state);
    }

    private OrderReport RequestDenied(in EngineEvent denied)
    {
        OrderReportKind kind = denied.Kind == EventKind.ReplaceOrder
            ? OrderReportKind.ReplaceRejected
            : OrderReportKind.CancelRejected;
        if (TryFind(new OrderId(denied.Order.OriginalOrderId), out Order order))
            return _reports.Of(in order, kind);

        return new OrderReport
        {
            OrderId = denied.Order.OriginalOrderId,
            InstrumentIndex = denied.InstrumentIndex,
            StrategyIndex = denied.Order.StrategyIndex,
            Side = denied.Side,
            Kind = kind,
            StrategyPositionLots = PositionLots(denied.Order.StrategyIndex, denied.InstrumentIndex),
        };
    }

    private long PositionLots(ushort strategyIndex, int instrumentIndex)
    {
        bool isBooked = _ledger.Knows(strategyIndex) && (uint)instrumentIndex < (uint)_ledger.InstrumentCount;
        return isBooked ? _ledger.OfStrategy(strategyIndex, instrumentIndex).Lots : 0;
    }

    [DoesNotReturn, MethodImpl(MethodImplOptions.NoInlining)]
    private void ThrowUnknownStrategy(ushort strategyIndex) => throw new ArgumentOutOfRangeException(
        nameof(strategyIndex),
        $"order of an unknown strategy: strategyIndex={strategyIndex}, strategyCount={_ledger.StrategyCount}; " +
        "build the position ledger for all strategies");
}
