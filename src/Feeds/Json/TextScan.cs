using System;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LowLatencyEngine.Feeds.Json;

/// <summary>Ends of JSON strings, looked for 32 bytes at a time. Allocates nothing.</summary>
internal static class TextScan
{
    /// <summary>Least length of a text, and how far one look reaches.</summary>
    public const int BlockSize = 32;

    /// <summary>
    /// Which of the 32 bytes from <paramref name="offset"/> on end a run of plain characters (a quote, a backslash, a
    /// control character), the first byte lowest; none beyond the end of the text, which is at least a block long.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint RunEnds(ReadOnlySpan<byte> text, int offset)
    {
        Debug.Assert(text.Length >= BlockSize && (uint)offset < (uint)text.Length);
        int begin = Math.Min(offset, text.Length - BlockSize);
        Vector256<byte> block = Vector256.Create(text.Slice(begin, BlockSize));
        Vector256<byte> ends = Vector256.Equals(block, Vector256.Create((byte)'"'))
            | Vector256.Equals(block, Vector256.Create((byte)'\\'))
            | Vector256.LessThan(block, Vector256.Create((byte)' '));
        return ends.ExtractMostSignificantBits() >> (offset - begin);
    }
}
