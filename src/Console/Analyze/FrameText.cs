using System;
using System.Globalization;

namespace LowLatencyEngine.Console.Analyze;

/// <summary>Lengths of bars as people write them: 30s, 5m, 4h, 1d.</summary>
internal static class FrameText
{
    private const long NsPerSecond = 1_000_000_000;
    private const int CountMax = 100_000;

    /// <summary>Nanoseconds of a whole number above 0 with its unit.</summary>
    public static bool TryParse(string text, out long frameNs)
    {
        frameNs = 0;
        ReadOnlySpan<char> digits = text.AsSpan(0, Math.Max(0, text.Length - 1));
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int count))
            return false;

        long unitNs = text[^1] switch
        {
            's' => NsPerSecond,
            'm' => 60 * NsPerSecond,
            'h' => 3_600 * NsPerSecond,
            'd' => 86_400 * NsPerSecond,
            _ => 0,
        };
        frameNs = count * unitNs;
        return frameNs > 0 && count <= CountMax;
    }
}
