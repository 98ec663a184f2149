using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace LowLatencyEngine.Engine.Standby;

/// <summary>
/// The process that writes a journal on this machine, found by the folder's lock, which the kernel drops only with the
/// process. Set-up code; needs the same user and the same process ids as the engine.
/// </summary>
internal static class JournalHolder
{
    private const string LockFileName = "journal.lock";
    private const int ProcessIdSizeBytes = 20;
    private const int LookMs = 20;

    /// <summary>Longest that an engine may take to cancel its orders and stop clean; a kill follows.</summary>
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan KillPatience = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Returns when no process writes the journal: the one that did was asked to stop clean, and killed where it did
    /// not. What it had journaled is in the files either way.
    /// </summary>
    /// <exception cref="IOException">It cannot be ended.</exception>
    public static void End(string folder, Action<string> say)
    {
        if (!IsHeld(folder, out int processId))
            return;

        say($"the old primary is told to stop: processId={processId}");
        _ = LibC.Signal(processId, LibC.SignalTerminate);
        if (WaitUntilFree(folder, StopPatience))
            return;

        if (IsHeld(folder, out processId))
        {
            say($"the old primary did not stop and is killed: processId={processId}, patience={StopPatience}");
            _ = LibC.Signal(processId, LibC.SignalKill);
        }

        if (!WaitUntilFree(folder, KillPatience))
        {
            throw new IOException(
                $"the old primary cannot be ended: folder={folder}, processId={processId}; " +
                "end it by hand, then repeat");
        }
    }

    /// <summary>Waits until no process writes the journal; false after <paramref name="patience"/>.</summary>
    public static bool WaitUntilFree(string folder, TimeSpan patience)
    {
        var watch = Stopwatch.StartNew();
        while (IsHeld(folder, out int processId))
        {
            if (watch.Elapsed > patience)
                return false;

            WaitForEnd(processId);
        }

        return true;
    }

    // Returns at once when the process ends; after a moment too, because it may give the lock back and live on. The
    // kernel ignores a descriptor below 0, so that only the moment is left where the process cannot be watched.
    private static void WaitForEnd(int processId)
    {
        using var process = new SafeFileHandle(
            LibC.SystemCall(LibC.OpenProcessCall, processId, 0), ownsHandle: true);
        var look = new LibC.PollFile
        {
            Descriptor = (int)process.DangerousGetHandle(),
            Events = LibC.PollReadable,
        };
        _ = LibC.Poll(ref look, 1, LookMs);
    }

    private static bool IsHeld(string folder, out int processId)
    {
        processId = 0;
        string path = Path.Combine(folder, LockFileName);
        using var handle = new SafeFileHandle(LibC.Open(path, LibC.OpenReadWriteCloseOnExec), ownsHandle: true);
        if (handle.IsInvalid)
        {
            return File.Exists(path)
                ? throw new IOException(
                    $"the journal's lock cannot be opened: file={path}; run it as the engine's user")
                : false;
        }

        int descriptor = (int)handle.DangerousGetHandle();
        if (LibC.Lock(descriptor, LibC.LockExclusiveNonBlocking) == 0)
            return false;

        Span<byte> text = stackalloc byte[ProcessIdSizeBytes];
        int length = RandomAccess.Read(handle, text, fileOffset: 0);
        return int.TryParse(Encoding.ASCII.GetString(text[..length]), CultureInfo.InvariantCulture, out processId)
            ? true
            : throw new IOException($"the journal's lock names no process: file={path}; end the engine by hand");
    }
}
