namespace LowLatencyEngine.Feeds.Json;

/// <summary>Powers of ten that 64 bits hold.</summary>
internal static class PowersOfTen
{
    /// <summary>Greatest exponent.</summary>
    public const int ExponentMax = 18;

    private static readonly ulong[] Powers =
    [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000,
        100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000,
        10_000_000_000_000_000, 100_000_000_000_000_000, 1_000_000_000_000_000_000,
    ];

    /// <summary>Ten to the power of <paramref name="exponent"/>, 0 to <see cref="ExponentMax"/>.</summary>
    public static ulong Of(int exponent) => Powers[exponent];
}
