using System;
using LowLatencyEngine.Feeds.Json;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Binance;

/// <summary>
/// The data of a trade: <c>{"e":"trade","E":ms,"s":"BTCUSDT","t":id,"p":"price","q":"qty","T":ms,"m":buyer is
/// maker}</c>.
/// </summary>
internal struct BinanceTradeReader(Instrument instrument, byte[] symbol) : IFieldReader
{
    public Trade Trade;
    private long _eventTimestampNs;
    private long _tradeTimestampNs;
    private bool _isBuyerMaker;

    public static ulong Known { get; } = FieldWalk.SetOf("eETstpqm"u8);

    public static ulong Required => Known;

    /// <summary>Side of the aggressor: where the buyer rested in the book, the seller came to it.</summary>
    public readonly Side AggressorSide => _isBuyerMaker ? Side.Sell : Side.Buy;

    /// <summary>Trade time where it is not zero, else event time.</summary>
    public readonly long VenueTimestampNs => _tradeTimestampNs != 0 ? _tradeTimestampNs : _eventTimestampNs;

    public static byte LetterOf(ReadOnlySpan<byte> key) => FieldWalk.SingleLetterOf(key);

    public FrameVerdict ReadField(ref JsonCursor cursor, byte letter)
    {
        switch ((char)letter)
        {
            case 'E':
                return JsonNumbers.ReadTime(ref cursor, out _eventTimestampNs);

            case 'T':
                return JsonNumbers.ReadTime(ref cursor, out _tradeTimestampNs);

            case 's':
                return FieldWalk.ReadExpected(ref cursor, symbol, FrameVerdict.UnknownSymbol);

            case 't':
                return JsonNumbers.ReadId(ref cursor, out Trade.TradeId);

            case 'p':
                return JsonNumbers.ReadSteps(ref cursor, instrument.Price, least: 1, out Trade.PriceTicks);

            case 'q':
                return JsonNumbers.ReadSteps(ref cursor, instrument.Qty, least: 1, out Trade.QtyLots);

            case 'm':
                return FieldWalk.VerdictOf(cursor.TryReadBoolean(out _isBuyerMaker));

            default:
                return FieldWalk.ReadExpected(ref cursor, "trade"u8, FrameVerdict.Malformed);
        }
    }
}
