using System;
using LowLatencyEngine.Feeds.Json;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Kraken;

/// <summary>
/// The objects of a book frame of the first version, which are one message together: "as" and "bs" of a snapshot, or
/// "a", "b" and the checksum "c" of a change.
/// </summary>
internal struct KrakenV1BookReader(KrakenFrame frame) : IFieldReader
{
    private static readonly DecimalScale Nanoseconds = new(1, 9);

    private KrakenBookMessage _book;
    private ulong _seen; // Over all objects of the frame.

    public static FieldTable Fields { get; } = new("", optional: "a b A=as B=bs c");

    public FrameVerdict ReadField(ref JsonCursor cursor, byte letter)
    {
        ulong bit = FieldWalk.BitOf(letter);
        bool isRepeated = (_seen & bit) != 0;
        _seen |= bit;
        if (isRepeated)
            return FrameVerdict.Malformed;

        return letter switch
        {
            (byte)'c' => ReadChecksum(ref cursor),
            (byte)'a' or (byte)'A' => ReadSide(ref cursor, Side.Sell),
            _ => ReadSide(ref cursor, Side.Buy),
        };
    }

    /// <summary>Ends the message, all its objects read.</summary>
    public FrameVerdict Complete(int position, Instrument instrument)
    {
        bool hasSnapshot = (_seen & FieldWalk.SetOf("AB"u8)) != 0;
        bool hasChange = (_seen & FieldWalk.SetOf("ab"u8)) != 0;
        if (hasSnapshot == hasChange)
            return FrameVerdict.Malformed; // Neither, or both.

        _book.Position = position;
        _book.IsSnapshot = hasSnapshot;
        return frame.CompleteBook(_book, instrument);
    }

    private FrameVerdict ReadChecksum(ref JsonCursor cursor)
    {
        _book.HasChecksum = true;
        return KrakenNumbers.ReadChecksum(ref cursor, out _book.Checksum);
    }

    private FrameVerdict ReadSide(ref JsonCursor cursor, Side side)
    {
        if (!cursor.TryEnterArray())
            return FrameVerdict.Malformed;

        while (cursor.TryNextElement())
        {
            FrameVerdict verdict = ReadLevel(ref cursor, side);
            if (verdict != FrameVerdict.Ok)
                return verdict;
        }

        return FieldWalk.VerdictOf(!cursor.HasFailed);
    }

    private FrameVerdict ReadLevel(ref JsonCursor cursor, Side side)
    {
        if (!cursor.TryEnterArray()
            || !cursor.TryNextElement() || !cursor.TryReadDecimal(out WrittenDecimal price)
            || !cursor.TryNextElement() || !cursor.TryReadDecimal(out WrittenDecimal qty)
            || !cursor.TryNextElement() || !cursor.TryReadDecimal(out WrittenDecimal seconds))
            return FrameVerdict.Malformed;

        FrameVerdict verdict = seconds.ToSteps(Nanoseconds, least: 0, out long timestampNs);
        if (verdict != FrameVerdict.Ok)
            return verdict;

        _book.VenueTimestampNs = Math.Max(_book.VenueTimestampNs, timestampNs);
        verdict = frame.AddLevel(side, in price, in qty);
        while (verdict == FrameVerdict.Ok && cursor.TryNextElement())
            verdict = FieldWalk.VerdictOf(cursor.TrySkipValue()); // "r" marks a level that is told again.

        return verdict == FrameVerdict.Ok ? FieldWalk.VerdictOf(!cursor.HasFailed) : verdict;
    }
}
