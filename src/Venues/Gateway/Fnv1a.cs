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

    /// <summary>Hash of a text with a number behind it; 0 for an empty text.</summary>
    public static long Hash(ReadOnlySpan<byte> text, long number)
    {
        ulong hash = (ulong)Hash(text);
        if (hash == 0)
            return 0;

        for (int shift = 0; shift < 64; shift += 8)
            hash = (hash ^ (byte)(number >> shift)) * Prime;

        return (long)hash;
    }
}
