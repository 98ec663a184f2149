using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using LowLatencyEngine.Feeds;
using LowLatencyEngine.Model;
using LowLatencyEngine.Unit.Feeds.Json;
using static LowLatencyEngine.Unit.Feeds.JsonTwin;

namespace LowLatencyEngine.Unit.Feeds.Kraken;

/// <summary>
/// Both languages of Kraken again, slow and obvious: a document tree, strings, numbers of any size. Written from the
/// formats' description and not from the decoders. Null means no market data. The checksum of a book message stands
/// in the update id of its records, where only this comparison looks for it.
/// </summary>
internal sealed class KrakenTwin(FeedSymbols symbols)
{
    private static readonly DecimalScale Nanoseconds = new(1, 9);
    private static readonly DecimalScale Ones = new(1, 0);

    /// <summary>Decodes a frame of the second version received at 42 ns.</summary>
    public List<EngineEvent>? FrameV2(ReadOnlyMemory<byte> bytes) => Read(bytes, root =>
    {
        Dictionary<string, JsonElement> fields = Fields(root, "channel", "type", "data", "method", "success", "result");
        Require(!fields.TryGetValue("success", out JsonElement success) || success.GetBoolean());
        string channel = Text(fields["channel"]);
        string type = Text(fields["type"]);
        Require(type is "snapshot" or "update");
        JsonElement.ArrayEnumerator entries = fields["data"].EnumerateArray();
        return channel switch
        {
            "book" => [.. entries.SelectMany(entry => BookV2(entry, type == "snapshot"))],
            "trade" => [.. entries.SelectMany(entry => TradeV2(entry, type == "snapshot"))],
            "ticker" => [.. entries.SelectMany(TickerV2)],
            _ => throw new FormatException("another channel"),
        };
    });

    /// <summary>Decodes a frame of the first version received at 42 ns.</summary>
    public List<EngineEvent>? FrameV1(ReadOnlyMemory<byte> bytes) => Read(bytes, root =>
    {
        JsonElement[] elements = [.. root.EnumerateArray()];
        Require(elements.Length >= 4);
        Integer(elements[0]);
        string channel = Text(elements[^2]);
        Instrument instrument = Find(Text(elements[^1])) ?? throw new FormatException("unknown symbol");
        JsonElement[] payload = elements[1..^2];
        if (channel is "book-10" or "book-25" or "book-100" or "book-500" or "book-1000")
            return BookV1(payload, instrument);

        Require(payload.Length == 1);
        return channel switch
        {
            "trade" => [.. payload[0].EnumerateArray().Select(trade => TradeV1(trade, instrument))],
            "ticker" => [TickerV1(payload[0], instrument)],
            _ => throw new FormatException("another channel"),
        };
    });

    private static List<EngineEvent> BookV1(JsonElement[] payload, Instrument instrument)
    {
        var all = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (JsonElement element in payload)
        {
            foreach ((string name, JsonElement value) in Fields(element, "as", "bs", "a", "b", "c"))
                Require(all.TryAdd(name, value));
        }

        bool isSnapshot = all.ContainsKey("as") || all.ContainsKey("bs");
        Require(isSnapshot != (all.ContainsKey("a") || all.ContainsKey("b")));
        var levels = new List<(Side, Level)>();
        long latestNs = 0;
        foreach ((string name, JsonElement side) in all.Where(field => field.Key != "c"))
        {
            foreach (JsonElement level in side.EnumerateArray())
            {
                latestNs = Math.Max(latestNs, WrittenTwin.DecimalSteps(level[2], Nanoseconds, least: 0));
                levels.Add((name[0] == 'b' ? Side.Buy : Side.Sell, LevelOf(level[0], level[1], instrument)));
            }
        }

        long checksum = all.TryGetValue("c", out JsonElement text) ? Checksum(text) : -1;
        return Book(levels, instrument, latestNs, checksum, isSnapshot);
    }

    private static EngineEvent TradeV1(JsonElement trade, Instrument instrument)
    {
        string side = Text(trade[3]);
        Require(side is "b" or "s");
        return Trade(
            instrument, trade[0], trade[1], side == "b" ? Side.Buy : Side.Sell,
            WrittenTwin.DecimalSteps(trade[2], Nanoseconds, least: 0));
    }

    private static EngineEvent TickerV1(JsonElement ticker, Instrument instrument)
    {
        Dictionary<string, JsonElement> fields = Fields(ticker, "a", "b");
        (JsonElement ask, JsonElement bid) = (fields["a"], fields["b"]);
        return Quote(instrument, bid[0], bid[2], ask[0], ask[2]);
    }

