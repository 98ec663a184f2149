namespace LowLatencyEngine.Fix;

/// <summary>
/// Which tags state the length of a data field, one bit a tag, so that the scanner can ask for every field without the
/// branches of <see cref="FixTags.DataTagOf"/>; a test holds the two together. Any thread.
/// </summary>
internal static class LengthTags
{
    private const int BitsPerWord = 64;

    private static readonly ulong[] Words =
    [
        0x0, 0xA4000000, 0x0, 0x100000,
        0x0, 0x155550000000, 0x2000000000000000, 0x0,
        0x0, 0x240000000000, 0x0, 0x0,
        0x0, 0x0, 0x0, 0x0,
        0x0, 0x0, 0x100000000, 0x2000000000000000,
        0x5, 0xA20000000008000, 0x1000000000000000, 0x20000000000000,
        0x40000000000,
    ];

    public static bool Contains(int tag)
    {
        uint word = (uint)tag / BitsPerWord;
        return word < (uint)Words.Length && (Words[(int)word] & (1UL << (tag % BitsPerWord))) != 0;
    }
}
