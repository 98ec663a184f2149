using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using System.Text.Json;
using System.Text.RegularExpressions;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Unit.Feeds;

/// <summary>
/// What the decoders' slow twins share: a document tree, strings, numbers of any size. A fault is an exception, which
/// <see cref="Read"/> turns into null.
/// </summary>
internal static class JsonTwin
{
    public const long ReceiveTimestampNs = 42;

    private static readonly Regex Decimal = new(
        @"\A(?<sign>-?)(?<whole>[0-9]+)(\.(?<fraction>[0-9]+))?\z",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking,
        TimeSpan.FromSeconds(60));

    public static List<EngineEvent>? Read(ReadOnlyMemory<byte> bytes, Func<JsonElement, List<EngineEvent>> read)
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

    public static List<EngineEvent> Levels(
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

    public static Level LevelOf(JsonElement level, Instrument instrument) => new()
    {
        PriceTicks = Steps(level[0], instrument.Price, least: 1),
        QtyLots = Steps(level[1], instrument.Qty, least: 0),
    };

    public static List<EngineEvent> Finish(
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

    public static EngineEvent Event(EventKind kind, Instrument instrument) => new()
    {
        Kind = kind,
        Source = EventSource.Feed,
        SchemaVersion = EngineEvent.CurrentSchemaVersion,
        InstrumentIndex = instrument.Index,
        ReceiveTimestampNs = ReceiveTimestampNs,
    };

    /// <summary>The known members in their order; one that occurs twice is a fault.</summary>
    public static Dictionary<string, JsonElement> Fields(JsonElement element, params string[] known)
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

    public static string? NameOrNull(JsonProperty property)
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

    public static string Text(JsonElement element) =>
        element.ValueKind == JsonValueKind.String ? element.GetString()! : throw new FormatException("no string");

    /// <summary>The text, or none where it is not one that can be written in Unicode; a fault for no text.</summary>
    public static string TextOrEmpty(JsonElement element)
    {
        Require(element.ValueKind == JsonValueKind.String);
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }

    /// <summary>A time in milliseconds, as nanoseconds.</summary>
    public static long Milliseconds(JsonElement element)
    {
        long timestampMs = Integer(element);
        Require(timestampMs <= long.MaxValue / 1_000_000);
        return timestampMs * 1_000_000;
    }

    public static long Integer(JsonElement element)
    {
        Require(element.ValueKind == JsonValueKind.Number && !element.GetRawText().StartsWith('-'));
        return element.TryGetInt64(out long value) ? value : throw new FormatException("no integer");
    }

    public static long Steps(JsonElement element, DecimalScale scale, long least)
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

    public static void Require(bool isGood)
    {
        if (!isGood)
            throw new FormatException("not as described");
    }
}
