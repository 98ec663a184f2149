using System;
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

    /// <param name="instruments">What is traded.</param>
    /// <param name="areIds">The venue numbers its symbols.</param>
    public SymbolTable(InstrumentTable instruments, bool areIds = false)
    {
        _areIds = areIds;
        _names = new byte[instruments.Count][];
        _symbols = new byte[instruments.Count][];
        for (int i = 0; i < _symbols.Length; i++)
        {
            _names[i] = Encoding.ASCII.GetBytes(instruments[i].Symbol);
            _symbols[i] = areIds ? [] : _names[i];
        }

        _unboundCount = areIds ? _symbols.Length : 0;
    }

    /// <summary>What the venue calls the instrument; empty where that is not known yet.</summary>
    public ReadOnlySpan<byte> this[int instrumentIndex] => _symbols[instrumentIndex];

    /// <summary>Every instrument has its symbol.</summary>
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
            int index = IndexOf(_names, entries.Name);
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
