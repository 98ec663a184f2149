using System.Collections.Generic;
using System.IO;

namespace LowLatencyEngine.Fix;

/// <summary>Gathers the members of one <see cref="FixBlock"/> in order.</summary>
internal sealed class BlockBuilder(string name)
{
    private readonly List<int> _tags = [];
    private readonly List<int> _requiredIndexes = [];
    private readonly List<FixBlock?> _groups = [];

    public string Name { get; } = name;

    /// <summary>Adds a member; one that is there already keeps its place, because a component may repeat it.</summary>
    public void Add(int tag, bool isRequired, FixBlock? group = null)
    {
        int index = _tags.IndexOf(tag);
        if (index < 0)
        {
            index = _tags.Count;
            _tags.Add(tag);
            _groups.Add(group);
        }

        if (isRequired && !_requiredIndexes.Contains(index))
            _requiredIndexes.Add(index);
    }

    public FixBlock Build() => new(Name, [.. _tags], [.. _requiredIndexes], [.. _groups]);

    /// <exception cref="InvalidDataException">The group is empty: nothing could start its entries.</exception>
    public FixBlock BuildGroup()
    {
        if (_tags.Count == 0)
            throw new InvalidDataException($"FIX dictionary has a group without fields: group={Name}; add its fields");

        return Build();
    }
}
