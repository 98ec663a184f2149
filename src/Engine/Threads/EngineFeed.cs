using System;
using System.Threading;
using System.Threading.Tasks;
using LowLatencyEngine.Feeds.Polled;
using LowLatencyEngine.Venues.MarketData;

namespace LowLatencyEngine.Engine.Threads;

/// <summary>One market data feed, whoever reads its socket.</summary>
/// <param name="Name">As configured.</param>
/// <param name="Owner">What is disposed at the end.</param>
/// <param name="Tally">What it has seen; any thread.</param>
internal sealed record EngineFeed(string Name, IDisposable Owner, Func<FeedTally> Tally) : IDisposable
{
    /// <summary>What the thread pool has to do for it until it is cancelled.</summary>
    public Func<CancellationToken, Task> RunAsync { get; init; } = _ => Task.CompletedTask;

    /// <summary>For the hot thread that polls its WebSocket; null where the pool reads or there is none.</summary>
    public PolledFeed? Polled { get; init; }

    /// <summary>For the hot thread that polls its FIX session; null over WebSocket.</summary>
    public FixMarketDataFeed? Fix { get; init; }

    /// <summary>Tells how a FIX session's connections ended; null over WebSocket.</summary>
    public GatewayWatch? Watch { get; init; }

    public void Dispose()
    {
        Owner.Dispose();
        Watch?.Dispose(); // Behind the session: what it said last is written down.
    }
}

/// <summary>What one feed has seen since the engine started.</summary>
/// <param name="FrameCount">Messages received, refused ones included.</param>
/// <param name="RefusedCount">Messages or entries that could not be used.</param>
/// <param name="UnknownSymbolCount">Those of them that were of no instrument of the feed.</param>
/// <param name="GapCount">Times that something was missing.</param>
/// <param name="ConnectCount">Connections made, or over FIX begun.</param>
internal readonly record struct FeedTally(
    long FrameCount, long RefusedCount, long UnknownSymbolCount, long GapCount, long ConnectCount);
