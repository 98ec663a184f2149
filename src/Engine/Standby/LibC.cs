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

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "flock")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Lock(int descriptor, int operation);

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Signal(int processId, int signal);
}
