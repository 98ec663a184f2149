using System;
using System.Collections.Generic;
using System.Text.Json;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Venues.Simulated;

/// <summary>
/// Reads frames with System.Text.Json. Shares no code with the engine's decoder on purpose: the venue's book is the
/// check on the engine's, so a fault in one must not hide in the other. One thread.
/// </summary>
public sealed class MarketDecoder(InstrumentTable instruments)
{
    private RawFrame _raw;

    /// <summary>
    /// Name of the stream of the last frame ("btcusdt@trade"), a slice of it; empty for a REST answer.
    /// </summary>
    public ReadOnlySpan<byte> StreamName(ReadOnlySpan<byte> json) => json[_raw.Stream];

    /// <summary>
    /// Reads one frame. A snapshot's levels stay unread until <see cref="ReadSnapshotLevels"/> is told whose they are.
    /// </summary>
    /// <returns>False for JSON that is broken or lacks what its kind needs, and for a number that does not fit the
    /// step.</returns>
    public bool TryDecode(ReadOnlySpan<byte> json, MarketMessage target)
    {
        target.Clear();
        _raw = default;
        try
        {
            var reader = new Utf8JsonReader(json);
            return reader.Read() && reader.TokenType == JsonTokenType.StartObject &&
                TryScanObject(ref reader) && !reader.Read() && TryInterpret(json, target);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Reads the levels of the snapshot that <see cref="TryDecode"/> has just seen.</summary>
    public bool ReadSnapshotLevels(ReadOnlySpan<byte> json, Instrument instrument, MarketMessage target)
    {
        target.InstrumentIndex = instrument.Index;
        return TryReadSides(json, instrument, target);
    }

    private bool TryScanObject(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isData = reader.ValueTextEquals("data"u8);
            ReadOnlySpan<byte> name = reader.ValueSpan;
            if (!reader.Read())
                return false;

            if (isData && reader.TokenType == JsonTokenType.StartObject)
            {
                if (!TryScanObject(ref reader))
                    return false;
            }
            else
            {
                Keep(name, ref reader);
            }
        }

        return reader.TokenType == JsonTokenType.EndObject;
    }

    private void Keep(ReadOnlySpan<byte> name, ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartArray:
                KeepArray(name, ref reader);
                break;
            case JsonTokenType.String:
                KeepText(name, TextRange(ref reader));
                break;
            case JsonTokenType.Number:
                KeepNumber(name, ref reader);
                break;
            case JsonTokenType.True or JsonTokenType.False when name.SequenceEqual("m"u8):
                _raw.IsBuyerMaker = reader.TokenType == JsonTokenType.True;
                _raw.HasMaker = true;
                break;
            default:
                reader.Skip();
                break;
        }
    }

    private void KeepArray(ReadOnlySpan<byte> name, ref Utf8JsonReader reader)
    {
        int start = (int)reader.TokenStartIndex;
        reader.Skip();
        var range = new Range(start, (int)reader.BytesConsumed);
        if (name.SequenceEqual("b"u8) || name.SequenceEqual("bids"u8))
            _raw.Bids = range;
        else if (name.SequenceEqual("a"u8) || name.SequenceEqual("asks"u8))
            _raw.Asks = range;
    }

    private void KeepText(ReadOnlySpan<byte> name, Range value)
    {
        if (name.SequenceEqual("stream"u8))
            _raw.Stream = value;
        else if (name.Length == 1)
            KeepLetter(name[0], value);
    }

    private void KeepLetter(byte letter, Range value)
    {
        switch (letter)
        {
            case (byte)'s':
                _raw.Symbol = value;
                break;
            case (byte)'p':
                _raw.Price = value;
                break;
            case (byte)'q':
                _raw.Qty = value;
                break;
            case (byte)'b':
                _raw.BidPrice = value;
                break;
            case (byte)'B':
                _raw.BidQty = value;
                break;
            case (byte)'a':
                _raw.AskPrice = value;
                break;
            case (byte)'A':
                _raw.AskQty = value;
                break;
            default:
                break; // Fields the venue does not need.
        }
    }

    private void KeepNumber(ReadOnlySpan<byte> name, ref Utf8JsonReader reader)
    {
        if (name.SequenceEqual("lastUpdateId"u8))
        {
            _raw.HasSnapshotId = reader.TryGetInt64(out _raw.LastUpdateId);
            return;
        }

        if (name.SequenceEqual("U"u8))
            _raw.HasFirstId = reader.TryGetInt64(out _raw.FirstUpdateId);
        else if (name.SequenceEqual("u"u8))
            _raw.HasLastId = reader.TryGetInt64(out _raw.LastUpdateId);
        else if (name.SequenceEqual("pu"u8))
            _raw.HasPreviousId = reader.TryGetInt64(out _raw.PreviousUpdateId);
    }

