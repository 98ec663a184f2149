namespace LowLatencyEngine.Venues.Simulated.MarketData;

/// <summary>Where and for whom the simulated venue serves market data over FIX.</summary>
public sealed record QuoteOptions
{
    /// <summary>On 127.0.0.1; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>SenderCompID(49) of the venue.</summary>
    public string VenueCompId { get; init; } = "SIM";

    /// <summary>SenderCompID(49) of the one client.</summary>
    public string ClientCompId { get; init; } = "LLE";
}