    private IEnumerable<EngineEvent> BookV2(JsonElement entry, bool isSnapshot)
    {
        Dictionary<string, JsonElement> fields = Fields(entry, "symbol", "bids", "asks", "checksum", "timestamp");
        Instrument? instrument = Find(TextOrEmpty(fields["symbol"]));
        _ = (fields["bids"], fields["asks"]);
        var levels = new List<(Side, Level)>();
        foreach ((string name, JsonElement side) in fields.Where(field => field.Key is "bids" or "asks"))
        {
            foreach (JsonElement item in side.EnumerateArray())
            {
                Dictionary<string, JsonElement> level = Fields(item, "price", "qty");
                WrittenTwin.RequireDecimal(level["price"]);
                WrittenTwin.RequireDecimal(level["qty"]);
                Side which = name == "bids" ? Side.Buy : Side.Sell;
                if (instrument is not null)
                    levels.Add((which, LevelOf(level["price"], level["qty"], instrument)));
            }
        }

        long venueNs = fields.TryGetValue("timestamp", out JsonElement time) ? WrittenTwin.TimeNs(time) : 0;
        long checksum = fields.TryGetValue("checksum", out JsonElement text) ? Checksum(text) : -1;
        return instrument is null ? [] : Book(levels, instrument, venueNs, checksum, isSnapshot);
    }

    private IEnumerable<EngineEvent> TradeV2(JsonElement entry, bool isSnapshot)
    {
        Dictionary<string, JsonElement> fields =
            Fields(entry, "symbol", "side", "price", "qty", "trade_id", "timestamp");
        Instrument? instrument = Find(TextOrEmpty(fields["symbol"]));
        WrittenTwin.RequireDecimal(fields["price"]);
        WrittenTwin.RequireDecimal(fields["qty"]);
        Side side = WrittenTwin.BuyOrSell(fields["side"]);
        long id = Integer(fields["trade_id"]);
        long venueNs = WrittenTwin.TimeNs(fields["timestamp"]);
        if (instrument is null || isSnapshot)
            return [];

        EngineEvent trade = Trade(instrument, fields["price"], fields["qty"], side, venueNs);
        trade.Trade.TradeId = id;
        return [trade];
    }

    private IEnumerable<EngineEvent> TickerV2(JsonElement entry)
    {
        Dictionary<string, JsonElement> fields =
            Fields(entry, "symbol", "bid", "bid_qty", "ask", "ask_qty", "timestamp");
        Instrument? instrument = Find(TextOrEmpty(fields["symbol"]));
        foreach (string name in new[] { "bid", "bid_qty", "ask", "ask_qty" })
            WrittenTwin.RequireDecimal(fields[name]);

        long venueNs = fields.TryGetValue("timestamp", out JsonElement time) ? WrittenTwin.TimeNs(time) : 0;
        if (instrument is null)
            return [];

        EngineEvent quote = Quote(instrument, fields["bid"], fields["bid_qty"], fields["ask"], fields["ask_qty"]);
        quote.VenueTimestampNs = venueNs;
        return [quote];
    }

    private Instrument? Find(string name) =>
        Enumerable.Range(0, symbols.Count).Select(i => symbols[i]).FirstOrDefault(item => item.VenueSymbol == name);

    private static long Checksum(JsonElement element)
    {
        long checksum = WrittenTwin.DecimalSteps(element, Ones, least: 0);
        Require(checksum <= uint.MaxValue);
        return checksum;
    }

    private static Level LevelOf(JsonElement price, JsonElement qty, Instrument instrument) => new()
    {
        PriceTicks = WrittenTwin.DecimalSteps(price, instrument.Price, least: 1),
        QtyLots = WrittenTwin.DecimalSteps(qty, instrument.Qty, least: 0),
    };

    private static List<EngineEvent> Book(
        List<(Side Side, Level Level)> levels, Instrument instrument, long venueNs, long checksum, bool isSnapshot)
    {
        List<EngineEvent> records = VenueTwin.Records(levels, instrument);
        EventFlags flags = isSnapshot ? EventFlags.Snapshot : EventFlags.None;
        EventFlags firstFlags = isSnapshot ? flags | EventFlags.ClearsBook : flags;
        return Finish(records, checksum, venueNs, flags, firstFlags);
    }

    private static EngineEvent Trade(
        Instrument instrument, JsonElement price, JsonElement qty, Side side, long venueNs)
    {
        EngineEvent trade = Event(EventKind.Trade, instrument);
        trade.Flags = EventFlags.EndOfMessage;
        trade.VenueTimestampNs = venueNs;
        trade.Side = side;
        trade.Trade.PriceTicks = WrittenTwin.DecimalSteps(price, instrument.Price, least: 1);
        trade.Trade.QtyLots = WrittenTwin.DecimalSteps(qty, instrument.Qty, least: 1);
        return trade;
    }

    private static EngineEvent Quote(
        Instrument instrument, JsonElement bid, JsonElement bidQty, JsonElement ask, JsonElement askQty)
    {
        EngineEvent quote = Event(EventKind.Quote, instrument);
        quote.Flags = EventFlags.EndOfMessage;
        quote.Quote.BidPriceTicks = WrittenTwin.DecimalSteps(bid, instrument.Price, least: 0);
        quote.Quote.BidQtyLots = WrittenTwin.DecimalSteps(bidQty, instrument.Qty, least: 0);
        quote.Quote.AskPriceTicks = WrittenTwin.DecimalSteps(ask, instrument.Price, least: 0);
        quote.Quote.AskQtyLots = WrittenTwin.DecimalSteps(askQty, instrument.Qty, least: 0);
        return quote;
    }
}
