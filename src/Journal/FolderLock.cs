using System;
using System.Globalization;
using System.IO;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace LowLatencyEngine.Journal;

/// <summary>
/// Keeps two engines from writing one journal: an exclusive flock on <c>journal.lock</c>. The kernel drops it with the
/// process, however that ends, so a lock file that lies about locks nothing. The file names the process that held it
/// last.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    /// <summary>Held by the engine that writes.</summary>
    public const string FileName = "journal.lock";

    /// <summary>Held by the process that archives; it and the engine do not hinder each other.</summary>
    public const string ArchiveFileName = "archive.lock";

    private const int ProcessIdDigitCount = 20;

    private int _descriptor;

    private FolderLock(int descriptor) => _descriptor = descriptor;

    /// <exception cref="JournalException">
    /// Another process, or this one, holds the lock; or the folder cannot be written.
    /// </exception>
    public static FolderLock AcquireOrThrow(string folder, string fileName = FileName)
    {
        string path = Path.Combine(folder, fileName);
        int error = LinuxStorage.OpenOrCreate(SegmentName.ToNative(path), out int descriptor);
        if (error != 0)
            throw new JournalException(JournalFailure.Of("open", path, error).Message);

        error = LinuxStorage.LockExclusively(descriptor);
        if (error != 0)
        {
            string holder = ReadProcessId(descriptor);
            LinuxStorage.Close(descriptor);
            throw error == LibC.TryAgain
                ? HeldByAnother(path, holder)
                : new JournalException(JournalFailure.Of("flock", path, error).Message);
        }

        // All digits, so that a shorter number leaves nothing of a longer one. Only for people: an error here does no
        // harm.
        string processId = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        processId = processId.PadLeft(ProcessIdDigitCount, '0');
        _ = LinuxStorage.Instance.Write(descriptor, Encoding.ASCII.GetBytes(processId + "\n"), offset: 0);
        return new FolderLock(descriptor);
    }

    public void Dispose()
    {
        if (_descriptor >= 0)
            LinuxStorage.Close(_descriptor);

        _descriptor = -1;
    }

    private static JournalException HeldByAnother(string path, string processId) => new(
        path.EndsWith(ArchiveFileName, StringComparison.Ordinal)
            ? $"journal is archived by another process: lockFile={path}, processId={processId}; let that one do it"
            : $"journal is written by another engine: lockFile={path}, processId={processId}; " +
              "stop that engine, or name another folder in journal.folder");

    private static string ReadProcessId(int descriptor)
    {
        using var handle = new SafeFileHandle(descriptor, ownsHandle: false);
        Span<byte> text = stackalloc byte[ProcessIdDigitCount];
        text = text[..SegmentSource.ReadFile(handle, text, offset: 0)].TrimStart((byte)'0');
        return text.IsEmpty ? "unknown" : Encoding.ASCII.GetString(text);
    }
}
