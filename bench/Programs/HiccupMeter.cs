using System;
using System.Threading;
using LowLatencyEngine.Ring;

namespace LowLatencyEngine.Programs;

/// <summary>
/// What the machine does to a thread that only looks at the clock: gaps between two looks, on both cores at once.
/// Measured between the runs, because beside two spinning threads on two cores it would disturb them.
/// </summary>
public static class HiccupMeter
{
    private const long DurationNs = 200_000_000;

    /// <summary>Figures of both cores together.</summary>
    public static Figures Measure(BenchCores cores)
    {
        var near = new Gaps();
        var hot = new Gaps();
        var thread = new Thread(() => near.Watch(cores.Near)) { IsBackground = true };
        thread.Start();
        hot.Watch(cores.Hot);
        thread.Join();
        return new Figures()
            .Add("over1UsPerSecond", near.PerSecond(near.Over1Us) + hot.PerSecond(hot.Over1Us))
            .Add("over10UsPerSecond", near.PerSecond(near.Over10Us) + hot.PerSecond(hot.Over10Us))
            .Add("over100UsPerSecond", near.PerSecond(near.Over100Us) + hot.PerSecond(hot.Over100Us))
            .Add("maxUs", Math.Max(near.MaxNs, hot.MaxNs) / 1e3)
            .Add("lostPercent", 50.0 * (near.LostNs + hot.LostNs) / DurationNs);
    }

    private sealed class Gaps
    {
        private const long NoticeableNs = 1_000;

        public int Over1Us { get; private set; }

        public int Over10Us { get; private set; }

        public int Over100Us { get; private set; }

        public long MaxNs { get; private set; }

        public long LostNs { get; private set; }

        public double PerSecond(int count) => count * 1e9 / DurationNs;

        public void Watch(int core)
        {
            _ = CpuAffinity.TryPinCurrentThread(core);
            long startNs = Ticks.NowNs;
            long lastNs = startNs;
            while (lastNs - startNs < DurationNs)
            {
                long nowNs = Ticks.NowNs;
                Count(nowNs - lastNs);
                lastNs = nowNs;
            }
        }

        private void Count(long gapNs)
        {
            if (gapNs <= NoticeableNs)
                return;

            Over1Us++;
            Over10Us += gapNs > 10_000 ? 1 : 0;
            Over100Us += gapNs > 100_000 ? 1 : 0;
            LostNs += gapNs;
            MaxNs = Math.Max(MaxNs, gapNs);
        }
    }
}
