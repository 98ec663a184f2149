using System;
using System.Diagnostics;
using System.Text;

namespace LowLatencyEngine.Feeds.Json;

/// <summary>
/// Escapes of a JSON string (RFC 8259, section 7). The cold side of <see cref="JsonCursor"/>. Allocates nothing.
/// </summary>
internal static class JsonEscape
{
    private const int Utf8LengthMax = 4; // Most bytes one escape turns into.

    // Half of a surrogate pair on its own is no character: written as a byte that no UTF-8 text has, so that it
    // equals nothing.
    private const byte NoCharacter = 0xFF;

    private const int UnicodeLength = 6; // \uXXXX

    /// <summary>
    /// Writes the characters of a string up to its closing quote, as far as there is room for them.
    /// </summary>
    /// <param name="text">Behind the opening quote.</param>
    /// <param name="target">Where they are written to.</param>
    /// <param name="written">Bytes they come to, with those that found no room.</param>
    /// <returns>Length in the source with the closing quote, or 0 where it is no string.</returns>
    public static int Unescape(ReadOnlySpan<byte> text, Span<byte> target, out int written)
    {
        Span<byte> character = stackalloc byte[Utf8LengthMax];
        written = 0;
        for (int i = 0; i < text.Length;)
        {
            byte b = text[i];
            if (b == (byte)'"')
                return i + 1;

            int length = 1;
            int sourceLength = b < (byte)' ' ? 0 : 1;
            character[0] = b;
            if (b == (byte)'\\')
                sourceLength = Read(text[i..], character, out length);

            if (sourceLength == 0)
                break;

            if (written + length <= target.Length)
                character[..length].CopyTo(target[written..]);

            written += length;
            i += sourceLength;
        }

        return 0;
    }

    /// <summary>Reads the escape that <paramref name="text"/> starts with.</summary>
    /// <returns>Its length in the source, or 0 where it is none.</returns>
    private static int Read(ReadOnlySpan<byte> text, Span<byte> utf8, out int utf8Length)
    {
        Debug.Assert(text.Length > 0 && text[0] == (byte)'\\');
        Debug.Assert(utf8.Length >= Utf8LengthMax);
        utf8Length = 1;
        if (text.Length < 2)
            return 0;

        if (text[1] == (byte)'u')
            return ReadUnicode(text, utf8, out utf8Length);

        utf8[0] = text[1] switch
        {
            (byte)'"' => (byte)'"',
            (byte)'\\' => (byte)'\\',
            (byte)'/' => (byte)'/',
            (byte)'b' => (byte)'\b',
            (byte)'f' => (byte)'\f',
            (byte)'n' => (byte)'\n',
            (byte)'r' => (byte)'\r',
            (byte)'t' => (byte)'\t',
            _ => 0,
        };
        return utf8[0] == 0 ? 0 : 2;
    }

    private static int ReadUnicode(ReadOnlySpan<byte> text, Span<byte> utf8, out int utf8Length)
    {
        utf8Length = 1;
        if (!TryReadUnit(text, out char unit))
            return 0;

        if (Rune.TryCreate(unit, out Rune rune))
        {
            utf8Length = rune.EncodeToUtf8(utf8);
            return UnicodeLength;
        }

        if (TryReadUnit(text[UnicodeLength..], out char low) && Rune.TryCreate(unit, low, out rune))
        {
            utf8Length = rune.EncodeToUtf8(utf8);
            return 2 * UnicodeLength;
        }

        utf8[0] = NoCharacter;
        return UnicodeLength;
    }

    private static bool TryReadUnit(ReadOnlySpan<byte> text, out char unit)
    {
        unit = '\0';
        if (text.Length < UnicodeLength || text[0] != (byte)'\\' || text[1] != (byte)'u')
            return false;

        int value = 0;
        foreach (byte digit in text[2..UnicodeLength])
        {
            if (!char.IsAsciiHexDigit((char)digit))
                return false;

            value = value << 4 | (digit <= (byte)'9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
        }

        unit = (char)value;
        return true;
    }
}
