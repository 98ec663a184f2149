using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using System.Threading;

namespace LowLatencyEngine.Ring;

/// <summary>The two ends of waiting: a hint to the core, and a short sleep.</summary>
internal static unsafe class Parking
{
    private const long NsPerMillisecond = 1_000_000;

    /// <summary>
    /// Tells the core that this is a spin loop: about 40 ns on recent Intel, less elsewhere. The plain instruction
    /// rather than <see cref="Thread.SpinWait"/>, which measures itself to a longer pause.
    /// </summary>
    public static void Pause()
    {
        if (X86Base.IsSupported)
            X86Base.Pause();
        else if (ArmBase.IsSupported)
            ArmBase.Yield();
        else
            Thread.SpinWait(1);
    }

    /// <summary>
    /// Sleeps about <paramref name="durationNs"/>; Linux adds the thread's <see cref="TimerSlack"/>. May return
    /// early.
    /// </summary>
    // Not inlined: a method with a system call in it pays for that at each entry.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void ParkNs(long durationNs)
    {
        if (!LibC.IsLinux64)
        {
            Thread.Sleep((int)Math.Clamp(durationNs / NsPerMillisecond, 1, 10));
            return;
        }

        TimeSpec duration = TimeSpec.FromNs(durationNs);
        _ = LibC.NanoSleep(&duration, remaining: null);
    }
}
