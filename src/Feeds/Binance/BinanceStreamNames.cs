using System;
using System.Collections.Generic;
using System.Text;
using LowLatencyEngine.Feeds.Json;

namespace LowLatencyEngine.Feeds.Binance;

/// <summary>
/// Names of the streams of a feed's instruments, <c>btcusdt@depth@100ms</c>. Immutable; any thread; O(1); allocates
/// nothing after construction.
/// </summary>
internal sealed class BinanceStreamNames
{
    private static readonly (string Name, BinanceFrameKind Kind)[] Streams =
    [
        ("bookTicker", BinanceFrameKind.BookTicker), ("trade", BinanceFrameKind.Trade),
        ("aggTrade", BinanceFrameKind.AggregateTrade), ("forceOrder", BinanceFrameKind.ForcedOrder),
        ("depth", BinanceFrameKind.Depth), ("depth@100ms", BinanceFrameKind.Depth),
        ("depth@0ms", BinanceFrameKind.Depth), ("depth@500ms", BinanceFrameKind.Depth),
        ("depth@1000ms", BinanceFrameKind.Depth),
    ];

    private readonly NameTable _kindNames; // Without an instrument.
    private readonly NameTable _names;     // All kinds of the first instrument, then of the second.

    public BinanceStreamNames(FeedSymbols symbols)
    {
        var streams = new List<(string Name, BinanceStreamName Stream)>();
        for (int position = 0; position < symbols.Count; position++)
        {
            string symbol = symbols[position].VenueSymbol.ToLowerInvariant();
            foreach ((string name, BinanceFrameKind kind) in Streams)
                streams.Add(($"{symbol}@{name}", new BinanceStreamName(kind, position)));
        }

        All = streams;
        _names = new NameTable(streams.ConvertAll(stream => Encoding.ASCII.GetBytes(stream.Name)));
        _kindNames = new NameTable(Array.ConvertAll(Streams, stream => Encoding.ASCII.GetBytes(stream.Name)));
    }

    /// <summary>All streams of all instruments.</summary>
    public IReadOnlyList<(string Name, BinanceStreamName Stream)> All { get; }

    /// <summary>Reads a name: Ok, Malformed, UnknownStream or UnknownSymbol.</summary>
    public FrameVerdict Read(ref JsonCursor cursor, out BinanceStreamName stream)
    {
        stream = default;
        if (!cursor.TryReadText(out ReadOnlySpan<byte> text))
            return FrameVerdict.Malformed;

        int index = _names.Find(text);
        if (index < 0)
            return WhyUnknown(text);

        stream = All[index].Stream;
        return FrameVerdict.Ok;
    }

    private FrameVerdict WhyUnknown(ReadOnlySpan<byte> text)
    {
        int at = text.IndexOf((byte)'@');
        bool isStream = at >= 0 && _kindNames.Find(text[(at + 1)..]) >= 0;
        return isStream ? FrameVerdict.UnknownSymbol : FrameVerdict.UnknownStream;
    }
}

/// <summary>A stream of one instrument.</summary>
/// <param name="Kind">What it carries.</param>
/// <param name="Position">Of the instrument in the feed's symbols.</param>
internal readonly record struct BinanceStreamName(BinanceFrameKind Kind, int Position);
