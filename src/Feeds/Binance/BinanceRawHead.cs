using System;
using LowLatencyEngine.Feeds.Json;

namespace LowLatencyEngine.Feeds.Binance;

/// <summary>
/// What a frame of a raw stream says of itself, which comes without the envelope of a combined one: the type of its
/// event, none for the spot book ticker, and the symbol.
/// </summary>
internal struct BinanceRawHead(FeedSymbols symbols) : IFieldReader
{
    public BinanceFrameKind Kind = BinanceFrameKind.BookTicker;
    public int Position = -1; // Of the instrument, in the feed's symbols.
    private bool _hasSymbol;

    public static FieldTable Fields { get; } = new(required: "", optional: "e s");

    /// <summary>Ok where it is a frame of an instrument of ours.</summary>
    public readonly FrameVerdict Verdict
    {
        get
        {
            if (!_hasSymbol || Kind == BinanceFrameKind.None)
                return FrameVerdict.UnknownMessage;

            return Position >= 0 ? FrameVerdict.Ok : FrameVerdict.UnknownSymbol;
        }
    }

    public FrameVerdict ReadField(ref JsonCursor cursor, byte letter)
    {
        if (letter == (byte)'s')
        {
            _hasSymbol = true;
            return JsonTexts.ReadPosition(ref cursor, symbols, out Position);
        }

        bool isText = cursor.TryReadText(out ReadOnlySpan<byte> type);
        Kind = KindOf(type);
        return FieldWalk.VerdictOf(isText);
    }

    // A forced order has its symbol further inside: without the stream's name nothing tells whose it is.
    private static BinanceFrameKind KindOf(ReadOnlySpan<byte> type)
    {
        if (type.SequenceEqual("depthUpdate"u8))
            return BinanceFrameKind.Depth;

        if (type.SequenceEqual("bookTicker"u8))
            return BinanceFrameKind.BookTicker;

        if (type.SequenceEqual("trade"u8))
            return BinanceFrameKind.Trade;

        return type.SequenceEqual("aggTrade"u8) ? BinanceFrameKind.AggregateTrade : BinanceFrameKind.None;
    }
}
