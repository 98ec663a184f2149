using LowLatencyEngine.Fix;

namespace LowLatencyEngine.Venues.OrderEntry;

/// <summary>
/// An OrderMassCancelReport(r): whether the venue has taken a request to cancel many orders. The orders themselves are
/// reported one by one; nothing is canceled before that. Source: FIX 4.4 Volume 4.
/// </summary>
public readonly record struct MassCancelReport
{
    private const char Rejected = '0';

    /// <summary>ClOrdID(11) of the request, where it is a number of ours; else 0.</summary>
    public long RequestId { get; init; }

    /// <summary>MassCancelRequestType(530): 1 a security, 7 all orders; '\0' where it is not stated.</summary>
    public char RequestType { get; init; }

    /// <summary>MassCancelResponse(531): what was taken, as in the request; 0 refused; '\0' where not stated.</summary>
    public char Response { get; init; }

    /// <summary>MassCancelRejectReason(532): 0 not supported, 1 unknown security; -1 where it is not stated.</summary>
    public long RejectReason { get; init; }

    /// <summary>TotalAffectedOrders(533); -1 where it is not stated.</summary>
    public long AffectedOrderCount { get; init; }

    /// <summary>The venue will cancel nothing, or does not say that it will.</summary>
    public bool IsRefused => Response is Rejected or '\0';

    /// <summary>Reads a report. Allocates nothing.</summary>
    public static MassCancelReport From(in FixMessage message)
    {
        message.TryGetInt64(FixTags.ClOrdID, out long requestId);
        message.TryGetChar(OrderEntryTags.MassCancelRequestType, out byte requestType);
        message.TryGetChar(OrderEntryTags.MassCancelResponse, out byte response);
        bool hasReason = message.TryGetInt64(OrderEntryTags.MassCancelRejectReason, out long reason);
        bool hasCount = message.TryGetInt64(OrderEntryTags.TotalAffectedOrders, out long count);
        return new MassCancelReport
        {
            RequestId = requestId, RequestType = (char)requestType, Response = (char)response,
            RejectReason = hasReason ? reason : -1, AffectedOrderCount = hasCount ? count : -1,
        };
    }
}
