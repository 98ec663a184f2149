using System.Globalization;
using System.IO;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Ring;

namespace LowLatencyEngine.Engine.Threads;

/// <summary>Keeps everything that is not hot off the hot cores. Set-up only.</summary>
public static class Housekeeping
{
    /// <summary>
    /// For processes beside an engine on the same machine: they keep off the core that an engine chooses by default.
    /// Not before starting an engine, which would inherit it.
    /// </summary>
    public static void KeepOffHotCore() => ConfineProcess(
        ThreadPlan.Fit(new ThreadConfiguration(ThreadMap.Inline, HotCore: -1, 1_024), CpuAffinity.AllowedCores));

    /// <summary>
    /// Confines every thread the process has and will have; hot threads then pin themselves out. The runtime's own
    /// threads (compiler, finalizer) are among them.
    /// </summary>
    public static void ConfineProcess(ThreadPlan plan)
    {
        if (!plan.DecisionSpins)
            return;

        CpuAffinity.TryConfineNewThreads(plan.HousekeepingCores);
        foreach (string task in Directory.EnumerateDirectories("/proc/self/task"))
        {
            if (int.TryParse(Path.GetFileName(task), NumberStyles.None, CultureInfo.InvariantCulture, out int threadId))
                CpuAffinity.TryConfineThread(threadId, plan.HousekeepingCores);
        }
    }
}
