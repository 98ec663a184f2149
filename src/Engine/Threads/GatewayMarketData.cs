using System;
using System.Diagnostics;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Venues.MarketData;

namespace LowLatencyEngine.Engine.Threads;

/// <summary>Makes a session that market data comes over, where it is FIX. Set-up only.</summary>
internal static class GatewayMarketData
{
    private const string LogName = "fix-quotes";

    /// <param name="configuration">The engine's.</param>
    /// <param name="feed">One of its feeds, over FIX.</param>
    /// <param name="say">Takes a line for the operator.</param>
    /// <exception cref="EngineStartException">The venue's name has no address, or a secret cannot be read.</exception>
    public static EngineFeed Create(EngineConfiguration configuration, FeedConfiguration feed, Action<string> say)
    {
        Debug.Assert(feed.Fix is not null);
        bool isOnly = configuration.Feeds.Count == 1;
        GatewayMessageLog? log = feed.Fix.LogsMessages
            ? new GatewayMessageLog(
                configuration.Journal.Folder, isOnly ? LogName : $"{LogName}-{feed.Name}", new(), say)
            : null;
        try
        {
            FixMarketDataFeed fix = Create(configuration, feed, feed.Fix, log);
            return new EngineFeed(feed.Name, fix, () => TallyOf(fix))
            {
                Fix = fix,
                Watch = new GatewayWatch($"feed {feed.Name}", () => fix.LastFault, log, say),
            };
        }
        catch
        {
            log?.Dispose();
            throw;
        }
    }

    private static FixMarketDataFeed Create(
        EngineConfiguration configuration, FeedConfiguration feed, VenueConfiguration venue, IFixMessageTap? tap)
    {
        // Numbers begin anew with each logon: market data that was missed is asked for anew, never resent.
        FixSessionOptions session = GatewayFactory.SessionOptions(venue, venue.Dialect.MarketDataSubId) with
        {
            ResetOnLogon = true,
            MessageSizeBytesMax = FixMarketDataOptions.MessageSizeBytesMax,
            Tap = tap,
        };
        return new FixMarketDataFeed(
            new FixMarketDataOptions
            {
                EndPoints = GatewayFactory.Resolve(venue),
                Tls = VenueSecrets.ReadTls(venue.Tls),
                Reconnect = GatewayFactory.Rules(venue),
                SymbolsAreIds = venue.Dialect.SymbolsAreIds,
                InstrumentIndexes = feed.InstrumentIndexes,
                IsTopOnly = feed.IsTopOnly,
                StaleAfterNs = feed.StaleAfterNs,
            },
            configuration.Instruments,
            new FixSession(session, new MemorySequenceStore()));
    }

    private static FeedTally TallyOf(FixMarketDataFeed fix) => new(
        fix.Counters.MessagesReceived,
        fix.EntriesSkipped,
        UnknownSymbolCount: 0,
        fix.Counters.Gaps,
        fix.ConnectAttempts);
}
