using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Json;

/// <summary>
/// Numbers as venues write them: decimals as strings or numbers, times as whole milliseconds since the epoch.
/// </summary>
internal static class JsonNumbers
{
    private const long NsPerMs = 1_000_000;

    /// <summary>Reads a decimal string into whole steps of at least <paramref name="least"/>. Exact.</summary>
    public static FrameVerdict ReadSteps(ref JsonCursor cursor, DecimalScale scale, long least, out long steps)
    {
        if (cursor.TryReadPlainDecimal(scale, out steps))
            return steps >= least ? FrameVerdict.Ok : FrameVerdict.ValueOutOfRange;

        if (!cursor.TryReadText(out ReadOnlySpan<byte> text))
            return FrameVerdict.Malformed;

        return Parse(text, scale, least, out steps);
    }

    /// <summary>As <see cref="ReadSteps"/> from 0 on, where an empty text is 0.</summary>
    public static FrameVerdict ReadStepsOrEmpty(ref JsonCursor cursor, DecimalScale scale, out long steps)
    {
        steps = 0;
        if (!cursor.TryReadText(out ReadOnlySpan<byte> text))
            return FrameVerdict.Malformed;

        return text.Length == 0 ? FrameVerdict.Ok : Parse(text, scale, least: 0, out steps);
    }

    /// <summary>As <see cref="ReadSteps"/>, for a decimal that is written as a number.</summary>
    public static FrameVerdict ReadPlainSteps(ref JsonCursor cursor, DecimalScale scale, long least, out long steps)
    {
        steps = 0;
        return cursor.TryReadNumberText(out ReadOnlySpan<byte> text)
            ? Parse(text, scale, least, out steps)
            : FrameVerdict.Malformed;
    }

    /// <summary>Reads an id.</summary>
    public static FrameVerdict ReadId(ref JsonCursor cursor, out long id) =>
        FieldWalk.VerdictOf(cursor.TryReadInteger(out id));

    /// <summary>Reads milliseconds, gives nanoseconds.</summary>
    public static FrameVerdict ReadTime(ref JsonCursor cursor, out long timestampNs)
    {
        timestampNs = 0;
        if (!cursor.TryReadInteger(out long timestampMs))
            return FrameVerdict.Malformed;

        if (timestampMs > long.MaxValue / NsPerMs)
            return FrameVerdict.NumberDoesNotFit;

        timestampNs = timestampMs * NsPerMs;
        return FrameVerdict.Ok;
    }

    private static FrameVerdict Parse(ReadOnlySpan<byte> text, DecimalScale scale, long least, out long steps)
    {
        DecimalVerdict verdict = scale.TryParse(text, out steps);
        if (verdict != DecimalVerdict.Ok)
            return verdict == DecimalVerdict.Malformed ? FrameVerdict.Malformed : FrameVerdict.NumberDoesNotFit;

        return steps >= least ? FrameVerdict.Ok : FrameVerdict.ValueOutOfRange;
    }
}
