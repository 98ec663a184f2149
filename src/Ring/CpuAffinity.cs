using System;
using System.Collections.Generic;
using System.Globalization;
using System.Runtime.InteropServices;

namespace LowLatencyEngine.Ring;

/// <summary>
/// Which cores a thread may run on (sched_setaffinity(2)). Set-up only: allocates. Never throws for what the kernel
/// refuses: says so in the outcome.
/// </summary>
public static unsafe class CpuAffinity
{
    /// <summary>Cores are numbered from 0 to one less than this, as in glibc's cpu_set_t.</summary>
    public const int CoreCountMax = WordCount * BitsPerWord;

    private const int WordCount = 16;
    private const int BitsPerWord = 64;
    private const int CurrentThread = 0;

    private static readonly int[] CoresAtStart = CoresOfCurrentThread();

    /// <summary>
    /// Cores the process was given, ascending: those of the thread that first touches this class, so ask before
    /// anything is confined. All cores where the system cannot tell.
    /// </summary>
    public static ReadOnlySpan<int> AllowedCores => CoresAtStart;

    /// <summary>Core that the current thread is on at this moment; -1 where the system cannot tell.</summary>
    public static int CurrentCore => LibC.IsLinux64 ? LibC.GetCurrentCore() : -1;

    /// <summary>Kernel id of the current thread, its name in /proc/self/task; 0 where the system has none.</summary>
    public static int CurrentThreadId => LibC.IsLinux64 ? LibC.GetThreadId() : CurrentThread;

    /// <summary>Cores the current thread may run on, ascending.</summary>
    public static int[] CoresOfCurrentThread()
    {
        ulong* mask = stackalloc ulong[WordCount];
        if (LibC.IsLinux64 && TryRead(CurrentThread, mask))
            return CoresIn(mask);

        int[] all = new int[Environment.ProcessorCount];
        for (int core = 0; core < all.Length; core++)
            all[core] = core;

        return all;
    }

    /// <summary>
    /// Cores the kernel would grant, ascending: all that are online and in the control group, wherever the process was
    /// started. Found by asking for all and going back at once, so ask before threads are pinned.
    /// </summary>
    public static int[] GrantableCores()
    {
        int[] before = CoresOfCurrentThread();
        int[] all = new int[CoreCountMax];
        for (int core = 0; core < all.Length; core++)
            all[core] = core;

        AffinityOutcome widest = TryConfineCurrentThread(all);
        _ = TryConfineCurrentThread(before);
        return widest.Cores;
    }

    /// <summary>Binds the current thread to one core.</summary>
    public static AffinityOutcome TryPinCurrentThread(int core) => TryConfineThread(CurrentThread, [core]);

    /// <summary>Confines the current thread to <paramref name="cores"/>, within <see cref="GrantableCores"/>.</summary>
    public static AffinityOutcome TryConfineCurrentThread(params ReadOnlySpan<int> cores) =>
        TryConfineThread(CurrentThread, cores);

    /// <summary>
    /// Confines the main thread, and with it every thread that .NET creates from now on: those get the cores of the
    /// main thread, whoever creates them (a test holds the runtime to that). Threads that are there keep theirs. Call
    /// it first of all, with the housekeeping cores; hot threads then pin themselves out.
    /// </summary>
    public static AffinityOutcome TryConfineNewThreads(params ReadOnlySpan<int> cores) =>
        TryConfineThread(Environment.ProcessId, cores);

    /// <summary>
    /// Confines any thread of the process by its kernel id (a name in /proc/self/task; 0 is the current thread): for
    /// those of the runtime, which nobody can call upon to confine themselves.
    /// </summary>
    public static AffinityOutcome TryConfineThread(int threadId, params ReadOnlySpan<int> cores)
    {
        if (!LibC.IsLinux64)
            return Refuse(AffinityVerdict.NotSupported, "threads are bound to cores on 64-bit Linux only; do not pin");

        ulong* mask = stackalloc ulong[WordCount];
        new Span<ulong>(mask, WordCount).Clear();
        foreach (int core in cores)
        {
            if (core is < 0 or >= CoreCountMax)
                return Refuse(AffinityVerdict.NoSuchCore, $"core must be 0 to {CoreCountMax - 1}: core={core}");

            mask[core / BitsPerWord] |= 1UL << (core % BitsPerWord);
        }

        if (LibC.SetAffinity(threadId, WordCount * sizeof(ulong), mask) != 0)
            return Explain(Marshal.GetLastPInvokeError(), threadId, cores);

        return Compare(threadId, new ReadOnlySpan<ulong>(mask, WordCount));
    }