    private bool TryInterpret(ReadOnlySpan<byte> json, MarketMessage target)
    {
        target.FirstUpdateId = _raw.FirstUpdateId;
        target.LastUpdateId = _raw.LastUpdateId;
        if (_raw.HasPreviousId)
            target.PreviousUpdateId = _raw.PreviousUpdateId;

        if (_raw.HasSnapshotId)
        {
            target.Kind = MarketMessageKind.Snapshot;
            return IsPresent(_raw.Bids) && IsPresent(_raw.Asks);
        }

        if (!IsPresent(_raw.Stream))
            return false;

        target.InstrumentIndex = instruments.FindByVenueSymbol(json[_raw.Symbol]);
        target.Kind = target.InstrumentIndex < 0 ? MarketMessageKind.Other : StreamNames.KindOf(json[_raw.Stream]);
        return target.Kind switch
        {
            MarketMessageKind.Depth => TryReadDepth(json, target),
            MarketMessageKind.Ticker => TryReadTicker(json, target),
            MarketMessageKind.Trade => TryReadTrade(json, target),
            _ => true,
        };
    }

    private bool TryReadDepth(ReadOnlySpan<byte> json, MarketMessage target)
    {
        Instrument instrument = instruments[target.InstrumentIndex];
        return _raw.HasFirstId && _raw.HasLastId && IsPresent(_raw.Bids) && IsPresent(_raw.Asks) &&
            TryReadSides(json, instrument, target);
    }

    private bool TryReadSides(ReadOnlySpan<byte> json, Instrument instrument, MarketMessage target) =>
        TryReadLevels(json[_raw.Bids], instrument, target.Bids) &&
        TryReadLevels(json[_raw.Asks], instrument, target.Asks);

    private bool TryReadTicker(ReadOnlySpan<byte> json, MarketMessage target)
    {
        Instrument instrument = instruments[target.InstrumentIndex];
        bool isOk = TryReadLevel(json[_raw.BidPrice], json[_raw.BidQty], instrument, out BookLevel bid);
        isOk &= TryReadLevel(json[_raw.AskPrice], json[_raw.AskQty], instrument, out BookLevel ask);
        target.Bid = bid;
        target.Ask = ask;
        return isOk && _raw.HasLastId;
    }

    private bool TryReadTrade(ReadOnlySpan<byte> json, MarketMessage target)
    {
        Instrument instrument = instruments[target.InstrumentIndex];
        bool isOk = TryReadLevel(json[_raw.Price], json[_raw.Qty], instrument, out BookLevel trade);
        target.Trade = trade;
        target.Aggressor = _raw.IsBuyerMaker ? Side.Sell : Side.Buy;
        return isOk && _raw.HasMaker;
    }

    private static bool TryReadLevels(ReadOnlySpan<byte> array, Instrument instrument, List<BookLevel> target)
    {
        var reader = new Utf8JsonReader(array);
        reader.Read(); // The outer bracket.
        while (reader.Read() && reader.TokenType == JsonTokenType.StartArray)
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.String)
                return false;

            ReadOnlySpan<byte> price = reader.ValueSpan;
            if (!reader.Read() || reader.TokenType != JsonTokenType.String ||
                !TryReadLevel(price, reader.ValueSpan, instrument, out BookLevel level))
            {
                return false;
            }

            target.Add(level);
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                reader.Skip();
        }

        return reader.TokenType == JsonTokenType.EndArray;
    }

    private static bool TryReadLevel(
        ReadOnlySpan<byte> price, ReadOnlySpan<byte> qty, Instrument instrument, out BookLevel level)
    {
        bool isOk = instrument.Price.TryParse(price, out long priceTicks) == DecimalVerdict.Ok;
        isOk &= instrument.Qty.TryParse(qty, out long qtyLots) == DecimalVerdict.Ok;
        level = new BookLevel(priceTicks, qtyLots);
        return isOk && qtyLots >= 0;
    }

    private static Range TextRange(ref Utf8JsonReader reader) =>
        new((int)reader.TokenStartIndex + 1, (int)reader.BytesConsumed - 1);

    private static bool IsPresent(Range range) => range.End.Value > 0;

    /// <summary>Where the fields of a frame stand; an absent one is the empty range 0..0.</summary>
    private struct RawFrame
    {
        public Range Stream, Symbol, Price, Qty, BidPrice, BidQty, AskPrice, AskQty, Bids, Asks;
        public long FirstUpdateId, PreviousUpdateId, LastUpdateId;
        public bool HasFirstId, HasPreviousId, HasLastId, HasSnapshotId, HasMaker, IsBuyerMaker;
    }
}
