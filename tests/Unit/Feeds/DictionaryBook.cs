using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Feeds;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Unit.Feeds;

/// <summary>The simplest book there is, of one instrument, to count what a feed delivers of it.</summary>
internal sealed class DictionaryBook(int instrumentIndex) : IEventSink
{
    public Dictionary<long, long> Bids { get; } = [];

    public Dictionary<long, long> Asks { get; } = [];

    public List<FeedState> States { get; } = [];

    public int FrameCount { get; private set; }

    public int TradeCount { get; private set; }

    public int QuoteCount { get; private set; }

    public int CrossedCount { get; private set; }

    /// <summary>Best bid, as price x quantity in ticks and lots.</summary>
    public (long, long) BestBid => (Bids.Keys.Max(), Bids[Bids.Keys.Max()]);

    /// <summary>Best ask, as price x quantity in ticks and lots.</summary>
    public (long, long) BestAsk => (Asks.Keys.Min(), Asks[Asks.Keys.Min()]);

    public long TradedLots { get; private set; }

    public long LastUpdateId { get; private set; }

    public long EventCount { get; private set; }

    public int Publish(ReadOnlySpan<EngineEvent> events)
    {
        foreach (ref readonly EngineEvent item in events)
            Take(in item);

        return events.Length;
    }

    private void Take(in EngineEvent item)
    {
        EventCount++;
        if (item.InstrumentIndex != instrumentIndex)
            return;

        if (item.Kind == EventKind.BookUpdate)
            Update(in item);

        if (item.Kind == EventKind.FeedStatus)
            States.Add(item.Feed.State);

        QuoteCount += item.Kind == EventKind.Quote ? 1 : 0;
        if (item.Kind == EventKind.Trade)
        {
            TradeCount++;
            TradedLots += item.Trade.QtyLots;
        }
    }

    private void Update(in EngineEvent item)
    {
        if ((item.Flags & EventFlags.ClearsBook) != EventFlags.None)
        {
            Bids.Clear();
            Asks.Clear();
        }

        Dictionary<long, long> side = item.Side == Side.Buy ? Bids : Asks;
        for (int i = 0; i < item.Count; i++)
        {
            Level level = item.Book.Levels[i];
            if (level.QtyLots == 0)
                side.Remove(level.PriceTicks);
            else
                side[level.PriceTicks] = level.QtyLots;
        }

        LastUpdateId = item.Book.UpdateId;
        if ((item.Flags & (EventFlags.EndOfMessage | EventFlags.Snapshot)) != EventFlags.EndOfMessage)
            return;

        FrameCount++;
        if (Bids.Count > 0 && Asks.Count > 0 && Bids.Keys.Max() >= Asks.Keys.Min())
            CrossedCount++;
    }
}
