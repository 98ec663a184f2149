using System;
using System.Diagnostics;

namespace LowLatencyEngine.Feeds.Json;

/// <summary>Reads an object field by field, in whatever order they come. Decoding thread; allocates nothing.</summary>
internal static class FieldWalk
{
    /// <summary>Reads the object at the cursor into <paramref name="reader"/>.</summary>
    /// <param name="cursor">At the object.</param>
    /// <param name="reader">Of its fields.</param>
    /// <param name="order">In which its fields came before; of the reader's format.</param>
    public static FrameVerdict ReadObject<TReader>(ref JsonCursor cursor, ref TReader reader, KeyOrder order)
        where TReader : struct, IFieldReader
    {
        Debug.Assert(ReferenceEquals(order.Fields, TReader.Fields));
        if (!cursor.TryEnterObject())
            return FrameVerdict.Malformed;

        ulong seen = 0;
        for (int place = 0; ; place++)
        {
            byte letter;
            ulong bit;
            if (cursor.TryNextExpected(order, place))
            {
                letter = order[place].Letter;
                bit = order[place].Bit;
            }
            else
            {
                place = cursor.NextUnexpected(order, place, out byte unexpected);
                if (place < 0)
                    break;

                letter = unexpected;
                bit = BitOf(letter) & order.Known;
            }

            if ((seen & bit) != 0)
                return FrameVerdict.Malformed;

            seen |= bit;
            FrameVerdict verdict = bit != 0 ? reader.ReadField(ref cursor, letter) : VerdictOf(cursor.TrySkipValue());
            if (verdict != FrameVerdict.Ok)
                return verdict;
        }

        return VerdictOf(!cursor.HasFailed && (seen & order.Required) == order.Required);
    }

    /// <summary>The set with one letter in it; empty for what is no letter.</summary>
    public static ulong BitOf(byte letter)
    {
        int index = letter - 'A';
        return (uint)index < 64 ? 1UL << index : 0;
    }

    /// <summary>The set of all letters of <paramref name="letters"/>. Set-up only.</summary>
    public static ulong SetOf(ReadOnlySpan<byte> letters)
    {
        ulong set = 0;
        foreach (byte letter in letters)
            set |= BitOf(letter);

        return set;
    }

    /// <summary>Malformed where a read failed.</summary>
    public static FrameVerdict VerdictOf(bool isGood) => isGood ? FrameVerdict.Ok : FrameVerdict.Malformed;

    /// <summary>Reads a text that must be <paramref name="expected"/>; else <paramref name="otherwise"/>.</summary>
    public static FrameVerdict ReadExpected(ref JsonCursor cursor, ReadOnlySpan<byte> expected, FrameVerdict otherwise)
    {
        if (!cursor.TryReadText(out ReadOnlySpan<byte> text))
            return FrameVerdict.Malformed;

        return text.SequenceEqual(expected) ? FrameVerdict.Ok : otherwise;
    }
}
