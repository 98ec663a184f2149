using System;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace LowLatencyEngine.Fix;

/// <summary>
/// Cuts a stream of bytes into messages: <c>8=...|9=n|35=...|...|10=sum|</c>. Stateless; allocates nothing; any thread.
/// </summary>
/// <remarks>
/// A message ends at the first <c>|10=</c> at or after the end that BodyLength(9) states, and is garbled if that is not
/// exactly there: so a length that is too long swallows what follows it up to the next checksum, as FIX 4.4 Volume 2
/// ("garbled message") lets it, and the gap in MsgSeqNum brings it back. After bytes that begin no message the next
/// "8=FIX" is searched.
/// </remarks>
public static class FixFramer
{
    private const byte Soh = 1;
    private const int BeginStringLengthMax = 12;
    private const int BodyLengthDigitsMax = 9;
    private const int HeaderAndTrailerLengthMax = 64;
    private const int TrailerLength = 7; // 10=sum and its delimiter.

    private static ReadOnlySpan<byte> Start => "8=FIX"u8;

    private static ReadOnlySpan<byte> BodyLengthStart => "\u00019="u8;

    private static ReadOnlySpan<byte> TrailerStart => "\u000110="u8;

    /// <summary>
    /// Looks at the start of <paramref name="input"/>; a message longer than <paramref name="messageSizeBytesMax"/> is
    /// garbled. <paramref name="length"/> is how many bytes to take away, of the message or of the garbled ones; 0
    /// while incomplete.
    /// </summary>
    public static FrameVerdict TryFrame(ReadOnlySpan<byte> input, int messageSizeBytesMax, out int length) =>
        TryFrame(input, messageSizeBytesMax, isLenient: false, out length);

    /// <summary>As the other, but where <paramref name="isLenient"/> a wrong length or checksum does no harm.</summary>
    internal static FrameVerdict TryFrame(
        ReadOnlySpan<byte> input, int messageSizeBytesMax, bool isLenient, out int length)
    {
        length = 0;
        if (input.Length == 0)
            return FrameVerdict.Incomplete;

        if (!input.StartsWith(Start))
            return Start.StartsWith(input) ? FrameVerdict.Incomplete : SkipToStart(input, 1, out length);

        FrameVerdict header = TryReadHeader(input, out int bodyStart, out int bodyLength);
        if (header == FrameVerdict.Garbled || bodyLength > messageSizeBytesMax)
            return SkipToStart(input, Start.Length, out length);

        if (header == FrameVerdict.Incomplete)
            return FrameVerdict.Incomplete;

        // A trailer is searched only as far as a message may reach: a stranger's bytes must not hold up what follows.
        int bodyEnd = bodyStart + bodyLength;
        if (IsWholeAsStated(input, bodyStart, bodyEnd))
        {
            length = bodyEnd + TrailerLength;
            return FrameVerdict.Message;
        }

        int reach = Math.Min(input.Length, messageSizeBytesMax + HeaderAndTrailerLengthMax);
        int trailerStart = IndexOf(input[..reach], bodyEnd - 1, TrailerStart);
        int end = trailerStart < 0 ? -1 : IndexOfSoh(input[..reach], trailerStart + TrailerStart.Length);
        if (end < 0)
        {
            return reach < input.Length
                ? SkipToStart(input, Start.Length, out length)
                : FrameVerdict.Incomplete;
        }

        length = end + 1;
        bool isWhole = input[bodyStart..].StartsWith("35="u8) &&
            (isLenient || (trailerStart == bodyEnd - 1 && HasRightChecksum(input[bodyEnd..length], input[..bodyEnd])));
        return isWhole ? FrameVerdict.Message : FrameVerdict.Garbled;
    }

    // The usual case, without a search: the trailer is where the length says, and the checksum is right.
    private static bool IsWholeAsStated(ReadOnlySpan<byte> input, int bodyStart, int bodyEnd)
    {
        if (input.Length - bodyEnd < TrailerLength || bodyEnd == bodyStart)
            return false;

        ReadOnlySpan<byte> trailer = input.Slice(bodyEnd, TrailerLength);
        return input[bodyEnd - 1] == Soh && trailer.StartsWith("10="u8) && trailer[TrailerLength - 1] == Soh &&
            input[bodyStart..].StartsWith("35="u8) && HasRightChecksum(trailer, input[..bodyEnd]);
    }

