using System;
using System.Diagnostics;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Model;
using LowLatencyEngine.Venues.Gateway;

namespace LowLatencyEngine.Venues.OrderEntry;

/// <summary>
/// Writes the bodies of everything that an order session sends, in the words of one dialect. The caller begins the
/// message with the type named at each method. One thread; allocates nothing after construction. Source: FIX 4.4
/// Volumes 4 and 5.
/// </summary>
public sealed class OrderEntryWriter
{
    private const char AllOrders = '7';        // MassStatusReqType(585) and MassCancelRequestType(530).
    private const char OrdersOfSymbol = '1';
    private const char AutomatedPrivate = '1'; // HandlInst(21).
    private const char AccountIsCustomers = '1';
    private const char DoNotInitiate = '6';    // ExecInst(18).
    private const char MatchedTrades = '1';    // TradeRequestType(569).
    private const long CustomerAccount = 24;   // PartyRole(452).
    private const long AheadNs = 60_000_000_000;
    private const int DateLength = 8;

    private readonly VenueDialect _dialect;
    private readonly InstrumentTable _instruments;
    private readonly SymbolTable _symbols;
    private readonly FixTimePrecision _precision;
    private readonly byte[] _account;

    /// <param name="dialect">What the venue wants.</param>
    /// <param name="instruments">Steps of prices and quantities.</param>
    /// <param name="symbols">Names at the venue.</param>
    /// <param name="precision">Digits of times.</param>
    /// <param name="account">Account(1); empty for none.</param>
    public OrderEntryWriter(
        VenueDialect dialect, InstrumentTable instruments, SymbolTable symbols, FixTimePrecision precision,
        string account = "")
    {
        _dialect = dialect;
        _instruments = instruments;
        _symbols = symbols;
        _precision = precision;
        _account = System.Text.Encoding.ASCII.GetBytes(account);
    }

    /// <summary>What others call their orders: for ids below zero.</summary>
    internal ForeignNames? Names { get; init; }

    /// <summary>What keeps our own orders from meeting at the venue; null where nothing is sent.</summary>
    internal SelfTradeTags? SelfTrades { get; init; }

    /// <summary>NewOrderSingle(D).</summary>
    public void WriteNewOrder(ref FixWriter writer, in OrderEntryRequest request, long nowNs)
    {
        writer.Append(FixTags.ClOrdID, request.ClOrdId);
        WriteFields(ref writer, _dialect.NewOrder, in request, nowNs);
    }

    /// <summary>OrderCancelRequest(F).</summary>
    public void WriteCancel(ref FixWriter writer, in OrderEntryRequest request, long nowNs)
    {
        WriteIds(ref writer, in request);
        WriteFields(ref writer, _dialect.Cancel, in request, nowNs);
    }

    /// <summary>OrderCancelReplaceRequest(G): the whole order as it shall be.</summary>
    public void WriteReplace(ref FixWriter writer, in OrderEntryRequest request, long nowNs)
    {
        WriteIds(ref writer, in request);
        WriteFields(ref writer, _dialect.Replace, in request, nowNs);
    }

    /// <summary>OrderStatusRequest(H).</summary>
    public void WriteStatusRequest(ref FixWriter writer, in OrderEntryRequest request, long nowNs)
    {
        WriteId(ref writer, FixTags.ClOrdID, request.ClOrdId);
        if (_dialect.EchoesStatusReqId && request.StatusReqId > 0)
            writer.Append(OrderEntryTags.StatusReqID, request.StatusReqId);

        WriteFields(ref writer, _dialect.StatusRequest, in request, nowNs);
    }

    /// <summary>OrderMassStatusRequest(AF) for all orders; only where the dialect has it.</summary>
    public void WriteMassStatusRequest(ref FixWriter writer, long requestId)
    {
        Debug.Assert(_dialect.HasMassStatusRequest);
        writer.Append(OrderEntryTags.MassStatusReqID, requestId);
        writer.AppendChar(OrderEntryTags.MassStatusReqType, AllOrders);
    }

