namespace LowLatencyEngine.Feeds.Binance;

/// <summary>Makes the protocol of a Binance market. Set-up only.</summary>
public static class BinanceVenue
{
    /// <summary>Depth events that wait for a snapshot, per instrument, unless said otherwise.</summary>
    public const int HeldEventsDefault = 4_096;

    /// <summary>A spot market's protocol with the streams that come by default.</summary>
    public static VenueFactory Spot(FeedSymbols symbols, int heldEventsMax = HeldEventsDefault) =>
        Of(symbols, new BinanceStreams { Market = BinanceMarket.Spot, SnapshotLevelCount = 5_000 }, heldEventsMax);

    /// <summary>Any market's protocol.</summary>
    /// <exception cref="System.ArgumentException">The market has no such stream or snapshot.</exception>
    public static VenueFactory Of(
        FeedSymbols symbols, BinanceStreams streams, int heldEventsMax = HeldEventsDefault)
    {
        streams.ValidateOrThrow();
        return (counters, faults) => new BinanceProtocol(symbols, streams, heldEventsMax, counters, faults);
    }
}
