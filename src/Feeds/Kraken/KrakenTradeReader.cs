using System;
using LowLatencyEngine.Feeds.Json;

namespace LowLatencyEngine.Feeds.Kraken;

/// <summary>One entry of a trade frame of the second version. The side is the taker's.</summary>
internal struct KrakenTradeReader(FeedSymbols symbols) : IFieldReader
{
    public WrittenTrade Trade;
    public int Position;

    public static ulong Known { get; } = FieldWalk.SetOf("sSpqit"u8);

    public static ulong Required => Known;

    public static byte LetterOf(ReadOnlySpan<byte> key) => key.Length switch
    {
        3 when key.SequenceEqual("qty"u8) => (byte)'q',
        4 when key.SequenceEqual("side"u8) => (byte)'S',
        5 when key.SequenceEqual("price"u8) => (byte)'p',
        6 when key.SequenceEqual("symbol"u8) => (byte)'s',
        8 when key.SequenceEqual("trade_id"u8) => (byte)'i',
        9 when key.SequenceEqual("timestamp"u8) => (byte)'t',
        _ => 0,
    };

    public FrameVerdict ReadField(ref JsonCursor cursor, byte letter)
    {
        switch ((char)letter)
        {
            case 's':
                return JsonTexts.ReadPosition(ref cursor, symbols, out Position);

            case 'S':
                return JsonTexts.ReadSide(ref cursor, out Trade.AggressorSide);

            case 'p':
                return FieldWalk.VerdictOf(cursor.TryReadDecimal(out Trade.Price));

            case 'q':
                return FieldWalk.VerdictOf(cursor.TryReadDecimal(out Trade.Qty));

            case 'i':
                return FieldWalk.VerdictOf(cursor.TryReadInteger(out Trade.TradeId));

            default:
                return JsonTexts.ReadTime(ref cursor, out Trade.VenueTimestampNs);
        }
    }
}
