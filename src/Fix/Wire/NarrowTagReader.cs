using System.Runtime.CompilerServices;

namespace LowLatencyEngine.Fix;

/// <summary>
/// What <see cref="WideTagReader"/> does, for processors without AVX-512: digit by digit, which is faster than
/// whole words were. Owned by one scanner; allocates nothing after construction.
/// </summary>
internal sealed class NarrowTagReader(FixFieldTable table)
{
    private readonly ulong[] _lengthTags = LengthTags.Create();

    /// <summary>Returns how many fields are plain before the first that is not.</summary>
    public int Read(int count)
    {
        ulong[] words = table.Words;
        int[] bounds = table.Bounds;
        int[] valueOffsets = table.ValueOffsets;
        ushort[] tags = table.Tags;
        ulong[] lengthTags = _lengthTags;
        for (int i = 0; i < count; i++)
        {
            int valueOffset = bounds[i] + 2 + ReadTag(words[i], out int tag);
            if (tag == 0 || valueOffset >= bounds[i + 1] || LengthTags.MayContain(lengthTags, tag))
                return i;

            tags[i] = (ushort)tag;
            valueOffsets[i] = valueOffset;
        }

        return count;
    }

    // Returns how many digits are before the '='; the tag is 0 where they are none.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int ReadTag(ulong word, out int tag)
    {
        bool hasLeadingZero = (byte)word == '0';
        int digits = 0;
        int number = 0;
        for (uint digit; (digit = (byte)word - (uint)'0') <= 9; word >>= 8)
        {
            number = number * 10 + (int)digit; // A word has eight digits at most.
            digits++;
        }

        bool isTag = (byte)word == '=' && !hasLeadingZero && number <= ushort.MaxValue;
        tag = isTag ? number : 0;
        return digits;
    }
}
