using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using LowLatencyEngine.Feeds.Kraken;

namespace LowLatencyEngine.Unit.Feeds.Kraken;

/// <summary>
/// Kraken's side of one BTC/USD book, slow and obvious, from a seed: it shows the best levels of a deeper book and
/// says nothing of those that fall out of what it shows. Prices are cents, quantities of 10^-8.
/// </summary>
internal sealed class KrakenVenueTwin(KrakenVersion version, int depth, int seed)
{
    private readonly Random _random = new(seed);
    private readonly SortedDictionary<long, long> _bids = [];
    private readonly SortedDictionary<long, long> _asks = [];

    /// <summary>Numbers of the second version without zeros at their end.</summary>
    public bool DropsZeros { get; init; }

    /// <summary>What is shown, best first.</summary>
    public (long Price, long Qty)[] Bids => [.. _bids.Reverse().Take(depth).Select(level => (level.Key, level.Value))];

    /// <summary>What is shown, best first.</summary>
    public (long Price, long Qty)[] Asks => [.. _asks.Take(depth).Select(level => (level.Key, level.Value))];

    public string Snapshot()
    {
        for (int i = 0; i < 4 * depth; i++)
            Change();

        return Frame(Bids, Asks, isSnapshot: true);
    }

    /// <summary>One change of the whole book, and the frame that tells what of it shows.</summary>
    public string Update()
    {
        while (true)
        {
            ((long, long)[] bids, (long, long)[] asks) = (Bids, Asks);
            for (int i = _random.Next(1, 4); i > 0; i--)
                Change();

            (long, long)[] bidChanges = Changes(bids, Bids, _bids);
            (long, long)[] askChanges = Changes(asks, Asks, _asks);
            if (bidChanges.Length + askChanges.Length > 0)
                return Frame(bidChanges, askChanges, isSnapshot: false);
        }
    }

    private void Change()
    {
        bool isBid = _random.Next(2) == 0;
        long price = isBid ? 1_000_000 - _random.Next(1, 5 * depth) : 1_000_000 + _random.Next(1, 5 * depth);
        SortedDictionary<long, long> side = isBid ? _bids : _asks;
        if (_random.Next(3) == 0)
            side.Remove(price);
        else
            side[price] = _random.Next(1, 5) * 25_000_000L + (_random.Next(2) == 0 ? _random.Next(100_000_000) : 0);
    }

    private static (long, long)[] Changes(
        (long Price, long Qty)[] before, (long Price, long Qty)[] after, SortedDictionary<long, long> whole) =>
    [
        .. before.Where(level => !whole.ContainsKey(level.Price)).Select(level => (level.Price, 0L)),
        .. after.Where(level => !before.Contains(level)),
    ];

    private string Frame((long Price, long Qty)[] bids, (long Price, long Qty)[] asks, bool isSnapshot)
    {
        IEnumerable<(long Price, long Qty)> top = Asks.Take(10).Concat(Bids.Take(10));
        uint checksum = Crc32Twin.Of(string.Concat(top.Select(level => $"{level.Price}{level.Qty}")));
        if (version == KrakenVersion.V2)
        {
            string type = isSnapshot ? "snapshot" : "update";
            return $$"""{"channel":"book","type":"{{type}}","data":[{"symbol":"BTC/USD","bids":[{{Join(bids)}}]""" +
                $$""","asks":[{{Join(asks)}}],"checksum":{{checksum}}}]}""";
        }

        if (isSnapshot)
            return $$"""[7,{"as":[{{Join(asks)}}],"bs":[{{Join(bids)}}]},"book-{{depth}}","BTC/USD"]""";

        string[] objects =
        [
            .. asks.Length > 0 ? [$"\"a\":[{Join(asks)}]"] : Array.Empty<string>(),
            .. bids.Length > 0 ? [$"\"b\":[{Join(bids)}]"] : Array.Empty<string>(),
        ];
        objects[^1] += string.Create(CultureInfo.InvariantCulture, $",\"c\":\"{checksum}\"");
        return $"[7,{string.Join(',', objects.Select(fields => "{" + fields + "}"))},\"book-{depth}\",\"BTC/USD\"]";
    }

    private string Join((long Price, long Qty)[] levels) => string.Join(',', levels.Select(level =>
    {
        string price = Text(level.Price, 100, "0.00");
        string qty = Text(level.Qty, 100_000_000, "0.00000000");
        return version == KrakenVersion.V1
            ? $"[\"{price}\",\"{qty}\",\"1534614248.123678\"]"
            : $$"""{"price":{{price}},"qty":{{qty}}}""";
    }));

    private string Text(long steps, long unit, string format)
    {
        string text = ((decimal)steps / unit).ToString(format, CultureInfo.InvariantCulture);
        return DropsZeros ? text.TrimEnd('0').TrimEnd('.') : text;
    }
}

/// <summary>CRC-32, bit by bit.</summary>
internal static class Crc32Twin
{
    public static uint Of(string text)
    {
        uint state = 0xFFFFFFFF;
        foreach (byte b in Encoding.ASCII.GetBytes(text))
        {
            state ^= b;
            for (int bit = 0; bit < 8; bit++)
                state = (state & 1) != 0 ? state >> 1 ^ 0xEDB88320 : state >> 1;
        }

        return ~state;
    }
}
