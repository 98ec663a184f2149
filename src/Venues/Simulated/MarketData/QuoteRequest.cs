using System.Collections.Generic;
using System.Text;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Venues.MarketData;

namespace LowLatencyEngine.Venues.Simulated.MarketData;

/// <summary>A MarketDataRequest(V) as the simulated venue reads it. Source: FIX 4.4 Volume 3.</summary>
/// <param name="Id">MDReqID(262).</param>
/// <param name="Kind">SubscriptionRequestType(263): 0 snapshot, 1 snapshot and changes, 2 the end of them.</param>
/// <param name="IsTopOnly">MarketDepth(264) is 1.</param>
/// <param name="Symbols">Symbol(55) of each entry of NoRelatedSym(146).</param>
internal sealed record QuoteRequest(string Id, char Kind, bool IsTopOnly, IReadOnlyList<string> Symbols)
{
    public const char Snapshot = '0';
    public const char Subscribe = '1';
    public const char Unsubscribe = '2';

    private const int TopOfBook = 1;

    /// <summary>Reads a request; what is missing is empty, and refused later by what it is.</summary>
    public static QuoteRequest From(in FixMessage message)
    {
        message.TryGetInt64(MarketDataTags.MarketDepth, out long depth);
        var symbols = new List<string>();
        foreach (FixField field in message)
        {
            if (field.Tag == FixTags.Symbol)
                symbols.Add(Encoding.Latin1.GetString(field.Value));
        }

        message.TryGet(MarketDataTags.MdReqID, out var id);
        bool hasKind = message.TryGetChar(MarketDataTags.SubscriptionRequestType, out byte kind);
        return new QuoteRequest(
            Encoding.Latin1.GetString(id), hasKind ? (char)kind : '\0', depth == TopOfBook, symbols);
    }
}
