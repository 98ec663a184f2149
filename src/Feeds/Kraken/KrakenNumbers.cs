using LowLatencyEngine.Feeds.Json;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Kraken;

/// <summary>Values as Kraken writes them.</summary>
internal static class KrakenNumbers
{
    private static readonly DecimalScale Ones = new(1, 0);

    /// <summary>Reads a checksum, 32 bits without sign, as text or number.</summary>
    public static FrameVerdict ReadChecksum(ref JsonCursor cursor, out uint checksum)
    {
        checksum = 0;
        if (!cursor.TryReadDecimal(out WrittenDecimal written))
            return FrameVerdict.Malformed;

        FrameVerdict verdict = written.ToSteps(Ones, least: 0, out long value);
        if (verdict != FrameVerdict.Ok || value > uint.MaxValue)
            return FrameVerdict.Malformed;

        checksum = (uint)value;
        return FrameVerdict.Ok;
    }
}
