using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using LowLatencyEngine.Journal;
using Xunit;

namespace LowLatencyEngine.Unit.Journal;

public sealed class JournalFailureTests
{
    [Theory]
    [InlineData(nameof(IStorage.Create), FaultyStorage.TooManyFiles, JournalFailureKind.TooManyFiles, "LimitNOFILE")]
    [InlineData(nameof(IStorage.OpenNull), FaultyStorage.TooManyFiles, JournalFailureKind.TooManyFiles, "LimitNOFILE")]
    [InlineData(nameof(IStorage.Create), FaultyStorage.ReadOnly, JournalFailureKind.ReadOnly, "remount")]
    [InlineData(nameof(IStorage.Allocate), FaultyStorage.NoSpace, JournalFailureKind.DiskFull, "free space")]
    [InlineData(nameof(IStorage.Allocate), FaultyStorage.IoError, JournalFailureKind.IoError, "check the disk")]
    [InlineData(nameof(IStorage.Write), FaultyStorage.IoError, JournalFailureKind.IoError, "check the disk")]
    [InlineData(nameof(IStorage.Populate), FaultyStorage.NoSpace, JournalFailureKind.DiskFull, "free space")]
    public void Failing_to_prepare_is_told_while_there_is_room_left_and_the_journal_stays_whole(
        string operation, int error, JournalFailureKind kind, string advice)
    {
        var storage = new FaultyStorage();
        using var journal = new TempJournal();
        long appended;
        using (JournalWriter writer = JournalWriter.Open(journal.Options() with { Storage = storage }, out _))
        {
            storage.Fail(operation, error);
            TempJournal.Append(writer, count: 1);
            appended = 1;
            while (writer.TryWaitForRoom(1, TempJournal.Patience))
            {
                TempJournal.Append(writer, count: 1);
                appended++;
            }

            Assert.True(writer.HasFailed);
            Assert.Equal(kind, writer.Failure!.Kind);
            Assert.Equal(error, writer.Failure.ErrorNumber);
            Assert.Contains(advice, writer.Failure.Message, StringComparison.Ordinal);

            // Out of room and failed: appending is an error that says both.
            JournalException refused = Assert.Throws<JournalException>(
                () => TempJournal.Append(writer, 1, mayBeFull: true));
            Assert.Contains("journal has no room", refused.Message, StringComparison.Ordinal);
            Assert.Contains(writer.Failure.Message, refused.Message, StringComparison.Ordinal);
            Assert.Equal(appended + 1, writer.NextSequence);
        }

        using (JournalWriter writer = JournalWriter.Open(journal.Options(), out JournalRecovery recovery))
        {
            Assert.Equal(appended, recovery.Report.LastSequence);
            TempJournal.Append(writer, count: 50);
        }

        Assert.Equal(appended + 50, journal.ReadAndCheck());
    }

    [Theory]
    [InlineData(nameof(IStorage.Sync), FaultyStorage.IoError, JournalFailureKind.IoError)]
    [InlineData(nameof(IStorage.Write), FaultyStorage.NoSpace, JournalFailureKind.DiskFull)]
    public void First_error_of_a_commit_is_final_and_is_never_retried(
        string operation, int error, JournalFailureKind kind)
    {
        var storage = new FaultyStorage();
        using var journal = new TempJournal();
        JournalOptions options = journal.Options(65_536, JournalMode.Power) with { Storage = storage };
        using JournalWriter writer = JournalWriter.Open(options, out _);
        TempJournal.Append(writer, count: 10);
        Assert.True(SpinWait.SpinUntil(() => writer.DurableSequence == 10, TempJournal.Patience));
        WaitUntilPrepared(journal, segmentCount: 2); // The preparer syncs and writes too; let it come to rest.

        storage.Fail(operation, error);
        TempJournal.Append(writer, count: 1);
        Assert.True(SpinWait.SpinUntil(() => writer.HasFailed, TempJournal.Patience));
        storage.Heal(operation);
        int callsSoFar = storage.CountOf(nameof(IStorage.Sync));
        TempJournal.Append(writer, count: 10);
        writer.RequestCommit();
        JournalException refused = Assert.Throws<JournalException>(writer.Flush);
        writer.Dispose();

        Assert.Equal(kind, writer.Failure!.Kind);
        Assert.Equal(writer.Failure.Message, refused.Message);
        Assert.Equal(10, writer.DurableSequence);
        Assert.Equal(callsSoFar, storage.CountOf(nameof(IStorage.Sync)));
    }

