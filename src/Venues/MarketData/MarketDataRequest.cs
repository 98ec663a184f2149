using System;
using LowLatencyEngine.Fix;

namespace LowLatencyEngine.Venues.MarketData;

/// <summary>
/// Writes MarketDataRequest(V) for bids and offers of one symbol. Allocates nothing. Source: FIX 4.4 Volume 3.
/// </summary>
public static class MarketDataRequest
{
    private const int FullBook = 0;
    private const int TopOfBook = 1;

    /// <summary>Asks for a snapshot and all changes after it.</summary>
    /// <param name="writer">A message of type V, just begun.</param>
    /// <param name="requestId">MDReqID(262): answers carry it, and the end of the subscription names it.</param>
    /// <param name="symbol">Symbol(55) at the venue.</param>
    /// <param name="isTopOnly">Best prices instead of the whole book.</param>
    public static void WriteSubscribe(
        ref FixWriter writer, long requestId, ReadOnlySpan<byte> symbol, bool isTopOnly) =>
        Write(ref writer, requestId, '1', symbol, isTopOnly);

    /// <summary>Ends what <see cref="WriteSubscribe"/> began.</summary>
    public static void WriteUnsubscribe(
        ref FixWriter writer, long requestId, ReadOnlySpan<byte> symbol, bool isTopOnly) =>
        Write(ref writer, requestId, '2', symbol, isTopOnly);

    private static void Write(
        ref FixWriter writer, long requestId, char subscription, ReadOnlySpan<byte> symbol, bool isTopOnly)
    {
        writer.Append(MarketDataTags.MdReqID, requestId);
        writer.AppendChar(MarketDataTags.SubscriptionRequestType, subscription);
        writer.Append(MarketDataTags.MarketDepth, isTopOnly ? TopOfBook : FullBook);
        writer.AppendChar(MarketDataTags.MdUpdateType, '1'); // Changes, not the book anew each time.
        writer.Append(MarketDataTags.NoMdEntryTypes, 2);
        writer.AppendChar(MarketDataTags.MdEntryType, '0');
        writer.AppendChar(MarketDataTags.MdEntryType, '1');
        writer.Append(MarketDataTags.NoRelatedSym, 1);
        writer.Append(FixTags.Symbol, symbol);
    }
}
