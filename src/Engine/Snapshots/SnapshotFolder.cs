using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LowLatencyEngine.Engine.Snapshots;

/// <summary>
/// Writes snapshots (<see cref="SnapshotFormat"/>) into a journal's folder and keeps the newest. A file has its name
/// only when all of it is on stable storage. One thread, not a hot one; allocates nothing after construction unless the
/// disk fails, because a collection would stop the decision thread too.
/// </summary>
internal sealed class SnapshotFolder : IDisposable
{
    private const int NoFile = -1;

    private readonly string _folder;
    private readonly int _descriptor;
    private readonly byte[] _header = new byte[SnapshotFormat.HeaderSizeBytes];
    private readonly byte[] _name = new byte[SnapshotName.NativeSizeBytesMax];
    private readonly byte[] _writingName = new byte[SnapshotName.NativeSizeBytesMax];
    private readonly long[] _kept; // Sequences, in a circle; 0 for none.
    private int _oldest;

    /// <summary>
    /// Opens the folder, and deletes in it what a crash left half written, what is not among the newest, and what lies
    /// beyond the journal's end: a history that was cut off.
    /// </summary>
    /// <param name="folder">Of the journal.</param>
    /// <param name="lastSequence">Of the journal.</param>
    /// <param name="keepCount">Snapshots kept, from 1.</param>
    /// <exception cref="IOException">It cannot be opened or listed.</exception>
    public SnapshotFolder(string folder, long lastSequence, int keepCount)
    {
        _folder = folder;
        _kept = new long[keepCount];
        SnapshotName.Prune(folder, lastSequence, keepCount);
        List<string> paths = SnapshotName.List(folder);
        for (int i = paths.Count - 1; i >= 0; i--)
            Replace(SnapshotName.SequenceOf(paths[i]));

        _descriptor = LibC.OpenFolder(folder);
        if (_descriptor < 0)
            throw Failed("open", Marshal.GetLastPInvokeError());
    }

    /// <summary>Writes an image under the name of its sequence, and deletes the oldest beyond those kept.</summary>
    /// <param name="image">Not changed meanwhile.</param>
    /// <param name="identity">Configuration, and the CRC of the record with the image's sequence.</param>
    /// <exception cref="IOException">The disk is full, read-only or broken; nothing with the name is left.</exception>
    public void Write(StateImage image, SnapshotIdentity identity)
    {
        SnapshotFile.WriteHeader(_header, image, identity);
        SnapshotName.WriteNative(_name, image.Sequence, isWriting: false);
        SnapshotName.WriteNative(_writingName, image.Sequence, isWriting: true);
        int error = WriteFile(image);
        if (error == 0 && LibC.RenameAt(_descriptor, in _writingName[0], _descriptor, in _name[0]) != 0)
            error = Marshal.GetLastPInvokeError();

        if (error != 0)
        {
            _ = LibC.DeleteAt(_descriptor, in _writingName[0], flags: 0); // One that stays is recognized as unfinished.
            throw Failed("write", error);
        }

        if (LibC.Sync(_descriptor) != 0)
            throw Failed("fsync", Marshal.GetLastPInvokeError());

        Delete(Replace(image.Sequence));
    }

    public void Dispose() => _ = LibC.Close(_descriptor);

    private int WriteFile(StateImage image)
    {
        const int flags =
            LibC.OpenWriteOnly | LibC.OpenCreate | LibC.OpenTruncate | LibC.OpenCloseOnExec;
        int file = LibC.OpenAt(_descriptor, in _writingName[0], flags, LibC.OwnerReadWriteOthersRead);
        if (file == NoFile)
            return Marshal.GetLastPInvokeError();

        int error = WriteAll(file, _header, offset: 0);
        long offset = SnapshotFormat.HeaderSizeBytes;
        foreach (StateSection section in StateSections.All)
        {
            if (error == 0)
                error = WriteAll(file, image[section], offset);

            offset += image[section].Length;
        }

        // Never tried again: the kernel tells a lost write once.
        if (error == 0 && LibC.Sync(file) != 0)
            error = Marshal.GetLastPInvokeError();

        _ = LibC.Close(file);
        return error;
    }

    private static int WriteAll(int file, ReadOnlySpan<byte> bytes, long offset)
    {
        while (!bytes.IsEmpty)
        {
            nint count = LibC.Write(file, in MemoryMarshal.GetReference(bytes), bytes.Length, offset);
            if (count < 0)
            {
                int error = Marshal.GetLastPInvokeError();
                if (error == LibC.Interrupted)
                    continue;

                return error;
            }

            bytes = bytes[(int)count..];
            offset += count;
        }

        return 0;
    }

    /// <summary>Counts a snapshot among those kept.</summary>
    /// <returns>The one that it takes the place of; 0 for none.</returns>
    private long Replace(long sequence)
    {
        long replaced = _kept[_oldest];
        _kept[_oldest] = sequence;
        _oldest = (_oldest + 1) % _kept.Length;
        return replaced;
    }

    private void Delete(long sequence)
    {
        if (sequence == 0)
            return;

        SnapshotName.WriteNative(_name, sequence, isWriting: false);
        bool isGone = LibC.DeleteAt(_descriptor, in _name[0], flags: 0) == 0 ||
            Marshal.GetLastPInvokeError() == LibC.NoEntry;
        if (!isGone)
            throw Failed("unlink", Marshal.GetLastPInvokeError());
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private IOException Failed(string call, int error) => new(
        $"snapshot folder cannot be used: call={call}, folder={_folder}, errno={error}, " +
        $"cause={Marshal.GetPInvokeErrorMessage(error)}; check the disk");
}