    /// <summary>Cores as people write them: "0-2,5".</summary>
    public static string Describe(ReadOnlySpan<int> ascendingCores)
    {
        var parts = new List<string>();
        for (int first = 0; first < ascendingCores.Length;)
        {
            int last = first;
            while (last + 1 < ascendingCores.Length && ascendingCores[last + 1] == ascendingCores[last] + 1)
                last++;

            parts.Add(first == last
                ? ascendingCores[first].ToString(CultureInfo.InvariantCulture)
                : $"{ascendingCores[first]}-{ascendingCores[last]}");
            first = last + 1;
        }

        return string.Join(',', parts);
    }

    private static AffinityOutcome Compare(int threadId, ReadOnlySpan<ulong> wanted)
    {
        ulong* obtained = stackalloc ulong[WordCount];
        if (!TryRead(threadId, obtained))
            return Refuse(AffinityVerdict.Failed, $"affinity was set but cannot be read back: threadId={threadId}");

        int[] cores = CoresIn(obtained);
        if (wanted.SequenceEqual(new ReadOnlySpan<ulong>(obtained, WordCount)))
            return new AffinityOutcome(AffinityVerdict.Obtained, string.Empty, cores);

        return new AffinityOutcome(
            AffinityVerdict.PartlyObtained,
            $"kernel granted some of the cores: cores={Describe(cores)}; the others are offline or outside the cgroup",
            cores);
    }

    private static AffinityOutcome Explain(int errno, int threadId, ReadOnlySpan<int> cores) => errno switch
    {
        LibC.ErrnoInvalid => Refuse(
            AffinityVerdict.NoSuchCore,
            $"none of the cores can be used: cores={Describe(cores)}; choose among {Describe(AllowedCores)}"),
        LibC.ErrnoPermission => Refuse(
            AffinityVerdict.NotPermitted,
            $"kernel forbids it: threadId={threadId}, cores={Describe(cores)}; allow sched_setaffinity in the sandbox"),
        LibC.ErrnoNoSuchProcess => Refuse(AffinityVerdict.NoSuchThread, $"thread does not exist: threadId={threadId}"),
        _ => Refuse(
            AffinityVerdict.Failed,
            $"affinity was refused: cores={Describe(cores)}, errno={errno} ({Marshal.GetPInvokeErrorMessage(errno)})"),
    };

    private static AffinityOutcome Refuse(AffinityVerdict verdict, string reason) =>
        new(verdict, reason, CoresOfCurrentThread());

    private static bool TryRead(int threadId, ulong* mask)
    {
        new Span<ulong>(mask, WordCount).Clear();
        return LibC.GetAffinity(threadId, WordCount * sizeof(ulong), mask) >= 0;
    }

    private static int[] CoresIn(ulong* mask)
    {
        var cores = new List<int>();
        for (int core = 0; core < CoreCountMax; core++)
        {
            if ((mask[core / BitsPerWord] >> (core % BitsPerWord) & 1) != 0)
                cores.Add(core);
        }

        return [.. cores];
    }
}

/// <summary>How binding a thread went.</summary>
public enum AffinityVerdict : byte
{
    None = 0,

    /// <summary>The thread may run on exactly the cores asked for, read back from the kernel.</summary>
    Obtained = 1,

    /// <summary>On some of them only.</summary>
    PartlyObtained = 2,
    NoSuchCore = 3,
    NotPermitted = 4,
    NoSuchThread = 5,
    NotSupported = 6,
    Failed = 7,
}

/// <summary>Outcome of binding a thread.</summary>
/// <param name="Verdict">How it went.</param>
/// <param name="Reason">Why not, with values and what to do; empty when obtained.</param>
/// <param name="Cores">Where the thread may run now, ascending; after a refusal, where the current thread may.</param>
public sealed record AffinityOutcome(AffinityVerdict Verdict, string Reason, int[] Cores)
{
    /// <summary>True when exactly what was asked for was obtained.</summary>
    public bool IsObtained => Verdict == AffinityVerdict.Obtained;
}
