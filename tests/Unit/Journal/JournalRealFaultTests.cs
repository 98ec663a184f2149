using System;
using System.Diagnostics;
using System.Threading;
using LowLatencyEngine.Journal;
using Xunit;

namespace LowLatencyEngine.Unit.Journal;

/// <summary>
/// Faults that the kernel makes, not a stand-in for it: what the code thinks a fault looks like is proved.
/// </summary>
public sealed class JournalRealFaultTests
{
    [StraceFact]
    public void Injected_EIO_of_fdatasync_stops_a_journal_in_power_mode()
    {
        using var journal = new TempJournal();
        using JournalWriter writer = journal.Open(4 << 20, JournalMode.Power);
        TempJournal.Append(writer, count: 10);
        Assert.True(SpinWait.SpinUntil(() => writer.DurableSequence == 10, TempJournal.Patience));

        using (new Injection(journal.Segments[0], "fdatasync:error=EIO"))
        {
            // Until the tracer is attached commits succeed; each that does is kept.
            Assert.True(SpinWait.SpinUntil(() => HasFailedAfterAppending(writer), TempJournal.Patience));
        }

        Assert.Equal(JournalFailureKind.IoError, writer.Failure!.Kind);
        Assert.Equal("fdatasync", writer.Failure.Operation);
        long durable = writer.DurableSequence;
        Assert.InRange(durable, 10, writer.NextSequence - 2);
        writer.Dispose();
        Assert.InRange(journal.ReadAndCheck(), durable, long.MaxValue);
    }

    [TmpfsFact]
    public void Disk_remounted_read_only_is_read_and_verified_but_not_written()
    {
        using var disk = new SmallDisk(sizeBytes: 1 << 20);
        var options = new JournalOptions(
            disk.Folder, 65_536, JournalMode.Process, TempJournal.InstrumentTableHash, "test");
        using (JournalWriter writer = JournalWriter.Open(options, out _))
            TempJournal.Append(writer, count: 700);

        disk.Remount("ro");
        JournalException refused = Assert.Throws<JournalException>(() => JournalWriter.Open(options, out _));
        Assert.Contains("remount the disk for writing", refused.Message, StringComparison.Ordinal);
        Assert.True(JournalScan.Verify(disk.Folder).Ok);
        using (JournalReader reader = JournalReader.Open(disk.Folder))
            Assert.Equal(700, TempJournal.ReadAndCheck(reader));

        disk.Remount("rw");
        using JournalWriter next = JournalWriter.Open(options, out _);
        Assert.Equal(701, next.NextSequence);
    }

    private static bool HasFailedAfterAppending(JournalWriter writer)
    {
        if (!writer.HasFailed && writer.RoomRecords > 0 && writer.DurableSequence == writer.NextSequence - 1)
            TempJournal.Append(writer, count: 1);

        return writer.HasFailed;
    }

    /// <summary>A tracer on this very process that makes system calls on one file fail while it lives.</summary>
    private sealed class Injection : IDisposable
    {
        private readonly Process _tracer;

        public Injection(string path, string fault)
        {
            string[] arguments =
            [
                "-f", "-q", "-o", "/dev/null", "-p", $"{Environment.ProcessId}",
                "-P", path, "-e", $"trace={fault.Split(':')[0]}", "-e", $"inject={fault}",
            ];
            _tracer = Process.Start("strace", arguments);
        }

        public void Dispose()
        {
            using Process end = Process.Start("kill", ["-INT", $"{_tracer.Id}"]); // Detaches before it ends.
            end.WaitForExit();
            _tracer.WaitForExit();
            _tracer.Dispose();
        }
    }
}

/// <summary>A fact that traces this process: skipped with a reason where that is not possible.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class StraceFactAttribute : FactAttribute
{
    public StraceFactAttribute()
    {
        if (!ProgramFactAttribute.IsInstalled("strace"))
            Skip = "strace is not installed here; install it for this test";
        else if (Environment.UserName != "root")
            Skip = "tracing needs root; run the tests as root for this one";
    }
}
