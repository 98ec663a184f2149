using System;
using System.Text;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Venues.Gateway;

/// <summary>
/// Symbol(55) of each instrument, in bytes, both ways. Immutable; any thread; allocates nothing after construction.
/// </summary>
internal sealed class SymbolTable
{
    private readonly byte[][] _symbols;

    public SymbolTable(InstrumentTable instruments)
    {
        _symbols = new byte[instruments.Count][];
        for (int i = 0; i < _symbols.Length; i++)
            _symbols[i] = Encoding.ASCII.GetBytes(instruments[i].Symbol);
    }

    public ReadOnlySpan<byte> this[int instrumentIndex] => _symbols[instrumentIndex];

    /// <summary>Index of the instrument, or -1. O(instruments).</summary>
    public int Find(ReadOnlySpan<byte> symbol)
    {
        for (int i = 0; i < _symbols.Length; i++)
        {
            if (symbol.SequenceEqual(_symbols[i]))
                return i;
        }

        return -1;
    }
}
