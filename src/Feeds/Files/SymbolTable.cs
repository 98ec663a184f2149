using System;
using System.Collections.Generic;

namespace LowLatencyEngine.Feeds.Files;

/// <summary>Names of instruments by dense index, in the order in which they were first met. One thread.</summary>
public sealed class SymbolTable
{
    private readonly List<string> _names = [];
    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);

    /// <summary>Names met so far.</summary>
    public int Count => _names.Count;

    /// <summary>Name of an index below <see cref="Count"/>.</summary>
    public string this[int instrumentIndex] => _names[instrumentIndex];

    /// <summary>Index of a name, new where it was not met before.</summary>
    public int IndexOf(string name)
    {
        if (_indexes.TryGetValue(name, out int index))
            return index;

        _indexes.Add(name, _names.Count);
        _names.Add(name);
        return _names.Count - 1;
    }
}
