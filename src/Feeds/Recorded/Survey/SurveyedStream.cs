using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Recorded.Survey;

/// <summary>One connection of a recording: its venue, and the places of each instrument's numbers.</summary>
public sealed class SurveyedStream(string connection)
{
    private readonly SortedDictionary<string, InstrumentPlaces> _symbols = new(StringComparer.Ordinal);

    /// <summary>Name of the connection; empty where the recording does not tell connections apart.</summary>
    public string Connection => connection;

    /// <summary>The venue; null until an address or a message tells it.</summary>
    public string? VenueName { get; set; }

    /// <summary>Names of the instruments met.</summary>
    public IReadOnlyCollection<string> Symbols => _symbols.Keys;

    /// <summary>The instruments, with steps as fine as any number of them.</summary>
    public InstrumentTable ToTable() => new(
        [.. _symbols.Select((pair, index) => pair.Value.ToInstrument(index, pair.Key))]);

    /// <summary>Takes the numbers of one message.</summary>
    internal void TakeMessage(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array)
            TakeAs("kraken-v1", root, KrakenSurvey.TakeVersion1);
        else if (root.TryGetProperty("topic", out _))
            TakeBybit(root);
        else if (root.TryGetProperty("stream", out _) && root.TryGetProperty("data", out JsonElement data))
            TakeBinance(data);
        else if (root.TryGetProperty("sequence_num", out _) && root.TryGetProperty("events", out JsonElement events))
            TakeAs("coinbase", events, CoinbaseSurvey.Take);
        else if (root.TryGetProperty("channel", out _) && root.TryGetProperty("data", out JsonElement items))
            TakeAs("kraken", items, KrakenSurvey.TakeVersion2);
        else if (root.TryGetProperty("feed", out _))
            TakeAs("kraken-futures", root, KrakenSurvey.TakeFutures);
        else if (root.TryGetProperty("s", out _) && (Has(root, "e") || Has(root, "u")))
            TakeBinance(root); // Of a raw stream.
    }

    /// <summary>The price and the quantity that an element has by these names, as texts or as numbers.</summary>
    internal void Take(string symbol, JsonElement item, (string Price, string Qty) fields)
    {
        if (item.ValueKind == JsonValueKind.Object && item.TryGetProperty(fields.Price, out JsonElement price) &&
            item.TryGetProperty(fields.Qty, out JsonElement qty))
            Take(symbol, price.ToString(), qty.ToString());
    }

    /// <summary>The same for each element of an array; nothing where there is none of that name.</summary>
    internal void TakeEach(string symbol, JsonElement parent, string name, (string Price, string Qty) fields)
    {
        foreach (JsonElement item in ElementsOf(parent, name))
            Take(symbol, item, fields);
    }

    /// <summary>Levels or trades: arrays that begin with price and quantity.</summary>
    internal void TakeLevels(string symbol, JsonElement levels)
    {
        foreach (JsonElement level in ElementsOf(levels))
        {
            if (level.ValueKind == JsonValueKind.Array && level.GetArrayLength() >= 2)
                Take(symbol, level[0].ToString(), level[1].ToString());
        }
    }

    /// <summary>Takes the numbers of a snapshot of one instrument or, where it is not known, of any.</summary>
    internal void TakeAnswer(byte[] bytes, string? symbol)
    {
        using JsonDocument? document = RecordingSurvey.ParseOrNull(bytes);
        if (document is null)
            return;

        foreach (string name in Symbols.Where(name => symbol is null || name == symbol).ToArray())
        {
            TakeLevels(name, document.RootElement, "bids");
            TakeLevels(name, document.RootElement, "asks");
        }
    }

    private void TakeBinance(JsonElement data)
    {
        VenueName ??= BinanceMarketOf(data);
        if (TextOf(data, "s") is not { } symbol)
            return;

        TakeLevels(symbol, data, "b");
        TakeLevels(symbol, data, "a");
        Take(symbol, TextOf(data, "b"), TextOf(data, "B"));
        Take(symbol, TextOf(data, "a"), TextOf(data, "A"));
        Take(symbol, TextOf(data, "p"), TextOf(data, "q"));
    }

    /// <summary>
    /// What only one market writes: futures the id of the depth before, the kind of a trade, the type of a ticker;
    /// coin-margined ones the pair, or a symbol with a date or PERP behind USD. Null where all would write the same.
    /// </summary>
    private static string? BinanceMarketOf(JsonElement data)
    {
        bool isFutures = Has(data, "pu") || Has(data, "X") || TextOf(data, "e") == "bookTicker";
        if (!isFutures)
            return Has(data, "M") || TextOf(data, "e") is null or "depthUpdate" ? "binance-spot" : null;

        bool isCoin = Has(data, "ps") || TextOf(data, "s")?.Contains("USD_", StringComparison.Ordinal) == true;
        return isCoin ? "binance-coinm" : "binance-usdm";
    }

    private static bool Has(JsonElement data, string name) =>
        data.ValueKind == JsonValueKind.Object && data.TryGetProperty(name, out _);

    private void TakeBybit(JsonElement root)
    {
        VenueName ??= "bybit-linear"; // The frames of all its markets look alike.
        if (!root.TryGetProperty("data", out JsonElement data))
            return;

        if (data.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in data.EnumerateArray())
                Take(TextOf(item, "s"), TextOf(item, "p"), TextOf(item, "v"));
        }
        else if (TextOf(data, "s") is { } symbol)
        {
            TakeLevels(symbol, data, "b");
            TakeLevels(symbol, data, "a");
        }
        else if (TextOf(data, "symbol") is { } ticker)
        {
            Take(ticker, TextOf(data, "bid1Price"), TextOf(data, "bid1Size"));
            Take(ticker, TextOf(data, "ask1Price"), TextOf(data, "ask1Size"));
        }
    }

    private void TakeLevels(string symbol, JsonElement parent, string name)
    {
        if (parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement side))
            TakeLevels(symbol, side);
    }

    private void TakeAs(string venueName, JsonElement element, Action<JsonElement, SurveyedStream> take)
    {
        VenueName ??= venueName;
        if (element.ValueKind is JsonValueKind.Array or JsonValueKind.Object)
            take(element, this);
    }

    private void Take(string? symbol, string? price, string? qty)
    {
        if (symbol is null || price is null || qty is null)
            return;

        if (!_symbols.TryGetValue(symbol, out InstrumentPlaces? places))
            _symbols.Add(symbol, places = new InstrumentPlaces());

        places.Price.Take(price);
        places.Qty.Take(qty);
    }

    /// <summary>Elements of an array; none of what is none.</summary>
    internal static JsonElement[] ElementsOf(JsonElement items) =>
        items.ValueKind == JsonValueKind.Array ? [.. items.EnumerateArray()] : [];

    /// <summary>Elements of an array that is a member; none where there is none of that name.</summary>
    internal static JsonElement[] ElementsOf(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement items)
            ? ElementsOf(items)
            : [];

    internal static string? TextOf(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement element)
        && element.ValueKind == JsonValueKind.String
            ? element.GetString()
            : null;
}
