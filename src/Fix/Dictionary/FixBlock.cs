using System;

namespace LowLatencyEngine.Fix;

/// <summary>
/// What a header, a trailer, a message or one entry of a repeating group may hold, components resolved. Immutable;
/// lookups are O(1) and allocate nothing; any thread.
/// </summary>
public sealed class FixBlock
{
    private readonly TagTable _indexes;
    private readonly int[] _tags;
    private readonly FixBlock?[] _groups; // By index of the member that counts the entries.
    private readonly int[] _requiredIndexes;

    internal FixBlock(string name, int[] tags, int[] requiredIndexes, FixBlock?[] groups)
    {
        Name = name;
        _indexes = new TagTable(tags);
        _tags = tags;
        _requiredIndexes = requiredIndexes;
        _groups = groups;
        foreach (FixBlock? group in groups)
            Depth = Math.Max(Depth, group is null ? 0 : group.Depth + 1);
    }

    /// <summary>Name of the message, or of the field that counts the entries.</summary>
    public string Name { get; }

    /// <summary>Tags in the order of the dictionary.</summary>
    public ReadOnlySpan<int> Tags => _tags;

    /// <summary>Levels of groups inside it.</summary>
    public int Depth { get; }

    /// <summary>Tag that starts each entry, where this is a group: its first.</summary>
    public int DelimiterTag => _tags[0];

    /// <summary>Indexes of the members that must be there.</summary>
    public ReadOnlySpan<int> RequiredIndexes => _requiredIndexes;

    /// <summary>Place of the tag in <see cref="Tags"/>; -1 where it is no member.</summary>
    public int IndexOf(int tag) => _indexes.Find(tag);

    /// <summary>Entries that the member at this index counts; null where it counts none.</summary>
    public FixBlock? GroupAt(int index) => _groups[index];
}
