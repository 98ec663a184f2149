using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LowLatencyEngine.Fix;

/// <summary>
/// Reads the tags of eight fields at once with AVX-512, without a branch on what they are. Owned by one scanner;
/// allocates nothing after construction.
/// </summary>
/// <remarks>
/// The first eight bytes of a field are one lane. The digits before its '=' are shifted to the lane's end and summed by
/// multiplications with 10, 1 and 100, 1.
/// </remarks>
internal sealed class WideTagReader(FixFieldTable table)
{
    private const ulong EachByte = 0x0101_0101_0101_0101;
    private const ulong EachHighBit = 0x8080_8080_8080_8080;

    private readonly ulong[] _lengthTags = LengthTags.Create();

    /// <summary>False where the processor lacks what it needs, or is slowed down by using it.</summary>
    public static bool IsSupported =>
        Vector512.IsHardwareAccelerated && Avx512BW.IsSupported && Avx512CD.IsSupported;

    /// <summary>Returns how many fields are plain before the first that is not.</summary>
    public int Read(int count)
    {
        for (int i = 0; i < count; i += Vector512<ulong>.Count)
        {
            Vector512<ulong> words = Vector512.Create<ulong>(table.Words.AsSpan(i));
            Vector512<ulong> unlike = words ^ Vector512.Create((ulong)'=' * EachByte);
            // Where a lane has no '=', its shift is 7, and every outcome of that is refused as a tag.
            Vector512<ulong> isEquals =
                (unlike - Vector512.Create(EachByte)) & ~unlike & Vector512.Create(EachHighBit);
            Vector512<ulong> isBeforeEquals = (isEquals - Vector512<ulong>.One) & ~isEquals;
            Vector512<ulong> shift = Avx512CD.LeadingZeroCount(isBeforeEquals) + Vector512.Create(7UL);
            Vector512<ulong> digits = Avx512F.ShiftLeftLogicalVariable(words ^ Vector512.Create('0' * EachByte), shift);
            Vector512<ulong> tags = SumDigits(digits);
            Avx512F.ConvertToVector128UInt16(tags).CopyTo(table.Tags, i);

            Vector512<ulong> flaws = NotDigits(digits) | NotPlain(tags, words) | MayStateLength(tags);
            uint wrong = ~(uint)Vector512.IsZero(flaws).ExtractMostSignificantBits() & 0xFF;
            wrong |= PlaceValues(i, Vector512.Create(64UL) - shift);
            if (wrong != 0)
                return Math.Min(i + BitOperations.TrailingZeroCount(wrong), count);
        }

        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> SumDigits(Vector512<ulong> digits)
    {
        Vector512<short> pairs = Avx512BW.MultiplyAddAdjacent(
            digits.AsByte(), Vector512.Create((ushort)0x01_0A).AsSByte());
        Vector512<ulong> fours = Avx512BW.MultiplyAddAdjacent(
            pairs, Vector512.Create(0x0001_0064).AsInt16()).AsUInt64();
        Vector512<ulong> high = Avx512F.Multiply(fours.AsUInt32(), Vector512.Create(10_000u));
        return (fours >> 32) + high;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> NotDigits(Vector512<ulong> digits) =>
        ((digits + Vector512.Create(0x76 * EachByte)) | digits) & Vector512.Create(EachHighBit);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> NotPlain(Vector512<ulong> tags, Vector512<ulong> words)
    {
        Vector512<ulong> hasLeadingZero = Vector512.Equals(
            words & Vector512.Create(0xFFUL), Vector512.Create((ulong)'0'));
        Vector512<ulong> isOutOfRange = Vector512.GreaterThan(
            tags - Vector512<ulong>.One, Vector512.Create(ushort.MaxValue - 1UL));
        return hasLeadingZero | isOutOfRange;
    }

    // A table of 1,024 bits, so that a few tags up to 2,048 are taken for lengths that are none: those are walked.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<ulong> MayStateLength(Vector512<ulong> tags)
    {
        Vector512<ulong> rows = Avx512F.PermuteVar8x64x2(
            Vector512.Create<ulong>(_lengthTags), tags >> 6, Vector512.Create<ulong>(_lengthTags.AsSpan(8)));
        Vector512<ulong> bits = Avx512F.ShiftRightLogicalVariable(rows, tags & Vector512.Create(63UL));
        Vector512<ulong> isLow = Vector512.LessThan(tags, Vector512.Create((ulong)LengthTags.End));
        return bits & isLow & Vector512<ulong>.One;
    }

    // Returns a bit for each value that is empty.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint PlaceValues(int first, Vector512<ulong> tagBits)
    {
        Vector256<int> tagLengths = Avx512F.ConvertToVector256Int32(tagBits >> 3);
        Vector256<int> starts = Vector256.Create<int>(table.Bounds.AsSpan(first)) + Vector256<int>.One;
        Vector256<int> offsets = starts + tagLengths + Vector256<int>.One;
        offsets.CopyTo(table.ValueOffsets, first);
        Vector256<int> ends = Vector256.Create<int>(table.Bounds.AsSpan(first + 1));
        return Vector256.LessThanOrEqual(ends, offsets).ExtractMostSignificantBits();
    }
}
