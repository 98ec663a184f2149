using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Text;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Binance;

/// <summary>
/// The instruments one Binance feed carries, by their two spellings: "BTCUSDT" in data and requests, "btcusdt" in
/// stream names. Immutable; any thread.
/// </summary>
public sealed class BinanceSymbols
{
    private readonly Instrument[] _instruments;
    private readonly byte[][] _names;
    private readonly byte[][] _streamNames;

    /// <summary>Carries all instruments of <paramref name="table"/>.</summary>
    public BinanceSymbols(InstrumentTable table)
        : this(table, AllOf(table))
    {
    }

    /// <summary>Carries some instruments of <paramref name="table"/>; the others' frames are refused.</summary>
    /// <exception cref="ArgumentException">No instrument at all, or one occurs twice.</exception>
    public BinanceSymbols(InstrumentTable table, IReadOnlyList<int> instrumentIndexes)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(instrumentIndexes);
        if (instrumentIndexes.Count == 0)
            throw new ArgumentException("a feed needs an instrument: instrumentCount=0; name at least one");

        if (new HashSet<int>(instrumentIndexes).Count != instrumentIndexes.Count)
        {
            throw new ArgumentException(
                $"a feed's instrument occurs twice: instrumentCount={instrumentIndexes.Count}; name each once");
        }

        _instruments = new Instrument[instrumentIndexes.Count];
        _names = new byte[instrumentIndexes.Count][];
        _streamNames = new byte[instrumentIndexes.Count][];
        for (int i = 0; i < _instruments.Length; i++)
        {
            _instruments[i] = table[instrumentIndexes[i]];
            _names[i] = Encoding.ASCII.GetBytes(_instruments[i].VenueSymbol);
            _streamNames[i] = Encoding.ASCII.GetBytes(_instruments[i].VenueSymbol.ToLowerInvariant());
        }
    }

    /// <summary>Number of instruments carried.</summary>
    public int Count => _instruments.Length;

    /// <summary>Instrument in place <paramref name="position"/> of this feed (not its dense index).</summary>
    public Instrument this[int position] => _instruments[position];

    /// <summary>Upper-case name of the instrument in place <paramref name="position"/>.</summary>
    public byte[] NameOf(int position) => _names[position];

    /// <summary>
    /// Place of the instrument whose lower-case name is <paramref name="symbol"/>, or -1. O(instruments).
    /// </summary>
    public int FindByStreamName(ReadOnlySpan<byte> symbol)
    {
        for (int i = 0; i < _streamNames.Length; i++)
        {
            if (symbol.SequenceEqual(_streamNames[i]))
                return i;
        }

        return -1;
    }

    /// <summary>Place of the instrument with this dense index, or -1.</summary>
    public int FindByIndex(int instrumentIndex)
    {
        for (int i = 0; i < _instruments.Length; i++)
        {
            if (_instruments[i].Index == instrumentIndex)
                return i;
        }

        return -1;
    }

    private static int[] AllOf(InstrumentTable table)
    {
        Debug.Assert(table is not null);
        int[] indexes = new int[table.Count];
        for (int i = 0; i < indexes.Length; i++)
            indexes[i] = i;

        return indexes;
    }
}
