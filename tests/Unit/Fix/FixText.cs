using System;
using System.Globalization;
using System.Text;

namespace LowLatencyEngine.Unit.Fix;

/// <summary>
/// Messages as people write them: '|' for the delimiter, BodyLength and CheckSum added where they are missing.
/// </summary>
internal static class FixText
{
    /// <summary>Bytes of a text with '|' for the delimiter; nothing is added.</summary>
    public static byte[] Raw(string text) => Encoding.Latin1.GetBytes(text.Replace('|', '\u0001'));

    /// <summary>A whole message: 9 is put after 8, and 10 at the end, where the text has none.</summary>
    public static byte[] Message(string text) => Complete(text.Replace('|', '\u0001'));

    /// <summary>The same for a text that holds delimiters already.</summary>
    public static byte[] Complete(string text)
    {
        int headEnd = text.IndexOf('\u0001') + 1;
        if (headEnd == 0 || !text.StartsWith("8=", StringComparison.Ordinal))
            return Encoding.Latin1.GetBytes(text);

        string head = text[..headEnd];
        string rest = text[headEnd..];
        int trailer = rest.LastIndexOf("\u000110=", StringComparison.Ordinal);
        bool hasTrailer = trailer >= 0 && rest.IndexOf('\u0001', trailer + 1) == rest.Length - 1;
        string body = hasTrailer ? rest[..(trailer + 1)] : rest;
        if (!body.StartsWith("9=", StringComparison.Ordinal))
            body = string.Create(CultureInfo.InvariantCulture, $"9={body.Length}\u0001{body}");

        string whole = head + body;
        string end = hasTrailer ? rest[(trailer + 1)..] : $"10={Sum(whole):D3}\u0001";
        return Encoding.Latin1.GetBytes(whole + end);
    }

    public static string Show(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes).Replace('\u0001', '|');

    private static int Sum(string text)
    {
        int sum = 0;
        foreach (byte b in Encoding.Latin1.GetBytes(text))
            sum += b;

        return sum % 256;
    }
}
