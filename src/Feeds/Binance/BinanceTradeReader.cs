using System;
using LowLatencyEngine.Feeds.Json;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Binance;

/// <summary>
/// The data of a trade: <c>{"e":"trade","E":ms,"s":"BTCUSDT","t":id,"p":"price","q":"qty","T":ms,"m":buyer is
/// maker}</c>, or of an aggregate trade, which has "a" for its id. Futures say in "X" what kind of trade it was.
/// </summary>
internal struct BinanceTradeReader(Instrument instrument, byte[] symbol, bool isAggregate) : IFieldReader
{
    public Trade Trade;
    private long _eventTimestampNs;
    private long _tradeTimestampNs;
    private bool _isBuyerMaker;
    private bool _hasId;
    private bool _isOutsideBook; // Of the insurance fund, or a deleveraging: the book had no part in it.

    public static FieldTable Fields { get; } = new("e E T s p q m", optional: "t a X");

    /// <summary>True once the id that this kind of trade has was there.</summary>
    public readonly bool IsWhole => _hasId;

    /// <summary>True for a trade that did not come from the book.</summary>
    public readonly bool IsOutsideBook => _isOutsideBook;

    /// <summary>Side of the aggressor: where the buyer rested in the book, the seller came to it.</summary>
    public readonly Side AggressorSide => _isBuyerMaker ? Side.Sell : Side.Buy;

    /// <summary>Trade time where it is not zero, else event time.</summary>
    public readonly long VenueTimestampNs => _tradeTimestampNs != 0 ? _tradeTimestampNs : _eventTimestampNs;

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

            case 't' or 'a':
                return ReadId(ref cursor, letter == (isAggregate ? (byte)'a' : (byte)'t'));

            case 'p':
                return JsonNumbers.ReadSteps(ref cursor, instrument.Price, least: 1, out Trade.PriceTicks);

            case 'q':
                return JsonNumbers.ReadSteps(ref cursor, instrument.Qty, least: 1, out Trade.QtyLots);

            case 'm':
                return FieldWalk.VerdictOf(cursor.TryReadBoolean(out _isBuyerMaker));

            case 'X':
                return ReadOrigin(ref cursor);

            default:
                return FieldWalk.ReadExpected(
                    ref cursor, isAggregate ? "aggTrade"u8 : "trade"u8, FrameVerdict.Malformed);
        }
    }

    // The other letter is an order's id, or nothing that is known.
    private FrameVerdict ReadId(ref JsonCursor cursor, bool isOurs)
    {
        if (!isOurs)
            return FieldWalk.VerdictOf(cursor.TrySkipValue());

        _hasId = true;
        return JsonNumbers.ReadId(ref cursor, out Trade.TradeId);
    }

    private FrameVerdict ReadOrigin(ref JsonCursor cursor)
    {
        if (!cursor.TryReadText(out ReadOnlySpan<byte> text))
            return FrameVerdict.Malformed;

        _isOutsideBook = !text.SequenceEqual("MARKET"u8);
        return FrameVerdict.Ok;
    }
}
