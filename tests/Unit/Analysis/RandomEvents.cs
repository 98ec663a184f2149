using System;
using System.Collections.Generic;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Unit.Analysis;

/// <summary>A seeded stream of market events of every kind: ids and times rise, feeds break and come back.</summary>
internal static class RandomEvents
{
    public static List<EngineEvent> Create(int seed, int count, int instrumentCount)
    {
        var random = new Random(seed);
        var events = new List<EngineEvent>();
        long updateId = 1_000;
        long timestampNs = 1_700_000_000_000_000_000;
        long midTicks = 10_000;
        for (int i = 0; i < instrumentCount; i++)
            events.Add(MarketEvents.Feed(FeedState.Live).Of(i).At(timestampNs));

        while (events.Count < count)
        {
            updateId += random.Next(1, 5);
            timestampNs += random.Next(1, 2_000_000);
            midTicks += random.Next(-3, 4);
            EngineEvent e = Next(random, updateId, midTicks);
            events.Add(e.Of(random.Next(instrumentCount)).At(timestampNs));
        }

        return events;
    }

    private static EngineEvent Next(Random random, long updateId, long midTicks)
    {
        long lots = random.Next(1, 500);
        Side side = random.Next(2) == 0 ? Side.Buy : Side.Sell;
        return random.Next(100) switch
        {
            < 1 => MarketEvents.Feed(FeedState.Gap),
            < 4 => MarketEvents.Feed(FeedState.Live),
            < 5 => MarketEvents.Book(side, updateId, MarketEvents.WholeSnapshot, [(midTicks - (sbyte)side, lots)]),
            < 30 => MarketEvents.Trade(side, midTicks, lots),
            < 60 => MarketEvents.Quote(updateId, (midTicks - 1, lots), (midTicks + 1, random.Next(1, 500))),
            _ => MarketEvents.Book(
                side,
                updateId,
                random.Next(4) == 0 ? EventFlags.None : EventFlags.EndOfMessage,
                [(midTicks - (sbyte)side * random.Next(1, 40), random.Next(3) == 0 ? 0 : lots)]),
        };
    }
}
