using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Text;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds;

/// <summary>
/// The instruments one feed carries, by the venue's name of them and by the lower-case spelling that some venues use
/// for streams ("BTCUSDT", "btcusdt"). A place in this list is a position; it is not the dense index of the table.
/// Immutable; any thread.
/// </summary>
public sealed class FeedSymbols
{
    private readonly Instrument[] _instruments;
    private readonly byte[][] _names;
    private readonly NameTable _byName;
    private readonly NameTable _byLowerName;

    /// <summary>Carries all instruments of <paramref name="table"/>.</summary>
    public FeedSymbols(InstrumentTable table)
        : this(table, AllOf(table))
    {
    }

    /// <summary>Carries some instruments of <paramref name="table"/>; the others' frames are refused.</summary>
    /// <exception cref="ArgumentException">No instrument at all, or one occurs twice.</exception>
    public FeedSymbols(InstrumentTable table, IReadOnlyList<int> instrumentIndexes)
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
        var lowerNames = new byte[instrumentIndexes.Count][];
        for (int i = 0; i < _instruments.Length; i++)
        {
            _instruments[i] = table[instrumentIndexes[i]];
            _names[i] = Encoding.ASCII.GetBytes(_instruments[i].VenueSymbol);
            lowerNames[i] = Encoding.ASCII.GetBytes(_instruments[i].VenueSymbol.ToLowerInvariant());
        }

        _byName = new NameTable(_names);
        _byLowerName = new NameTable(lowerNames);
    }

    /// <summary>Number of instruments carried.</summary>
    public int Count => _instruments.Length;

    /// <summary>Instrument in place <paramref name="position"/> of this feed (not its dense index).</summary>
    public Instrument this[int position] => _instruments[position];

    /// <summary>The venue's name of the instrument in place <paramref name="position"/>.</summary>
    public byte[] NameOf(int position) => _names[position];

    /// <summary>Place of the instrument of this name, or -1. O(1).</summary>
    public int FindByName(ReadOnlySpan<byte> name) => _byName.Find(name);

    /// <summary>Place of the instrument of this lower-case name, or -1. O(1).</summary>
    public int FindByLowerName(ReadOnlySpan<byte> name) => _byLowerName.Find(name);

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