    /// <summary>
    /// OrderMassCancelRequest(q) for one instrument, or for all where <paramref name="instrumentIndex"/> is -1; only
    /// where the dialect has it.
    /// </summary>
    public void WriteMassCancel(ref FixWriter writer, long clOrdId, int instrumentIndex, long nowNs)
    {
        Debug.Assert(_dialect.HasMassCancel);
        writer.Append(FixTags.ClOrdID, clOrdId);
        bool isOne = instrumentIndex >= 0;
        writer.AppendChar(OrderEntryTags.MassCancelRequestType, isOne ? OrdersOfSymbol : AllOrders);
        if (isOne)
            writer.Append(FixTags.Symbol, _symbols[instrumentIndex]);

        writer.AppendTimestamp(FixTags.TransactTime, nowNs, _precision);
    }

    /// <summary>RequestForPositions(AN); only where the dialect has it.</summary>
    public void WritePositionsRequest(ref FixWriter writer, long requestId, long nowNs, long positionTicket = 0)
    {
        Debug.Assert(_dialect.HasPositions);
        writer.Append(OrderEntryTags.PosReqID, requestId);
        if (positionTicket != 0)
            writer.Append(OrderEntryTags.PosMaintRptID, positionTicket);

        if (_dialect.AsksPositionsByTicketOnly)
            return;

        writer.AppendChar(OrderEntryTags.PosReqType, '0');
        WriteAccount(ref writer);
        writer.AppendChar(OrderEntryTags.AccountType, AccountIsCustomers);
        AppendDay(ref writer, OrderEntryTags.ClearingBusinessDate, nowNs);
        writer.AppendTimestamp(FixTags.TransactTime, nowNs, _precision);
    }

    /// <summary>
    /// TradeCaptureReportRequest(AD) for the matched trades of the account from a time on; only where the dialect has
    /// it. The end of the range lies ahead, so that a venue whose clock is a little fast leaves nothing out.
    /// </summary>
    public void WriteTradesRequest(ref FixWriter writer, long requestId, long fromNs, long nowNs)
    {
        Debug.Assert(_dialect.HasTradeCapture);
        writer.Append(OrderEntryTags.TradeRequestID, requestId);
        writer.AppendChar(OrderEntryTags.TradeRequestType, MatchedTrades);
        writer.AppendChar(OrderEntryTags.SubscriptionRequestType, '0');
        if (_account.Length > 0)
        {
            writer.AppendChar(OrderEntryTags.NoPartyIDs, '1');
            writer.Append(OrderEntryTags.PartyID, _account);
            writer.AppendChar(OrderEntryTags.PartyIdSource, 'D');
            writer.Append(OrderEntryTags.PartyRole, CustomerAccount);
        }

        writer.AppendChar(OrderEntryTags.NoDates, '2');
        AppendDate(ref writer, fromNs);
        AppendDate(ref writer, nowNs + AheadNs);
    }

    /// <summary>SecurityListRequest(x) for all symbols.</summary>
    public static void WriteSecurityListRequest(ref FixWriter writer, long requestId)
    {
        writer.Append(OrderEntryTags.SecurityReqID, requestId);
        writer.AppendChar(OrderEntryTags.SecurityListRequestType, '0');
    }

    private void WriteIds(ref FixWriter writer, in OrderEntryRequest request)
    {
        writer.Append(FixTags.ClOrdID, request.ClOrdId);
        WriteId(ref writer, FixTags.OrigClOrdID, request.OriginalClOrdId);
    }

    private void WriteId(ref FixWriter writer, int tag, long id)
    {
        if (id < 0 && Names is { } names)
            writer.Append(tag, names.Find(id));
        else
            writer.Append(tag, id);
    }

