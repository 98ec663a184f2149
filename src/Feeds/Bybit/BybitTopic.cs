using System;
using LowLatencyEngine.Feeds.Json;

namespace LowLatencyEngine.Feeds.Bybit;

/// <summary>What a frame is about: <c>orderbook.200.BTCUSDT</c>, <c>publicTrade.BTCUSDT</c>, <c>tickers.BTCUSDT</c>.
/// </summary>
/// <param name="Kind">The stream.</param>
/// <param name="Position">Of the instrument in the feed's symbols; -1 before it is known.</param>
internal readonly record struct BybitTopic(BybitFrameKind Kind, int Position)
{
    /// <summary>Before the topic is read.</summary>
    public static BybitTopic None => new(BybitFrameKind.None, -1);

    /// <summary>Reads a topic: Ok, Malformed, UnknownStream or UnknownSymbol.</summary>
    public static FrameVerdict Read(ref JsonCursor cursor, FeedSymbols symbols, out BybitTopic topic)
    {
        topic = None;
        if (!cursor.TryReadText(out ReadOnlySpan<byte> text))
            return FrameVerdict.Malformed;

        int point = text.LastIndexOf((byte)'.');
        BybitFrameKind kind = point < 0 ? BybitFrameKind.None : KindOf(text[..point]);
        if (kind == BybitFrameKind.None)
            return FrameVerdict.UnknownStream;

        topic = new BybitTopic(kind, symbols.FindByName(text[(point + 1)..]));
        return topic.Position >= 0 ? FrameVerdict.Ok : FrameVerdict.UnknownSymbol;
    }

    private static BybitFrameKind KindOf(ReadOnlySpan<byte> stream)
    {
        if (stream.StartsWith("orderbook."u8) && IsDepth(stream["orderbook.".Length..]))
            return BybitFrameKind.Book;

        if (stream.SequenceEqual("publicTrade"u8))
            return BybitFrameKind.Trades;

        return stream.SequenceEqual("tickers"u8) ? BybitFrameKind.Ticker : BybitFrameKind.None;
    }

    private static bool IsDepth(ReadOnlySpan<byte> text) =>
        text.Length is >= 1 and <= 4 && text.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
}
