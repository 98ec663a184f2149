using System.Runtime.InteropServices;

namespace LowLatencyEngine.Ring;

/// <summary>
/// The calls of Linux that .NET does not offer. Constants and layouts are those of the 64-bit Linux ABI (man 2 of each
/// call). Callers ask <see cref="IsLinux64"/> first.
/// </summary>
internal static unsafe partial class LibC
{
    public const int MadvHugePage = 14;
    public const int MclCurrent = 1;
    public const int ClockThreadCpuTime = 3;
    public const int RusageThread = 1;
    public const int SetTimerSlack = 29;

    public const int ErrnoPermission = 1;
    public const int ErrnoNoSuchProcess = 3;
    public const int ErrnoAgain = 11;
    public const int ErrnoNoMemory = 12;
    public const int ErrnoInvalid = 22;

    public const int FutexWaitPrivate = 128;
    public const int FutexWakePrivate = 129;

    /// <summary>Number of the futex system call, or -1 where this project does not know it.</summary>
    public static readonly long FutexCallNumber = RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 202,
        Architecture.Arm64 => 98,
        _ => -1,
    };

    /// <summary>True where the constants above hold.</summary>
    public static readonly bool IsLinux64 = System.OperatingSystem.IsLinux() && sizeof(nint) == sizeof(long);

    [LibraryImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Advise(void* address, nuint sizeBytes, int advice);

    [LibraryImport("libc", EntryPoint = "mlockall", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int LockAllMemory(int flags);

    [LibraryImport("libc", EntryPoint = "munlockall", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int UnlockAllMemory();

    [LibraryImport("libc", EntryPoint = "nanosleep")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int NanoSleep(TimeSpec* duration, TimeSpec* remaining);

    [LibraryImport("libc", EntryPoint = "prctl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int ControlThread(int option, nuint value, nuint unused3, nuint unused4, nuint unused5);

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int GetTime(int clock, TimeSpec* time);

    [LibraryImport("libc", EntryPoint = "getrusage")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int GetUsage(int who, ResourceUsage* usage);

    [LibraryImport("libc", EntryPoint = "sched_setaffinity", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int SetAffinity(int threadId, nuint sizeBytes, ulong* mask);

    [LibraryImport("libc", EntryPoint = "sched_getaffinity", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int GetAffinity(int threadId, nuint sizeBytes, ulong* mask);

    [LibraryImport("libc", EntryPoint = "sched_getcpu")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int GetCurrentCore();

    [LibraryImport("libc", EntryPoint = "gettid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int GetThreadId();

    [LibraryImport("libc", EntryPoint = "syscall")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial long Futex(long callNumber, int* word, int operation, int value, TimeSpec* timeout);
}

/// <summary>struct timespec.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TimeSpec
{
    private const long NsPerSecond = 1_000_000_000;

    public long Seconds;
    public long Nanoseconds;

    public static TimeSpec FromNs(long durationNs) =>
        new() { Seconds = durationNs / NsPerSecond, Nanoseconds = durationNs % NsPerSecond };

    public readonly long ToNs() => Seconds * NsPerSecond + Nanoseconds;
}

/// <summary>struct rusage; only the fields that Linux fills in for a thread and this project reads.</summary>
[StructLayout(LayoutKind.Explicit, Size = 144)]
internal struct ResourceUsage
{
    [FieldOffset(64)] public long MinorFaultCount;
    [FieldOffset(72)] public long MajorFaultCount;
    [FieldOffset(128)] public long VoluntarySwitchCount;
    [FieldOffset(136)] public long InvoluntarySwitchCount;
}
