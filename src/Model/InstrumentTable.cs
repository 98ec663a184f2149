using System;
using System.Collections.Generic;
using System.Text;

namespace LowLatencyEngine.Model;

/// <summary>
/// All instruments of an engine, by dense index and by name. Immutable after construction; any thread.
/// </summary>
public sealed class InstrumentTable
{
    private readonly Instrument[] _instruments;
    private readonly byte[][] _venueSymbols;

    /// <exception cref="ArgumentException">Indexes are not 0, 1, 2, ... or a symbol occurs twice.</exception>
    public InstrumentTable(IReadOnlyList<Instrument> instruments)
    {
        _instruments = [.. instruments];
        _venueSymbols = new byte[_instruments.Length][];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < _instruments.Length; i++)
        {
            int index = _instruments[i].Index;
            if (index != i)
                throw new ArgumentException($"instrument indexes must be dense: place={i}, index={index}");

            if (!seen.Add(_instruments[i].Symbol))
                throw new ArgumentException($"instrument occurs twice: symbol={_instruments[i].Symbol}");

            _venueSymbols[i] = Encoding.ASCII.GetBytes(_instruments[i].VenueSymbol);
        }
    }

    /// <summary>Number of instruments.</summary>
    public int Count => _instruments.Length;

    /// <summary>By dense index.</summary>
    public Instrument this[int instrumentIndex] => _instruments[instrumentIndex];

    /// <summary>
    /// Index of the instrument whose venue symbol is these bytes, or -1. O(instruments); allocates nothing.
    /// </summary>
    public int FindByVenueSymbol(ReadOnlySpan<byte> venueSymbol)
    {
        for (int i = 0; i < _venueSymbols.Length; i++)
        {
            if (venueSymbol.SequenceEqual(_venueSymbols[i]))
                return i;
        }

        return -1;
    }

    /// <summary>
    /// Hash over names, steps and multipliers in order: a journal written with another table is refused.
    /// </summary>
    public long ContentHash()
    {
        var hash = new StateHash();
        foreach (Instrument instrument in _instruments)
        {
            hash.Add(instrument.Symbol);
            hash.Add(instrument.VenueSymbol);
            hash.Add(instrument.Currency);
            hash.Add(instrument.Price.Unit);
            hash.Add(instrument.Price.Decimals);
            hash.Add(instrument.Qty.Unit);
            hash.Add(instrument.Qty.Decimals);
            hash.Add(instrument.Multiplier);
        }

        return hash.Value;
    }
}
