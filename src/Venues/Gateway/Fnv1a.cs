using System;

namespace LowLatencyEngine.Venues.Gateway;

/// <summary>
/// 64-bit FNV-1a, to keep a venue's id in eight bytes. Not for hostile input. Allocates nothing. Source: Fowler, Noll,
/// Vo; draft-eastlake-fnv.
/// </summary>
public static class Fnv1a
{
    private const ulong OffsetBasis = 0xCBF29CE484222325;
    private const ulong Prime = 0x00000100000001B3;

    /// <summary>Hash of a text; 0, which stands for none, for an empty one.</summary>
    public static long Hash(ReadOnlySpan<byte> text)
    {
        if (text.Length == 0)
            return 0;

        ulong hash = OffsetBasis;
        foreach (byte b in text)
            hash = (hash ^ b) * Prime;

        return (long)hash;
    }
}
