using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Json;

/// <summary>
/// Decimals in quotes as venues nearly always write them, <c>"61659.70"</c>, straight into steps: no escape, no sign,
/// at most eight digits on each side of the point, a step of one unit. Whatever else there is gets no answer here, and
/// is read and judged the general way. Allocates nothing.
/// </summary>
internal static class PlainDecimal
{
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
        if (comma == offset + 1 || comma >= text.Length || text[comma] != (byte)',')
            return 0;

        int end = comma + 1 + Read(text, comma + 1, scales.Second, out pair.QtyLots);
        return end == comma + 1 || end >= text.Length || text[end] != (byte)']' ? 0 : end + 1 - offset;
    }

    /// <summary>Reads the decimal at an offset; its length with both quotes, or 0 for no answer.</summary>
    public static int Read(ReadOnlySpan<byte> text, int offset, DecimalScale scale, out long steps)
    {
        steps = 0;
        int begin = offset + 1;
        if (text.Length < DigitRuns.BlockSize || begin >= text.Length || text[offset] != (byte)'"')
            return 0;

        uint nonDigits = DigitRuns.NonDigits(text, begin);
        int point = begin + DigitRuns.LengthOf(nonDigits);
        int end = point;
        if (point < text.Length && text[point] == (byte)'.')
            end = begin + DigitRuns.LengthOf(nonDigits & (nonDigits - 1));

        if (end >= text.Length || text[end] != (byte)'"')
            return 0;

        var bounds = new DecimalBounds(begin, point, end);
        return new StepScale(scale).TryRead(text, bounds, out steps) ? end + 1 - offset : 0;
    }
}
