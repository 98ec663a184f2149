using System;
using System.Collections.Generic;
using System.IO;

namespace LowLatencyEngine.Fix;

/// <summary>Gathers a dictionary piece by piece, from any source, and checks that it hangs together.</summary>
internal sealed class DictionaryBuilder(string version)
{
    private readonly List<FixFieldDefinition> _fields = [];
    private readonly Dictionary<string, FixFieldDefinition> _fieldsByName = new(StringComparer.Ordinal);
    private readonly Dictionary<int, FixBlock> _messages = [];

    public BlockBuilder Header { get; } = new("header");

    public BlockBuilder Trailer { get; } = new("trailer");

    public void AddField(FixFieldDefinition field)
    {
        _fields.Add(field);
        _fieldsByName[field.Name] = field;
    }

    /// <exception cref="InvalidDataException">No field has this name.</exception>
    public FixFieldDefinition FieldNamed(string name)
    {
        if (_fieldsByName.TryGetValue(name, out FixFieldDefinition? field))
            return field;

        throw new InvalidDataException(
            $"FIX dictionary names a field that it does not define: field={name}, version={version}; " +
            "add it to the fields section");
    }

    public void AddMessage(int msgType, BlockBuilder message)
    {
        if (msgType == MsgTypes.None)
        {
            throw new InvalidDataException(
                $"FIX dictionary has a message without a usable type: message={message.Name}, version={version}; " +
                "a type is one to four letters or digits");
        }

        _messages[msgType] = message.Build();
    }

    public FixDictionary Build() => new(version, [.. _fields], _messages, Header.Build(), Trailer.Build());
}
