using System;
using System.Collections.Generic;
using System.Text;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Model;
using LowLatencyEngine.Venues.OrderEntry;

namespace LowLatencyEngine.Venues.Gateway;

/// <summary>
/// Symbol(55) of each instrument, in bytes, both ways. Where the venue numbers its symbols they are empty until
/// SecurityList(y) has named them. The session's thread; allocates only when a symbol is bound.
/// </summary>
public sealed class SymbolTable
{
    private readonly byte[][] _names;
    private readonly byte[][] _symbols;
    private readonly bool _areIds;
    private int _unboundCount;

    /// <summary>For a venue that knows every instrument, by our name of it.</summary>
    /// <param name="instruments">What is traded.</param>
    /// <param name="areIds">The venue numbers its symbols.</param>
    public SymbolTable(InstrumentTable instruments, bool areIds = false)
        : this(NamesOf(instruments), areIds)
    {
    }

    /// <summary>For a venue that knows some instruments.</summary>
    /// <param name="names">The venue's, by dense index; an empty one is of an instrument it does not have.</param>
    /// <param name="areIds">The venue numbers its symbols.</param>
    public SymbolTable(IReadOnlyList<string> names, bool areIds)
    {
        _areIds = areIds;
        _names = new byte[names.Count][];
        _symbols = new byte[names.Count][];
        for (int i = 0; i < _symbols.Length; i++)
        {
            _names[i] = Encoding.ASCII.GetBytes(names[i]);
            _symbols[i] = areIds ? [] : _names[i];
            if (areIds && names[i].Length > 0)
                _unboundCount++;
        }
    }

    /// <summary>What the venue calls the instrument; empty where that is not known yet.</summary>
    public ReadOnlySpan<byte> this[int instrumentIndex] => _symbols[instrumentIndex];

    /// <summary>Every instrument that the venue has is known by its symbol.</summary>
    public bool IsComplete => _unboundCount == 0;

    /// <summary>Index of the instrument, or -1. O(instruments).</summary>
    public int Find(ReadOnlySpan<byte> symbol) => symbol.Length == 0 ? -1 : IndexOf(_symbols, symbol);

    /// <summary>
    /// Takes the symbols of a SecurityList(y); returns how many instruments it named. Where symbols are names already
    /// there is nothing to take.
    /// </summary>
    public int Bind(in FixMessage securityList)
    {
        if (!_areIds)
            return 0;

        int boundCount = 0;
        var entries = new SecurityListReader(in securityList);
        while (entries.MoveNext())
        {
            int index = entries.Name.Length == 0 ? -1 : IndexOf(_names, entries.Name);
            if (index < 0 || entries.Symbol.Length == 0)
                continue;

            boundCount++;
            if (_symbols[index].Length == 0)
                _unboundCount--;

            if (!entries.Symbol.SequenceEqual(_symbols[index]))
                _symbols[index] = entries.Symbol.ToArray();
        }

        return boundCount;
    }

    private static string[] NamesOf(InstrumentTable instruments)
    {
        string[] names = new string[instruments.Count];
        for (int i = 0; i < names.Length; i++)
            names[i] = instruments[i].Symbol;

        return names;
    }

    private static int IndexOf(byte[][] texts, ReadOnlySpan<byte> text)
    {
        for (int i = 0; i < texts.Length; i++)
        {
            if (text.SequenceEqual(texts[i]))
                return i;
        }

        return -1;
    }
}
