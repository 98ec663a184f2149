using System;
using LowLatencyEngine.Feeds.Json;

namespace LowLatencyEngine.Feeds.Recorded;

/// <summary>
/// A line that is a message and nothing else, as venues publish their own history: the time in the message stands
/// for the time of receipt. Allocates nothing.
/// </summary>
internal static class BareLine
{
    /// <summary>Reads the line; false where it is no object with a time.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> line, long lineNumber, out RecordedFrame frame)
    {
        frame = default;
        var cursor = new JsonCursor(line.Span, default);
        if (!cursor.TryEnterObject())
            return false;

        while (cursor.TryNextMember(out ReadOnlySpan<byte> key))
        {
            if (!key.SequenceEqual("ts"u8))
            {
                cursor.TrySkipValue();
                continue;
            }

            if (JsonNumbers.ReadTime(ref cursor, out long timestampNs) != FrameVerdict.Ok)
                return false;

            frame = new RecordedFrame(timestampNs, line, lineNumber);
            return true;
        }

        return false;
    }
}
