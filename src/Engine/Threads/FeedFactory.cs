using System;
using System.Threading;
using System.Threading.Tasks;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Telemetry;
using LowLatencyEngine.Feeds;
using LowLatencyEngine.Feeds.Live;
using LowLatencyEngine.Feeds.Polled;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Engine.Threads;

/// <summary>Makes the market data feed, polled by a hot thread or run by the thread pool. Set-up only.</summary>
internal static class FeedFactory
{
    /// <summary>Null where market data comes over FIX: <see cref="GatewayMarketData"/> makes that feed.</summary>
    public static EngineFeed? Create(
        EngineConfiguration configuration,
        IEventSink sink,
        IClock clock,
        TelemetryWriter telemetry,
        Action<string> say)
    {
        if (configuration.Feed.Fix is not null)
            return null;

        FeedOptions options = configuration.Feed.ToOptions();
        VenueFactory venue = VenueCatalog.FindOrThrow(
            configuration.Feed.VenueName, new FeedSymbols(configuration.Instruments));
        var seams = new FeedSeams(
            sink,
            clock,
            TimeProvider.System,
            Random.Shared.NextDouble,
            fault => say($"feed: {fault.Kind}, count={fault.Count}: {fault.Detail}"))
        {
            OnDecoded = telemetry.Histogram(LatencyKind.Decode).Record,
            DecodeSampleEvery = configuration.TelemetrySampleEvery,
        };
        if (configuration.Threads.PollsFeed)
        {
            var polled = new PolledFeed(options, venue, seams);
            return new EngineFeed(polled, polled.Counters, polled.RunAsync, polled);
        }

        var feed = new LiveFeed(options, venue, seams);
        return new EngineFeed(feed, feed.Counters, feed.RunAsync, Polled: null);
    }
}

/// <summary>A feed, whoever reads its socket.</summary>
/// <param name="Owner">What is disposed at the end.</param>
/// <param name="Counters">What it has seen; any thread.</param>
/// <param name="RunAsync">What the thread pool has to do for it until it is cancelled.</param>
/// <param name="Polled">For the hot thread that polls it; null where the pool reads.</param>
internal sealed record EngineFeed(
    IDisposable Owner, FeedCounters Counters, Func<CancellationToken, Task> RunAsync, PolledFeed? Polled)
    : IDisposable
{
    public void Dispose() => Owner.Dispose();
}