    private static FrameVerdict TryReadHeader(ReadOnlySpan<byte> input, out int bodyStart, out int bodyLength)
    {
        if (TryReadUsualHeader(input, out bodyStart, out bodyLength))
            return FrameVerdict.Message;

        bodyStart = 0;
        bodyLength = 0;
        int beginStringEnd = IndexOfSoh(input, Start.Length);
        if (beginStringEnd < 0)
            return input.Length > BeginStringLengthMax ? FrameVerdict.Garbled : FrameVerdict.Incomplete;

        if (beginStringEnd > BeginStringLengthMax)
            return FrameVerdict.Garbled;

        ReadOnlySpan<byte> rest = input[(beginStringEnd + 1)..];
        if (!rest.StartsWith("9="u8))
            return "9="u8.StartsWith(rest) ? FrameVerdict.Incomplete : FrameVerdict.Garbled;

        int digitsEnd = IndexOfSoh(rest, 2);
        ReadOnlySpan<byte> digits = digitsEnd < 0 ? rest[2..] : rest[2..digitsEnd];
        if (digits.Length > BodyLengthDigitsMax || !FixNumber.TryParseFixed(digits, out bodyLength))
            return FrameVerdict.Garbled;

        if (digitsEnd < 0)
        {
            bodyLength = 0; // Not all of its digits are there.
            return FrameVerdict.Incomplete;
        }

        bodyStart = beginStringEnd + 1 + digitsEnd + 1;
        return digits.Length == 0 ? FrameVerdict.Garbled : FrameVerdict.Message;
    }

    // A whole header, both of its delimiters found by one comparison. What is unusual is judged by the other.
    private static bool TryReadUsualHeader(ReadOnlySpan<byte> input, out int bodyStart, out int bodyLength)
    {
        bodyStart = 0;
        bodyLength = 0;
        if (input.Length < Vector256<byte>.Count)
            return false;

        uint ends = Vector256.Equals(Vector256.Create(input), Vector256.Create(Soh)).ExtractMostSignificantBits();
        int digitsStart = BitOperations.TrailingZeroCount(ends) + BodyLengthStart.Length;
        int digitsEnd = BitOperations.TrailingZeroCount(ends & (ends - 1));
        if (digitsStart > BeginStringLengthMax + BodyLengthStart.Length || digitsEnd >= Vector256<byte>.Count)
            return false;

        int digitCount = digitsEnd - digitsStart;
        bodyStart = digitsEnd + 1;
        return digitCount is > 0 and <= BodyLengthDigitsMax &&
            input[..digitsStart].EndsWith(BodyLengthStart) &&
            FixNumber.TryParseFixed(input.Slice(digitsStart, digitCount), out bodyLength);
    }

    private static bool HasRightChecksum(ReadOnlySpan<byte> trailer, ReadOnlySpan<byte> summed) =>
        trailer.Length == TrailerLength && FixNumber.TryParseFixed(trailer.Slice(3, 3), out int stated) &&
        stated == FixChecksum.Of(summed);

    // Garbage goes up to the next start; a start that may lie across the end of the bytes is kept.
    private static FrameVerdict SkipToStart(ReadOnlySpan<byte> input, int from, out int length)
    {
        int next = IndexOf(input, from, Start);
        length = next >= 0 ? next : input.Length - PartialStartLength(input[from..]);
        return FrameVerdict.Garbled;
    }

    private static int PartialStartLength(ReadOnlySpan<byte> tail)
    {
        for (int length = Math.Min(Start.Length - 1, tail.Length); length > 0; length--)
        {
            if (tail.EndsWith(Start[..length]))
                return length;
        }

        return 0;
    }

    private static int IndexOfSoh(ReadOnlySpan<byte> input, int from)
    {
        int index = from <= input.Length ? input[from..].IndexOf(Soh) : -1;
        return index < 0 ? -1 : from + index;
    }

    private static int IndexOf(ReadOnlySpan<byte> input, int from, ReadOnlySpan<byte> pattern)
    {
        int index = from <= input.Length ? input[from..].IndexOf(pattern) : -1;
        return index < 0 ? -1 : from + index;
    }
}
