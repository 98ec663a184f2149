using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using LowLatencyEngine.Model;
using LowLatencyEngine.Venues.OrderEntry;

namespace LowLatencyEngine.Venues.Simulated;

/// <summary>
/// The venue's order entry: checks, numbers, fills and remembers orders, and reports each event. Part of
/// <see cref="MatchingEngine"/> and under the same lock.
/// </summary>
internal sealed class OrderDesk(
    InstrumentTable instruments, InstrumentMarket[] markets, MatchingOptions options, Action<VenueReport> sink)
{
    private const long PpmUnit = 1_000_000;
    private const string ForeignClOrdId = "desk-7/1"; // No engine gives an id like that.

    private readonly Dictionary<string, VenueOrder> _orders = new(StringComparer.Ordinal);
    private readonly HashSet<string> _otherIds = new(StringComparer.Ordinal); // Of rejected orders and of cancels.
    private readonly VenueLegs _legs = new(instruments.Count);
    private long _lastOrderNumber;
    private long _lastExecNumber;
    private long _submittedCount;
    private long _fillCount;

    public void Submit(VenueNewOrder request)
    {
        if (request.IsPossibleResend && _orders.ContainsKey(request.ClOrdId))
        {
            Query(new VenueStatusQuery(request.ClOrdId, request.Symbol, request.Side));
            return;
        }

        (int reason, string text) = Check(request, out VenueOrder? order);
        if (order is null)
        {
            RejectOrder(request, reason, text);
            return;
        }

        _orders.Add(request.ClOrdId, order);
        Report(order, new Event(ExecType.New));
        Match(order);
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
        bool isFit = TryParse(instrument.Qty, request.Qty, out long qtyLots) == DecimalVerdict.Ok && qtyLots > 0;
        isFit &= TryParse(instrument.Price, request.Price ?? "", out long limitTicks) == DecimalVerdict.Ok;
        long addedLots = qtyLots - order.QtyLots;
        isFit &= order.Request.Effect != PositionEffect.Close || addedLots <= 0 ||
            addedLots <= FreeLots(instrument.Index, order.Side);
        if (!isFit || limitTicks <= 0)
        {
            RejectChange(
                request.Ids, order, CancelRejectReason.Other, "quantity or price does not fit", isReplace: true);
            return;
        }

        string oldId = order.Request.ClOrdId;
        markets[instrument.Index].Remove(order);
        order.Request = order.Request with
        {
            ClOrdId = request.Ids.ClOrdId, Qty = request.Qty, Price = request.Price,
        };
        order.QtyLots = long.Max(qtyLots, order.FilledLots);
        order.LimitTicks = limitTicks;
        if (order.FilledLots == order.QtyLots)
            order.Status = OrderStatus.Filled;

        _otherIds.Remove(request.Ids.ClOrdId);
        _orders[request.Ids.ClOrdId] = order; // Its old id still finds it.
        Report(order, new Event(ExecType.Replaced) { ChangeClOrdId = request.Ids.ClOrdId, ChangedClOrdId = oldId });
        if (order.IsOpen)
            Match(order);
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

        if (!found.IsOpen)
            RejectChange(request, found, CancelRejectReason.TooLate, "the order is closed", isReplace);

        return found.IsOpen;
    }

    public void Query(VenueStatusQuery query)
    {
        if (_orders.TryGetValue(query.ClOrdId, out VenueOrder? order))
        {
            Report(order, new Event(ExecType.OrderStatus) { Mass = query.Mass });
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
            Text = query.Mass is null ? "no order has this ClOrdID" : "no order is open",
        });
    }

    /// <summary>What all fills came to.</summary>
    public VenueLegs Legs => _legs;

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
        _legs.Fill(order, lots);
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
        _legs.Fill(order, -lots);
        Report(order, new Event(ExecType.TradeCancel)
        {
            LastPriceTicks = priceTicks, LastLots = lots, BustedExecId = bustedId,
        });
    }

    /// <summary>In this order: the id, the symbol, the market, the quantity, the kind of order, the price.</summary>
    private (int Reason, string Text) Check(VenueNewOrder request, out VenueOrder? order)
    {
        order = null;
        if (IsKnownId(request.ClOrdId))
            return (OrderRejectReason.DuplicateOrder, "ClOrdID was used before");

        _submittedCount++;
        if (options.RejectEveryNthOrder > 0 && _submittedCount % options.RejectEveryNthOrder == 0)
            return (OrderRejectReason.Other, "rejected on purpose: the venue's options ask for it");

        Instrument? instrument = FindInstrument(request.Symbol);
        if (instrument is null)
            return (OrderRejectReason.UnknownSymbol, $"unknown symbol: symbol={request.Symbol}");

        if (!markets[instrument.Index].Book.IsOpen)
            return (OrderRejectReason.ExchangeClosed, $"the market is closed: symbol={request.Symbol}");

        DecimalVerdict verdict = TryParse(instrument.Qty, request.Qty, out long qtyLots);
        if (verdict != DecimalVerdict.Ok || qtyLots <= 0)
            return (OrderRejectReason.IncorrectQuantity, $"quantity does not fit the lot: qty={request.Qty}");

        if (request.Side == Side.None || request.Type == OrderType.None || request.TimeInForce == TimeInForce.None)
            return (OrderRejectReason.UnsupportedCharacteristic, "side, order type or time in force is not supported");

        if (request.Effect == PositionEffect.Close && qtyLots > FreeLots(instrument.Index, request.Side))
            return (OrderRejectReason.Other, $"the leg holds less than the order closes: qty={request.Qty}");

        return CheckPrice(request, instrument, qtyLots, out order);
    }

    /// <summary>Of the leg that an order of this side closes, what no order at rest is to close.</summary>
    private long FreeLots(int instrument, Side side)
    {
        long lots = _legs.ClosableLots(instrument, side);
        foreach (VenueOrder resting in markets[instrument].Resting(side))
            lots -= resting.Request.Effect == PositionEffect.Close ? resting.LeavesLots : 0;

        return lots;
    }

    private (int Reason, string Text) CheckPrice(
        VenueNewOrder request, Instrument instrument, long qtyLots, out VenueOrder? order)
    {
        order = null;
        long limitTicks = request.Side == Side.Buy ? long.MaxValue : long.MinValue;
        if (request.Type == OrderType.Limit)
        {
            DecimalVerdict verdict = TryParse(instrument.Price, request.Price ?? "", out limitTicks);
            if (verdict != DecimalVerdict.Ok || limitTicks <= 0)
                return (OrderRejectReason.Other, $"price does not fit the tick: price={request.Price}");
        }

        string orderId = Number(ref _lastOrderNumber);
        order = new VenueOrder(request, instrument, orderId) { LimitTicks = limitTicks, QtyLots = qtyLots };
        return default;
    }

    private void Match(VenueOrder order)
    {
        InstrumentMarket market = markets[order.Instrument.Index];
        BookSide opposite = market.Opposite(order.Side);
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

        if (order.Request is { Type: OrderType.Limit, TimeInForce: TimeInForce.Day or TimeInForce.GoodTillCancel })
        {
            market.Rest(order);
            return;
        }

        order.Status = OrderStatus.Canceled;
        Report(order, new Event(ExecType.Canceled) { Text = "nothing more to be had at once" });
    }

    private void RejectOrder(VenueNewOrder request, int reason, string text)
    {
        _otherIds.Add(request.ClOrdId);
        sink(new VenueReport
        {
            ExecType = ExecType.Rejected,
            ClOrdId = request.ClOrdId,
            ExecId = Number(ref _lastExecNumber),
            Instrument = FindInstrument(request.Symbol),
            Symbol = request.Symbol,
            Side = request.Side,
            Type = request.Type,
            TimeInForce = request.TimeInForce,
            Qty = request.Qty,
            Price = request.Price,
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
        Status = order.Status,
        LastPriceTicks = what.LastPriceTicks,
        LastQtyLots = what.LastLots,
        ExecRefId = what.BustedExecId,
        CumQtyLots = order.FilledLots,
        LeavesQtyLots = order.LeavesLots,
        CumTickLots = order.FilledTickLots,
        FeeTickLots = FeeTickLots(what),
        Mass = what.Mass,
        Text = what.Text ?? "",
    });

    /// <summary>Rounded up to the next unit of money: a fee is never forgiven.</summary>
    private static long FeeTickLots(in Event what)
    {
        Int128 value = (Int128)Math.Abs(what.LastPriceTicks) * what.LastLots * what.FeePpm;
        return checked((long)((value + PpmUnit - 1) / PpmUnit));
    }

    private bool IsKnownId(string clOrdId) => _orders.ContainsKey(clOrdId) || _otherIds.Contains(clOrdId);

    private Instrument? FindInstrument(string symbol)
    {
        for (int i = 0; i < instruments.Count; i++)
        {
            if (instruments[i].Symbol == symbol)
                return instruments[i];
        }

        return null;
    }

    private string Number(ref long last) => Id(++last);

    private string Id(long number) => options.IdPrefix + number.ToString(CultureInfo.InvariantCulture);

    private static DecimalVerdict TryParse(DecimalScale scale, string text, out long steps) =>
        scale.TryParse(Encoding.UTF8.GetBytes(text), out steps);

    private readonly record struct Event(ExecType ExecType)
    {
        public long LastPriceTicks { get; init; }
        public long LastLots { get; init; }
        public int FeePpm { get; init; }
        public string? ChangeClOrdId { get; init; }
        public string? ChangedClOrdId { get; init; } // Before a replace gave it another.
        public MassStatusPart? Mass { get; init; }
        public string? BustedExecId { get; init; }
        public string? Text { get; init; }
    }
}
