using LowLatencyEngine.Fix;

namespace LowLatencyEngine.Venues.MarketData;

/// <summary>MDReqRejReason(281), by its character. Source: FIX 4.4 Volume 6.</summary>
public enum MarketDataRejectReason : byte
{
    /// <summary>The venue gives no reason.</summary>
    None = 0,
    UnknownSymbol = (byte)'0',
    DuplicateRequestId = (byte)'1',
    InsufficientBandwidth = (byte)'2',
    InsufficientPermissions = (byte)'3',
    UnsupportedSubscriptionType = (byte)'4',
    UnsupportedMarketDepth = (byte)'5',
    UnsupportedUpdateType = (byte)'6',
    UnsupportedAggregation = (byte)'7',
    UnsupportedEntryType = (byte)'8',
    UnsupportedTradingSession = (byte)'9',
    UnsupportedScope = (byte)'A',
    UnsupportedPositionEffect = (byte)'B',
    UnsupportedImplicitDelete = (byte)'C',
}

/// <summary>A MarketDataRequestReject(Y): what was asked for does not come. Source: FIX 4.4 Volume 3.</summary>
/// <param name="RequestId">MDReqID(262) where it is a number, as ours are; else 0.</param>
/// <param name="Reason">MDReqRejReason(281).</param>
public readonly record struct MarketDataReject(long RequestId, MarketDataRejectReason Reason)
{
    /// <summary>Reads a message. Allocates nothing.</summary>
    public static MarketDataReject From(in FixMessage message)
    {
        message.TryGetInt64(MarketDataTags.MdReqID, out long requestId);
        message.TryGetChar(MarketDataTags.MdReqRejReason, out byte reason);
        return new MarketDataReject(requestId, (MarketDataRejectReason)reason);
    }
}
