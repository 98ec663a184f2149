using System;

namespace LowLatencyEngine.Feeds.Files;

/// <summary>
/// Decimal text to an integer of fixed decimal places, without floating point. Takes a sign, an exponent and blanks
/// around; rounds what is finer than the last place half away from zero and says so. Allocates nothing.
/// </summary>
internal static class FixedDecimal
{
    private const int ExponentMax = 400; // Of a double's text; beyond it the number is refused.

    /// <summary>Reads all of <paramref name="text"/>.</summary>
    public static RowVerdict Parse(ReadOnlySpan<byte> text, int decimals, out long value, ref DataFlags flags)
    {
        text = Cells.Trim(text);
        bool isNegative = text.Length > 0 && text[0] == (byte)'-';
        int begin = isNegative || (text.Length > 0 && text[0] == (byte)'+') ? 1 : 0;
        int end = text.IndexOfAny((byte)'e', (byte)'E');
        int exponent = 0;
        value = 0;
        if (end >= 0 && !TryExponent(text[(end + 1)..], out exponent))
            return RowVerdict.WrongNumber;

        ReadOnlySpan<byte> mantissa = end < 0 ? text[begin..] : text[begin..end];
        RowVerdict verdict = ParseMantissa(mantissa, decimals + exponent, out long magnitude, ref flags);
        value = isNegative ? -magnitude : magnitude;
        return verdict;
    }

    private static bool TryExponent(ReadOnlySpan<byte> text, out int exponent)
    {
        if (text.Length > 1 && text[0] == (byte)'+')
            text = text[1..];

        return System.Buffers.Text.Utf8Parser.TryParse(text, out exponent, out int used) && used == text.Length &&
            Math.Abs((long)exponent) <= ExponentMax;
    }

    // places: digits after the point that still count; below zero also those before it are cut.
    private static RowVerdict ParseMantissa(ReadOnlySpan<byte> text, int places, out long value, ref DataFlags flags)
    {
        int point = text.IndexOf((byte)'.');
        int wholeCount = point < 0 ? text.Length : point;
        long keptCount = (long)wholeCount + places; // Digits from the left that are kept.
        UInt128 kept = 0;
        bool roundsUp = false;
        int digitIndex = 0;
        value = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (i == point)
                continue;

            uint digit = (uint)(text[i] - '0');
            if (digit > 9)
                return RowVerdict.WrongNumber;

            if (digitIndex < keptCount)
                kept = kept * 10 + digit;
            else if (digit != 0)
                flags |= DataFlags.IsRounded;

            roundsUp |= digitIndex == keptCount && digit >= 5;
            if (kept > long.MaxValue)
                return RowVerdict.OutOfRange;

            digitIndex++;
        }

        return digitIndex == 0 ? RowVerdict.WrongNumber : Scale(kept, keptCount - digitIndex, roundsUp, out value);
    }

    private static RowVerdict Scale(UInt128 kept, long missingZeros, bool roundsUp, out long value)
    {
        for (long i = 0; i < missingZeros && kept != 0 && kept <= long.MaxValue; i++)
            kept *= 10;

        kept += roundsUp ? 1u : 0u;
        value = kept <= long.MaxValue ? (long)kept : 0;
        return kept <= long.MaxValue ? RowVerdict.Ok : RowVerdict.OutOfRange;
    }
}
