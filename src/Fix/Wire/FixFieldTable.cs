using System;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace LowLatencyEngine.Fix;

/// <summary>
/// Where the fields of one message lie: for each its tag, where its value starts and the delimiter that ends it. Owned
/// by one scanner; allocates nothing after construction.
/// </summary>
/// <remarks>
/// <code>
///  8=FIX.4.4|9=246|35=8|...     Bounds[i] and Bounds[i + 1] are the delimiters around field i; the first is -1.
///            ^ ^  ^             ValueOffsets[i] is between them.
/// </code>
/// </remarks>
internal sealed class FixFieldTable
{
    /// <summary>Most fields that it holds.</summary>
    public const int CountMax = 256;

    /// <summary>
    /// Room for as many more as one block of 64 bytes may have delimiters, because a cutter looks at the bound once a
    /// block, and for one vector behind them.
    /// </summary>
    public const int SlotCount = CountMax + 64 + 16;

    /// <summary>The first eight bytes of each field, while it is cut.</summary>
    public ulong[] Words { get; } = new ulong[SlotCount];

    public ushort[] Tags { get; } = new ushort[SlotCount];

    public int[] ValueOffsets { get; } = new int[SlotCount];

    public int[] Bounds { get; } = new int[SlotCount];

    public int Count { get; set; }

    public bool IsFull => Count >= CountMax;

    public void Clear()
    {
        Count = 0;
        Bounds[0] = -1;
    }

    /// <summary>Notes one more field, where there is room for it.</summary>
    public void Add(int tag, int valueOffset, int valueLength)
    {
        int count = Count;
        Tags[count] = (ushort)tag;
        ValueOffsets[count] = valueOffset;
        Bounds[count + 1] = valueOffset + valueLength;
        Count = count + 1;
    }

    /// <summary>The value of the first field with this tag. One comparison a 32 fields.</summary>
    public bool TryFind(ReadOnlySpan<byte> message, int tag, out ReadOnlySpan<byte> value)
    {
        int count = Count;
        Vector512<ushort> wanted = Vector512.Create((ushort)tag);
        for (int i = 0; i < count; i += Vector512<ushort>.Count)
        {
            Vector512<ushort> tags = Vector512.Create<ushort>(Tags.AsSpan(i, Vector512<ushort>.Count));
            ulong found = Vector512.Equals(tags, wanted).ExtractMostSignificantBits();
            if (found == 0)
                continue;

            int index = i + BitOperations.TrailingZeroCount(found);
            if (index >= count)
                break; // Of an earlier message.

            int offset = ValueOffsets[index];
            value = message.Slice(offset, Bounds[index + 1] - offset);
            return true;
        }

        value = default;
        return false;
    }
}
