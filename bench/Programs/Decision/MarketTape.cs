using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Feeds;
using LowLatencyEngine.Feeds.Binance;
using LowLatencyEngine.Feeds.Recorded;
using LowLatencyEngine.Model;
using LowLatencyEngine.Venues.Simulated;

namespace LowLatencyEngine.Programs.Decision;

/// <summary>Market data events made before the clock runs, and played round and round.</summary>
internal static class MarketTape
{
    private const int FrameCount = 60_000;
    private const int HeldEventsMax = 65_536;

    /// <summary>
    /// A synthetic market's depth, best prices and trades, through the feed's own decoder. The first events bring the
    /// feed up; <paramref name="loopStart"/> is where a later round begins.
    /// </summary>
    public static EngineEvent[] Record(EngineConfiguration configuration, out int loopStart)
    {
        string path = Path.Combine(Path.GetTempPath(), $"lle-tape-{Guid.NewGuid():N}.jsonl");
        try
        {
            Write(path, configuration.Instruments[0]);
            using var feed = new RecordedFeed(
                BinanceVenue.Spot(new FeedSymbols(configuration.Instruments), HeldEventsMax), [path], _ => { });
            return Read(feed, out loopStart);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>
    /// Best prices that jump from <paramref name="lowTicks"/> to <paramref name="highTicks"/> and back: each jump makes
    /// the market maker move both its quotes.
    /// </summary>
    public static EngineEvent[] Jumps(EngineEvent[] opening, long lowTicks, long highTicks)
    {
        var events = new List<EngineEvent>(opening);
        for (int i = 0; i < 1_024; i++)
        {
            var jump = new EngineEvent();
            EngineEvents.Begin(ref jump, EventKind.Quote, EventSource.Feed, nowNs: 0).InstrumentIndex = 0;
            long priceTicks = i % 2 == 0 ? lowTicks : highTicks;
            jump.Quote = new Quote
            {
                BidPriceTicks = priceTicks,
                BidQtyLots = 100_000_000,
                AskPriceTicks = priceTicks + 1,
                AskQtyLots = 100_000_000,
            };
            events.Add(jump);
        }

        return [.. events];
    }

    private static void Write(string path, Instrument instrument)
    {
        using var writer = new StreamWriter(path);
        var options = new SyntheticMarketOptions
        {
            Instruments = [new SyntheticInstrument(instrument, 6_000_000, 50_000_000)],
            Seed = 1,
            FrameCountMax = FrameCount,
        };
        foreach (MarketFrame frame in SyntheticMarket.Frames(options))
            writer.Write($"{frame.TimestampNs} {Encoding.UTF8.GetString(frame.Json.Span)}\n");
    }

    private static EngineEvent[] Read(RecordedFeed feed, out int loopStart)
    {
        var events = new List<EngineEvent>();
        loopStart = 0;
        while (feed.TryReadNext(out ReadOnlySpan<EngineEvent> read))
        {
            foreach (ref readonly EngineEvent item in read)
            {
                events.Add(item);
                if (item.Kind == EventKind.FeedStatus && item.Feed.State == FeedState.Live)
                    loopStart = events.Count;
            }
        }

        // The end of the recording takes the feed down again: what is played round and round ends before it.
        while (events[^1].Kind == EventKind.FeedStatus)
            events.RemoveAt(events.Count - 1);

        return [.. events];
    }
}
