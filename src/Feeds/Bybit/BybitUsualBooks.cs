using System;
using System.Numerics;
using LowLatencyEngine.Feeds.Json;

namespace LowLatencyEngine.Feeds.Bybit;

/// <summary>
/// Changes of books written byte for byte as Bybit writes them today, read in one go. Any other frame, and any that
/// would be refused, gets no answer here. One thread; allocates nothing after construction.
/// </summary>
internal sealed class BybitUsualBooks
{
    private const int DepthDigitsMax = 4;
    private const string Rest =
        "\",\"type\":\"delta\",\"ts\":<time t>,\"data\":{\"s\":\"<symbol>\",\"b\":[<bids>],\"a\":[<asks>]," +
        "\"u\":<id u>,\"seq\":<id q>},\"cts\":<time c>}";

    private readonly FeedSymbols _symbols;
    private readonly FormInstrument?[] _instruments; // By position; null for a name that is too long.
    private readonly FrameForm _form = new(Rest);

    public BybitUsualBooks(FeedSymbols symbols)
    {
        _symbols = symbols;
        _instruments = new FormInstrument?[symbols.Count];
        for (int position = 0; position < _instruments.Length; position++)
        {
            byte[] name = symbols.NameOf(position);
            if (name.Length <= FormInstrument.NameBytesMax)
                _instruments[position] = new FormInstrument(symbols[position], name);
        }
    }

    private static ReadOnlySpan<byte> Opening => "{\"topic\":\"orderbook."u8;

    /// <summary>Reads a frame; false, with nothing in the batch, for no answer.</summary>
    public bool TryRead(ReadOnlySpan<byte> bytes, long receiveTimestampNs, EventBatch batch, out BybitFrame frame)
    {
        frame = default;
        if (bytes.Length < FrameForm.FrameBytesMin || !bytes.StartsWith(Opening))
            return false;

        int position = Find(bytes, out int nameEnd);
        if (position < 0 || _instruments[position] is not { } instrument)
            return false;

        int countBefore = batch.Count;
        var book = new BookWriter(batch, instrument.Instrument, receiveTimestampNs);
        if (_form.TryRead(bytes, nameEnd, instrument, ref book)
            && book.Complete(_form['u'], VenueTimestampNs, isSnapshot: false) == FrameVerdict.Ok)
        {
            frame = new BybitFrame(BybitFrameKind.Book, position, IsSnapshot: false, _form['u'], _form['q'])
            {
                FirstEvent = countBefore,
            };
            return true;
        }

        batch.TruncateTo(countBefore);
        return false;
    }

    private long VenueTimestampNs => _form['c'] != 0 ? _form['c'] : _form['t'];

    /// <summary>Position of the instrument that the topic names, or -1.</summary>
    private int Find(ReadOnlySpan<byte> bytes, out int nameEnd)
    {
        nameEnd = 0;
        int depthDigits = DigitRuns.LengthOf(DigitRuns.NonDigits(bytes, Opening.Length));
        int nameBegin = Opening.Length + depthDigits + 1;
        if (depthDigits is < 1 or > DepthDigitsMax || bytes[nameBegin - 1] != (byte)'.')
            return -1;

        int length = BitOperations.TrailingZeroCount(TextScan.RunEnds(bytes, nameBegin));
        nameEnd = nameBegin + length;
        return length < TextScan.BlockSize ? _symbols.FindByName(bytes[nameBegin..nameEnd]) : -1;
    }
}
