using System;
using System.Buffers;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Venues.Simulated;

/// <summary>
/// Writes market data in the exchange's wire form, byte for byte as it writes it. Reuses its buffer; one thread.
/// </summary>
public sealed class WireWriter
{
    private const int DecimalPlacesMin = 8; // The exchange writes every number with eight.
    private const int DecimalLengthMax = DecimalScale.TextLengthMax + DecimalPlacesMin + 1;
    private const long NsPerMs = 1_000_000;

    private readonly ArrayBufferWriter<byte> _buffer = new();

    /// <summary>REST answer with these levels, best first.</summary>
    public byte[] Snapshot(
        Instrument instrument, long lastUpdateId, IEnumerable<BookLevel> bids, IEnumerable<BookLevel> asks)
    {
        Add("{\"lastUpdateId\":"u8);
        Add(lastUpdateId);
        Add(",\"bids\":["u8);
        AddLevels(instrument, bids);
        Add("],\"asks\":["u8);
        AddLevels(instrument, asks);
        Add("]}"u8);
        return Take();
    }

    /// <summary>depthUpdate frame.</summary>
    public byte[] Depth(Instrument instrument, long timestampNs, MarketMessage depth)
    {
        AddStream(instrument, "@depth@100ms"u8);
        AddEventHead("depthUpdate"u8, instrument, timestampNs);
        Add(",\"U\":"u8);
        Add(depth.FirstUpdateId);
        Add(",\"u\":"u8);
        Add(depth.LastUpdateId);
        Add(",\"b\":["u8);
        AddLevels(instrument, depth.Bids);
        Add("],\"a\":["u8);
        AddLevels(instrument, depth.Asks);
        Add("]}}"u8);
        return Take();
    }

    /// <summary>bookTicker frame.</summary>
    public byte[] Ticker(Instrument instrument, long updateId, BookLevel bid, BookLevel ask)
    {
        AddStream(instrument, "@bookTicker"u8);
        Add("\"u\":"u8);
        Add(updateId);
        Add(",\"s\":\""u8);
        Add(instrument.VenueSymbol);
        Add("\",\"b\":"u8);
        AddDecimal(instrument.Price, bid.PriceTicks);
        Add(",\"B\":"u8);
        AddDecimal(instrument.Qty, bid.QtyLots);
        Add(",\"a\":"u8);
        AddDecimal(instrument.Price, ask.PriceTicks);
        Add(",\"A\":"u8);
        AddDecimal(instrument.Qty, ask.QtyLots);
        Add("}}"u8);
        return Take();
    }

    /// <summary>trade frame.</summary>
    public byte[] Trade(Instrument instrument, long timestampNs, long tradeId, BookLevel trade, Side aggressor)
    {
        AddStream(instrument, "@trade"u8);
        AddEventHead("trade"u8, instrument, timestampNs);
        Add(",\"t\":"u8);
        Add(tradeId);
        Add(",\"p\":"u8);
        AddDecimal(instrument.Price, trade.PriceTicks);
        Add(",\"q\":"u8);
        AddDecimal(instrument.Qty, trade.QtyLots);
        Add(",\"T\":"u8);
        Add(timestampNs / NsPerMs);
        Add(aggressor == Side.Sell ? ",\"m\":true,\"M\":true}}"u8 : ",\"m\":false,\"M\":true}}"u8);
        return Take();
    }

    private void AddStream(Instrument instrument, ReadOnlySpan<byte> stream)
    {
        Add("{\"stream\":\""u8);
        Add(instrument.VenueSymbol.ToLowerInvariant());
        Add(stream);
        Add("\",\"data\":{"u8);
    }

    private void AddEventHead(ReadOnlySpan<byte> kind, Instrument instrument, long timestampNs)
    {
        Add("\"e\":\""u8);
        Add(kind);
        Add("\",\"E\":"u8);
        Add(timestampNs / NsPerMs);
        Add(",\"s\":\""u8);
        Add(instrument.VenueSymbol);
        Add("\""u8);
    }

    private void AddLevels(Instrument instrument, IEnumerable<BookLevel> levels)
    {
        bool isFirst = true;
        foreach (BookLevel level in levels)
        {
            Add(isFirst ? "["u8 : ",["u8);
            AddDecimal(instrument.Price, level.PriceTicks);
            Add(","u8);
            AddDecimal(instrument.Qty, level.QtyLots);
            Add("]"u8);
            isFirst = false;
        }
    }

    /// <summary>A quoted decimal, padded with zeros to the exchange's places.</summary>
    private void AddDecimal(DecimalScale scale, long steps)
    {
        Span<byte> text = _buffer.GetSpan(DecimalLengthMax + 2);
        text[0] = (byte)'"';
        int length = 1 + scale.Format(steps, text[1..]);
        if (scale.Decimals == 0)
            text[length++] = (byte)'.';

        for (int place = scale.Decimals; place < DecimalPlacesMin; place++)
            text[length++] = (byte)'0';

        text[length++] = (byte)'"';
        _buffer.Advance(length);
    }

    private void Add(ReadOnlySpan<byte> text) => _buffer.Write(text);

    private void Add(string ascii) => Encoding.ASCII.GetBytes(ascii, _buffer);

    private void Add(long number)
    {
        number.TryFormat(_buffer.GetSpan(20), out int length, provider: CultureInfo.InvariantCulture);
        _buffer.Advance(length);
    }

    private byte[] Take()
    {
        byte[] frame = _buffer.WrittenSpan.ToArray();
        _buffer.ResetWrittenCount();
        return frame;
    }
}
