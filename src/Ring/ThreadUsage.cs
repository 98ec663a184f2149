namespace LowLatencyEngine.Ring;

/// <summary>What the kernel counted for one thread since it began (getrusage(2), RUSAGE_THREAD).</summary>
/// <param name="VoluntarySwitchCount">Context switches because the thread waited.</param>
/// <param name="InvoluntarySwitchCount">
/// Context switches because another thread took the core: 0 on a core of one's own.
/// </param>
/// <param name="MinorFaultCount">Page faults served from memory.</param>
/// <param name="MajorFaultCount">Page faults that waited for the disk.</param>
public readonly record struct ThreadUsage(
    long VoluntarySwitchCount,
    long InvoluntarySwitchCount,
    long MinorFaultCount,
    long MajorFaultCount)
{
    /// <summary>
    /// Figures of the current thread; false where the system cannot tell. A system call of less than a microsecond;
    /// allocates nothing.
    /// </summary>
    public static unsafe bool TryReadCurrentThread(out ThreadUsage usage)
    {
        ResourceUsage raw;
        usage = default;
        if (!LibC.IsLinux64 || LibC.GetUsage(LibC.RusageThread, &raw) != 0)
            return false;

        usage = new ThreadUsage(
            raw.VoluntarySwitchCount,
            raw.InvoluntarySwitchCount,
            raw.MinorFaultCount,
            raw.MajorFaultCount);
        return true;
    }

    /// <summary>What was counted since <paramref name="earlier"/>.</summary>
    public ThreadUsage Since(in ThreadUsage earlier) => new(
        VoluntarySwitchCount - earlier.VoluntarySwitchCount,
        InvoluntarySwitchCount - earlier.InvoluntarySwitchCount,
        MinorFaultCount - earlier.MinorFaultCount,
        MajorFaultCount - earlier.MajorFaultCount);
}
