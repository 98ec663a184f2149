using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;
using LowLatencyEngine.Ring;
using Xunit;

namespace LowLatencyEngine.Unit.Ring;

/// <summary>
/// What the kernel is asked about threads; each test works on a thread of its own, so that none stays pinned.
/// </summary>
public sealed class ThreadFactsTests
{
    [LinuxFact]
    public void Pins_the_current_thread_and_reads_it_back() => OnOwnThread(static () =>
    {
        foreach (int core in CpuAffinity.AllowedCores)
        {
            AffinityOutcome outcome = CpuAffinity.TryPinCurrentThread(core);

            Assert.Equal((AffinityVerdict.Obtained, string.Empty), (outcome.Verdict, outcome.Reason));
            Assert.Equal([core], outcome.Cores);
            Assert.Equal([core], CpuAffinity.CoresOfCurrentThread());
            Assert.Equal(core, CpuAffinity.CurrentCore);
        }
    });

    [LinuxFact]
    public void Takes_the_slack_off_the_sleeps_of_one_thread() => OnOwnThread(static () =>
    {
        Assert.NotEqual("1", Slack());

        Assert.True(TimerSlack.TryRemoveForCurrentThread());

        Assert.Equal("1", Slack());

        static string Slack() => File.ReadAllText($"/proc/{LibC.GetThreadId()}/timerslack_ns").Trim();
    });

    [LinuxFact]
    public void Confined_thread_may_free_itself_again() => OnOwnThread(static () =>
    {
        int[] allowed = CpuAffinity.AllowedCores.ToArray();
        int last = allowed[^1];
        Assert.True(CpuAffinity.TryConfineCurrentThread(last).IsObtained);
        Assert.Equal([last], CpuAffinity.CoresOfCurrentThread());

        int[] grantable = CpuAffinity.GrantableCores();
        Assert.Subset(new HashSet<int>(grantable), new HashSet<int>(allowed));
        Assert.Equal([last], CpuAffinity.CoresOfCurrentThread()); // The question left no trace.

        Assert.True(CpuAffinity.TryConfineCurrentThread(allowed).IsObtained);
        Assert.Equal(allowed, CpuAffinity.CoresOfCurrentThread());
    });

    [LinuxFact]
    public void New_threads_get_the_cores_of_the_main_thread_not_of_their_creator() => OnOwnThread(static () =>
    {
        int[] allowed = CpuAffinity.AllowedCores.ToArray();
        Assert.True(CpuAffinity.TryPinCurrentThread(allowed[0]).IsObtained);
        int[] inherited = [];
        try
        {
            Assert.Equal([allowed[^1]], CpuAffinity.TryConfineNewThreads(allowed[^1]).Cores);
            OnOwnThread(() => inherited = CpuAffinity.CoresOfCurrentThread());
        }
        finally
        {
            CpuAffinity.TryConfineNewThreads(allowed);
        }

        Assert.Equal([allowed[^1]], inherited);
    });

    [LinuxFact]
    public void Confines_another_thread_by_its_kernel_id() => OnOwnThread(static () =>
    {
        int last = CpuAffinity.AllowedCores[^1];
        int threadId = CpuAffinity.CurrentThreadId;
        int[] before = CpuAffinity.CoresOfCurrentThread();
        OnOwnThread(() => Assert.Equal([last], CpuAffinity.TryConfineThread(threadId, last).Cores));

        Assert.Equal([last], CpuAffinity.CoresOfCurrentThread());
        Assert.True(CpuAffinity.TryConfineThread(threadId, before).IsObtained);
    });

    [LinuxFact]
    public void Refusal_is_a_verdict_with_a_reason_and_changes_nothing() => OnOwnThread(static () =>
    {
        int[] before = CpuAffinity.CoresOfCurrentThread();
        int absent = CpuAffinity.CoreCountMax - 1;

        AffinityOutcome[] outcomes =
        [
            CpuAffinity.TryPinCurrentThread(absent),
            CpuAffinity.TryPinCurrentThread(-1),
            CpuAffinity.TryPinCurrentThread(CpuAffinity.CoreCountMax),
            CpuAffinity.TryConfineCurrentThread(),
        ];

        foreach (AffinityOutcome outcome in outcomes)
        {
            Assert.Equal(AffinityVerdict.NoSuchCore, outcome.Verdict);
            Assert.False(outcome.IsObtained);
            Assert.NotEmpty(outcome.Reason);
            Assert.Equal(before, outcome.Cores);
        }

        Assert.Equal(before, CpuAffinity.CoresOfCurrentThread());
        Assert.Contains($"cores={absent}", outcomes[0].Reason, StringComparison.Ordinal);
    });

