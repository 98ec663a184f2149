using System;
using LowLatencyEngine.Fix;

namespace LowLatencyEngine.Venues.Gateway;

/// <summary>
/// ClOrdID(11) of orders that others sent, where it is no number: the engine names such an order by a hash of
/// OrderID(37) with the sign reversed, and a cancel needs the text. The latest 64 are kept. Gateway's thread; allocates
/// nothing after construction; looked at for such orders only.
/// </summary>
internal sealed class ForeignNames
{
    private const int PlaceCount = 64;
    private const int NameLengthMax = 64;

    private readonly long[] _ids = new long[PlaceCount];
    private readonly int[] _lengths = new int[PlaceCount];
    private readonly byte[] _texts = new byte[PlaceCount * NameLengthMax];
    private int _next;

    /// <summary>Remembers the name in a report; one that is too long passes by, and cannot be asked after.</summary>
    public void Note(in FixMessage report, long venueOrderIdHash)
    {
        if (venueOrderIdHash == 0 || !report.TryGet(FixTags.ClOrdID, out ReadOnlySpan<byte> name) ||
            name.Length is 0 or > NameLengthMax)
            return;

        long id = -(venueOrderIdHash & long.MaxValue);
        int place = _ids.AsSpan().IndexOf(id);
        if (place < 0)
        {
            place = _next;
            _next = (_next + 1) % PlaceCount;
        }

        _ids[place] = id;
        _lengths[place] = name.Length;
        name.CopyTo(_texts.AsSpan(place * NameLengthMax));
    }

    /// <summary>The name behind an id below zero; empty where it is not known.</summary>
    public ReadOnlySpan<byte> Find(long id)
    {
        int place = id < 0 ? _ids.AsSpan().IndexOf(id) : -1;
        return place < 0 ? default : _texts.AsSpan(place * NameLengthMax, _lengths[place]);
    }
}
