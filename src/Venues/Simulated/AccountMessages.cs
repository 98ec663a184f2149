using System.Text;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Model;
using LowLatencyEngine.Venues.OrderEntry;

namespace LowLatencyEngine.Venues.Simulated;

/// <summary>
/// Requests about the account as a whole, and the answers with positions and trades. Reading returns null
/// where the request's id is missing. Source: FIX 4.4 volume 4 (OrderMassStatusRequest) and volume 5
/// (RequestForPositions, TradeCaptureReport).
/// </summary>
internal static class AccountMessages
{
    private const int CommType = 13;
    private const char CommTypeAbsolute = '3';
    private const int NoPositions = 702;
    private const int PosType = 703;
    private const int SettlPriceType = 731;

    /// <summary>MassStatusReqID(584) of an OrderMassStatusRequest(35=AF).</summary>
    public static string? ReadMassStatusId(in FixMessage message) => Read(in message, OrderEntryTags.MassStatusReqID);

    /// <summary>PosReqID(710) of a RequestForPositions(35=AN).</summary>
    public static string? ReadPositionsId(in FixMessage message) => Read(in message, OrderEntryTags.PosReqID);

    /// <summary>TradeRequestID(568) of a TradeCaptureReportRequest(35=AD), and from when on it asks.</summary>
    public static string? ReadTradesId(in FixMessage message, out long fromNs)
    {
        message.TryGetTimestampNs(FixTags.TransactTime, out fromNs); // The first of the range.
        return Read(in message, OrderEntryTags.TradeRequestID);
    }

    /// <summary>MsgType(35) of a part of the answer.</summary>
    public static int TypeOf(TradeStatement statement) => statement.Trade is null
        ? OrderEntryTags.TradeCaptureReportRequestAck : OrderEntryTags.TradeCaptureReport;

    /// <summary>MsgType(35) of a part of the answer.</summary>
    public static int TypeOf(PositionStatement statement) =>
        statement.IsAcknowledgement ? OrderEntryTags.RequestForPositionsAck : OrderEntryTags.PositionReport;

    /// <summary>Tags of a status report that answers a mass request.</summary>
    public static void Write(ref FixWriter writer, MassStatusPart part)
    {
        writer.Append(OrderEntryTags.MassStatusReqID, Encoding.Latin1.GetBytes(part.RequestId));
        writer.Append(OrderEntryTags.TotNumReports, part.TotalCount);
        writer.AppendChar(OrderEntryTags.LastRptRequested, part.IsLast ? 'Y' : 'N');
    }

    /// <summary>Body of a RequestForPositionsAck(35=AO) or PositionReport(35=AP).</summary>
    public static void Write(ref FixWriter writer, PositionStatement statement)
    {
        string ticket = statement.Instrument is { } named
            ? $"{statement.RequestId}-{named.Index}"
            : statement.RequestId;
        writer.Append(OrderEntryTags.PosMaintRptID, Encoding.Latin1.GetBytes(ticket));
        writer.Append(OrderEntryTags.PosReqID, Encoding.Latin1.GetBytes(statement.RequestId));
        writer.Append(OrderEntryTags.TotalNumPosReports, statement.TotalCount);
        writer.AppendChar(OrderEntryTags.PosReqResult, '0');
        if (statement.Instrument is not { } instrument)
        {
            writer.AppendChar(OrderEntryTags.PosReqStatus, '0');
            return;
        }

        writer.Append(FixTags.Symbol, Encoding.Latin1.GetBytes(instrument.Symbol));
        writer.AppendChar(OrderEntryTags.SettlPrice, '0');
        writer.AppendChar(SettlPriceType, '2');
        writer.AppendChar(NoPositions, '1');
        writer.Append(PosType, "TOT"u8);
        if (statement.LongLots > 0 || statement.ShortLots == 0)
            Append(ref writer, OrderEntryTags.LongQty, instrument.Qty.ToString(statement.LongLots));

        if (statement.ShortLots > 0)
            Append(ref writer, OrderEntryTags.ShortQty, instrument.Qty.ToString(statement.ShortLots));
    }

    /// <summary>Body of a TradeCaptureReportRequestAck(35=AQ) or TradeCaptureReport(35=AE).</summary>
    public static void Write(ref FixWriter writer, TradeStatement statement)
    {
        if (statement.Trade is not { Report.Instrument: { } instrument } trade)
        {
            Append(ref writer, OrderEntryTags.TradeRequestID, statement.RequestId);
            writer.AppendChar(OrderEntryTags.TradeRequestType, '1');
            writer.Append(OrderEntryTags.TotNumTradeReports, statement.TotalCount);
            writer.AppendChar(OrderEntryTags.TradeRequestResult, '0');
            writer.AppendChar(OrderEntryTags.TradeRequestStatus, '0');
            return;
        }

        VenueReport report = trade.Report;
        Append(ref writer, OrderEntryTags.TradeReportID, "T" + report.ExecId);
        writer.AppendChar(OrderEntryTags.TradeReportTransType, '0');
        writer.AppendChar(OrderEntryTags.TradeReportType, '0');
        Append(ref writer, OrderEntryTags.TradeRequestID, statement.RequestId);
        writer.Append(OrderEntryTags.TotNumTradeReports, statement.TotalCount);
        writer.AppendChar(OrderEntryTags.LastRptRequested, statement.IsLast ? 'Y' : 'N');
        Append(ref writer, FixTags.ExecID, report.ExecId);
        writer.AppendChar(OrderEntryTags.PreviouslyReported, 'N');
        Append(ref writer, FixTags.Symbol, report.Symbol);
        Append(ref writer, FixTags.LastQty, instrument.Qty.ToString(report.LastQtyLots));
        Append(ref writer, FixTags.LastPx, instrument.Price.ToString(report.LastPriceTicks));
        writer.AppendTimestamp(FixTags.TransactTime, trade.TimestampNs, FixTimePrecision.Milliseconds);
        writer.AppendChar(OrderEntryTags.NoSides, '1');
        writer.AppendChar(FixTags.Side, report.Side == Side.Buy ? '1' : '2');
        if (report.Effect != PositionEffect.None)
            writer.AppendChar(OrderEntryTags.PositionEffect, (char)report.Effect);

        Append(ref writer, FixTags.OrderID, report.OrderId);
        Append(ref writer, FixTags.ClOrdID, report.ClOrdId);
        Append(ref writer, FixTags.Commission, instrument.Money.ToString(report.FeeTickLots));
        writer.AppendChar(CommType, CommTypeAbsolute);
    }

    private static void Append(ref FixWriter writer, int tag, string text) =>
        writer.Append(tag, Encoding.Latin1.GetBytes(text));

    private static string? Read(in FixMessage message, int tag) =>
        message.TryGet(tag, out System.ReadOnlySpan<byte> value) && value.Length > 0
            ? Encoding.Latin1.GetString(value) : null;
}
