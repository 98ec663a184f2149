using System;
using LowLatencyEngine.Feeds.Json;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Kraken;

/// <summary>One entry of a book frame of the second version.</summary>
internal struct KrakenBookReader(FeedSymbols symbols, KrakenFrame frame) : IFieldReader
{
    public KrakenBookMessage Book;

    public static ulong Known { get; } = FieldWalk.SetOf("sbact"u8);

    public static ulong Required { get; } = FieldWalk.SetOf("sba"u8);

    public static byte LetterOf(ReadOnlySpan<byte> key)
    {
        bool isKnown = key.SequenceEqual("symbol"u8) || key.SequenceEqual("bids"u8) || key.SequenceEqual("asks"u8)
            || key.SequenceEqual("checksum"u8) || key.SequenceEqual("timestamp"u8);
        return isKnown ? key[0] : (byte)0;
    }

    public FrameVerdict ReadField(ref JsonCursor cursor, byte letter)
    {
        switch ((char)letter)
        {
            case 's':
                return JsonTexts.ReadPosition(ref cursor, symbols, out Book.Position);

            case 'b':
                return ReadSide(ref cursor, Side.Buy);

            case 'a':
                return ReadSide(ref cursor, Side.Sell);

            case 'c':
                Book.HasChecksum = true;
                return KrakenNumbers.ReadChecksum(ref cursor, out Book.Checksum);

            default:
                return JsonTexts.ReadTime(ref cursor, out Book.VenueTimestampNs);
        }
    }

    private readonly FrameVerdict ReadSide(ref JsonCursor cursor, Side side)
    {
        if (!cursor.TryEnterArray())
            return FrameVerdict.Malformed;

        while (cursor.TryNextElement())
        {
            var level = default(PriceQtyReader);
            FrameVerdict verdict = FieldWalk.ReadObject(ref cursor, ref level);
            if (verdict == FrameVerdict.Ok)
                verdict = frame.AddLevel(side, in level.Price, in level.Qty);

            if (verdict != FrameVerdict.Ok)
                return verdict;
        }

        return FieldWalk.VerdictOf(!cursor.HasFailed);
    }
}
