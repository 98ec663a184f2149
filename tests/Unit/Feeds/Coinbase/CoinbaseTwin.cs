using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using LowLatencyEngine.Feeds;
using LowLatencyEngine.Model;
using LowLatencyEngine.Unit.Feeds.Json;
using static LowLatencyEngine.Unit.Feeds.JsonTwin;

namespace LowLatencyEngine.Unit.Feeds.Coinbase;

/// <summary>
/// The decoder again, slow and obvious: a document tree, strings, numbers of any size. Written from the format's
/// description and not from the decoder. Null means no market data.
/// </summary>
internal sealed class CoinbaseTwin(FeedSymbols symbols)
{
    private static readonly DecimalScale Ones = new(1, 0);

    /// <summary>Decodes a frame received at 42 ns.</summary>
    public List<EngineEvent>? Frame(ReadOnlyMemory<byte> bytes) => Read(bytes, root =>
    {
        Dictionary<string, JsonElement> fields =
            Fields(root, "channel", "timestamp", "sequence_num", "events", "type");
        Require(!fields.TryGetValue("type", out JsonElement type) || TextOrEmpty(type) != "error");
        string channel = Text(fields["channel"]);
        long sequence = Integer(fields["sequence_num"]);
        long frameNs = fields.TryGetValue("timestamp", out JsonElement time) ? WrittenTwin.TimeNs(time) : 0;
        var events = new List<EngineEvent>();
        foreach (JsonElement item in fields["events"].EnumerateArray())
        {
            events.AddRange(channel switch
            {
                "l2_data" => Book(item),
                "market_trades" => Trades(item),
                "ticker" => Tickers(item),
                _ => throw new FormatException("another channel"),
            });
        }

        return [.. events.Select(item => Stamped(item, sequence, frameNs))];
    });

    private static EngineEvent Stamped(EngineEvent item, long sequence, long frameNs)
    {
        if (item.VenueTimestampNs == 0)
            item.VenueTimestampNs = frameNs;

        if (item.Kind == EventKind.BookUpdate)
            item.Book.UpdateId = sequence;
        else if (item.Kind == EventKind.Quote)
            item.Quote.UpdateId = sequence;

        return item;
    }

    private List<EngineEvent> Book(JsonElement item)
    {
        Dictionary<string, JsonElement> fields = Fields(item, "type", "product_id", "updates");
        bool isSnapshot = IsSnapshot(fields["type"]);
        Instrument? instrument = Find(fields["product_id"]);
        JsonElement updates = fields["updates"];
        if (instrument is null)
            return [];

        var levels = new List<(Side, Level)>();
        long latestNs = 0;
        foreach (JsonElement update in updates.EnumerateArray())
        {
            Dictionary<string, JsonElement> level =
                Fields(update, "side", "event_time", "price_level", "new_quantity");
            string side = Text(level["side"]);
            Require(side is "bid" or "offer");
            latestNs = level.TryGetValue("event_time", out JsonElement time)
                ? Math.Max(latestNs, WrittenTwin.TimeNs(time))
                : latestNs;
            levels.Add((side == "bid" ? Side.Buy : Side.Sell, new Level
            {
                PriceTicks = WrittenTwin.DecimalSteps(level["price_level"], instrument.Price, least: 1),
                QtyLots = WrittenTwin.DecimalSteps(level["new_quantity"], instrument.Qty, least: 0),
            }));
        }

        EventFlags flags = isSnapshot ? EventFlags.Snapshot : EventFlags.None;
        EventFlags firstFlags = isSnapshot ? flags | EventFlags.ClearsBook : flags;
        return Finish(VenueTwin.Records(levels, instrument), 0, latestNs, flags, firstFlags);
    }

    private List<EngineEvent> Trades(JsonElement item)
    {
        Dictionary<string, JsonElement> fields = Fields(item, "type", "trades", "tickers");
        bool isSnapshot = IsSnapshot(fields["type"]);
        Require(!fields.ContainsKey("tickers"));
        List<EngineEvent> trades = [.. fields["trades"].EnumerateArray().SelectMany(Trade)];
        return isSnapshot ? [] : trades;
    }

    private IEnumerable<EngineEvent> Trade(JsonElement item)
    {
        Dictionary<string, JsonElement> fields =
            Fields(item, "product_id", "trade_id", "price", "size", "time", "side");
        Instrument? instrument = Find(fields["product_id"]);
        string makerSide = Text(fields["side"]);
        Require(makerSide is "BUY" or "SELL");
        WrittenTwin.RequireDecimal(fields["price"]);
        WrittenTwin.RequireDecimal(fields["size"]);
        long id = WrittenTwin.DecimalSteps(fields["trade_id"], Ones, least: 0);
        long venueNs = WrittenTwin.TimeNs(fields["time"]);
        if (instrument is null)
            return [];

        EngineEvent trade = Event(EventKind.Trade, instrument);
        trade.Flags = EventFlags.EndOfMessage;
        trade.VenueTimestampNs = venueNs;
        trade.Side = makerSide == "BUY" ? Side.Sell : Side.Buy;
        trade.Trade.TradeId = id;
        trade.Trade.PriceTicks = WrittenTwin.DecimalSteps(fields["price"], instrument.Price, least: 1);
        trade.Trade.QtyLots = WrittenTwin.DecimalSteps(fields["size"], instrument.Qty, least: 1);
        return [trade];
    }

    private List<EngineEvent> Tickers(JsonElement item)
    {
        Dictionary<string, JsonElement> fields = Fields(item, "type", "trades", "tickers");
        IsSnapshot(fields["type"]);
        Require(!fields.ContainsKey("trades"));
        return [.. fields["tickers"].EnumerateArray().SelectMany(Ticker)];
    }

    private IEnumerable<EngineEvent> Ticker(JsonElement item)
    {
        string[] names = ["best_bid", "best_bid_quantity", "best_ask", "best_ask_quantity"];
        Dictionary<string, JsonElement> fields = Fields(item, ["product_id", .. names]);
        foreach (string name in names)
            WrittenTwin.RequireDecimal(fields[name]);

        Instrument? instrument = Find(fields["product_id"]);
        if (instrument is null)
            return [];

        EngineEvent quote = Event(EventKind.Quote, instrument);
        quote.Flags = EventFlags.EndOfMessage;
        quote.Quote.BidPriceTicks = WrittenTwin.DecimalSteps(fields["best_bid"], instrument.Price, least: 0);
        quote.Quote.BidQtyLots = WrittenTwin.DecimalSteps(fields["best_bid_quantity"], instrument.Qty, least: 0);
        quote.Quote.AskPriceTicks = WrittenTwin.DecimalSteps(fields["best_ask"], instrument.Price, least: 0);
        quote.Quote.AskQtyLots = WrittenTwin.DecimalSteps(fields["best_ask_quantity"], instrument.Qty, least: 0);
        return [quote];
    }

    private Instrument? Find(JsonElement name)
    {
        string text = TextOrEmpty(name);
        return Enumerable.Range(0, symbols.Count).Select(i => symbols[i])
            .FirstOrDefault(item => item.VenueSymbol == text);
    }

    private static bool IsSnapshot(JsonElement type)
    {
        Require(Text(type) is "snapshot" or "update");
        return Text(type) == "snapshot";
    }
}
