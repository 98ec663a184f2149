using System;
using System.Collections.Frozen;
using System.Collections.Generic;

namespace LowLatencyEngine.Fix;

/// <summary>
/// Fields, messages and groups of one FIX version or one broker's dialect, as flat tables. Built at set-up by
/// <see cref="FixDictionaryFile"/> or <see cref="BuiltInDictionary"/>; immutable and shared by sessions and threads;
/// lookups are O(1) and allocate nothing.
/// </summary>
public sealed class FixDictionary
{
    private readonly FixFieldDefinition[] _fields;
    private readonly TagTable _fieldIndexes;
    private readonly FrozenDictionary<int, FixBlock> _messages;

    internal FixDictionary(
        string version, FixFieldDefinition[] fields, IReadOnlyDictionary<int, FixBlock> messages, FixBlock header,
        FixBlock trailer)
    {
        Version = version;
        _fields = fields;
        _fieldIndexes = new TagTable(Array.ConvertAll(fields, field => field.Tag));
        _messages = messages.ToFrozenDictionary();
        Header = header;
        Trailer = trailer;
        Depth = Math.Max(header.Depth, trailer.Depth);
        foreach (FixBlock message in _messages.Values)
        {
            Depth = Math.Max(Depth, message.Depth);
            MemberCountMax = Math.Max(MemberCountMax, MembersOf(message));
        }

        MemberCountMax = Math.Max(MemberCountMax, Math.Max(MembersOf(header), MembersOf(trailer)));
    }

    /// <summary>Version that it describes, such as FIX.4.4, FIXT.1.1 or FIX.5.0SP2.</summary>
    public string Version { get; }

    /// <summary>Fields of every message's header; empty in an application dictionary from FIX 5.0 on.</summary>
    public FixBlock Header { get; }

    /// <summary>Fields of every message's trailer.</summary>
    public FixBlock Trailer { get; }

    /// <summary>All fields, in the order of the dictionary.</summary>
    public ReadOnlySpan<FixFieldDefinition> Fields => _fields;

    /// <summary>How many messages it has.</summary>
    public int MessageCount => _messages.Count;

    /// <summary>Deepest level of groups in groups.</summary>
    internal int Depth { get; }

    /// <summary>Most members of one block.</summary>
    internal int MemberCountMax { get; }

    /// <summary>The field with this tag; null where it is unknown.</summary>
    public FixFieldDefinition? FindField(int tag)
    {
        int index = _fieldIndexes.Find(tag);
        return index < 0 ? null : _fields[index];
    }

    /// <summary>The message of this type, packed as in <see cref="MsgTypes"/>; null where it is unknown.</summary>
    public FixBlock? FindMessage(int msgType) => _messages.GetValueOrDefault(msgType);

    private static int MembersOf(FixBlock block)
    {
        int count = block.Tags.Length;
        for (int i = 0; i < block.Tags.Length; i++)
            count = Math.Max(count, block.GroupAt(i) is { } group ? MembersOf(group) : 0);

        return count;
    }
}
