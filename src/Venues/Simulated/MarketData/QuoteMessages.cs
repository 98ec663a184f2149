using System.Collections.Generic;
using System.Text;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Model;
using LowLatencyEngine.Venues.MarketData;
using LowLatencyEngine.Venues.OrderEntry;

namespace LowLatencyEngine.Venues.Simulated.MarketData;

/// <summary>Writes the bodies of W, X, Y and y. Source: FIX 4.4 Volume 3.</summary>
internal static class QuoteMessages
{
    private const int SecurityResponseID = 322;

    /// <summary>MarketDataSnapshotFullRefresh(W).</summary>
    public static void WriteSnapshot(
        ref FixWriter writer, string requestId, Instrument instrument, List<QuoteChange> entries)
    {
        Append(ref writer, MarketDataTags.MdReqID, requestId);
        Append(ref writer, FixTags.Symbol, instrument.VenueSymbol);
        writer.Append(MarketDataTags.NoMdEntries, entries.Count);
        foreach (QuoteChange entry in entries)
        {
            writer.AppendChar(MarketDataTags.MdEntryType, entry.Type);
            Append(ref writer, MarketDataTags.MdEntryPx, instrument.Price.ToString(entry.Level.PriceTicks));
            Append(ref writer, MarketDataTags.MdEntrySize, instrument.Qty.ToString(entry.Level.QtyLots));
        }
    }

    /// <summary>MarketDataIncrementalRefresh(X).</summary>
    public static void WriteChanges(
        ref FixWriter writer, string requestId, Instrument instrument, List<QuoteChange> changes)
    {
        Append(ref writer, MarketDataTags.MdReqID, requestId);
        writer.Append(MarketDataTags.NoMdEntries, changes.Count);
        foreach (QuoteChange change in changes)
        {
            writer.AppendChar(MarketDataTags.MdUpdateAction, change.Action);
            writer.AppendChar(MarketDataTags.MdEntryType, change.Type);
            Append(ref writer, FixTags.Symbol, instrument.VenueSymbol);
            Append(ref writer, MarketDataTags.MdEntryPx, instrument.Price.ToString(change.Level.PriceTicks));
            if (change.Action != QuoteChange.Delete)
                Append(ref writer, MarketDataTags.MdEntrySize, instrument.Qty.ToString(change.Level.QtyLots));
        }
    }

    /// <summary>MarketDataRequestReject(Y).</summary>
    public static void WriteReject(ref FixWriter writer, string requestId, MarketDataRejectReason reason, string text)
    {
        Append(ref writer, MarketDataTags.MdReqID, requestId);
        writer.AppendChar(MarketDataTags.MdReqRejReason, (char)reason);
        Append(ref writer, FixTags.Text, text);
    }

    /// <summary>SecurityList(y) of everything that is traded.</summary>
    public static void WriteSecurityList(ref FixWriter writer, string requestId, InstrumentTable instruments)
    {
        Append(ref writer, OrderEntryTags.SecurityReqID, requestId);
        Append(ref writer, SecurityResponseID, requestId);
        writer.Append(OrderEntryTags.SecurityRequestResult, 0);
        writer.Append(OrderEntryTags.NoRelatedSym, instruments.Count);
        for (int i = 0; i < instruments.Count; i++)
            Append(ref writer, FixTags.Symbol, instruments[i].VenueSymbol);
    }

    private static void Append(ref FixWriter writer, int tag, string value) =>
        writer.Append(tag, Encoding.Latin1.GetBytes(value));
}
