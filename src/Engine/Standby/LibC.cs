using System.Runtime.InteropServices;

namespace LowLatencyEngine.Engine.Standby;

/// <summary>
/// The calls of Linux that .NET does not offer: the framework's file streams lock files whether asked to or not, and
/// its processes cannot be asked to end. Constants are those of 64-bit Linux (man 2 of each call).
/// </summary>
internal static partial class LibC
{
    public const int OpenReadWriteCloseOnExec = 0x8_0002;
    public const int LockExclusiveNonBlocking = 6;
    public const int SignalKill = 9;
    public const int SignalTerminate = 15;
    public const int OpenProcessCall = 434; // pidfd_open, Linux 5.3: the same number on x64 and arm64.
    public const short PollReadable = 1;    // Of a process: it has ended.

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "flock")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Lock(int descriptor, int operation);

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Signal(int processId, int signal);

    [LibraryImport("libc", EntryPoint = "syscall")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint SystemCall(nint number, nint first, nint second);

    [LibraryImport("libc", EntryPoint = "poll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Poll(ref PollFile files, nuint fileCount, int timeoutMs);

    /// <summary>struct pollfd.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct PollFile
    {
        public int Descriptor;
        public short Events;
        public short ReturnedEvents;
    }
}
