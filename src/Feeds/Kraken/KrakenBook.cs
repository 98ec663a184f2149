using System;
using System.Buffers.Text;
using System.Diagnostics;
using LowLatencyEngine.Feeds.Json;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Kraken;

/// <summary>
/// The book of one instrument exactly as deep as subscribed, kept to compute the checksum that Kraken sends with every
/// change: CRC-32 over the ten best asks, then the ten best bids, each level its price and its quantity without the
/// point and without leading zeros. One thread; allocates nothing after construction.
/// Source: Kraken WebSocket API v1 and v2, "Calculate book checksum".
/// </summary>
/// <remarks>
/// The digits are those of the text. Numbers may have come through something that drops zeros at the end, so where
/// the text as it stands does not match, every number is tried with as many places as the longest of its kind.
/// </remarks>
internal sealed class KrakenBook
{
    private const int TopTextBytesMax = KrakenBookSide.TopCount * 2 * 20; // Twenty digits are the most 64 bits have.

    private readonly KrakenBookSide _bids = new(Side.Buy);
    private readonly KrakenBookSide _asks = new(Side.Sell);
    private readonly byte[] _text = new byte[TopTextBytesMax];
    private int _priceDecimals; // Most places seen since the book was cleared.
    private int _qtyDecimals;
    private bool _isPadded; // The way that matched last.
    private bool _wasPadded; // How the two below were made.
    private uint _stateAfterAsks;
    private uint _checksum;

    /// <summary>Empties the book, as a snapshot asks, to hold so many levels a side from now on.</summary>
    public void Clear(int depth)
    {
        _bids.Clear(depth);
        _asks.Clear(depth);
        _priceDecimals = 0;
        _qtyDecimals = 0;
        _isPadded = false;
    }

    /// <summary>
    /// Sets the quantity at a price. True when another level fell out of the subscribed depth: Kraken sends no more
    /// word of it.
    /// </summary>
    public bool Set(in KrakenLevel level, out KrakenLevel pushedOut)
    {
        _priceDecimals = Math.Max(_priceDecimals, level.Price.Decimals);
        _qtyDecimals = Math.Max(_qtyDecimals, level.Qty.Decimals);
        return SideOf(level.Side).Set(in level, out pushedOut);
    }

    /// <summary>Quantity at a price; 0 where there is no such level.</summary>
    public long QtyLotsAt(Side side, long priceTicks) => SideOf(side).QtyLotsAt(priceTicks);

    /// <summary>True where the book is the venue's.</summary>
    public bool Matches(uint checksum)
    {
        if (Checksum(_isPadded) == checksum)
            return true;

        if (Checksum(!_isPadded) != checksum)
            return false;

        _isPadded = !_isPadded;
        return true;
    }

    /// <summary>Checksum of the book as it is. Costs nothing while no top has changed, half where one has.</summary>
    public uint Checksum(bool isPadded)
    {
        bool isOtherWay = isPadded != _wasPadded;
        bool isAskChanged = _asks.IsTopChanged || isOtherWay;
        if (isAskChanged)
            _stateAfterAsks = Crc32.Append(Crc32.Start, TextOf(_asks, isPadded));

        if (isAskChanged || _bids.IsTopChanged)
            _checksum = Crc32.Finish(Crc32.Append(_stateAfterAsks, TextOf(_bids, isPadded)));

        _asks.AcknowledgeTop();
        _bids.AcknowledgeTop();
        _wasPadded = isPadded;
        return _checksum;
    }

    private KrakenBookSide SideOf(Side side) => side == Side.Buy ? _bids : _asks;

    private ReadOnlySpan<byte> TextOf(KrakenBookSide side, bool isPadded)
    {
        int length = 0;
        int count = Math.Min(side.Count, KrakenBookSide.TopCount);
        for (int i = 0; i < count; i++)
        {
            ref readonly KrakenLevel level = ref side[i];
            length += Write(level.Price, isPadded ? _priceDecimals : level.Price.Decimals, _text.AsSpan(length));
            length += Write(level.Qty, isPadded ? _qtyDecimals : level.Qty.Decimals, _text.AsSpan(length));
        }

        return _text.AsSpan(0, length);
    }

    private static int Write(in WrittenDecimal number, int decimals, Span<byte> target)
    {
        // What cannot be padded within 64 bits stays as it is: the checksum then does not match, which is right.
        ulong digits = number.TryScale(decimals - number.Decimals, out ulong padded) ? padded : number.Digits;
        bool hasRoom = Utf8Formatter.TryFormat(digits, target, out int length);
        Debug.Assert(hasRoom, "a number has at most twenty digits");
        return length;
    }
}
