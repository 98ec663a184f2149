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

        var steppedScale = new StepScale(scale);
        int length = ReadDigits(text, begin, in steppedScale, out steps);
        int end = begin + length;
        return length > 0 && end < text.Length && text[end] == (byte)'"' ? end + 1 - offset : 0;
    }

    /// <summary>
    /// Reads the digits and the point at an offset within a text of at least a block; their length, or -1 for no
    /// answer. What follows is not looked at.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ReadDigits(ReadOnlySpan<byte> text, int offset, in StepScale scale, out long steps)
    {
        uint nonDigits = DigitRuns.NonDigits(text, offset);
        int point = offset + DigitRuns.LengthOf(nonDigits);
        int end = point;
        if (point < text.Length && text[point] == (byte)'.')
            end = offset + DigitRuns.LengthOf(nonDigits & (nonDigits - 1));

        var bounds = new DecimalBounds(offset, point, end);
        return scale.TryRead(text, bounds, out steps) ? end - offset : -1;
    }
}
