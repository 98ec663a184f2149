namespace LowLatencyEngine.Ring;

/// <summary>
/// Processor time of the current thread (CLOCK_THREAD_CPUTIME_ID), which leaves out the time the thread was not on a
/// core.
/// </summary>
public static unsafe class ThreadCpuTime
{
    /// <summary>
    /// Nanoseconds of processor time the current thread has used, user and system; -1 where the system cannot tell. A
    /// system call, some 200-300 ns: not for every event. Allocates nothing.
    /// </summary>
    public static long NowNs
    {
        get
        {
            TimeSpec time;
            return LibC.IsLinux64 && LibC.GetTime(LibC.ClockThreadCpuTime, &time) == 0 ? time.ToNs() : -1;
        }
    }
}
