using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Venues.MarketData;

namespace LowLatencyEngine.Engine.Threads;

/// <summary>Makes the session that market data comes over, where it is FIX. Set-up only.</summary>
internal static class GatewayMarketData
{
    /// <summary>Null where market data comes over WebSocket.</summary>
    /// <param name="configuration">The engine's.</param>
    /// <param name="tap">Sees every message; null for nobody.</param>
    /// <exception cref="EngineStartException">The venue's name has no address, or a secret cannot be read.</exception>
    public static FixMarketDataFeed? Create(EngineConfiguration configuration, IFixMessageTap? tap)
    {
        if (configuration.Feed.Fix is not { } venue)
            return null;

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
                IsTopOnly = configuration.Feed.IsTopOnly,
                StaleAfterNs = configuration.Feed.StaleAfterNs,
            },
            configuration.Instruments,
            new FixSession(session, new MemorySequenceStore()));
    }
}
