namespace LowLatencyEngine.Venues.Gateway;

/// <summary>How often and how hard a lost session is tried again. Immutable.</summary>
public sealed record ReconnectRules
{
    /// <summary>Wait after the first round over all addresses; doubles with each round that fails.</summary>
    public long DelayNsMin { get; init; } = 100_000_000;

    /// <summary>Longest wait between two attempts, and the wait after a logon that the venue refused.</summary>
    public long DelayNsMax { get; init; } = 5_000_000_000;

    /// <summary>
    /// Each wait is shortened by chance, by up to this part of it: clients that lost the venue together do not come
    /// back together. 0 to 100.
    /// </summary>
    public int JitterPercent { get; init; }

    /// <summary>Where the chance starts.</summary>
    public ulong JitterSeed { get; init; }

    /// <summary>
    /// Attempts in any minute: venues lock accounts that log on too often. 0 for no bound.
    /// </summary>
    public int AttemptsPerMinuteMax { get; init; } = 60;
}
