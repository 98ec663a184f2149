using System;

namespace LowLatencyEngine.Feeds.Json;

/// <summary>Reads an object field by field, in whatever order they come. Decoding thread; allocates nothing.</summary>
internal static class FieldWalk
{
    /// <summary>Reads the object at the cursor into <paramref name="reader"/>.</summary>
    public static FrameVerdict ReadObject<TReader>(ref JsonCursor cursor, ref TReader reader)
        where TReader : struct, IFieldReader
    {
        if (!cursor.TryEnterObject())
            return FrameVerdict.Malformed;

        ulong seen = 0;
        while (cursor.TryNextMember(out ReadOnlySpan<byte> key))
        {
            byte letter = TReader.LetterOf(key);
            ulong bit = BitOf(letter) & TReader.Known;
            if ((seen & bit) != 0)
                return FrameVerdict.Malformed;

            seen |= bit;
            FrameVerdict verdict = bit != 0 ? reader.ReadField(ref cursor, letter) : VerdictOf(cursor.TrySkipValue());
            if (verdict != FrameVerdict.Ok)
                return verdict;
        }

        return VerdictOf(!cursor.HasFailed && (seen & TReader.Required) == TReader.Required);
    }

    /// <summary>The letter of a key of one letter; 0 for any other.</summary>
    public static byte SingleLetterOf(ReadOnlySpan<byte> key) => key.Length == 1 ? key[0] : (byte)0;

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
