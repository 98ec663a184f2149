using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Telemetry;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Telemetry;

public sealed class MemoryFolderTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("lle-memory-").FullName;
    private readonly List<string> _said = [];

    private string Journal => Directory.CreateDirectory(Path.Combine(_root, "journal")).FullName;

    private string Memory => Directory.CreateDirectory(Path.Combine(_root, "memory")).FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void A_file_is_found_by_the_journal_while_the_engine_runs_and_lies_there_after_a_clean_stop()
    {
        string readAt = EngineFolder.Telemetry(Journal);
        MemoryFolder folder = Make(readAt, "first");

        Assert.StartsWith(Memory, folder.PathOf(readAt), StringComparison.Ordinal);
        Assert.Equal(folder.PathOf(readAt), new FileInfo(readAt).LinkTarget);
        File.WriteAllText(folder.PathOf(readAt), "last");
        Assert.Equal("last", File.ReadAllText(readAt));

        folder.Settle();

        Assert.Null(new FileInfo(readAt).LinkTarget);
        Assert.Equal("last", File.ReadAllText(readAt));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Memory));
        Assert.Equal([readAt], Directory.EnumerateFileSystemEntries(Journal));
        Assert.Empty(_said);
    }

    [Fact]
    public void The_next_life_takes_over_what_one_that_died_has_left()
    {
        string readAt = EngineFolder.Telemetry(Journal);
        MemoryFolder dead = Make(readAt, "dead");

        MemoryFolder next = Make(readAt, "next");

        Assert.Equal(dead.PathOf(readAt), next.PathOf(readAt));
        Assert.Equal("next", File.ReadAllText(readAt));
        Assert.Single(Directory.EnumerateDirectories(Memory));
    }

    [Fact]
    public void What_is_left_of_a_journal_that_is_gone_goes_with_the_next_start_and_a_living_one_stays()
    {
        string gone = Directory.CreateDirectory(Path.Combine(_root, "gone")).FullName;
        string living = Directory.CreateDirectory(Path.Combine(_root, "living")).FullName;
        Make(EngineFolder.Telemetry(gone), "gone", gone);
        Make(EngineFolder.Telemetry(living), "living", living);
        Directory.Delete(gone, recursive: true);

        Make(EngineFolder.Telemetry(Journal), "new");

        Assert.Equal(2, Directory.EnumerateDirectories(Memory).Count());
        Assert.Equal("living", File.ReadAllText(EngineFolder.Telemetry(living)));
    }

    [Fact]
    public void The_journals_own_folder_is_used_where_it_is_wanted()
    {
        string readAt = EngineFolder.Telemetry(Journal);
        MemoryFolder folder = MemoryFolder.Open(Journal, TelemetryFolder.Journal, _said.Add);

        Assert.Equal(readAt, folder.PathOf(readAt));
        File.WriteAllText(readAt, "here");
        folder.Link(readAt);
        folder.Settle();
        Assert.Equal("here", File.ReadAllText(readAt));
    }

    [Fact]
    public void A_missing_folder_is_told_where_it_is_the_default_and_refused_where_it_was_asked_for()
    {
        string missing = Path.Combine(_root, "missing");
        string readAt = EngineFolder.Telemetry(Journal);

        MemoryFolder folder = MemoryFolder.Open(Journal, new TelemetryFolder(missing, IsRequired: false), _said.Add);

        Assert.Equal(readAt, folder.PathOf(readAt));
        Assert.Contains($"folder={missing}", Assert.Single(_said), StringComparison.Ordinal);
        EngineStartException refusal = Assert.Throws<EngineStartException>(
            () => MemoryFolder.Open(Journal, new TelemetryFolder(missing, IsRequired: true), _said.Add));
        Assert.Contains(missing, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_others_can_write_into_is_not_used()
    {
        string readAt = EngineFolder.Telemetry(Journal);
        MemoryFolder folder = Make(readAt, "first");
        string planted = Path.GetDirectoryName(folder.PathOf(readAt))!;
        File.SetUnixFileMode(planted, File.GetUnixFileMode(planted) | UnixFileMode.OtherWrite);

        MemoryFolder next = MemoryFolder.Open(Journal, new TelemetryFolder(Memory, IsRequired: false), _said.Add);

        Assert.Equal(readAt, next.PathOf(readAt));
        Assert.Contains("writable by others", Assert.Single(_said), StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_put_beside_the_journal_stays_readable()
    {
        string readAt = EngineFolder.Telemetry(Journal);
        MemoryFolder folder = Make(readAt, "last");
        Directory.CreateDirectory(readAt + ".new"); // In the way of the copy.

        folder.Settle();

        Assert.Equal("last", File.ReadAllText(readAt));
        Assert.Contains("stay in memory", Assert.Single(_said), StringComparison.Ordinal);
    }

    private MemoryFolder Make(string readAt, string text, string? journal = null)
    {
        MemoryFolder folder = MemoryFolder.Open(
            journal ?? Journal, new TelemetryFolder(Memory, IsRequired: true), _said.Add);
        File.WriteAllText(folder.PathOf(readAt), text);
        folder.Link(readAt);
        return folder;
    }
}
