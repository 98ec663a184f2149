using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using LowLatencyEngine.Model;
using static LowLatencyEngine.Unit.Feeds.JsonTwin;

namespace LowLatencyEngine.Unit.Feeds.Bybit;

/// <summary>
/// The decoder again, slow and obvious, written from the format's description and not from the decoder. Null means
/// refused or no market data.
/// </summary>
internal sealed class BybitTwin(InstrumentTable table)
{
    private static readonly Regex BookStream = new(
        @"\Aorderbook\.[0-9]{1,4}\z", RegexOptions.NonBacktracking, TimeSpan.FromSeconds(60));

    /// <summary>Decodes a frame received at 42 ns.</summary>
    public List<EngineEvent>? Frame(ReadOnlyMemory<byte> bytes) => Read(bytes, root =>
    {
        Dictionary<string, JsonElement> fields =
            Fields(root, "topic", "type", "data", "ts", "cts", "cs", "op", "success");
        Require(!fields.ContainsKey("op"));
        Require(!fields.TryGetValue("success", out JsonElement granted) || granted.GetBoolean() || true);
        string topic = Text(fields["topic"]);
        int point = topic.LastIndexOf('.');
        Require(point >= 0);
        string stream = topic[..point];
        Instrument instrument = Enumerable.Range(0, table.Count).Select(i => table[i])
            .Single(candidate => candidate.VenueSymbol == topic[(point + 1)..]);
        string type = Text(fields["type"]);
        Require(type is "snapshot" or "delta");
        long sentNs = Time(fields, "ts");
        long matchedNs = Time(fields, "cts");
        Require(!fields.TryGetValue("cs", out JsonElement sequence) || Integer(sequence) >= 0);
        JsonElement data = fields["data"];
        if (BookStream.IsMatch(stream))
            return Book(data, instrument, matchedNs != 0 ? matchedNs : sentNs, type == "snapshot");

        return stream switch
        {
            "publicTrade" => Trades(data, instrument),
            "tickers" => Ticker(data, instrument, sentNs),
            _ => throw new FormatException("unknown stream"),
        };
    });

    private static long Time(Dictionary<string, JsonElement> fields, string name) =>
        fields.TryGetValue(name, out JsonElement element) ? Milliseconds(element) : 0;

    private static List<EngineEvent> Book(JsonElement data, Instrument instrument, long venueNs, bool isSnapshot)
    {
        Dictionary<string, JsonElement> fields = Fields(data, "s", "b", "a", "u", "seq");
        Require(Text(fields["s"]) == instrument.VenueSymbol && Integer(fields["seq"]) >= 0);
        List<EngineEvent> events = Levels(fields, "b", "a", instrument);
        EventFlags flags = isSnapshot ? EventFlags.Snapshot : EventFlags.None;
        EventFlags firstFlags = isSnapshot ? flags | EventFlags.ClearsBook : flags;
        return Finish(events, Integer(fields["u"]), venueNs, flags, firstFlags);
    }

    private static List<EngineEvent> Ticker(JsonElement data, Instrument instrument, long venueNs)
    {
        Dictionary<string, JsonElement> fields =
            Fields(data, "symbol", "bid1Price", "bid1Size", "ask1Price", "ask1Size");
        Require(Text(fields["symbol"]) == instrument.VenueSymbol);
        EngineEvent quote = Event(EventKind.Quote, instrument);
        quote.Flags = EventFlags.EndOfMessage;
        quote.VenueTimestampNs = venueNs;
        quote.Quote.BidPriceTicks = StepsOrNone(fields, "bid1Price", instrument.Price);
        quote.Quote.BidQtyLots = StepsOrNone(fields, "bid1Size", instrument.Qty);
        quote.Quote.AskPriceTicks = StepsOrNone(fields, "ask1Price", instrument.Price);
        quote.Quote.AskQtyLots = StepsOrNone(fields, "ask1Size", instrument.Qty);
        return fields.Count > 1 ? [quote] : [];
    }

    private static long StepsOrNone(Dictionary<string, JsonElement> fields, string name, DecimalScale scale)
    {
        bool isGiven = fields.TryGetValue(name, out JsonElement element);
        return isGiven && Text(element).Length > 0 ? Steps(element, scale, least: 0) : 0;
    }

    private static List<EngineEvent> Trades(JsonElement data, Instrument instrument)
    {
        var events = new List<EngineEvent>();
        foreach (JsonElement item in data.EnumerateArray())
        {
            Dictionary<string, JsonElement> fields = Fields(item, "T", "s", "S", "v", "p", "i", "BT");
            Require(Text(fields["s"]) == instrument.VenueSymbol && Text(fields["S"]) is "Buy" or "Sell");
            EngineEvent trade = Event(EventKind.Trade, instrument);
            trade.VenueTimestampNs = Milliseconds(fields["T"]);
            trade.Side = Text(fields["S"]) == "Buy" ? Side.Buy : Side.Sell;
            trade.Trade.TradeId = TradeId(TextOrEmpty(fields["i"]));
            trade.Trade.QtyLots = Steps(fields["v"], instrument.Qty, least: 1);
            trade.Trade.PriceTicks = Steps(fields["p"], instrument.Price, least: 1);
            if (!fields["BT"].GetBoolean())
                events.Add(trade);
        }

        if (events.Count > 0)
            events[^1] = events[^1] with { Flags = EventFlags.EndOfMessage };

        return events;
    }

    private static long TradeId(string text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number))
            return Math.Max(number, 0);

        string digits = text.Replace("-", "", StringComparison.Ordinal);
        return digits.Length >= 16 && digits.All(char.IsAsciiHexDigit)
            ? (long)(ulong.Parse(digits[..16], NumberStyles.HexNumber, CultureInfo.InvariantCulture) & long.MaxValue)
            : 0;
    }
}
