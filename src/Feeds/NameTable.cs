using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Diagnostics;
using System.Numerics;

namespace LowLatencyEngine.Feeds;

/// <summary>
/// Which of a fixed list of names a text is: a hash of its ends and its length, then one comparison. Immutable; any
/// thread; O(1); allocates nothing after construction.
/// </summary>
internal sealed class NameTable
{
    private const ulong Multiplier = 0x9E37_79B9_7F4A_7C15; // 2^64 divided by the golden ratio.

    private readonly byte[][] _names;
    private readonly int[] _slots; // Index plus one; 0 where there is none.
    private readonly int _shift;

    /// <param name="names">Where two are equal the first is found.</param>
    public NameTable(IReadOnlyList<byte[]> names)
    {
        _names = [.. names];
        int capacity = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(_names.Length, 2) * 4);
        _slots = new int[capacity];
        _shift = 64 - BitOperations.Log2((uint)capacity);
        for (int i = 0; i < _names.Length; i++)
        {
            int slot = SlotOf(_names[i]);
            while (_slots[slot] != 0)
                slot = (slot + 1) & (capacity - 1);

            _slots[slot] = i + 1;
        }
    }

    /// <summary>Index of the name in the list, or -1.</summary>
    public int Find(ReadOnlySpan<byte> name)
    {
        for (int slot = SlotOf(name); _slots[slot] != 0; slot = (slot + 1) & (_slots.Length - 1))
        {
            int index = _slots[slot] - 1;
            if (name.SequenceEqual(_names[index]))
                return index;
        }

        return -1;
    }

    private int SlotOf(ReadOnlySpan<byte> name)
    {
        Debug.Assert(_slots.Length > _names.Length, "a free slot ends every search");
        ulong mixed = (First(name) * 31 + Last(name)) * 31 + (ulong)name.Length;
        return (int)(mixed * Multiplier >> _shift);
    }

    private static ulong First(ReadOnlySpan<byte> name)
    {
        if (name.Length >= sizeof(ulong))
            return BinaryPrimitives.ReadUInt64LittleEndian(name);

        ulong word = 0;
        foreach (byte b in name)
            word = word << 8 | b;

        return word;
    }

    private static ulong Last(ReadOnlySpan<byte> name) =>
        name.Length > sizeof(ulong) ? BinaryPrimitives.ReadUInt64LittleEndian(name[^sizeof(ulong)..]) : 0;
}
