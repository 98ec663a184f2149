using System;
using System.Collections.Generic;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Ring;

namespace LowLatencyEngine.Engine.Threads;

/// <summary>
/// Which thread runs on which core, worked out from the cores there are: never more spinning threads than cores,
/// because with one too many everything is twenty times slower. Set-up only.
/// </summary>
/// <remarks>
/// One core is left to housekeeping; the others go to the decision thread first, then to the feed's, then to the
/// venue's. Who gets none backs off: it runs on the housekeeping cores and sleeps up to 50 us when nothing comes.
/// </remarks>
/// <param name="Map">What runs where in principle.</param>
/// <param name="HotCore">Core on which the decision thread spins; -1 where it may not spin.</param>
/// <param name="VenueCore">Core on which the venue thread spins; -1 where there is none or it may not spin.</param>
/// <param name="HousekeepingCores">Everything else.</param>
/// <param name="Warnings">What was asked for and cannot be had, one line each.</param>
public sealed record ThreadPlan(
    ThreadMap Map, int HotCore, int VenueCore, int[] HousekeepingCores, IReadOnlyList<string> Warnings)
{
    /// <summary>Core on which the feed thread spins; -1 where there is none or it may not spin.</summary>
    public int FeedCore { get; init; } = -1;

    /// <summary>The decision thread may spin.</summary>
    public bool DecisionSpins => HotCore >= 0;

    /// <summary>The venue thread may spin.</summary>
    public bool VenueSpins => VenueCore >= 0;

    /// <summary>The feed thread may spin.</summary>
    public bool FeedSpins => FeedCore >= 0;

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

        var free = new List<int>(allowedCores.ToArray());
        int hotCore = ChooseHotCore(configured.HotCore, free, warnings);
        int feedCore = configured.Map == ThreadMap.Spread ? Choose("feed", configured.Map, free, warnings) : -1;
        int venueCore = configured.Map != ThreadMap.Inline ? Choose("venue", configured.Map, free, warnings) : -1;
        return new ThreadPlan(configured.Map, hotCore, venueCore, [.. free], warnings) { FeedCore = feedCore };
    }

    /// <summary>The plan in one line, for an operator.</summary>
    public override string ToString()
    {
        string text = $"map={Map.ToString().ToLowerInvariant()}, decision={Describe(HotCore)}";
        if (Map == ThreadMap.Spread)
            text += $", feed={Describe(FeedCore)}";

        if (Map != ThreadMap.Inline)
            text += $", venue={Describe(VenueCore)}";

        return $"{text}, housekeeping={CpuAffinity.Describe(HousekeepingCores)}";
    }

    private static string Describe(int core) => core >= 0 ? $"spins on core {core}" : "backs off";

    private static int ChooseHotCore(int configured, List<int> free, List<string> warnings)
    {
        int core = free.Contains(configured) ? configured : free[^1];
        if (configured >= 0 && core != configured)
            warnings.Add($"threads.hotCore={configured} is not a core of this process; core {core} is used");

        free.Remove(core);
        return core;
    }

    /// <summary>The last of the free cores, unless it is the only one left for housekeeping.</summary>
    private static int Choose(string thread, ThreadMap map, List<int> free, List<string> warnings)
    {
        if (free.Count < 2)
        {
            string wants = map == ThreadMap.Duo ? "duo wants three" : "spread wants four";
            warnings.Add($"the {thread} thread backs off instead of spinning: freeCores={free.Count}; {wants} cores");
            return -1;
        }

        int core = free[^1];
        free.RemoveAt(free.Count - 1);
        return core;
    }
}
