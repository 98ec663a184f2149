using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using LowLatencyEngine.Model;
using static LowLatencyEngine.Unit.Feeds.JsonTwin;

namespace LowLatencyEngine.Unit.Feeds.Binance;

/// <summary>
/// The decoder again, slow and obvious: a document tree, strings, numbers of any size. Written from the format's
/// description and not from the decoder. Null means refused.
/// </summary>
internal sealed class BinanceTwin(InstrumentTable table)
{
    /// <summary>Decodes a frame of a combined or raw stream received at 42 ns.</summary>
    public List<EngineEvent>? Frame(ReadOnlyMemory<byte> bytes) => Read(bytes, root =>
    {
        Dictionary<string, JsonElement> fields = Fields(root, "stream", "data");
        if (fields.Count == 0)
            return Raw(root);

        string[] stream = Text(fields["stream"]).Split('@', 2);
        Instrument instrument = Enumerable.Range(0, table.Count).Select(i => table[i])
            .Single(candidate => StreamNameOf(candidate) == stream[0]);
        JsonElement data = fields["data"];
        if (stream[1] == "bookTicker")
            return [Quote(data, instrument)];

        if (stream[1] == "trade")
            return Trade(data, instrument, "trade", "t");

        if (stream[1] == "aggTrade")
            return Trade(data, instrument, "aggTrade", "a");

        if (stream[1] == "forceOrder")
            return [ForcedOrder(data, instrument)];

        return stream[1] is "depth" or "depth@0ms" or "depth@100ms" or "depth@500ms" or "depth@1000ms"
            ? Depth(data, instrument)
            : throw new FormatException("unknown stream");
    });

    /// <summary>Decodes a snapshot received at 42 ns.</summary>
    public static List<EngineEvent>? Snapshot(ReadOnlyMemory<byte> bytes, Instrument instrument) => Read(bytes, root =>
    {
        Dictionary<string, JsonElement> fields = Fields(root, "lastUpdateId", "bids", "asks");
        List<EngineEvent> events = Levels(fields, "bids", "asks", instrument);
        long id = Integer(fields["lastUpdateId"]);
        return Finish(events, id, 0, EventFlags.Snapshot, EventFlags.Snapshot | EventFlags.ClearsBook);
    });

    private List<EngineEvent> Raw(JsonElement root)
    {
        Dictionary<string, JsonElement> fields = Fields(root, "e", "s");
        string symbol = Text(fields["s"]);
        Instrument instrument = Enumerable.Range(0, table.Count).Select(i => table[i])
            .Single(candidate => candidate.VenueSymbol == symbol);
        return (fields.TryGetValue("e", out JsonElement type) ? Text(type) : "bookTicker") switch
        {
            "bookTicker" => [Quote(root, instrument)],
            "trade" => Trade(root, instrument, "trade", "t"),
            "aggTrade" => Trade(root, instrument, "aggTrade", "a"),
            "depthUpdate" => Depth(root, instrument),
            _ => throw new FormatException("unknown event"),
        };
    }

    private static List<EngineEvent> Depth(JsonElement data, Instrument instrument)
    {
        Dictionary<string, JsonElement> fields = Fields(data, "e", "E", "T", "s", "U", "u", "pu", "b", "a");
        Require(Text(fields["e"]) == "depthUpdate" && Text(fields["s"]) == instrument.VenueSymbol);
        long first = Integer(fields["U"]);
        long last = Integer(fields["u"]);
        Require(first <= last && (!fields.TryGetValue("pu", out JsonElement previous) || Integer(previous) <= last));
        long venueNs = VenueTime(fields, eventTimeRequired: true);
        return Finish(Levels(fields, "b", "a", instrument), last, venueNs, EventFlags.None, EventFlags.None);
    }

    private static EngineEvent Quote(JsonElement data, Instrument instrument)
    {
        Dictionary<string, JsonElement> fields = Fields(data, "e", "E", "T", "u", "s", "b", "B", "a", "A");
        Require(!fields.TryGetValue("e", out JsonElement type) || Text(type) == "bookTicker");
        Require(Text(fields["s"]) == instrument.VenueSymbol);
        EngineEvent quote = Event(EventKind.Quote, instrument);
        quote.Flags = EventFlags.EndOfMessage;
        quote.VenueTimestampNs = VenueTime(fields, eventTimeRequired: false);
        quote.Quote = new Quote
        {
            UpdateId = Integer(fields["u"]),
            BidPriceTicks = Steps(fields["b"], instrument.Price, least: 0),
            BidQtyLots = Steps(fields["B"], instrument.Qty, least: 0),
            AskPriceTicks = Steps(fields["a"], instrument.Price, least: 0),
            AskQtyLots = Steps(fields["A"], instrument.Qty, least: 0),
        };
        return quote;
    }

    private static List<EngineEvent> Trade(JsonElement data, Instrument instrument, string type, string id)
    {
        Dictionary<string, JsonElement> fields = Fields(data, "e", "E", "T", "s", "t", "a", "p", "q", "m", "X");
        Require(Text(fields["e"]) == type && Text(fields["s"]) == instrument.VenueSymbol);
        EngineEvent trade = Event(EventKind.Trade, instrument);
        _ = fields["T"];
        trade.Flags = EventFlags.EndOfMessage;
        trade.VenueTimestampNs = VenueTime(fields, eventTimeRequired: true);
        trade.Side = fields["m"].GetBoolean() ? Side.Sell : Side.Buy;
        trade.Trade = new Trade
        {
            TradeId = Integer(fields[id]),
            PriceTicks = Steps(fields["p"], instrument.Price, least: 1),
            QtyLots = Steps(fields["q"], instrument.Qty, least: 1),
        };
        return fields.TryGetValue("X", out JsonElement origin) && TextOrEmpty(origin) != "MARKET" ? [] : [trade];
    }

    private static EngineEvent ForcedOrder(JsonElement data, Instrument instrument)
    {
        Dictionary<string, JsonElement> fields = Fields(data, "e", "o");
        Require(Text(fields["e"]) == "forceOrder");
        Dictionary<string, JsonElement> body = Fields(fields["o"], "s", "S", "q", "p", "T");
        Require(Text(body["s"]) == instrument.VenueSymbol && Text(body["S"]) is "BUY" or "SELL");
        EngineEvent order = Event(EventKind.ForcedOrder, instrument);
        order.Flags = EventFlags.EndOfMessage;
        order.VenueTimestampNs = Milliseconds(body["T"]);
        order.Side = Text(body["S"]) == "BUY" ? Side.Buy : Side.Sell;
        order.Trade.QtyLots = Steps(body["q"], instrument.Qty, least: 1);
        order.Trade.PriceTicks = Steps(body["p"], instrument.Price, least: 1);
        return order;
    }

    private static long VenueTime(Dictionary<string, JsonElement> fields, bool eventTimeRequired)
    {
        long eventMs = fields.TryGetValue("E", out JsonElement element) || eventTimeRequired ? Integer(element) : 0;
        long transactionMs = fields.TryGetValue("T", out element) ? Integer(element) : 0;
        Require(Math.Max(eventMs, transactionMs) <= long.MaxValue / 1_000_000);
        return (transactionMs != 0 ? transactionMs : eventMs) * 1_000_000;
    }

    private static string StreamNameOf(Instrument instrument) => instrument.VenueSymbol.ToLowerInvariant();
}
