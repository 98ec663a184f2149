using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using LowLatencyEngine.Feeds;
using LowLatencyEngine.Model;
using LowLatencyEngine.Unit.Feeds.Json;
using static LowLatencyEngine.Unit.Feeds.JsonTwin;

namespace LowLatencyEngine.Unit.Feeds.KrakenFutures;

/// <summary>
/// The decoder again, slow and obvious: a document tree, strings, numbers of any size. Written from the format's
/// description and not from the decoder. Null means no market data.
/// </summary>
internal sealed class KrakenFuturesTwin(FeedSymbols symbols)
{
    private static readonly string[] Decimals = ["price", "qty", "bid", "ask", "bid_size", "ask_size"];

    /// <summary>Decodes a frame received at 42 ns.</summary>
    public List<EngineEvent>? Frame(ReadOnlyMemory<byte> bytes) => Read(bytes, root =>
    {
        Dictionary<string, JsonElement> fields = Fields(
            root,
            ["event", "feed", "product_id", "side", "seq", "timestamp", "time", "bids", "asks", .. Decimals]);
        foreach (string name in fields.Keys.Where(name => fields[name].ValueKind == JsonValueKind.Null).ToArray())
            fields.Remove(name);

        RequireShapes(fields);
        Require(!fields.ContainsKey("event"));
        string feed = Text(fields["feed"]);
        string product = Text(fields["product_id"]);
        Instrument instrument = Enumerable.Range(0, symbols.Count).Select(i => symbols[i])
            .Single(candidate => candidate.VenueSymbol == product);
        return feed switch
        {
            "book_snapshot" => Snapshot(fields, instrument),
            "book" => Change(fields, instrument),
            "trade" => [Trade(fields, instrument)],
            "ticker" => Ticker(fields, instrument),
            "trade_snapshot" or "ticker_lite" => [],
            _ => throw new FormatException("another feed"),
        };
    });

    /// <summary>What a field says is judged wherever it stands.</summary>
    private static void RequireShapes(Dictionary<string, JsonElement> fields)
    {
        foreach ((string name, JsonElement value) in fields)
        {
            if (Decimals.Contains(name))
                WrittenTwin.RequireDecimal(value);
            else if (name is "bids" or "asks")
                RequireLevels(value);
            else if (name == "side")
                WrittenTwin.BuyOrSell(value);
            else if (name == "seq")
                Integer(value);
            else if (name is "time" or "timestamp")
                Milliseconds(value);
            else
                Require(value.ValueKind == JsonValueKind.String);
        }
    }

    private static void RequireLevels(JsonElement levels)
    {
        foreach (JsonElement item in levels.EnumerateArray())
        {
            Dictionary<string, JsonElement> level = Fields(item, "price", "qty");
            WrittenTwin.RequireDecimal(level["price"]);
            WrittenTwin.RequireDecimal(level["qty"]);
        }
    }

    private static List<EngineEvent> Snapshot(Dictionary<string, JsonElement> fields, Instrument instrument)
    {
        _ = (fields["bids"], fields["asks"]);
        var levels = new List<(Side, Level)>();
        foreach ((string name, JsonElement side) in fields.Where(field => field.Key is "bids" or "asks"))
        {
            foreach (JsonElement item in side.EnumerateArray())
                levels.Add((name == "bids" ? Side.Buy : Side.Sell, LevelOf(Fields(item, "price", "qty"), instrument)));
        }

        return Finish(
            VenueTwin.Records(levels, instrument), Integer(fields["seq"]), TimeOf(fields, "timestamp"),
            EventFlags.Snapshot, EventFlags.Snapshot | EventFlags.ClearsBook);
    }

    private static List<EngineEvent> Change(Dictionary<string, JsonElement> fields, Instrument instrument)
    {
        Side side = WrittenTwin.BuyOrSell(fields["side"]);
        List<EngineEvent> records = VenueTwin.Records([(side, LevelOf(fields, instrument))], instrument);
        long venueNs = TimeOf(fields, "timestamp");
        return Finish(records, Integer(fields["seq"]), venueNs, EventFlags.None, EventFlags.None);
    }

    private static EngineEvent Trade(Dictionary<string, JsonElement> fields, Instrument instrument)
    {
        EngineEvent trade = Event(EventKind.Trade, instrument);
        trade.Flags = EventFlags.EndOfMessage;
        trade.VenueTimestampNs = TimeOf(fields, "time");
        trade.Side = WrittenTwin.BuyOrSell(fields["side"]);
        trade.Trade.TradeId = Integer(fields["seq"]);
        trade.Trade.PriceTicks = WrittenTwin.DecimalSteps(fields["price"], instrument.Price, least: 1);
        trade.Trade.QtyLots = WrittenTwin.DecimalSteps(fields["qty"], instrument.Qty, least: 1);
        return trade;
    }

    private static List<EngineEvent> Ticker(Dictionary<string, JsonElement> fields, Instrument instrument)
    {
        if (!new[] { "bid", "ask", "bid_size", "ask_size" }.All(fields.ContainsKey))
            return [];

        EngineEvent quote = Event(EventKind.Quote, instrument);
        quote.Flags = EventFlags.EndOfMessage;
        quote.VenueTimestampNs = TimeOf(fields, "time");
        quote.Quote.BidPriceTicks = WrittenTwin.DecimalSteps(fields["bid"], instrument.Price, least: 0);
        quote.Quote.BidQtyLots = WrittenTwin.DecimalSteps(fields["bid_size"], instrument.Qty, least: 0);
        quote.Quote.AskPriceTicks = WrittenTwin.DecimalSteps(fields["ask"], instrument.Price, least: 0);
        quote.Quote.AskQtyLots = WrittenTwin.DecimalSteps(fields["ask_size"], instrument.Qty, least: 0);
        return [quote];
    }

    private static Level LevelOf(Dictionary<string, JsonElement> level, Instrument instrument) => new()
    {
        PriceTicks = WrittenTwin.DecimalSteps(level["price"], instrument.Price, least: 1),
        QtyLots = WrittenTwin.DecimalSteps(level["qty"], instrument.Qty, least: 0),
    };

    private static long TimeOf(Dictionary<string, JsonElement> fields, string name) =>
        fields.TryGetValue(name, out JsonElement time) ? Milliseconds(time) : 0;
}
