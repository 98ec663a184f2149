using System;
using System.Collections.Generic;
using LowLatencyEngine.Engine.Configuration;

namespace LowLatencyEngine.Engine.Threads;

/// <summary>
/// Which thread runs on which core, worked out from the cores there are: never more spinning threads than cores,
/// because with one too many everything is twenty times slower. Set-up only.
/// </summary>
/// <param name="Map">What runs where in principle.</param>
/// <param name="HotCore">Core on which the decision thread spins; -1 where it may not spin.</param>
/// <param name="VenueCore">Core on which the venue thread spins; -1 where there is none or it may not spin.</param>
/// <param name="HousekeepingCores">Everything else.</param>
/// <param name="Warnings">What was asked for and cannot be had, one line each.</param>
public sealed record ThreadPlan(
    ThreadMap Map, int HotCore, int VenueCore, int[] HousekeepingCores, IReadOnlyList<string> Warnings)
{
    /// <summary>The decision thread may spin.</summary>
    public bool DecisionSpins => HotCore >= 0;

    /// <summary>The venue thread may spin.</summary>
    public bool VenueSpins => VenueCore >= 0;

    /// <summary>Fits the configured map to the cores that the process was given.</summary>
    public static ThreadPlan Fit(ThreadConfiguration configured, ReadOnlySpan<int> allowedCores)
    {
        var warnings = new List<string>();
        if (allowedCores.Length < 2)
        {
            warnings.Add(
                $"nothing spins: cores={allowedCores.Length}; latency will be that of a sleeping thread, " +
                "give the engine two cores");
            return new ThreadPlan(configured.Map, -1, -1, allowedCores.ToArray(), warnings);
        }

        int hotCore = configured.HotCore;
        if (hotCore >= 0 && !allowedCores.Contains(hotCore))
        {
            warnings.Add($"threads.hotCore={hotCore} is not a core of this process; core {allowedCores[^1]} is used");
            hotCore = -1;
        }

        if (hotCore < 0)
            hotCore = allowedCores[^1];

        int venueCore = -1;
        if (configured.Map == ThreadMap.Duo)
            venueCore = ChooseVenueCore(hotCore, allowedCores, warnings);

        return new ThreadPlan(configured.Map, hotCore, venueCore, Rest(allowedCores, hotCore, venueCore), warnings);
    }

    private static int ChooseVenueCore(int hotCore, ReadOnlySpan<int> allowedCores, List<string> warnings)
    {
        if (allowedCores.Length < 3)
        {
            warnings.Add(
                $"the venue thread backs off instead of spinning: cores={allowedCores.Length}; duo wants three");
            return -1;
        }

        return allowedCores[^1] == hotCore ? allowedCores[^2] : allowedCores[^1];
    }

    private static int[] Rest(ReadOnlySpan<int> allowedCores, int hotCore, int venueCore)
    {
        var rest = new List<int>();
        foreach (int core in allowedCores)
        {
            if (core != hotCore && core != venueCore)
                rest.Add(core);
        }

        return [.. rest];
    }
}