    [LinuxFact]
    public void Cores_that_are_not_there_are_told_apart_from_those_obtained() => OnOwnThread(static () =>
    {
        int first = CpuAffinity.AllowedCores[0];
        AffinityOutcome outcome = CpuAffinity.TryConfineCurrentThread(first, CpuAffinity.CoreCountMax - 1);

        Assert.Equal(AffinityVerdict.PartlyObtained, outcome.Verdict);
        Assert.Equal([first], outcome.Cores);
        Assert.Contains($"cores={first};", outcome.Reason, StringComparison.Ordinal);
    });

    [LinuxFact]
    public void Thread_that_does_not_exist_is_named()
    {
        AffinityOutcome outcome = CpuAffinity.TryConfineThread(int.MaxValue, 0);

        Assert.Equal(AffinityVerdict.NoSuchThread, outcome.Verdict);
        Assert.Contains($"threadId={int.MaxValue}", outcome.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", new int[0])]
    [InlineData("0", new[] { 0 })]
    [InlineData("0-2,5", new[] { 0, 1, 2, 5 })]
    [InlineData("1,3,5-6", new[] { 1, 3, 5, 6 })]
    public void Cores_are_written_as_ranges(string expected, int[] cores) =>
        Assert.Equal(expected, CpuAffinity.Describe(cores));

    [LinuxFact]
    public void Processor_time_grows_with_work_and_only_on_the_thread_that_works()
    {
        const long workNs = 5_000_000;
        long idleBeforeNs = ThreadCpuTime.NowNs;
        OnOwnThread(static () =>
        {
            long startNs = ThreadCpuTime.NowNs;
            while (ThreadCpuTime.NowNs - startNs < workNs)
                Thread.SpinWait(100);
        });

        Assert.True(idleBeforeNs > 0);
        Assert.True(ThreadCpuTime.NowNs >= idleBeforeNs);
        long youngNs = 0;
        OnOwnThread(() => youngNs = ThreadCpuTime.NowNs);
        Assert.InRange(youngNs, 1, long.MaxValue);
    }

    [LinuxFact]
    public void Sleeping_counts_as_a_voluntary_switch_and_fresh_memory_as_faults() => OnOwnThread(static () =>
    {
        Assert.True(ThreadUsage.TryReadCurrentThread(out ThreadUsage before));
        for (int i = 0; i < 10; i++)
            Parking.ParkNs(1_000);

        new SlotMemory(64 * 1024 * 1024, 0).Release(); // Too much to be taken from memory that was touched before.
        Assert.True(ThreadUsage.TryReadCurrentThread(out ThreadUsage after));

        ThreadUsage counted = after.Since(in before);
        Assert.InRange(counted.VoluntarySwitchCount, 10, long.MaxValue);
        Assert.InRange(counted.MinorFaultCount, 1, long.MaxValue);
        Assert.InRange(counted.InvoluntarySwitchCount, 0, long.MaxValue);
        Assert.InRange(counted.MajorFaultCount, 0, long.MaxValue);
    });

    [Fact]
    public void Memory_lock_succeeds_or_says_why_and_what_to_do()
    {
        bool isLocked = MemoryLock.TryLockAll(out string reason);
        if (isLocked)
            Assert.True(MemoryLock.TryUnlockAll());

        Assert.Equal(isLocked, reason.Length == 0);
    }

    [Theory]
    [InlineData(1, "CAP_IPC_LOCK")]
    [InlineData(12, "LimitMEMLOCK")]
    [InlineData(11, "free memory")]
    [InlineData(38, "errno=38")]
    public void Memory_lock_names_the_remedy_for_each_refusal(int errno, string remedy) =>
        Assert.Contains(remedy, MemoryLock.Explain(errno), StringComparison.Ordinal);

    private static void OnOwnThread(Action action)
    {
        Exception? thrown = null;
        var thread = new Thread(() => thrown = Record.Exception(action));
        thread.Start();
        Assert.True(thread.Join(Rings.Patience));
        if (thrown is not null)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(thrown);
    }
}

/// <summary>A fact about Linux: skipped elsewhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute()
    {
        if (!OperatingSystem.IsLinux())
            Skip = $"threads are bound and counted on Linux only, this is {RuntimeInformation.OSDescription}";
    }
}
