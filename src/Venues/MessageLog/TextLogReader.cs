using System;

namespace LowLatencyEngine.Venues.MessageLog;

/// <summary>
/// Finds FIX messages in text: logs with time stamps and other words around them, fields ended by SOH, "|", "^A" or
/// whatever stands between BeginString(8) and BodyLength(9). One thread; allocates a copy of each message: for tools.
/// </summary>
/// <remarks>
/// <code>
///  2026-01-05 10:00:00 IN 8=FIX.4.4|9=65|35=0|...|10=017| anything
///  ^^^^^^^^^^^^^^^^^^^^^^^ skipped      ^ the separator        ^^^^^^^^ skipped
/// </code>
/// A separator counts only where a tag or nothing follows it, so that a text may hold the character.
/// </remarks>
public sealed class TextLogReader
{
    private const byte Soh = 1;
    private const int VersionLengthMax = 12;
    private const int SeparatorLengthMax = 8;

    private readonly ReadOnlyMemory<byte> _content;
    private int _offset;
    private int _countedOffset;
    private long _line = 1;

    public TextLogReader(ReadOnlyMemory<byte> content) => _content = content;

    private static ReadOnlySpan<byte> Start => "8=FIX"u8;

    /// <summary>The next message; false at the end.</summary>
    public bool TryRead(out LoggedMessage message)
    {
        ReadOnlySpan<byte> content = _content.Span;
        while (true)
        {
            int index = content[_offset..].IndexOf(Start);
            if (index < 0)
                break;

            int start = _offset + index;
            ReadOnlySpan<byte> separator = SeparatorAt(content[start..]);
            if (separator.Length == 0)
            {
                _offset = start + Start.Length;
                continue;
            }

            int length = LengthOf(content[start..], separator, out bool isCut);
            _offset = start + length;
            byte[] bytes = Unify(content.Slice(start, length), separator);
            message = new LoggedMessage(bytes, LineOf(start), isCut);
            return true;
        }

        message = new LoggedMessage([], 0, IsCut: true);
        _offset = content.Length;
        return false;
    }

    // What stands behind BeginString(8): up to "9=", or a known separator where a fragment has no length.
    private static ReadOnlySpan<byte> SeparatorAt(ReadOnlySpan<byte> text)
    {
        int end = Start.Length;
        int limit = Math.Min(text.Length, Start.Length + VersionLengthMax);
        while (end < limit && (char.IsAsciiLetterOrDigit((char)text[end]) || text[end] == (byte)'.'))
            end++;

        ReadOnlySpan<byte> rest = text[end..Math.Min(text.Length, end + SeparatorLengthMax + 2)];
        int length = rest.IndexOf("9="u8);
        if (length is > 0 and <= SeparatorLengthMax && !rest[..length].Contains((byte)'\n'))
            return rest[..length];

        return rest.StartsWith("^A"u8) ? rest[..2] : rest.Length > 0 && rest[0] is Soh or (byte)'|' ? rest[..1] : [];
    }

    // To the end of CheckSum(10); without one to the end of the line, or to where the next message begins.
    private static int LengthOf(ReadOnlySpan<byte> text, ReadOnlySpan<byte> separator, out bool isCut)
    {
        Span<byte> trailer = stackalloc byte[SeparatorLengthMax + 3];
        separator.CopyTo(trailer);
        "10="u8.CopyTo(trailer[separator.Length..]);
        int trailerStart = text.IndexOf(trailer[..(separator.Length + 3)]);
        int nextStart = text[Start.Length..].IndexOf(Start);
        nextStart = nextStart < 0 ? text.Length : nextStart + Start.Length;
        int lineEnd = text.IndexOf((byte)'\n');
        isCut = trailerStart < 0 || (nextStart < trailerStart && lineEnd >= 0 && lineEnd < nextStart);
        if (isCut)
            return Math.Min(lineEnd < 0 ? text.Length : lineEnd, nextStart);

        int end = trailerStart + separator.Length + 3;
        while (end < text.Length && char.IsAsciiDigit((char)text[end]))
            end++;

        return text[end..].StartsWith(separator) ? end + separator.Length : end;
    }

    private static byte[] Unify(ReadOnlySpan<byte> text, ReadOnlySpan<byte> separator)
    {
        text = text.TrimEnd("\r\n "u8);
        var bytes = new byte[text.Length + 1];
        int length = 0;
        for (int i = 0; i < text.Length;)
        {
            if (text[i..].StartsWith(separator) && IsFieldStart(text[(i + separator.Length)..]))
            {
                bytes[length++] = Soh;
                i += separator.Length;
            }
            else
            {
                bytes[length++] = text[i++];
            }
        }

        if (length > 0 && bytes[length - 1] != Soh)
            bytes[length++] = Soh;

        return bytes[..length];
    }

    private static bool IsFieldStart(ReadOnlySpan<byte> text)
    {
        int digits = 0;
        while (digits < text.Length && char.IsAsciiDigit((char)text[digits]))
            digits++;

        return text.Length == 0 || (digits > 0 && digits < text.Length && text[digits] == (byte)'=');
    }

    private long LineOf(int offset)
    {
        _line += _content.Span[_countedOffset..offset].Count((byte)'\n');
        _countedOffset = offset;
        return _line;
    }
}
