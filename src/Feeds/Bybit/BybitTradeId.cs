using System;
using System.Buffers.Text;

namespace LowLatencyEngine.Feeds.Bybit;

/// <summary>
/// Bybit's trade ids as 63 bits: spot has numbers, derivatives have UUIDs, of which the first digits are taken: enough
/// to tell trades apart, not to find one at the venue again. Allocates nothing.
/// </summary>
internal static class BybitTradeId
{
    private const int HexDigits = 16;

    /// <summary>The number, the first 16 hexadecimal digits less their highest bit, or 0.</summary>
    public static long Read(ReadOnlySpan<byte> text)
    {
        if (Utf8Parser.TryParse(text, out long number, out int length) && length == text.Length)
            return number >= 0 ? number : 0;

        ulong bits = 0;
        int digits = 0;
        foreach (byte b in text)
        {
            if (b == (byte)'-')
                continue;

            if (!char.IsAsciiHexDigit((char)b))
                return 0;

            if (digits++ < HexDigits)
                bits = bits << 4 | (uint)(b <= (byte)'9' ? b - '0' : (b | 0x20) - 'a' + 10);
        }

        return digits >= HexDigits ? (long)(bits & long.MaxValue) : 0;
    }
}
