using LowLatencyEngine.Feeds.Json;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Binance;

/// <summary>
/// The data of a book ticker: <c>{"u":id,"s":"BTCUSDT","b":"price","B":"qty","a":"price","A":"qty"}</c>. Spot gives
/// neither an event type nor a time. An empty side has price and quantity zero.
/// </summary>
internal struct BinanceQuoteReader(Instrument instrument, byte[] symbol) : IFieldReader
{
    public Quote Quote;
    private long _eventTimestampNs;
    private long _transactionTimestampNs;

    public static FieldTable Fields { get; } = new("u s b B a A", optional: "e E T");

    /// <summary>Transaction time where given, else event time, else 0.</summary>
    public readonly long VenueTimestampNs => _transactionTimestampNs != 0 ? _transactionTimestampNs : _eventTimestampNs;

    public FrameVerdict ReadField(ref JsonCursor cursor, byte letter)
    {
        switch ((char)letter)
        {
            case 'u':
                return JsonNumbers.ReadId(ref cursor, out Quote.UpdateId);

            case 's':
                return FieldWalk.ReadExpected(ref cursor, symbol, FrameVerdict.UnknownSymbol);

            case 'b':
                return JsonNumbers.ReadSteps(ref cursor, instrument.Price, least: 0, out Quote.BidPriceTicks);

            case 'B':
                return JsonNumbers.ReadSteps(ref cursor, instrument.Qty, least: 0, out Quote.BidQtyLots);

            case 'a':
                return JsonNumbers.ReadSteps(ref cursor, instrument.Price, least: 0, out Quote.AskPriceTicks);

            case 'A':
                return JsonNumbers.ReadSteps(ref cursor, instrument.Qty, least: 0, out Quote.AskQtyLots);

            case 'E':
                return JsonNumbers.ReadTime(ref cursor, out _eventTimestampNs);

            case 'T':
                return JsonNumbers.ReadTime(ref cursor, out _transactionTimestampNs);

            default:
                return FieldWalk.ReadExpected(ref cursor, "bookTicker"u8, FrameVerdict.Malformed);
        }
    }
}
