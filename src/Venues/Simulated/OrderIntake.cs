using System.Globalization;
using System.Text;
using LowLatencyEngine.Model;
using LowLatencyEngine.Venues.OrderEntry;
using LowLatencyEngine.Venues.Simulated.Auctions;

namespace LowLatencyEngine.Venues.Simulated;

/// <summary>
/// Whether the venue takes what a client ordered, and what it is in ticks and lots. Changes orders that are replaced,
/// and nothing else; under the lock of <see cref="MatchingEngine"/>.
/// </summary>
internal sealed class OrderIntake(
    InstrumentTable instruments, InstrumentMarket[] markets, MatchingOptions options, AuctionSession session)
{
    private long _submittedCount;

    /// <summary>What all fills came to: a close takes no more than there is.</summary>
    public VenueLegs Legs { get; } = new(instruments.Count);

    /// <summary>In this order: symbol, market, quantity, kind of order. A reason of 0 is none.</summary>
    public (int Reason, string Text) Check(VenueNewOrder request)
    {
        _submittedCount++;
        if (options.RejectEveryNthOrder > 0 && _submittedCount % options.RejectEveryNthOrder == 0)
            return (OrderRejectReason.Other, "rejected on purpose: the venue's options ask for it");

        Instrument? instrument = FindInstrument(request.Symbol);
        if (instrument is null)
            return (OrderRejectReason.UnknownSymbol, $"unknown symbol: symbol={request.Symbol}");

        if (!markets[instrument.Index].Book.IsOpen)
            return (OrderRejectReason.ExchangeClosed, $"the market is closed: symbol={request.Symbol}");

        if (!TryParse(instrument.Qty, request.Qty, out _))
            return (OrderRejectReason.IncorrectQuantity, $"quantity does not fit the lot: qty={request.Qty}");

        bool isDateless = request.TimeInForce == TimeInForce.GoodTillDate && request.ExpireTimestampNs <= 0;
        if (request.Side == Side.None || request.Type == OrderType.None || request.TimeInForce == TimeInForce.None ||
            request.Trigger == TriggerSource.None || isDateless)
            return (OrderRejectReason.UnsupportedCharacteristic, "side, order type or time in force is not supported");

        return session.RefusalOf(request);
    }

    /// <summary>The order, or null with what is wrong about its prices.</summary>
    public VenueOrder? Read(VenueNewOrder request, long number, out (int Reason, string Text) fault)
    {
        Instrument instrument = FindInstrument(request.Symbol)!;
        string orderId = options.IdPrefix + number.ToString(CultureInfo.InvariantCulture);
        var order = new VenueOrder(request, instrument, orderId);
        fault = TryReplace(order, request, out string text) ? default : (OrderRejectReason.Other, text);
        return fault.Reason == 0 ? order : null;
    }

    /// <summary>Gives an order quantity and prices of a request; with what is wrong nothing changes.</summary>
    public bool TryReplace(VenueOrder order, VenueNewOrder request, out string text)
    {
        Instrument instrument = order.Instrument;
        long limitTicks = order.Side == Side.Buy ? long.MaxValue : long.MinValue;
        long stopTicks = 0;
        long displayLots = 0;
        text = $"quantity does not fit the lot: qty={request.Qty}, display={request.DisplayQty}";
        if (!TryParse(instrument.Qty, request.Qty, out long qtyLots) ||
            (request.DisplayQty is not null && !TryParse(instrument.Qty, request.DisplayQty, out displayLots)))
            return false;

        text = $"price does not fit the tick: price={request.Price}, stop={request.StopPrice}";
        if ((request.Type.HasLimit() && !TryParse(instrument.Price, request.Price, out limitTicks)) ||
            (request.Type.HasTrigger() && !TryParse(instrument.Price, request.StopPrice, out stopTicks)))
            return false;

        text = "an order that rests may show less than it has, and no other";
        if (displayLots != 0 && (displayLots >= qtyLots || request.Type != OrderType.Limit))
            return false;

        text = $"the leg holds less than the order closes: qty={request.Qty}";
        long addedLots = qtyLots - order.QtyLots;
        if (request.Effect == PositionEffect.Close && addedLots > long.Max(0, FreeLots(instrument.Index, order.Side)))
            return false;

        text = "it would trade at once, and may only add liquidity";
        BookSide opposite = markets[instrument.Index].Opposite(order.Side);
        if (request.IsPostOnly && opposite.TryBest(limitTicks, out _))
            return false;

        order.QtyLots = long.Max(qtyLots, order.FilledLots);
        order.DisplayLots = displayLots;
        order.StopTicks = stopTicks;
        if (request.Type != OrderType.MarketToLimit || order.FilledLots == 0)
            order.LimitTicks = limitTicks;

        return true;
    }

    /// <summary>What an order is once a replace is accepted.</summary>
    public static VenueNewOrder Replaced(VenueNewOrder order, VenueReplace request) => order with
    {
        ClOrdId = request.Ids.ClOrdId,
        Qty = request.Qty,
        Price = request.Price,
        StopPrice = request.StopPrice ?? order.StopPrice,
        DisplayQty = request.DisplayQty,
        ExpireTimestampNs = order.ExpireTimestampNs != 0 && request.ExpireTimestampNs != 0
            ? request.ExpireTimestampNs
            : order.ExpireTimestampNs,
    };

    /// <summary>An order that takes its limit from the market: the best price of the other side, where there is one.
    /// </summary>
    public static void LimitToBest(VenueOrder order, BookSide opposite)
    {
        if (opposite.TryBest(order.LimitTicks, out BookLevel best))
            LimitTo(order, best.PriceTicks);
    }

    /// <summary>Gives an order the limit that the market gave.</summary>
    public static void LimitTo(VenueOrder order, long limitTicks)
    {
        order.LimitTicks = limitTicks;
        order.Request = order.Request with { Price = order.Instrument.Price.ToString(limitTicks) };
    }

    /// <summary>Null where the venue has no such symbol.</summary>
    public Instrument? FindInstrument(string symbol)
    {
        for (int i = 0; i < instruments.Count; i++)
        {
            if (instruments[i].Symbol == symbol)
                return instruments[i];
        }

        return null;
    }

    /// <summary>Of the leg that an order of this side closes, what no open order is to close.</summary>
    private long FreeLots(int instrument, Side side)
    {
        long lots = Legs.ClosableLots(instrument, side);
        foreach (VenueOrder order in markets[instrument].Open)
            lots -= order.Side == side && order.Request.Effect == PositionEffect.Close ? order.LeavesLots : 0;

        return lots;
    }

    /// <summary>Above zero and exact.</summary>
    private static bool TryParse(DecimalScale scale, string? text, out long steps) =>
        scale.TryParse(Encoding.UTF8.GetBytes(text ?? ""), out steps) == DecimalVerdict.Ok && steps > 0;
}
