using System;

namespace LowLatencyEngine.Fix;

/// <summary>How an initiator comes back after a connection has ended. Immutable.</summary>
public sealed record ReconnectOptions
{
    /// <summary>Addresses of the venue, best first; one at least. The owner knows what each index stands for.</summary>
    public int AddressCount { get; init; } = 1;

    /// <summary>Wait after all addresses have failed once; doubles with each round that fails.</summary>
    public long DelayNsMin { get; init; } = 100_000_000;

    /// <summary>Longest wait, before jitter.</summary>
    public long DelayNsMax { get; init; } = 30_000_000_000;

    /// <summary>
    /// Part of a wait that is left to chance, 0 to 100: many engines that lost one venue must not all come back in the
    /// same instant.
    /// </summary>
    public int JitterPercent { get; init; } = 20;

    /// <summary>Attempts in one minute, over all addresses; 0 for no bound.</summary>
    public int LogonsPerMinuteMax { get; init; } = 30;

    /// <summary>
    /// Logons in a row that the numbers or the peer refused, after which nothing more is tried until a person has
    /// looked; 0 to go on for ever.
    /// </summary>
    public int RefusedLogonsMax { get; init; } = 10;

    /// <summary>Where the jitter begins; the process's own, so that two engines differ.</summary>
    public ulong JitterSeed { get; init; } = 1;

    /// <exception cref="ArgumentException">A value is out of range.</exception>
    internal void ThrowIfInvalid()
    {
        ThrowIfOutside(AddressCount, 1, 16, nameof(AddressCount));
        ThrowIfOutside(DelayNsMin, 1, long.MaxValue / 4, nameof(DelayNsMin));
        ThrowIfOutside(DelayNsMax, DelayNsMin, long.MaxValue / 4, nameof(DelayNsMax));
        ThrowIfOutside(JitterPercent, 0, 100, nameof(JitterPercent));
        ThrowIfOutside(LogonsPerMinuteMax, 0, 10_000, nameof(LogonsPerMinuteMax));
        ThrowIfOutside(RefusedLogonsMax, 0, 1_000_000, nameof(RefusedLogonsMax));
    }

    private static void ThrowIfOutside(long value, long min, long max, string name)
    {
        if (value < min || value > max)
            throw new ArgumentException($"reconnect option is out of range: {name}={value}; use {min} to {max}");
    }
}
