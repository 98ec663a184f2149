using System;
using System.Buffers.Binary;
using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LowLatencyEngine.Feeds.Json;

/// <summary>
/// Runs of digits in a text, found 32 bytes at a time and turned into numbers eight digits at a time, without a loop
/// over them. Texts must be at least a block long; nothing outside of them is read. Allocates nothing.
/// </summary>
internal static class DigitRuns
{
    /// <summary>Least length of a text, and how far one look reaches.</summary>
    public const int BlockSize = 32;

    /// <summary>Longest run that <see cref="Read"/> takes.</summary>
    public const int DigitsMax = 16;

    private const int WordSize = 8;
    private const int BitsPerByte = 8;
    private const ulong Zeros = 0x3030_3030_3030_3030;
    private const ulong EveryFourth = 0x0000_00FF_0000_00FF;

    /// <summary>
    /// Which of the 32 bytes from <paramref name="offset"/> on are no digits, the first byte lowest; beyond the end
    /// there are none.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint NonDigits(ReadOnlySpan<byte> text, int offset)
    {
        Debug.Assert(text.Length >= BlockSize && (uint)offset < (uint)text.Length);
        int begin = Math.Min(offset, text.Length - BlockSize);
        Vector256<byte> distance = Vector256.Create(text.Slice(begin, BlockSize)) - Vector256.Create((byte)'0');
        Vector256<byte> isDigit = Vector256.LessThanOrEqual(distance, Vector256.Create((byte)9));
        return ~(isDigit.ExtractMostSignificantBits() >> (offset - begin));
    }

    /// <summary>Length of the run that <paramref name="nonDigits"/> begins with; 32 where it does not end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LengthOf(uint nonDigits) => BitOperations.TrailingZeroCount(nonDigits);

    /// <summary>Number of a run of 1 to 16 digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Read(ReadOnlySpan<byte> text, int offset, int count)
    {
        Debug.Assert(count is >= 1 and <= DigitsMax);
        int high = count - WordSize;
        if (high <= 0)
            return ValueOf(Digits(text, offset, count));

        ulong low = ValueOf(Digits(text, offset + high, WordSize));
        return ValueOf(Digits(text, offset, high)) * 100_000_000 + low;
    }

    /// <summary>The eight bytes that end before an offset, as numbers where they are digits, the last one highest.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong WordBefore(ReadOnlySpan<byte> text, int end) =>
        BinaryPrimitives.ReadUInt64LittleEndian(text.Slice(end - WordSize, WordSize)) ^ Zeros;

    /// <summary>
    /// The 1 to 8 digits that end before an offset, which is at least 8, as numbers, the last one highest, the rest
    /// zero.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong LastDigits(ReadOnlySpan<byte> text, int end, int count)
    {
        Debug.Assert(count is >= 1 and <= WordSize && end >= WordSize);
        int unusedBits = (WordSize - count) * BitsPerByte;
        return WordBefore(text, end) >> unusedBits << unusedBits;
    }

    /// <summary>
    /// The first 1 to 8 bytes of a text as numbers of one digit each, the last one highest, the rest zero.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Digits(ReadOnlySpan<byte> text, int offset, int count)
    {
        Debug.Assert(count is >= 1 and <= WordSize && offset + count <= text.Length);
        int begin = Math.Min(offset, text.Length - WordSize);
        ulong word = BinaryPrimitives.ReadUInt64LittleEndian(text[begin..]) ^ Zeros;
        return (word >> ((offset - begin) * BitsPerByte)) << ((WordSize - count) * BitsPerByte);
    }

    /// <summary>
    /// Number of eight digits, one a byte: pairs first, then all four of them at once, each by its power of a hundred.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong ValueOf(ulong digits)
    {
        ulong pairs = digits * 10 + (digits >> BitsPerByte);
        const ulong firstAndThird = 100 + (1_000_000UL << 32);
        const ulong secondAndFourth = 1 + (10_000UL << 32);
        return ((pairs & EveryFourth) * firstAndThird + ((pairs >> 16) & EveryFourth) * secondAndFourth) >> 32;
    }
}
