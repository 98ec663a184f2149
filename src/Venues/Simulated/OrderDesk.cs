using System;
using System.Collections.Generic;
using System.Globalization;
using LowLatencyEngine.Model;
using LowLatencyEngine.Venues.Simulated.Auctions;

namespace LowLatencyEngine.Venues.Simulated;

/// <summary>
/// The venue's order entry: checks, numbers, fills and remembers orders, and reports each event. Part of
/// <see cref="MatchingEngine"/> and under the same lock.
/// </summary>
internal sealed class OrderDesk(
    InstrumentTable instruments, InstrumentMarket[] markets, MatchingOptions options, AuctionSession session,
    Action<VenueReport> sink)
{
    private const long PpmUnit = 1_000_000;
    private const string ForeignClOrdId = "desk-7/1"; // No engine gives an id like that.

    private readonly List<VenueOrder> _dated = []; // Orders that end at a time of their own.
    private readonly Dictionary<string, VenueOrder> _orders = new(StringComparer.Ordinal);
    private readonly HashSet<string> _otherIds = new(StringComparer.Ordinal); // Of rejected orders and of cancels.
    private readonly OrderIntake _intake = new(instruments, markets, options, session);
    private long _lastOrderNumber;
    private long _lastArrivalNumber;
    private long _lastExecNumber;
    private long _fillCount;

    public void Submit(VenueNewOrder request)
    {
        if (request.IsPossibleResend && _orders.ContainsKey(request.ClOrdId))
        {
            Query(new VenueStatusQuery(request.ClOrdId, request.Symbol, request.Side));
            return;
        }

        (int Reason, string Text) fault = IsKnownId(request.ClOrdId)
            ? (OrderRejectReason.DuplicateOrder, "ClOrdID was used before")
            : _intake.Check(request);
        VenueOrder? order = fault.Reason == 0 ? _intake.Read(request, _lastOrderNumber + 1, out fault) : null;
        if (order is null)
        {
            RejectOrder(request, fault.Reason, fault.Text);
            return;
        }

        _lastOrderNumber++;
        _orders.Add(request.ClOrdId, order);
        if (request.ExpireTimestampNs != 0)
            _dated.Add(order);

        Report(order, new Event(ExecType.New));
        Enter(order);
    }

    /// <summary>Orders wait no more for their price.</summary>
    public void Trigger(List<VenueOrder> orders)
    {
        foreach (VenueOrder order in orders)
            Trigger(order);
    }

    /// <summary>Ends the open orders whose date has come.</summary>
    public void Expire(long nowNs)
    {
        for (int i = _dated.Count - 1; i >= 0; i--)
        {
            VenueOrder order = _dated[i];
            if (order.IsOpen && nowNs < order.Request.ExpireTimestampNs)
                continue;

            _dated.RemoveAt(i);
            if (order.IsOpen)
                Expire(order);
        }
    }

    /// <summary>Ends an open order at its time.</summary>
    public void Expire(VenueOrder order)
    {
        order.Status = OrderStatus.Expired;
        markets[order.Instrument.Index].Remove(order);
        Report(order, new Event(ExecType.Expired));
    }

    public void Cancel(VenueCancel request)
    {
        if (!TryTakeChange(request, isReplace: false, out VenueOrder order))
            return;

        order.Status = OrderStatus.Canceled;
        markets[order.Instrument.Index].Remove(order);
        Report(order, new Event(ExecType.Canceled) { ChangeClOrdId = request.ClOrdId });
    }

    /// <summary>
    /// Less than what is filled means stop: the order is Filled with what it has. The order loses its place in the
    /// queue, and may match at once at its new price.
    /// </summary>
    public void Replace(VenueReplace request)
    {
        if (!TryTakeChange(request.Ids, isReplace: true, out VenueOrder order))
            return;

        Instrument instrument = order.Instrument;
        VenueNewOrder terms = OrderIntake.Replaced(order.Request, request);
        if (!_intake.TryReplace(order, terms, out string text))
        {
            RejectChange(request.Ids, order, CancelRejectReason.Other, text, isReplace: true);
            return;
        }

        string oldId = order.Request.ClOrdId;
        markets[instrument.Index].Remove(order);
        order.Request = terms;
        if (order.FilledLots == order.QtyLots)
            order.Status = OrderStatus.Filled;

        _otherIds.Remove(request.Ids.ClOrdId);
        _orders[request.Ids.ClOrdId] = order; // Its old id still finds it.
        Report(order, new Event(ExecType.Replaced) { ChangeClOrdId = request.Ids.ClOrdId, ChangedClOrdId = oldId });
        if (order.IsOpen)
            Enter(order);
    }

    private bool TryTakeChange(VenueCancel request, bool isReplace, out VenueOrder order)
    {
        _orders.TryGetValue(request.OrigClOrdId, out VenueOrder? found);
        order = found!;
        if (IsKnownId(request.ClOrdId))
        {
            RejectChange(request, found, CancelRejectReason.DuplicateClOrdId, "ClOrdID was used before", isReplace);
            return false;
        }

        _otherIds.Add(request.ClOrdId);
        if (found is null)
        {
            RejectChange(request, found, CancelRejectReason.UnknownOrder, "no order has this OrigClOrdID", isReplace);
            return false;
        }

        bool isLate = isReplace && session.Phase == VenuePhase.Closed;
        if (!found.IsOpen || isLate)
        {
            string text = found.IsOpen ? "the market is closed" : "the order is closed";
            RejectChange(request, found, CancelRejectReason.TooLate, text, isReplace);
        }

        return found.IsOpen && !isLate;
    }

    public void Query(VenueStatusQuery query)
    {
        if (_orders.TryGetValue(query.ClOrdId, out VenueOrder? order))
        {
            Report(order, new Event(ExecType.OrderStatus) { Mass = query.Mass, StatusReqId = query.RequestId });
            return;
        }

        sink(new VenueReport
        {
            ExecType = ExecType.OrderStatus,
            ClOrdId = query.ClOrdId,
            Symbol = query.Symbol,
            Side = query.Side,
            Status = OrderStatus.Rejected,
            RejectReason = OrderRejectReason.UnknownOrder,
            Mass = query.Mass,
            StatusReqId = query.RequestId,
            Text = query.Mass is null ? "no order has this ClOrdID" : "no order is open",
        });
    }

    /// <summary>What all fills came to.</summary>
    public VenueLegs Legs => _intake.Legs;

    /// <summary>
    /// Has an order at rest that no client sent: a buy of one lot of the first instrument at one tick, which fills
    /// nowhere.
    /// </summary>
    public void RestForeign()
    {
        Instrument instrument = instruments[0];
        var request = new VenueNewOrder(
            ForeignClOrdId, instrument.Symbol, Side.Buy, OrderType.Limit, TimeInForce.GoodTillCancel,
            instrument.Qty.ToString(1), instrument.Price.ToString(1));
        var order = new VenueOrder(request, instrument, Number(ref _lastOrderNumber)) { LimitTicks = 1, QtyLots = 1 };
        if (_orders.TryAdd(request.ClOrdId, order))
            markets[instrument.Index].Rest(order);
    }

    /// <summary>Fills part of an order and reports it.</summary>
    public void Fill(VenueOrder order, long priceTicks, long lots, bool isMaker)
    {
        order.Fill(priceTicks, lots);
        Legs.Fill(order, lots);
        Report(order, new Event(ExecType.Trade)
        {
            LastPriceTicks = priceTicks,
            LastLots = lots,
            FeePpm = isMaker ? options.MakerFeePpm : options.TakerFeePpm,
        });
        if (++_fillCount == options.BustFillAt)
            Bust(order, priceTicks, lots);
    }

    private void Bust(VenueOrder order, long priceTicks, long lots)
    {
        string bustedId = Id(_lastExecNumber);
        order.Bust(priceTicks, lots);
        Legs.Fill(order, -lots);
        Report(order, new Event(ExecType.TradeCancel)
        {
            LastPriceTicks = priceTicks, LastLots = lots, BustedExecId = bustedId,
        });
    }

    private void Enter(VenueOrder order)
    {
        order.ArrivalNumber = ++_lastArrivalNumber;
        InstrumentMarket market = markets[order.Instrument.Index];
        if (!order.IsWaiting && session.Gathers(order))
            market.Gather(order);
        else if (!order.IsWaiting)
            Match(order);
        else if (session.Phase == VenuePhase.Continuous && market.Stops.IsMet(order))
            Trigger(order);
        else
            market.Stops.Add(order);
    }

    private void Trigger(VenueOrder order)
    {
        order.IsWaiting = false;
        Report(order, new Event(ExecType.Triggered));
        Match(order);
    }

    private void Match(VenueOrder order)
    {
        InstrumentMarket market = markets[order.Instrument.Index];
        BookSide opposite = market.Opposite(order.Side);
        if (order.Request.Type == OrderType.MarketToLimit && order.FilledLots == 0)
            OrderIntake.LimitToBest(order, opposite);

        PreventSelfMatch(order, SelfMatch.FindMet(order, market.Resting((Side)(-(sbyte)order.Side))));
        bool isAllOrNothing = order.Request.TimeInForce == TimeInForce.FillOrKill;
        if (!isAllOrNothing || opposite.AvailableWithin(order.LimitTicks) >= order.QtyLots)
        {
            while (order.IsOpen && opposite.TryBest(order.LimitTicks, out BookLevel level))
            {
                long lots = long.Min(order.LeavesLots, level.QtyLots);
                opposite.Take(level.PriceTicks, lots);
                Fill(order, level.PriceTicks, lots, isMaker: false);
            }
        }

        if (!order.IsOpen)
            return;

        if (order.RestsAtLimit)
            market.Rest(order);
        else
            CancelRest(order);
    }

    /// <summary>Ends what has found all that it can.</summary>
    public void CancelRest(VenueOrder order)
    {
        order.Status = OrderStatus.Canceled;
        Report(order, new Event(ExecType.Canceled) { Text = "nothing more to be had at once" });
    }

    /// <summary>Ends an order or those that it would meet, as it says.</summary>
    public void PreventSelfMatch(VenueOrder order, List<VenueOrder> met)
    {
        if (met.Count == 0)
            return;

        SelfMatch what = SelfMatch.Of(order.Request.SelfTradeInstruction);
        foreach (VenueOrder resting in met)
            End(resting, what.Resting);

        End(order, what.Coming);
    }

    /// <summary>Cancels an order that nobody asked to cancel, unless there is no reason to.</summary>
    private void End(VenueOrder order, RestatementReason reason)
    {
        if (reason == RestatementReason.None)
            return;

        order.Status = OrderStatus.Canceled;
        markets[order.Instrument.Index].Remove(order);
        Report(order, new Event(ExecType.Canceled)
        {
            Reason = reason, Text = "it would have met another order of its SelfMatchPreventionID",
        });
    }

    private void RejectOrder(VenueNewOrder request, int reason, string text)
    {
        _otherIds.Add(request.ClOrdId);
        sink(new VenueReport
        {
            ExecType = ExecType.Rejected,
            ClOrdId = request.ClOrdId,
            ExecId = Number(ref _lastExecNumber),
            Instrument = _intake.FindInstrument(request.Symbol),
            Symbol = request.Symbol,
            Side = request.Side,
            Type = request.Type,
            TimeInForce = request.TimeInForce,
            Qty = request.Qty,
            Price = request.Price,
            StopPrice = request.StopPrice,
            Status = OrderStatus.Rejected,
            RejectReason = reason,
            Text = text,
        });
    }

    private void RejectChange(
        VenueCancel request, VenueOrder? order, int reason, string text, bool isReplace) => sink(new VenueReport
    {
        IsCancelReject = true,
        IsOfReplace = isReplace,
        ClOrdId = request.ClOrdId,
        OrigClOrdId = request.OrigClOrdId,
        OrderId = order?.OrderId ?? "NONE",
        Instrument = order?.Instrument,
        Symbol = request.Symbol,
        Side = request.Side,
        Status = order?.Status ?? OrderStatus.Rejected,
        RejectReason = reason,
        Text = text,
    });

    private void Report(VenueOrder order, in Event what) => sink(new VenueReport
    {
        ExecType = what.ExecType,
        ClOrdId = what.ChangeClOrdId ?? order.Request.ClOrdId,
        OrigClOrdId = what.ChangeClOrdId is null ? null : what.ChangedClOrdId ?? order.Request.ClOrdId,
        OrderId = order.OrderId,
        ExecId = what.ExecType == ExecType.OrderStatus ? "0" : Number(ref _lastExecNumber),
        Instrument = order.Instrument,
        Symbol = order.Request.Symbol,
        Side = order.Side,
        Type = order.Request.Type,
        TimeInForce = order.Request.TimeInForce,
        Effect = order.Request.Effect,
        Qty = order.Request.Qty,
        Price = order.Request.Price,
        StopPrice = order.Request.StopPrice,
        DisplayQty = order.Request.DisplayQty,
        ExpireTimestampNs = order.Request.ExpireTimestampNs,
        Status = order.Status,
        LastPriceTicks = what.LastPriceTicks,
        LastQtyLots = what.LastLots,
        ExecRefId = what.BustedExecId,
        CumQtyLots = order.FilledLots,
        LeavesQtyLots = order.LeavesLots,
        CumTickLots = order.FilledTickLots,
        FeeTickLots = FeeTickLots(what),
        Mass = what.Mass,
        StatusReqId = what.StatusReqId,
        Reason = what.Reason,
        Text = what.Text ?? "",
    });

    /// <summary>Rounded up to the next unit of money: a fee is never forgiven.</summary>
    private static long FeeTickLots(in Event what)
    {
        Int128 value = (Int128)Math.Abs(what.LastPriceTicks) * what.LastLots * what.FeePpm;
        return checked((long)((value + PpmUnit - 1) / PpmUnit));
    }

    private bool IsKnownId(string clOrdId) => _orders.ContainsKey(clOrdId) || _otherIds.Contains(clOrdId);

    private string Number(ref long last) => Id(++last);

    private string Id(long number) => options.IdPrefix + number.ToString(CultureInfo.InvariantCulture);

    private readonly record struct Event(ExecType ExecType)
    {
        public long LastPriceTicks { get; init; }
        public long LastLots { get; init; }
        public int FeePpm { get; init; }
        public string? ChangeClOrdId { get; init; }
        public string? ChangedClOrdId { get; init; } // Before a replace gave it another.
        public MassStatusPart? Mass { get; init; }
        public string? StatusReqId { get; init; }
        public string? BustedExecId { get; init; }
        public RestatementReason Reason { get; init; }
        public string? Text { get; init; }
    }
}
