using System;
using LowLatencyEngine.Feeds.Json;

namespace LowLatencyEngine.Feeds.Kraken;

/// <summary>One entry of a ticker frame of the second version: best bid and ask.</summary>
internal struct KrakenTickerReader(FeedSymbols symbols) : IFieldReader
{
    public WrittenQuote Quote;
    public int Position;

    public static ulong Known { get; } = FieldWalk.SetOf("sbBaAt"u8);

    public static ulong Required { get; } = FieldWalk.SetOf("sbBaA"u8);

    public static byte LetterOf(ReadOnlySpan<byte> key) => key.Length switch
    {
        3 when key.SequenceEqual("bid"u8) => (byte)'b',
        3 when key.SequenceEqual("ask"u8) => (byte)'a',
        6 when key.SequenceEqual("symbol"u8) => (byte)'s',
        7 when key.SequenceEqual("bid_qty"u8) => (byte)'B',
        7 when key.SequenceEqual("ask_qty"u8) => (byte)'A',
        9 when key.SequenceEqual("timestamp"u8) => (byte)'t',
        _ => 0,
    };

    public FrameVerdict ReadField(ref JsonCursor cursor, byte letter)
    {
        switch ((char)letter)
        {
            case 's':
                return JsonTexts.ReadPosition(ref cursor, symbols, out Position);

            case 'b':
                return FieldWalk.VerdictOf(cursor.TryReadDecimal(out Quote.BidPrice));

            case 'B':
                return FieldWalk.VerdictOf(cursor.TryReadDecimal(out Quote.BidQty));

            case 'a':
                return FieldWalk.VerdictOf(cursor.TryReadDecimal(out Quote.AskPrice));

            case 'A':
                return FieldWalk.VerdictOf(cursor.TryReadDecimal(out Quote.AskQty));

            default:
                return JsonTexts.ReadTime(ref cursor, out Quote.VenueTimestampNs);
        }
    }
}
