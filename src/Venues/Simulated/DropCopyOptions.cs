namespace LowLatencyEngine.Venues.Simulated;

/// <summary>The session on which the simulated venue copies executions.</summary>
public sealed record DropCopyOptions
{
    /// <summary>On 127.0.0.1; 0 for any.</summary>
    public int Port { get; init; }

    /// <summary>SenderCompID(49) of the venue there.</summary>
    public string VenueCompId { get; init; } = "SIMDC";

    /// <summary>SenderCompID(49) of the one client there.</summary>
    public string ClientCompId { get; init; } = "LLEDC";
}
