using System.Runtime.InteropServices;

namespace LowLatencyEngine.Ring;

/// <summary>
/// Keeps the pages of the process in memory (mlockall(2)), so that no hot thread waits for the disk. Set-up only.
/// </summary>
public static class MemoryLock
{
    /// <summary>
    /// Locks all pages that are mapped now; call it after the rings and journals are there. False, with
    /// <paramref name="reason"/> and remedy, where the kernel refuses; the process then goes on unlocked.
    /// </summary>
    public static bool TryLockAll(out string reason)
    {
        if (!LibC.IsLinux64)
        {
            reason = "memory is locked on 64-bit Linux only; run without it";
            return false;
        }

        bool isLocked = LibC.LockAllMemory(LibC.MclCurrent) == 0;
        reason = isLocked ? string.Empty : Explain(Marshal.GetLastPInvokeError());
        return isLocked;
    }

    /// <summary>Undoes the lock; the pages stay where they are until somebody needs the room.</summary>
    public static bool TryUnlockAll() => LibC.IsLinux64 && LibC.UnlockAllMemory() == 0;

    /// <summary>The reason for an error number of mlockall.</summary>
    internal static string Explain(int errno) => errno switch
    {
        LibC.ErrnoPermission =>
            "process may not lock memory: errno=1 (EPERM); grant CAP_IPC_LOCK or set systemd LimitMEMLOCK=infinity",
        LibC.ErrnoNoMemory =>
            "locked memory limit is too low: errno=12 (ENOMEM); grant CAP_IPC_LOCK or set LimitMEMLOCK=infinity " +
            "(systemd), ulimit -l unlimited (shell)",
        LibC.ErrnoAgain =>
            "some pages could not be locked: errno=11 (EAGAIN); free memory or make the rings smaller",
        _ => $"mlockall failed: errno={errno} ({Marshal.GetPInvokeErrorMessage(errno)})",
    };
}
