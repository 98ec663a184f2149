using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using System.Text.Json;
using System.Text.RegularExpressions;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Unit.Feeds.Binance;

/// <summary>
/// The decoder again, slow and obvious: a document tree, strings, numbers of any size. Written from the format's
/// description and not from the decoder. Null means refused.
/// </summary>
internal sealed class BinanceTwin(InstrumentTable table)
{
    private const long ReceiveTimestampNs = 42;

    private static readonly Regex Decimal = new(
        @"\A(?<sign>-?)(?<whole>[0-9]+)(\.(?<fraction>[0-9]+))?\z",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking,
        TimeSpan.FromSeconds(60));

    /// <summary>Decodes a frame of a combined stream received at 42 ns.</summary>
    public List<EngineEvent>? Frame(ReadOnlyMemory<byte> bytes) => Read(bytes, root =>
    {
        Dictionary<string, JsonElement> fields = Fields(root, "stream", "data");
        string[] stream = Text(fields["stream"]).Split('@', 2);
        Instrument instrument = Enumerable.Range(0, table.Count).Select(i => table[i])
            .Single(candidate => StreamNameOf(candidate) == stream[0]);
        JsonElement data = fields["data"];
        if (stream[1] == "bookTicker")
            return [Quote(data, instrument)];

        if (stream[1] == "trade")
            return [Trade(data, instrument)];

        return stream[1] is "depth" or "depth@100ms" or "depth@1000ms"
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

    private static List<EngineEvent>? Read(ReadOnlyMemory<byte> bytes, Func<JsonElement, List<EngineEvent>> read)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes);
            return read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or FormatException or KeyNotFoundException
            or InvalidOperationException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    private static List<EngineEvent> Depth(JsonElement data, Instrument instrument)
    {
        Dictionary<string, JsonElement> fields = Fields(data, "e", "E", "T", "s", "U", "u", "b", "a");
        Require(Text(fields["e"]) == "depthUpdate" && Text(fields["s"]) == instrument.VenueSymbol);
        long first = Integer(fields["U"]);
        long last = Integer(fields["u"]);
        Require(first <= last);
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

    private static EngineEvent Trade(JsonElement data, Instrument instrument)
    {
        Dictionary<string, JsonElement> fields = Fields(data, "e", "E", "T", "s", "t", "p", "q", "m");
        Require(Text(fields["e"]) == "trade" && Text(fields["s"]) == instrument.VenueSymbol);
        EngineEvent trade = Event(EventKind.Trade, instrument);
        _ = fields["T"];
        trade.Flags = EventFlags.EndOfMessage;
        trade.VenueTimestampNs = VenueTime(fields, eventTimeRequired: true);
        trade.Side = fields["m"].GetBoolean() ? Side.Sell : Side.Buy;
        trade.Trade = new Trade
        {
            TradeId = Integer(fields["t"]),
            PriceTicks = Steps(fields["p"], instrument.Price, least: 1),
            QtyLots = Steps(fields["q"], instrument.Qty, least: 1),
        };
        return trade;
    }

    private static List<EngineEvent> Levels(
        Dictionary<string, JsonElement> fields, string bids, string asks, Instrument instrument)
    {
        _ = (fields[bids], fields[asks]);
        var events = new List<EngineEvent>();
        foreach ((string name, JsonElement side) in fields.Where(field => field.Key == bids || field.Key == asks))
        {
            Level[] levels = [.. side.EnumerateArray().Select(level => LevelOf(level, instrument))];
            foreach (Level[] chunk in levels.Chunk(BookUpdate.LevelCountMax))
            {
                EngineEvent record = Event(EventKind.BookUpdate, instrument);
                record.Side = name == bids ? Side.Buy : Side.Sell;
                record.Count = (byte)chunk.Length;
                for (int i = 0; i < chunk.Length; i++)
                    record.Book.Levels[i] = chunk[i];

                events.Add(record);
            }
        }

        return events.Count > 0 ? events : [Event(EventKind.BookUpdate, instrument)];
    }

    private static Level LevelOf(JsonElement level, Instrument instrument) => new()
    {
        PriceTicks = Steps(level[0], instrument.Price, least: 1),
        QtyLots = Steps(level[1], instrument.Qty, least: 0),
    };

    private static List<EngineEvent> Finish(
        List<EngineEvent> events, long id, long venueNs, EventFlags flags, EventFlags firstFlags)
    {
        for (int i = 0; i < events.Count; i++)
        {
            EngineEvent item = events[i];
            item.Book.UpdateId = id;
            item.VenueTimestampNs = venueNs;
            item.Flags = i == 0 ? firstFlags : flags;
            if (i == events.Count - 1)
                item.Flags |= EventFlags.EndOfMessage;

            events[i] = item;
        }

        return events;
    }

    private static EngineEvent Event(EventKind kind, Instrument instrument) => new()
    {
        Kind = kind,
        Source = EventSource.Feed,
        SchemaVersion = EngineEvent.CurrentSchemaVersion,
        InstrumentIndex = instrument.Index,
        ReceiveTimestampNs = ReceiveTimestampNs,
    };

    /// <summary>The known members in their order; one that occurs twice is a fault.</summary>
    private static Dictionary<string, JsonElement> Fields(JsonElement element, params string[] known)
    {
        var fields = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (JsonProperty property in element.EnumerateObject())
        {
            string? name = NameOrNull(property);
            if (name is not null && known.Contains(name))
                Require(fields.TryAdd(name, property.Value));
        }

        return fields;
    }

    private static string? NameOrNull(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return null; // Not UTF-8, or half a surrogate pair: no key that is known.
        }
    }

    private static string Text(JsonElement element) =>
        element.ValueKind == JsonValueKind.String ? element.GetString()! : throw new FormatException("no string");

    private static long Integer(JsonElement element)
    {
        Require(element.ValueKind == JsonValueKind.Number && !element.GetRawText().StartsWith('-'));
        return element.TryGetInt64(out long value) ? value : throw new FormatException("no integer");
    }

    private static long VenueTime(Dictionary<string, JsonElement> fields, bool eventTimeRequired)
    {
        long eventMs = fields.TryGetValue("E", out JsonElement element) || eventTimeRequired ? Integer(element) : 0;
        long transactionMs = fields.TryGetValue("T", out element) ? Integer(element) : 0;
        Require(Math.Max(eventMs, transactionMs) <= long.MaxValue / 1_000_000);
        return (transactionMs != 0 ? transactionMs : eventMs) * 1_000_000;
    }

    private static long Steps(JsonElement element, DecimalScale scale, long least)
    {
        Match match = Decimal.Match(Text(element));
        Require(match.Success);
        string fraction = match.Groups["fraction"].Value;
        var digits = BigInteger.Parse(match.Groups["whole"].Value + fraction, CultureInfo.InvariantCulture);
        BigInteger scaled = digits * BigInteger.Pow(10, scale.Decimals);
        BigInteger lastPlaces = BigInteger.DivRem(scaled, BigInteger.Pow(10, fraction.Length), out BigInteger rest);
        Require(rest.IsZero && lastPlaces <= long.MaxValue && lastPlaces % scale.Unit == 0);
        long steps = (long)(lastPlaces / scale.Unit) * (match.Groups["sign"].Length > 0 ? -1 : 1);
        Require(steps >= least);
        return steps;
    }

    private static string StreamNameOf(Instrument instrument) => instrument.VenueSymbol.ToLowerInvariant();

    private static void Require(bool isGood)
    {
        if (!isGood)
            throw new FormatException("not as described");
    }
}
