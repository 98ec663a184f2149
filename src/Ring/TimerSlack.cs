namespace LowLatencyEngine.Ring;

/// <summary>
/// How much later than asked the kernel may wake a sleeping thread, to wake several at once (prctl(2),
/// PR_SET_TIMERSLACK): 50 us by default, which is ten times the first sleep of a thread that polls sockets.
/// </summary>
public static class TimerSlack
{
    private const nuint LeastNs = 1; // 0 would mean the default.

    /// <summary>
    /// Lets the calling thread's sleeps end when they should. Costs wake-ups that are not shared with others. Set-up.
    /// </summary>
    /// <returns>False where the system has no such thing; sleeps are then longer, nothing else.</returns>
    public static bool TryRemoveForCurrentThread() =>
        LibC.IsLinux64 && LibC.ControlThread(LibC.SetTimerSlack, LeastNs, 0, 0, 0) == 0;
}
