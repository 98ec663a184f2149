namespace LowLatencyEngine.Feeds.Kraken;

/// <summary>Makes the protocol of Kraken's spot market. Set-up only.</summary>
public static class KrakenVenue
{
    /// <summary>The protocol with the channels asked for.</summary>
    /// <exception cref="System.ArgumentException">Kraken has no such book or version.</exception>
    public static VenueFactory Of(FeedSymbols symbols, KrakenChannels channels)
    {
        channels.ValidateOrThrow();
        return (counters, faults) => new KrakenProtocol(symbols, channels, counters, faults);
    }
}
