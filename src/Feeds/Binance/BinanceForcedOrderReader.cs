using System;
using LowLatencyEngine.Feeds.Json;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Binance;

/// <summary>The data of a forced order: <c>{"e":"forceOrder","E":ms,"o":{...}}</c>.</summary>
internal struct BinanceForcedOrderReader(Instrument instrument, byte[] symbol, KeyOrder bodyOrder) : IFieldReader
{
    public BinanceForcedOrderBody Order = new(instrument, symbol);

    public static FieldTable Fields { get; } = new("e o");

    public FrameVerdict ReadField(ref JsonCursor cursor, byte letter) => (char)letter switch
    {
        'o' => FieldWalk.ReadObject(ref cursor, ref Order, bodyOrder),
        _ => FieldWalk.ReadExpected(ref cursor, "forceOrder"u8, FrameVerdict.Malformed),
    };
}

/// <summary>
/// The order itself: <c>{"s":"BTCUSDT","S":"SELL","q":"qty","p":"price","T":ms}</c>; what became of it is skipped.
/// </summary>
internal struct BinanceForcedOrderBody(Instrument instrument, byte[] symbol) : IFieldReader
{
    public Trade Trade;
    public Side Side;
    public long VenueTimestampNs;

    public static FieldTable Fields { get; } = new("s S q p T");

    public FrameVerdict ReadField(ref JsonCursor cursor, byte letter) => (char)letter switch
    {
        's' => FieldWalk.ReadExpected(ref cursor, symbol, FrameVerdict.UnknownSymbol),
        'S' => ReadSide(ref cursor),
        'q' => JsonNumbers.ReadSteps(ref cursor, instrument.Qty, least: 1, out Trade.QtyLots),
        'p' => JsonNumbers.ReadSteps(ref cursor, instrument.Price, least: 1, out Trade.PriceTicks),
        _ => JsonNumbers.ReadTime(ref cursor, out VenueTimestampNs),
    };

    private FrameVerdict ReadSide(ref JsonCursor cursor)
    {
        if (!cursor.TryReadText(out ReadOnlySpan<byte> text))
            return FrameVerdict.Malformed;

        if (text.SequenceEqual("BUY"u8))
            Side = Side.Buy;
        else if (text.SequenceEqual("SELL"u8))
            Side = Side.Sell;
        else
            return FrameVerdict.ValueOutOfRange;

        return FrameVerdict.Ok;
    }
}
