using System.Text;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Venues.OrderEntry;

namespace LowLatencyEngine.Venues.Simulated;

/// <summary>
/// Requests about the account as a whole, and the answer with positions. Reading returns null where the request's id is
/// missing. Source: FIX 4.4 volume 4 (OrderMassStatusRequest) and volume 5 (RequestForPositions).
/// </summary>
internal static class AccountMessages
{
    private const int NoPositions = 702;
    private const int PosType = 703;
    private const int SettlPriceType = 731;

    /// <summary>MassStatusReqID(584) of an OrderMassStatusRequest(35=AF).</summary>
    public static string? ReadMassStatusId(in FixMessage message) => Read(in message, OrderEntryTags.MassStatusReqID);

    /// <summary>PosReqID(710) of a RequestForPositions(35=AN).</summary>
    public static string? ReadPositionsId(in FixMessage message) => Read(in message, OrderEntryTags.PosReqID);

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
        long lots = statement.PositionLots;
        string qty = instrument.Qty.ToString(long.Abs(lots));
        writer.Append(lots < 0 ? OrderEntryTags.ShortQty : OrderEntryTags.LongQty, Encoding.Latin1.GetBytes(qty));
    }

    private static string? Read(in FixMessage message, int tag) =>
        message.TryGet(tag, out System.ReadOnlySpan<byte> value) && value.Length > 0
            ? Encoding.Latin1.GetString(value) : null;
}
