using LowLatencyEngine.Fix;

namespace LowLatencyEngine.Venues.OrderEntry;

/// <summary>
/// How the venue took a request for positions or trades: RequestForPositionsAck(AO) or
/// TradeCaptureReportRequestAck(AQ). Source: FIX 4.4 Volume 5.
/// </summary>
public readonly record struct RequestAnswer
{
    private const long Rejected = 2; // Of both statuses.

    /// <summary>PosReqID(710) or TradeRequestID(568), where it is a number of ours; else 0.</summary>
    public long RequestId { get; init; }

    /// <summary>TotalNumPosReports(727) or TotNumTradeReports(748); -1 where it is not stated.</summary>
    public long ReportCount { get; init; }

    /// <summary>PosReqResult(728) or TradeRequestResult(749): 0 valid; -1 where it is not stated.</summary>
    public long Result { get; init; }

    /// <summary>PosReqStatus(729) or TradeRequestStatus(750) says that nothing will come.</summary>
    public bool IsRefused { get; init; }

    /// <summary>Reads either message. Allocates nothing.</summary>
    /// <returns>False for another type of message.</returns>
    public static bool TryRead(in FixMessage message, out RequestAnswer answer)
    {
        answer = message.MsgType switch
        {
            OrderEntryTags.RequestForPositionsAck => From(in message, PositionTags),
            OrderEntryTags.TradeCaptureReportRequestAck => From(in message, TradeTags),
            _ => default,
        };
        return message.MsgType is OrderEntryTags.RequestForPositionsAck or OrderEntryTags.TradeCaptureReportRequestAck;
    }

    private static AnswerTags PositionTags => new(
        OrderEntryTags.PosReqID, OrderEntryTags.TotalNumPosReports, OrderEntryTags.PosReqResult,
        OrderEntryTags.PosReqStatus);

    private static AnswerTags TradeTags => new(
        OrderEntryTags.TradeRequestID, OrderEntryTags.TotNumTradeReports, OrderEntryTags.TradeRequestResult,
        OrderEntryTags.TradeRequestStatus);

    private static RequestAnswer From(in FixMessage message, AnswerTags tags)
    {
        message.TryGetInt64(tags.Id, out long requestId);
        bool hasCount = message.TryGetInt64(tags.Count, out long count);
        bool hasResult = message.TryGetInt64(tags.Result, out long result);
        message.TryGetInt64(tags.Status, out long status);
        return new RequestAnswer
        {
            RequestId = requestId, ReportCount = hasCount ? count : -1, Result = hasResult ? result : -1,
            IsRefused = status == Rejected,
        };
    }

    private readonly record struct AnswerTags(int Id, int Count, int Result, int Status);
}
