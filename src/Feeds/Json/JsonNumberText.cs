using System;

namespace LowLatencyEngine.Feeds.Json;

/// <summary>
/// Numbers of JSON (RFC 8259, section 6), byte by byte: the cold side of <see cref="JsonCursor"/>. Allocates nothing.
/// </summary>
internal static class JsonNumberText
{
    /// <summary>Length of the number that <paramref name="text"/> starts with; 0 where it starts with none.</summary>
    public static int LengthOf(ReadOnlySpan<byte> text)
    {
        int begin = At(text, 0) == (byte)'-' ? 1 : 0;
        int end = At(text, begin) == (byte)'0' ? begin + 1 : SkipDigits(text, begin); // A leading zero stands alone.
        bool isGood = end > begin;
        if (isGood && At(text, end) == (byte)'.')
            isGood = TrySkipDigits(text, end + 1, out end);

        if (isGood && (At(text, end) | 0x20) == 'e')
        {
            int sign = At(text, end + 1) is (byte)'+' or (byte)'-' ? 1 : 0;
            isGood = TrySkipDigits(text, end + 1 + sign, out end);
        }

        return isGood ? end : 0;
    }

    /// <summary>
    /// Length of the digits that <paramref name="text"/> starts with, and their number; 0 where it is beyond 2^63-1.
    /// </summary>
    public static int ReadInteger(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        ulong sum = 0;
        int i = 0;
        for (uint digit; (digit = (uint)At(text, i) - '0') <= 9; i++)
        {
            if (sum > (ulong)long.MaxValue / 10)
                return 0;

            sum = sum * 10 + digit;
        }

        if (sum > long.MaxValue)
            return 0;

        value = (long)sum;
        return i;
    }

    private static bool TrySkipDigits(ReadOnlySpan<byte> text, int offset, out int end)
    {
        end = SkipDigits(text, offset);
        return end > offset;
    }

    private static int SkipDigits(ReadOnlySpan<byte> text, int offset)
    {
        while ((uint)At(text, offset) - '0' <= 9)
            offset++;

        return offset;
    }

    private static byte At(ReadOnlySpan<byte> text, int offset) => offset < text.Length ? text[offset] : (byte)0;
}
