using System;
using LowLatencyEngine.Feeds.Json;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Bybit;

/// <summary>
/// One trade: <c>{"T":ms,"s":"BTCUSDT","S":"Buy","v":"qty","p":"price","i":"id","BT":false}</c>. Where BT is true it
/// was agreed upon outside the book.
/// </summary>
internal struct BybitTradeReader(Instrument instrument, byte[] symbol) : IFieldReader
{
    public Trade Trade;
    public Side AggressorSide;
    public long VenueTimestampNs;
    public bool IsBlockTrade;

    public static FieldTable Fields { get; } = new("T s S v p i B=BT");

    public FrameVerdict ReadField(ref JsonCursor cursor, byte letter)
    {
        switch ((char)letter)
        {
            case 'T':
                return JsonNumbers.ReadTime(ref cursor, out VenueTimestampNs);

            case 's':
                return FieldWalk.ReadExpected(ref cursor, symbol, FrameVerdict.UnknownSymbol);

            case 'S':
                return ReadSide(ref cursor);

            case 'v':
                return JsonNumbers.ReadSteps(ref cursor, instrument.Qty, least: 1, out Trade.QtyLots);

            case 'p':
                return JsonNumbers.ReadSteps(ref cursor, instrument.Price, least: 1, out Trade.PriceTicks);

            case 'i':
                return ReadTradeId(ref cursor);

            default:
                return FieldWalk.VerdictOf(cursor.TryReadBoolean(out IsBlockTrade));
        }
    }

    private FrameVerdict ReadSide(ref JsonCursor cursor)
    {
        if (!cursor.TryReadText(out ReadOnlySpan<byte> text))
            return FrameVerdict.Malformed;

        if (text.SequenceEqual("Buy"u8))
            AggressorSide = Side.Buy;
        else if (text.SequenceEqual("Sell"u8))
            AggressorSide = Side.Sell;
        else
            return FrameVerdict.ValueOutOfRange;

        return FrameVerdict.Ok;
    }

    private FrameVerdict ReadTradeId(ref JsonCursor cursor)
    {
        if (!cursor.TryReadText(out ReadOnlySpan<byte> text))
            return FrameVerdict.Malformed;

        Trade.TradeId = BybitTradeId.Read(text);
        return FrameVerdict.Ok;
    }
}
