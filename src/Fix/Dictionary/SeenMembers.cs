using System;
using System.Diagnostics;

namespace LowLatencyEngine.Fix;

/// <summary>
/// Which members of a block have come. Cleared in O(1) by a new generation, because it is done for every entry of every
/// group. Owned by one thread; allocates nothing after construction.
/// </summary>
internal sealed class SeenMembers(int capacity)
{
    private readonly int[] _generations = new int[Math.Max(capacity, 1)];
    private int _generation = 1;

    public void Clear()
    {
        if (_generation == int.MaxValue)
        {
            Array.Clear(_generations);
            _generation = 0;
        }

        _generation++;
    }

    public bool Has(int index) => _generations[index] == _generation;

    /// <summary>False where the member was there already.</summary>
    public bool TryMark(int index)
    {
        bool isNew = !Has(index);
        _generations[index] = _generation;
        return isNew;
    }

    /// <summary>Tag of the first required member that has not come; 0 where all have.</summary>
    public int FirstMissing(FixBlock block)
    {
        Debug.Assert(block.Tags.Length <= _generations.Length);
        foreach (int index in block.RequiredIndexes)
        {
            if (!Has(index))
                return block.Tags[index];
        }

        return 0;
    }
}
