using System;
using System.Buffers.Text;

namespace LowLatencyEngine.Feeds.Kraken;

/// <summary>How deep a book is that Kraken shows.</summary>
internal static class KrakenDepth
{
    /// <summary>The deepest.</summary>
    public const int Most = 1_000;

    private static readonly int[] Offered = [10, 25, 100, 500, Most];

    /// <summary>True where one can subscribe to it.</summary>
    public static bool IsOffered(int depth) => Array.IndexOf(Offered, depth) >= 0;

    /// <summary>A depth on offer by its digits; 0 for anything else.</summary>
    public static int Parse(ReadOnlySpan<byte> digits)
    {
        if (!Utf8Parser.TryParse(digits, out int depth, out int length) || length != digits.Length)
            return 0;

        bool isPlain = digits[0] is >= (byte)'1' and <= (byte)'9'; // No sign, no zero in front.
        return isPlain && IsOffered(depth) ? depth : 0;
    }

    /// <summary>
    /// Where the venue did not say: a side that is exactly as long as a depth on offer is cut there; any other is
    /// whole, and the book at least as deep as was asked for.
    /// </summary>
    public static int OfSnapshot(int longestSideCount, int askedFor)
    {
        foreach (int depth in Offered)
        {
            if (depth == longestSideCount || (depth > longestSideCount && depth >= askedFor))
                return depth;
        }

        return Most;
    }
}
