using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Json;

/// <summary>
/// Decimals in quotes as venues nearly always write them, <c>"61659.70"</c>, in one pass over their bytes: no escape,
/// no sign, at most 18 digits, a step of one unit. Whatever else there is gets no answer here, and is read and judged
/// the general way. Allocates nothing.
/// </summary>
internal static class PlainDecimal
{
    private const int DigitsMax = 18; // Below 2^63 whatever they are.

    private static readonly long[] PowersOfTen =
    [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000,
        100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000,
        10_000_000_000_000_000, 100_000_000_000_000_000, 1_000_000_000_000_000_000,
    ];

    /// <summary>
    /// Length of <c>["decimal","decimal"]</c> at the start of the text, written plainly and without white space; 0 for
    /// anything else.
    /// </summary>
    public static int ReadPair(
        ReadOnlySpan<byte> text, (DecimalScale First, DecimalScale Second) scales, out long first, out long second)
    {
        first = second = 0;
        if (text.Length == 0 || text[0] != (byte)'[')
            return 0;

        int length = Read(text[1..], scales.First, out first);
        int comma = 1 + length;
        if (length == 0 || comma >= text.Length || text[comma] != (byte)',')
            return 0;

        length = Read(text[(comma + 1)..], scales.Second, out second);
        int end = comma + 1 + length;
        return length == 0 || end >= text.Length || text[end] != (byte)']' ? 0 : end + 1;
    }

    /// <summary>Reads the decimal that the text starts with; its length with both quotes, or 0 for no answer.</summary>
    public static int Read(ReadOnlySpan<byte> text, DecimalScale scale, out long steps)
    {
        steps = 0;
        if (text.Length == 0 || text[0] != (byte)'"' || scale.Unit != 1)
            return 0;

        long mantissa = 0;
        int i = 1;
        uint digit;
        for (; i < text.Length && (digit = (uint)text[i] - '0') <= 9 && i <= DigitsMax; i++)
            mantissa = mantissa * 10 + digit;

        int missingPlaces = scale.Decimals;
        if (i == 1 || i - 1 + missingPlaces > DigitsMax)
            return 0;

        if (i < text.Length && text[i] == (byte)'.')
        {
            int begin = ++i;
            for (; i < text.Length && (digit = (uint)text[i] - '0') <= 9; i++)
            {
                if (missingPlaces > 0)
                {
                    mantissa = mantissa * 10 + digit;
                    missingPlaces--;
                }
                else if (digit != 0)
                {
                    return 0;
                }
            }

            if (i == begin)
                return 0;
        }

        if (i == text.Length || text[i] != (byte)'"')
            return 0;

        steps = mantissa * PowersOfTen[missingPlaces];
        return i + 1;
    }
}
