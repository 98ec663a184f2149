namespace LowLatencyEngine.Feeds.Bybit;

/// <summary>Makes the protocol of a Bybit market. Set-up only.</summary>
public static class BybitVenue
{
    /// <summary>A market's protocol.</summary>
    /// <exception cref="System.ArgumentException">The venue has no such depth.</exception>
    public static VenueFactory Of(FeedSymbols symbols, BybitStreams streams)
    {
        streams.ValidateOrThrow();
        return (counters, faults) => new BybitProtocol(symbols, streams, counters, faults);
    }
}
