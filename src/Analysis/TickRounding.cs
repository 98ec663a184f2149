using System;
using System.Diagnostics;

namespace LowLatencyEngine.Analysis;

/// <summary>
/// The one way from a statistic in ticks to a price, each with its rounding in its name. A buyer floors and a seller
/// ceils: rounding never makes a price more aggressive than it was meant. Values beyond 64 bits saturate. Any thread;
/// allocates nothing.
/// </summary>
public static class TickRounding
{
    /// <summary>Largest tick that is not above <paramref name="ticks"/>, which must be finite.</summary>
    public static long FloorToTick(double ticks)
    {
        Debug.Assert(double.IsFinite(ticks));
        return (long)Math.Floor(ticks);
    }

    /// <summary>Smallest tick that is not below <paramref name="ticks"/>, which must be finite.</summary>
    public static long CeilToTick(double ticks)
    {
        Debug.Assert(double.IsFinite(ticks));
        return (long)Math.Ceiling(ticks);
    }
}
