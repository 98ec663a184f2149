using System;
using System.Collections.Generic;
using System.Threading;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Telemetry;
using LowLatencyEngine.Feeds;
using LowLatencyEngine.Feeds.Live;
using LowLatencyEngine.Feeds.Polled;
using LowLatencyEngine.Model;
using LowLatencyEngine.Ring;

namespace LowLatencyEngine.Engine.Threads;

/// <summary>
/// Makes the market data feeds: over WebSocket, polled by a hot thread or run by the thread pool, and over FIX. Set-up
/// only.
/// </summary>
/// <param name="configuration">The engine's.</param>
/// <param name="inbound">Takes what they publish; each is a producer of its own.</param>
/// <param name="clock">The engine's.</param>
/// <param name="telemetry">Takes how long decoding takes, and what each feed has seen.</param>
/// <param name="say">Takes a line for the operator.</param>
internal sealed class FeedFactory(
    EngineConfiguration configuration,
    RingBuffer<EngineEvent> inbound,
    IClock clock,
    TelemetryWriter telemetry,
    Action<string> say)
{
    private readonly LatencyHistogram _decode = telemetry.Histogram(LatencyKind.Decode);
    private readonly Lock _decodeLock = new();

    /// <summary>One for each configured feed.</summary>
    /// <exception cref="EngineStartException">See <see cref="GatewayMarketData"/>.</exception>
    public FeedSet CreateAll()
    {
        var feeds = new List<EngineFeed>();
        try
        {
            foreach (FeedConfiguration feed in configuration.Feeds)
            {
                feeds.Add(Create(feed));
                foreach (int index in feed.InstrumentIndexes)
                    telemetry.NameFeed(index, feed.Name);
            }

            return new FeedSet(feeds, telemetry);
        }
        catch
        {
            feeds.ForEach(feed => feed.Dispose());
            throw;
        }
    }

    private EngineFeed Create(FeedConfiguration feed) =>
        feed.Fix is null ? CreateWebSocket(feed) : GatewayMarketData.Create(configuration, feed, say);

    private EngineFeed CreateWebSocket(FeedConfiguration feed)
    {
        FeedOptions options = feed.ToOptions();
        VenueFactory venue = VenueCatalog.FindOrThrow(
            feed.VenueName, new FeedSymbols(configuration.Instruments, feed.InstrumentIndexes));
        var seams = new FeedSeams(
            new RingSink(inbound),
            clock,
            TimeProvider.System,
            Random.Shared.NextDouble,
            fault => say($"feed {feed.Name}: {fault.Kind}, count={fault.Count}: {fault.Detail}"))
        {
            OnDecoded = RecordDecode,
            DecodeSampleEvery = configuration.TelemetrySampleEvery,
        };
        if (configuration.Threads.PollsFeed)
        {
            var polled = new PolledFeed(options, venue, seams);
            return new EngineFeed(feed.Name, polled, () => TallyOf(polled.Counters))
            {
                RunAsync = polled.RunAsync,
                Polled = polled,
            };
        }

        var live = new LiveFeed(options, venue, seams);
        return new EngineFeed(feed.Name, live, () => TallyOf(live.Counters)) { RunAsync = live.RunAsync };
    }

    // A histogram has one writer at a time, and the thread pool may run two feeds at once. Frames are sampled, and
    // where one thread polls all feeds the lock is never contended.
    private void RecordDecode(long decodeNs)
    {
        lock (_decodeLock)
            _decode.Record(decodeNs);
    }

    private static FeedTally TallyOf(FeedCounters counters) => new(
        counters.FrameCount,
        counters.RefusedCount,
        counters.RefusedCountOf(FrameVerdict.UnknownSymbol),
        counters.GapCount,
        counters.ConnectionCount);
}
