using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Json;

/// <summary>Values that several venues write as text in the same way.</summary>
internal static class JsonTexts
{
    /// <summary>Reads the name of an instrument: its place in <paramref name="symbols"/>, or -1.</summary>
    public static FrameVerdict ReadPosition(ref JsonCursor cursor, FeedSymbols symbols, out int position)
    {
        bool isText = cursor.TryReadText(out ReadOnlySpan<byte> name);
        position = symbols.FindByName(name);
        return FieldWalk.VerdictOf(isText);
    }

    /// <summary>Reads "buy" or "sell".</summary>
    public static FrameVerdict ReadSide(ref JsonCursor cursor, out Side side)
    {
        side = default;
        if (!cursor.TryReadText(out ReadOnlySpan<byte> text))
            return FrameVerdict.Malformed;

        bool isBuy = text.SequenceEqual("buy"u8);
        side = isBuy ? Side.Buy : Side.Sell;
        return FieldWalk.VerdictOf(isBuy || text.SequenceEqual("sell"u8));
    }

    /// <summary>Reads "snapshot" or "update".</summary>
    public static FrameVerdict ReadIsSnapshot(ref JsonCursor cursor, out bool isSnapshot)
    {
        isSnapshot = false;
        if (!cursor.TryReadText(out ReadOnlySpan<byte> text))
            return FrameVerdict.Malformed;

        isSnapshot = text.SequenceEqual("snapshot"u8);
        return FieldWalk.VerdictOf(isSnapshot || text.SequenceEqual("update"u8));
    }

    /// <summary>Reads a time of RFC 3339.</summary>
    public static FrameVerdict ReadTime(ref JsonCursor cursor, out long timestampNs)
    {
        timestampNs = 0;
        return FieldWalk.VerdictOf(cursor.TryReadText(out ReadOnlySpan<byte> text)
            && Rfc3339.TryParse(text, out timestampNs));
    }
}
