namespace LowLatencyEngine.Venues.MarketData;

/// <summary>Tags of market data messages. Source: FIX 4.4 Volumes 3 and 6.</summary>
internal static class MarketDataTags
{
    public const int NoRelatedSym = 146;
    public const int MdReqID = 262;
    public const int SubscriptionRequestType = 263;
    public const int MarketDepth = 264;
    public const int MdUpdateType = 265;
    public const int NoMdEntryTypes = 267;
    public const int NoMdEntries = 268;
    public const int MdEntryType = 269;
    public const int MdEntryPx = 270;
    public const int MdEntrySize = 271;
    public const int MdEntryID = 278;
    public const int MdUpdateAction = 279;
    public const int MdReqRejReason = 281;
}
