using System;
using LowLatencyEngine.Feeds.Json;

namespace LowLatencyEngine.Feeds.Kraken;

/// <summary>Channels that this feed reads.</summary>
internal enum KrakenChannel : byte
{
    None = 0,
    Book = 1,
    Trade = 2,
    Ticker = 3,
}

/// <summary>
/// What a frame of the first version says of itself at its very end, behind the data:
/// <c>[992,{...},"book-1000","XMR/USD"]</c>.
/// </summary>
internal readonly struct KrakenTail(KrakenChannel channel, int bookDepth, int position)
{
    /// <summary>Of a tail that cannot be read in one look; also where the channel is none of ours.</summary>
    public KrakenChannel Channel => channel;

    /// <summary>Levels a side of a book; 0 of another channel.</summary>
    public int BookDepth => bookDepth;

    /// <summary>Of the instrument in the feed's symbols, -1 where it carries none of this name.</summary>
    public int Position => position;

    /// <summary>
    /// A look at the end of the text, which is right for all that Kraken sends and proves nothing: who reads the
    /// frame from the front compares.
    /// </summary>
    public static bool TryGuess(ReadOnlySpan<byte> bytes, FeedSymbols symbols, out KrakenTail tail)
    {
        tail = default;
        if (!bytes.EndsWith("\"]"u8))
            return false;

        ReadOnlySpan<byte> rest = bytes[..^2];
        int symbolBegin = rest.LastIndexOf((byte)'"') + 1;
        if (symbolBegin < 3 || !rest[..(symbolBegin - 1)].EndsWith("\","u8))
            return false;

        ReadOnlySpan<byte> front = rest[..(symbolBegin - 3)];
        int channelBegin = front.LastIndexOf((byte)'"') + 1;
        KrakenChannel channel = ChannelOf(front[channelBegin..], out int bookDepth);
        tail = new KrakenTail(channel, bookDepth, symbols.FindByName(rest[symbolBegin..]));
        return channelBegin > 0;
    }

    /// <summary>Goes through the whole frame for it. The cursor is a copy: the caller's stays where it is.</summary>
    public static FrameVerdict Find(JsonCursor cursor, FeedSymbols symbols, out KrakenTail tail)
    {
        tail = default;
        if (!cursor.TryEnterArray())
            return FrameVerdict.Malformed;

        KrakenChannel channel = KrakenChannel.None;
        int bookDepth = 0;
        int position = -1;
        int textCount = 0;
        while (cursor.TryNextElement())
        {
            if (cursor.Peek() != (byte)'"')
            {
                cursor.TrySkipValue();
                continue;
            }

            cursor.TryReadText(out ReadOnlySpan<byte> text);
            if (textCount++ == 0)
                channel = ChannelOf(text, out bookDepth);
            else
                position = symbols.FindByName(text);
        }

        tail = new KrakenTail(channel, bookDepth, position);
        return FieldWalk.VerdictOf(textCount == 2 && cursor.IsAtEnd());
    }

    /// <summary>Channel of a name: "book-1000", "trade", "ticker".</summary>
    public static KrakenChannel ChannelOf(ReadOnlySpan<byte> name, out int bookDepth)
    {
        bookDepth = 0;
        if (name.StartsWith("book-"u8))
        {
            bookDepth = KrakenDepth.Parse(name["book-".Length..]);
            return bookDepth > 0 ? KrakenChannel.Book : KrakenChannel.None;
        }

        if (name.SequenceEqual("trade"u8))
            return KrakenChannel.Trade;

        return name.SequenceEqual("ticker"u8) ? KrakenChannel.Ticker : KrakenChannel.None;
    }
}
