using System;
using LowLatencyEngine.Feeds.Json;

namespace LowLatencyEngine.Feeds.Coinbase;

/// <summary>One ticker: best bid and ask.</summary>
internal struct CoinbaseTickerReader(FeedSymbols symbols) : IFieldReader
{
    public WrittenQuote Quote;
    public int Position;

    public static ulong Known { get; } = FieldWalk.SetOf("ibBaA"u8);

    public static ulong Required => Known;

    public static byte LetterOf(ReadOnlySpan<byte> key) => key.Length switch
    {
        8 when key.SequenceEqual("best_bid"u8) => (byte)'b',
        8 when key.SequenceEqual("best_ask"u8) => (byte)'a',
        10 when key.SequenceEqual("product_id"u8) => (byte)'i',
        17 when key.SequenceEqual("best_bid_quantity"u8) => (byte)'B',
        17 when key.SequenceEqual("best_ask_quantity"u8) => (byte)'A',
        _ => 0,
    };

    public FrameVerdict ReadField(ref JsonCursor cursor, byte letter)
    {
        switch ((char)letter)
        {
            case 'i':
                return JsonTexts.ReadPosition(ref cursor, symbols, out Position);

            case 'b':
                return FieldWalk.VerdictOf(cursor.TryReadDecimal(out Quote.BidPrice));

            case 'B':
                return FieldWalk.VerdictOf(cursor.TryReadDecimal(out Quote.BidQty));

            case 'a':
                return FieldWalk.VerdictOf(cursor.TryReadDecimal(out Quote.AskPrice));

            default:
                return FieldWalk.VerdictOf(cursor.TryReadDecimal(out Quote.AskQty));
        }
    }
}
