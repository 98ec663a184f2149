using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace LowLatencyEngine.Unit.Feeds.Faults;

/// <summary>
/// A venue with one book that changes at random, and knows what it was after each of its update ids. Its dialects
/// write the same changes in their own form.
/// </summary>
internal abstract class ModelVenue(Random random)
{
    private const int PriceCount = 12;
    private readonly SortedDictionary<int, int> _bids = [];
    private readonly SortedDictionary<int, int> _asks = [];
    private readonly ConcurrentDictionary<long, string> _history = new(); // Read by a feed's thread in some tests.

    protected Random Random => random;

    /// <summary>Id of the last change.</summary>
    public long LastUpdateId { get; protected set; } = 100;

    /// <summary>The book as it was after a change, as text; null where there was no such id.</summary>
    public string? BookAt(long updateId) => _history.GetValueOrDefault(updateId);

    /// <summary>Changes the book and says so.</summary>
    public byte[] NextFrame()
    {
        var bids = new Dictionary<int, int>();
        var asks = new Dictionary<int, int>();
        int count = random.Next(1, 5);
        for (int i = 0; i < count; i++)
        {
            bool isBid = random.Next(2) == 0;
            int price = (isBid ? 100 : 200) + random.Next(PriceCount);
            int lots = random.Next(3) == 0 ? 0 : random.Next(1, 50);
            (isBid ? bids : asks)[price] = lots;
            Set(isBid ? _bids : _asks, price, lots);
        }

        byte[] frame = Quoted(WriteChange(Levels(bids), Levels(asks)));
        _history[LastUpdateId] = Text(_bids, _asks);
        return frame;
    }

    /// <summary>The whole book.</summary>
    public byte[] Snapshot()
    {
        _history[LastUpdateId] = Text(_bids, _asks);
        return Quoted(WriteSnapshot(Levels(_bids), Levels(_asks)));
    }

    /// <summary>A book as <see cref="BookAt"/> writes it.</summary>
    public static string Text(IEnumerable<KeyValuePair<int, int>> bids, IEnumerable<KeyValuePair<int, int>> asks) =>
        $"{Side(bids)} | {Side(asks)}";

    protected abstract string WriteChange(string bids, string asks);

    protected abstract string WriteSnapshot(string bids, string asks);

    private static string Side(IEnumerable<KeyValuePair<int, int>> side) =>
        string.Join(' ', side.OrderBy(level => level.Key).Select(level => $"{level.Key}*{level.Value}"));

    private static void Set(SortedDictionary<int, int> side, int price, int lots)
    {
        if (lots == 0)
            side.Remove(price);
        else
            side[price] = lots;
    }

    private static string Levels(IEnumerable<KeyValuePair<int, int>> side) => string.Join(
        ',',
        side.Select(level => string.Create(CultureInfo.InvariantCulture, $"['{level.Key}','{level.Value}']")));

    private static byte[] Quoted(string text) => Encoding.UTF8.GetBytes(text.Replace('\'', '"'));
}

/// <summary>Binance's depth: ids without holes on spot; with holes, and pu, on futures.</summary>
internal sealed class BinanceModelVenue(Random random, bool isFutures) : ModelVenue(random)
{
    protected override string WriteChange(string bids, string asks)
    {
        long previous = LastUpdateId;
        long first = previous + 1 + (isFutures ? Random.Next(4) : 0);
        LastUpdateId = first + Random.Next(3);
        string chain = isFutures ? $",'pu':{previous}" : "";
        return $"{{'stream':'abc@depth@100ms','data':{{'e':'depthUpdate','E':1,'s':'ABC','U':{first},'u':{LastUpdateId}"
            + $"{chain},'b':[{bids}],'a':[{asks}]}}}}";
    }

    protected override string WriteSnapshot(string bids, string asks) =>
        $"{{'lastUpdateId':{LastUpdateId},'bids':[{bids}],'asks':[{asks}]}}";
}

/// <summary>Bybit's book: one id a frame.</summary>
internal sealed class BybitModelVenue(Random random) : ModelVenue(random)
{
    protected override string WriteChange(string bids, string asks)
    {
        LastUpdateId++;
        return Write("delta", bids, asks);
    }

    protected override string WriteSnapshot(string bids, string asks) => Write("snapshot", bids, asks);

    private string Write(string type, string bids, string asks) =>
        $"{{'topic':'orderbook.200.ABC','type':'{type}','ts':1,'data':{{'s':'ABC','b':[{bids}],'a':[{asks}],"
        + $"'u':{LastUpdateId},'seq':{LastUpdateId}}}}}";
}