    [Fact]
    public void Process_mode_learns_of_a_broken_disk_from_the_segments_it_has_left()
    {
        var storage = new FaultyStorage();
        using var journal = new TempJournal();
        using JournalWriter writer = JournalWriter.Open(journal.Options() with { Storage = storage }, out _);
        storage.Fail(nameof(IStorage.Sync), FaultyStorage.IoError);
        TempJournal.Append(writer, count: 33);
        Assert.True(SpinWait.SpinUntil(() => writer.HasFailed, TempJournal.Patience));

        Assert.Equal("fdatasync", writer.Failure!.Operation);
        Assert.EndsWith("journal-00000000000000000001.lle", writer.Failure.File, StringComparison.Ordinal);
    }

    [Fact]
    public void Failure_while_opening_leaves_the_folder_free()
    {
        var storage = new FaultyStorage();
        using var journal = new TempJournal();
        storage.Fail(nameof(IStorage.Allocate), FaultyStorage.NoSpace);
        JournalException refused = Assert.Throws<JournalException>(
            () => JournalWriter.Open(journal.Options() with { Storage = storage }, out _));
        Assert.Contains("errno=28", refused.Message, StringComparison.Ordinal);
        Assert.Empty(journal.Segments);

        using JournalWriter writer = journal.Open();
        TempJournal.Append(writer, count: 1);
    }

    [Fact]
    public void Failure_while_closing_leaves_a_journal_that_was_not_closed()
    {
        var storage = new FaultyStorage();
        using var journal = new TempJournal();
        JournalWriter writer = JournalWriter.Open(journal.Options() with { Storage = storage }, out _);
        TempJournal.Append(writer, count: 5);
        storage.Fail(nameof(IStorage.Sync), FaultyStorage.IoError);
        writer.Dispose();

        Assert.Equal(JournalFailureKind.IoError, writer.Failure!.Kind);
        Assert.False(JournalScan.Verify(journal.Folder).WasClosed);
        Assert.Equal(5, journal.ReadAndCheck());
    }

    [TmpfsFact]
    public void Full_disk_stops_the_journal_and_freed_space_lets_it_go_on()
    {
        using var disk = new SmallDisk(sizeBytes: 256 << 10);
        var options = new JournalOptions(
            disk.Folder, 65_536, JournalMode.Process, TempJournal.InstrumentTableHash, "test");
        long appended = 0;
        using (JournalWriter writer = JournalWriter.Open(options, out _))
        {
            while (writer.TryWaitForRoom(1, TempJournal.Patience))
            {
                TempJournal.Append(writer, count: 1);
                appended++;
            }

            Assert.Equal(JournalFailureKind.DiskFull, writer.Failure!.Kind);
        }

        Assert.InRange(appended, 480, 2_000);
        JournalReport report = JournalScan.Verify(disk.Folder);
        Assert.Equal((true, appended), (report.Ok, report.LastSequence));

        disk.Grow(sizeBytes: 1 << 20);
        using JournalWriter next = JournalWriter.Open(options, out _);
        TempJournal.Append(next, count: 500);
        Assert.Equal(appended + 501, next.NextSequence);
    }

    private static void WaitUntilPrepared(TempJournal journal, int segmentCount) =>
        Assert.True(SpinWait.SpinUntil(() => journal.Segments.Count == segmentCount, TempJournal.Patience));
}

/// <summary>A tmpfs of a few pages, mounted for one test.</summary>
internal sealed class SmallDisk : IDisposable
{
    public SmallDisk(long sizeBytes)
    {
        Folder = Path.Combine(Path.GetTempPath(), "lle-disk-" + Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(Folder);
        if (Run("mount", "-t", "tmpfs", "-o", $"size={sizeBytes}", "tmpfs", Folder))
            return;

        Directory.Delete(Folder);
        throw new InvalidOperationException("mounting is not permitted");
    }

    public string Folder { get; }

    public static bool IsPermitted()
    {
        try
        {
            using var disk = new SmallDisk(sizeBytes: 64 << 10);
            return true;
        }
        catch (Exception error) when (error is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    public void Grow(long sizeBytes) => Assert.True(Run("mount", "-o", $"remount,size={sizeBytes}", Folder));

    public void Remount(string option) => Assert.True(Run("mount", "-o", $"remount,{option}", Folder));

    public void Dispose()
    {
        Run("umount", Folder);
        Directory.Delete(Folder);
    }

    private static bool Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false };
        using Process process = Process.Start(start)!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}

/// <summary>A fact that needs to mount a file system: skipped with a reason where that is not permitted.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TmpfsFactAttribute : FactAttribute
{
    public TmpfsFactAttribute()
    {
        if (!SmallDisk.IsPermitted())
            Skip = "mounting a tmpfs is not permitted here; run the tests as root for this one";
    }
}
