using System;
using System.Collections.Generic;
using System.Text;
using LowLatencyEngine.Feeds.Json;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Recorded;

/// <summary>
/// Lines of a recorded session: an object with the kind of line, the connection, the time in seconds and the text as
/// an escaped string. One thread at a time; a message allocates nothing once the buffer has grown to the longest.
/// </summary>
internal sealed class SessionLine
{
    private static readonly DecimalScale Nanoseconds = new(1, 9);

    private readonly List<string> _connections = [];
    private readonly List<byte[]> _connectionNames = [];
    private byte[] _text = [];

    /// <summary>Names of the connections met so far.</summary>
    public IReadOnlyList<string> Connections => _connections;

    /// <summary>True for a line of this form.</summary>
    public static bool IsOne(ReadOnlySpan<byte> line)
    {
        var cursor = new JsonCursor(line, default);
        return cursor.TryEnterObject() && cursor.TryNextMember(out ReadOnlySpan<byte> key) && key.SequenceEqual("t"u8);
    }

    /// <summary>Reads a line; its bytes are valid until the next is read.</summary>
    public bool TryRead(ReadOnlyMemory<byte> line, long lineNumber, out RecordedFrame frame)
    {
        frame = default;
        if (_text.Length < line.Length)
            _text = new byte[2 * line.Length];

        var kind = RecordedKind.None;
        long timestampNs = 0;
        int connection = 0;
        string? address = null;
        bool hasData = false;
        JsonCursor data = default;
        var cursor = new JsonCursor(line.Span, _text);
        if (!cursor.TryEnterObject())
            return false;

        while (cursor.TryNextMember(out ReadOnlySpan<byte> key))
        {
            if (key.SequenceEqual("t"u8))
                kind = ReadKind(ref cursor);
            else if (key.SequenceEqual("ts"u8) || key.SequenceEqual("recorded"u8))
                timestampNs = ReadTime(ref cursor);
            else if (key.SequenceEqual("conn"u8))
                connection = ReadConnection(ref cursor);
            else if ((key.SequenceEqual("url"u8) || key.SequenceEqual("addr"u8)) && IsRare(kind))
                address = cursor.TryReadText(out ReadOnlySpan<byte> text) ? Encoding.UTF8.GetString(text) : null;
            else
            {
                // Read last of all, because reading another text would overwrite it.
                if (key.SequenceEqual("data"u8))
                {
                    hasData = true;
                    data = cursor;
                }

                cursor.TrySkipValue();
            }
        }

        if (cursor.HasFailed || kind == RecordedKind.None || timestampNs < 0)
            return false;

        ReadOnlyMemory<byte> bytes = hasData ? ReadData(ref data, line) : default;
        frame = new RecordedFrame(timestampNs, bytes, lineNumber)
        {
            Kind = kind,
            Connection = connection,
            Address = address,
        };
        return true;
    }

    private static bool IsRare(RecordedKind kind) => kind is RecordedKind.Answer or RecordedKind.Connected;

    private static RecordedKind ReadKind(ref JsonCursor cursor)
    {
        if (!cursor.TryReadText(out ReadOnlySpan<byte> text))
            return RecordedKind.None;

        if (text.SequenceEqual("recv"u8))
            return RecordedKind.Message;

        if (text.SequenceEqual("http"u8))
            return RecordedKind.Answer;

        if (text.SequenceEqual("connect"u8))
            return RecordedKind.Connected;

        return text.SequenceEqual("send"u8) ? RecordedKind.Sent : RecordedKind.Header;
    }

    private static long ReadTime(ref JsonCursor cursor)
    {
        if (!cursor.TryReadNumberText(out ReadOnlySpan<byte> text))
            return -1;

        DecimalVerdict verdict = Nanoseconds.TryParse(text, out long timestampNs);
        if (verdict != DecimalVerdict.DoesNotFitStep)
            return verdict == DecimalVerdict.Ok ? timestampNs : -1;

        int point = text.IndexOf((byte)'.'); // Finer than a nanosecond: the rest is cut off.
        return Nanoseconds.TryParse(text[..(point + 10)], out timestampNs) == DecimalVerdict.Ok ? timestampNs : -1;
    }

    private int ReadConnection(ref JsonCursor cursor)
    {
        if (!cursor.TryReadText(out ReadOnlySpan<byte> name))
            return 0;

        for (int i = 0; i < _connectionNames.Count; i++)
        {
            if (name.SequenceEqual(_connectionNames[i]))
                return i;
        }

        _connectionNames.Add(name.ToArray());
        _connections.Add(Encoding.UTF8.GetString(name));
        return _connections.Count - 1;
    }

    private ReadOnlyMemory<byte> ReadData(ref JsonCursor data, ReadOnlyMemory<byte> line)
    {
        if (!data.TryReadText(out ReadOnlySpan<byte> text))
            return default;

        // A text with escapes lies in the buffer, one without where it stood in the line.
        if (line.Span.Overlaps(text, out int offset))
            return line.Slice(offset, text.Length);

        return _text.AsMemory(0, text.Length);
    }
}
