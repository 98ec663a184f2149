using System;

namespace LowLatencyEngine.Venues.Simulated;

/// <summary>
/// Seeded random numbers that are the same on every machine and in every version of the runtime: SplitMix64. Not for
/// secrets. Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014.
/// </summary>
internal struct SyntheticRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>0 to <paramref name="limit"/> - 1.</summary>
    public long Below(long limit) => (long)Math.BigMul(NextBits(), (ulong)limit, out _);

    /// <summary>True once in <paramref name="n"/> on average.</summary>
    public bool OneIn(long n) => Below(n) == 0;

    /// <summary>
    /// About normal, with mean 0 and the given standard deviation in thousandths: the sum of twelve uniform numbers.
    /// </summary>
    public long Normal(long sigmaMilli)
    {
        long sum = 0;
        for (int i = 0; i < 12; i++)
            sum += Below(2_001) - 1_000;

        // Each uniform number has variance 1000 * 1001 / 3; twelve of them have a deviation of about 2,001.
        return sum * sigmaMilli / 2_001;
    }

    private ulong NextBits()
    {
        _state += 0x9E3779B97F4A7C15;
        ulong z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