    private void WriteFields(ref FixWriter writer, OrderFields fields, in OrderEntryRequest request, long nowNs)
    {
        Instrument instrument = _instruments[request.InstrumentIndex];
        if (Has(fields, OrderFields.HandlInst))
            writer.AppendChar(OrderEntryTags.HandlInst, AutomatedPrivate);

        if (Has(fields, OrderFields.Account))
            WriteAccount(ref writer);

        if (Has(fields, OrderFields.Symbol))
            writer.Append(FixTags.Symbol, _symbols[request.InstrumentIndex]);

        if (Has(fields, OrderFields.Side))
            writer.AppendChar(FixTags.Side, FixCodes.Of(request.Side));

        if (Has(fields, OrderFields.TransactTime))
            writer.AppendTimestamp(FixTags.TransactTime, nowNs, _precision);

        if (Has(fields, OrderFields.OrderQty))
            Append(ref writer, FixTags.OrderQty, instrument.Qty, request.QtyLots);

        if (Has(fields, OrderFields.OrdType))
            writer.AppendChar(FixTags.OrdType, FixCodes.Of(request.Type));

        if (Has(fields, OrderFields.Price) && request.Type.HasLimit())
            Append(ref writer, FixTags.Price, instrument.Price, request.PriceTicks);

        if (Has(fields, OrderFields.StopPx) && request.Type.HasTrigger())
            Append(ref writer, OrderEntryTags.StopPx, instrument.Price, request.Terms.StopPriceTicks);

        if (Has(fields, OrderFields.TriggerPriceType) && request.Trigger > TriggerSource.Last)
            writer.AppendChar(OrderEntryTags.TriggerPriceType, FixCodes.Of(request.Trigger, request.Side));

        if (Has(fields, OrderFields.TimeInForce))
            writer.AppendChar(FixTags.TimeInForce, FixCodes.Of(request.TimeInForce));

        if (!request.Terms.IsEmpty || request.IsPostOnly)
            WriteTerms(ref writer, fields, in request);

        if (Has(fields, OrderFields.PositionTicket) && request.PositionTicket != 0)
            writer.Append(OrderEntryTags.PosMaintRptID, request.PositionTicket);

        if (Has(fields, OrderFields.PositionEffect) && request.PositionEffect != PositionEffect.None)
            writer.AppendChar(OrderEntryTags.PositionEffect, (char)request.PositionEffect);

        if (SelfTrades is not null && Has(fields, OrderFields.SelfTrade))
            SelfTrades.Write(ref writer, request.StrategyIndex, request.InstrumentIndex);
    }

    private void WriteTerms(ref FixWriter writer, OrderFields fields, in OrderEntryRequest request)
    {
        DecimalScale qty = _instruments[request.InstrumentIndex].Qty;
        if (Has(fields, OrderFields.ExpireTime) && request.TimeInForce == TimeInForce.GoodTillDate)
            writer.AppendTimestamp(OrderEntryTags.ExpireTime, request.Terms.ExpireTimestampNs, _precision);

        if (Has(fields, OrderFields.ExecInst) && request.IsPostOnly)
            writer.AppendChar(OrderEntryTags.ExecInst, DoNotInitiate);

        if (Has(fields, OrderFields.MaxFloor) && request.Terms.DisplayLots != 0)
            Append(ref writer, OrderEntryTags.MaxFloor, qty, request.Terms.DisplayLots);

        if (Has(fields, OrderFields.DisplayQty) && request.Terms.DisplayLots != 0)
            Append(ref writer, OrderEntryTags.DisplayQty, qty, request.Terms.DisplayLots);
    }

    private void WriteAccount(ref FixWriter writer)
    {
        if (_account.Length > 0)
            writer.Append(OrderEntryTags.Account, _account);
    }

    private void AppendDate(ref FixWriter writer, long timestampNs)
    {
        AppendDay(ref writer, OrderEntryTags.TradeDate, timestampNs);
        writer.AppendTimestamp(FixTags.TransactTime, timestampNs, _precision);
    }

    private static void AppendDay(ref FixWriter writer, int tag, long timestampNs)
    {
        Span<byte> time = stackalloc byte[FixTimestamp.TextLengthMax];
        FixTimestamp.Format(timestampNs, FixTimePrecision.Milliseconds, time);
        writer.Append(tag, time[..DateLength]);
    }

    private static bool Has(OrderFields fields, OrderFields field) => (fields & field) != OrderFields.None;

    private static void Append(ref FixWriter writer, int tag, DecimalScale scale, long steps)
    {
        Span<byte> text = stackalloc byte[DecimalScale.TextLengthMax];
        writer.Append(tag, text[..scale.Format(steps, text)]);
    }
}
