using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LowLatencyEngine.Engine.Telemetry;
using LowLatencyEngine.Feeds.Polled;
using LowLatencyEngine.Venues.MarketData;

namespace LowLatencyEngine.Engine.Threads;

/// <summary>
/// Every market data feed of an engine. They know nothing of each other: each publishes into the inbound ring by itself
/// and tells only of its own instruments. Set-up and stop only, but for <see cref="Publish"/>.
/// </summary>
internal sealed class FeedSet : IDisposable
{
    private readonly EngineFeed[] _feeds;
    private readonly TelemetryLane[] _lanes;

    public FeedSet(IReadOnlyList<EngineFeed> feeds, TelemetryWriter telemetry)
    {
        _feeds = [.. feeds];
        _lanes = [.. feeds.Select(feed => telemetry.OpenFeedLane(feed.Name))];
        Polled = [.. feeds.Select(feed => feed.Polled).OfType<PolledFeed>()];
        Fix = [.. feeds.Select(feed => feed.Fix).OfType<FixMarketDataFeed>()];
    }

    /// <summary>For the hot thread that polls WebSockets, in the order of the configuration.</summary>
    public PolledFeed[] Polled { get; }

    /// <summary>For the hot thread that polls FIX sessions, in the order of the configuration.</summary>
    public FixMarketDataFeed[] Fix { get; }

    /// <summary>Starts what the thread pool does for each; completes when all have ended.</summary>
    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_feeds.Select(feed => Task.Run(() => feed.RunAsync(cancellationToken), CancellationToken.None)));

    /// <summary>Refreshes the telemetry of each. One thread at a time.</summary>
    public void Publish()
    {
        for (int i = 0; i < _feeds.Length; i++)
        {
            FeedTally tally = _feeds[i].Tally();
            TelemetryLane lane = _lanes[i];
            lane.Set(Counter.FeedFrames, tally.FrameCount);
            lane.Set(Counter.FeedMalformed, tally.RefusedCount);
            lane.Set(Counter.FeedUnknownSymbols, tally.UnknownSymbolCount);
            lane.Set(Counter.FeedGaps, tally.GapCount);
            lane.Set(Counter.FeedConnects, tally.ConnectCount);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (EngineFeed feed in _feeds)
            feed.Dispose();
    }
}
