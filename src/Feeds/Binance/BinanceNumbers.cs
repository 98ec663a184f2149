using System;
using LowLatencyEngine.Feeds.Json;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Binance;

/// <summary>Numbers as Binance writes them: decimals as strings, times as whole milliseconds since the epoch.</summary>
internal static class BinanceNumbers
{
    private const long NsPerMs = 1_000_000;

    /// <summary>Reads a decimal string into whole steps of at least <paramref name="least"/>. Exact.</summary>
    public static FrameVerdict ReadSteps(ref JsonCursor cursor, DecimalScale scale, long least, out long steps)
    {
        steps = 0;
        if (!cursor.TryReadText(out ReadOnlySpan<byte> text))
            return FrameVerdict.Malformed;

        DecimalVerdict verdict = scale.TryParse(text, out steps);
        if (verdict != DecimalVerdict.Ok)
            return verdict == DecimalVerdict.Malformed ? FrameVerdict.Malformed : FrameVerdict.NumberDoesNotFit;

        return steps >= least ? FrameVerdict.Ok : FrameVerdict.ValueOutOfRange;
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
}
