using System;
using System.Numerics;

namespace LowLatencyEngine.Fix;

/// <summary>
/// Tag to small number, open addressing, at most half full. Immutable after construction; O(1); allocates nothing when
/// read; any thread.
/// </summary>
internal sealed class TagTable
{
    private const uint Golden = 2_654_435_769; // Knuth's multiplicative hash: spreads neighbouring tags.

    private readonly int[] _tags; // 0 where a slot is free: no tag is 0.
    private readonly int[] _numbers;
    private readonly int _shift;

    /// <summary>Gives each tag its index in <paramref name="tags"/>; of equal tags the first counts.</summary>
    public TagTable(ReadOnlySpan<int> tags)
    {
        int capacity = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, 2 * tags.Length));
        _tags = new int[capacity];
        _numbers = new int[capacity];
        _shift = 32 - BitOperations.Log2((uint)capacity);
        for (int i = 0; i < tags.Length; i++)
            Add(tags[i], i);
    }

    /// <summary>The number of the tag; -1 where it has none.</summary>
    public int Find(int tag)
    {
        int[] tags = _tags;
        for (uint slot = SlotOf(tag); ; slot = (slot + 1) & (uint)(tags.Length - 1))
        {
            int found = tags[slot];
            if (found == tag)
                return tag == 0 ? -1 : _numbers[slot];

            if (found == 0)
                return -1;
        }
    }

    private void Add(int tag, int number)
    {
        uint slot = SlotOf(tag);
        while (_tags[slot] != 0)
        {
            if (_tags[slot] == tag)
                return;

            slot = (slot + 1) & (uint)(_tags.Length - 1);
        }

        _tags[slot] = tag;
        _numbers[slot] = number;
    }

    private uint SlotOf(int tag) => ((uint)tag * Golden) >> _shift;
}
