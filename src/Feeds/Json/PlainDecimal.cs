using System;
using System.Runtime.CompilerServices;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Json;

/// <summary>
/// Decimals in quotes as venues nearly always write them, <c>"61659.70"</c>, straight into steps: no escape, no sign,
/// at most eight digits on each side of the point, a step of one unit. Whatever else there is gets no answer here, and
/// is read and judged the general way. Allocates nothing.
/// </summary>
internal static class PlainDecimal
{
    private const int RunMax = 8; // Digits on one side of the point.
    private const int BitsPerByte = 8;
    private const int DigitsMax = 18; // Below 2^63 whatever they are.

    /// <summary>
    /// Length of <c>["decimal","decimal"]</c> at an offset, written plainly and without white space; 0 for anything
    /// else.
    /// </summary>
    public static int ReadPair(
        ReadOnlySpan<byte> text, int offset, (DecimalScale First, DecimalScale Second) scales, out Level pair)
    {
        pair = default;
        if (text[offset] != (byte)'[')
            return 0;

        int comma = offset + 1 + Read(text, offset + 1, scales.First, out pair.PriceTicks);
        if (comma == offset + 1 || (uint)comma >= (uint)text.Length || text[comma] != (byte)',')
            return 0;

        int end = comma + 1 + Read(text, comma + 1, scales.Second, out pair.QtyLots);
        return end == comma + 1 || (uint)end >= (uint)text.Length || text[end] != (byte)']' ? 0 : end + 1 - offset;
    }

    /// <summary>Reads the decimal at an offset; its length with both quotes, or 0 for no answer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Read(ReadOnlySpan<byte> text, int offset, DecimalScale scale, out long steps)
    {
        steps = 0;
        int begin = offset + 1;
        bool isReadable = text.Length >= DigitRuns.BlockSize && begin < text.Length;
        if (!isReadable || text[offset] != (byte)'"' || scale.Unit != 1)
            return 0;

        uint nonDigits = DigitRuns.NonDigits(text, begin);
        int wholeCount = DigitRuns.LengthOf(nonDigits);
        int end = begin + wholeCount;
        if ((uint)(wholeCount - 1) >= RunMax || wholeCount + scale.Decimals > DigitsMax || end >= text.Length)
            return 0;

        ulong fraction = 0;
        if (text[end] == (byte)'.')
        {
            int count = DigitRuns.LengthOf(nonDigits & (nonDigits - 1)) - wholeCount - 1;
            if ((uint)(count - 1) >= RunMax || !TryReadPlaces(text, end + 1, count, scale.Decimals, out fraction))
                return 0;

            end += count + 1;
        }

        if (end >= text.Length || text[end] != (byte)'"')
            return 0;

        ulong whole = DigitRuns.ValueOf(DigitRuns.Digits(text, begin, wholeCount));
        steps = (long)(whole * PowersOfTen.Of(scale.Decimals) + fraction);
        return end + 1 - offset;
    }

    /// <summary>Digits behind the point in steps; false where one that is not zero is finer than a step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryReadPlaces(ReadOnlySpan<byte> text, int offset, int count, int decimals, out ulong steps)
    {
        int missing = RunMax - count;
        int kept = Math.Min(decimals, RunMax);
        ulong digits = DigitRuns.Digits(text, offset, count) >> (missing * BitsPerByte);
        ulong finer = digits >> (kept * BitsPerByte / 2) >> (kept * BitsPerByte / 2); // In two steps: 64 is too many.
        ulong keptDigits = kept == 0 ? 0 : digits << ((RunMax - kept) * BitsPerByte);
        steps = DigitRuns.ValueOf(keptDigits);
        if (decimals > RunMax)
            steps *= PowersOfTen.Of(decimals - RunMax);

        return finer == 0;
    }
}
