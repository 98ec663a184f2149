using System.Runtime.CompilerServices;

namespace LowLatencyEngine.Fix;

/// <summary>
/// The tags that state the length of a data field, as a table of 1,024 bits that a vector can look into. Tags from 1024
/// to 2047 share the bits of those below, so that a few are taken for lengths that are none.
/// </summary>
internal static class LengthTags
{
    /// <summary>No tag from here on states a length.</summary>
    public const int End = 2 * BitCount;

    private const int BitCount = 1_024;
    private const int WordBits = 64;

    public static ulong[] Create()
    {
        var words = new ulong[BitCount / WordBits];
        for (int tag = 1; tag < End; tag++)
        {
            if (FixTags.DataTagOf(tag) != 0)
                words[tag % BitCount / WordBits] |= 1UL << (tag % WordBits);
        }

        return words;
    }

    /// <summary>False where <paramref name="tag"/> surely states no length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool MayContain(ulong[] words, int tag) =>
        tag < End && ((words[tag / WordBits & (BitCount / WordBits - 1)] >> tag) & 1) != 0;
}
