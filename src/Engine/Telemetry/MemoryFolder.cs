using System;
using System.Collections.Generic;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using LowLatencyEngine.Engine.Configuration;

namespace LowLatencyEngine.Engine.Telemetry;

/// <summary>
/// Where the mapped files that hot threads store into lie while an engine runs: on a memory file system, because on a
/// disk the kernel write-protects a page whenever it writes it back, and the next store then waits for it. Readers need
/// not know: the journal's folder has links to them, and after a clean stop the files themselves. Set-up and stop only.
/// </summary>
/// <remarks>
/// <code>
///  JOURNAL/telemetry.bin ──link──> /dev/shm/lle-4f1c09d2a7b3e815/telemetry.bin
///  JOURNAL/risk.bin ───────link──> /dev/shm/lle-4f1c09d2a7b3e815/risk.bin
///                                  /dev/shm/lle-4f1c09d2a7b3e815/owner ──link──> JOURNAL
/// </code>
/// The number is a hash of the journal's path. What an engine that died has left stays readable until the next one on
/// the same journal takes it over; where the journal has gone, the next engine of any journal removes it.
/// </remarks>
internal sealed class MemoryFolder
{
    private const string NamePrefix = "lle-";
    private const string OwnerName = "owner";
    private const int HashDigits = 16;
    private const long FreeBytesMin = 64L << 20; // Several times what thousands of instruments and limits take.
    private const UnixFileMode Writable = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    private readonly string _journalFolder;
    private readonly string? _folder; // Null: the files lie in the journal's folder.
    private readonly Action<string> _say;
    private readonly List<string> _linked = [];

    private MemoryFolder(string journalFolder, string? folder, Action<string> say)
    {
        _journalFolder = journalFolder;
        _folder = folder;
        _say = say;
    }

    /// <summary>Makes the folder of an engine, and removes those of engines whose journals are gone.</summary>
    /// <param name="journalFolder">Absolute; exists. Where it is in memory itself, nothing else is used.</param>
    /// <param name="wanted">Where it shall be.</param>
    /// <param name="say">Takes a line for the operator.</param>
    /// <exception cref="EngineStartException">A required folder cannot be used.</exception>
    public static MemoryFolder Open(string journalFolder, TelemetryFolder wanted, Action<string> say)
    {
        if (wanted.Path is not { } root || IsInMemory(journalFolder))
            return new MemoryFolder(journalFolder, folder: null, say);

        try
        {
            RequireRoom(root);
            RemoveOrphans(root);
            return new MemoryFolder(journalFolder, Make(root, journalFolder), say);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            string reason = $"telemetry cannot be kept in memory: folder={root}, error={e.Message}";
            if (wanted.IsRequired)
                throw new EngineStartException($"{reason}; make the folder or remove telemetry.folder", e);

            say($"{reason}; it lies beside the journal, where a store may wait for the disk");
            return new MemoryFolder(journalFolder, folder: null, say);
        }
    }

    /// <summary>Where to make the file that readers look for at <paramref name="journalPath"/>.</summary>
    public string PathOf(string journalPath) =>
        _folder is null ? journalPath : Path.Combine(_folder, Path.GetFileName(journalPath));

    /// <summary>Leads readers from the journal's folder to the files, which have been made.</summary>
    /// <exception cref="IOException">A link cannot be made.</exception>
    public void Link(params ReadOnlySpan<string> journalPaths)
    {
        if (_folder is null)
            return;

        foreach (string journalPath in journalPaths)
        {
            ReplaceLink(journalPath, PathOf(journalPath));
            _linked.Add(journalPath);
        }

        // Last: without an owner nobody takes the folder for one that is left over.
        Directory.CreateSymbolicLink(Path.Combine(_folder, OwnerName), _journalFolder);
    }

    /// <summary>
    /// Puts the files into the journal's folder, with their last figures. Where that cannot be, they stay and the links
    /// too.
    /// </summary>
    public void Settle()
    {
        if (_linked.Count == 0)
            return;

        try
        {
            foreach (string journalPath in _linked)
            {
                string copy = journalPath + ".new";
                File.Copy(PathOf(journalPath), copy, overwrite: true);
                File.Move(copy, journalPath, overwrite: true);
            }

            Directory.Delete(_folder!, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _say($"the last figures stay in memory: folder={_folder}, error={e.Message}; they go with the next start");
        }

        _linked.Clear();
    }

    private static bool IsInMemory(string folder) => new DriveInfo(folder).DriveFormat is "tmpfs" or "ramfs";

    private static void RequireRoom(string root)
    {
        if (!Directory.Exists(root))
            throw new DirectoryNotFoundException("it is not there");

        long freeBytes = new DriveInfo(root).AvailableFreeSpace;
        if (freeBytes < FreeBytesMin)
            throw new IOException($"freeBytes={freeBytes} is less than {FreeBytesMin}");
    }

    private static string Make(string root, string journalFolder)
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(journalFolder)));
        string folder = Path.Combine(root, NamePrefix + hash[..HashDigits]);
        var info = new DirectoryInfo(folder);
        if (!info.Exists)
            info.Create();

        info.Refresh();
        // Anybody may make folders here: one that others can write into would let them change what operators see.
        if (info.LinkTarget is not null || (info.UnixFileMode & Writable) != UnixFileMode.None)
            throw new IOException($"{folder} is a link or writable by others");

        File.Delete(Path.Combine(folder, OwnerName));
        return folder;
    }

    /// <summary>A folder is left over when its owner's link leads elsewhere or is gone.</summary>
    private static void RemoveOrphans(string root)
    {
        foreach (string folder in Directory.EnumerateDirectories(root, NamePrefix + new string('?', HashDigits)))
        {
            try
            {
                string? owner = new FileInfo(Path.Combine(folder, OwnerName)).LinkTarget;
                if (owner is null)
                    continue;

                string? target = new FileInfo(EngineFolder.Telemetry(owner)).LinkTarget;
                if (target != Path.Combine(folder, Path.GetFileName(EngineFolder.Telemetry(owner))))
                    Directory.Delete(folder, recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Another account's, or taken away meanwhile: not ours to remove.
            }
        }
    }

    /// <summary>By way of another name, so that a reader finds the old one or the new one.</summary>
    private static void ReplaceLink(string path, string target)
    {
        string link = $"{path}.{Environment.ProcessId}.new";
        File.Delete(link);
        File.CreateSymbolicLink(link, target);
        File.Move(link, path, overwrite: true);
    }
}
