using System;
using System.IO;
using System.IO.MemoryMappedFiles;

namespace LowLatencyEngine.Fix;

/// <summary>
/// Numbers in a small mapped file: they survive the death of the process at any instant (aligned 8-byte stores into the
/// page cache), not the loss of power. Owned by one thread; no allocation and no system call after construction.
/// </summary>
/// <remarks>
/// <code>
///  0       8        16             24             32             40      64
///  +-------+--------+--------------+--------------+--------------+-------+
///  | magic | version| next outgoing| next incoming| session start| zero  |
///  +-------+--------+--------------+--------------+--------------+-------+
/// </code>
/// The magic is written last: a file whose creation was cut short is seen as new.
/// </remarks>
public sealed class MappedSequenceStore : IFixSequenceStore, IDisposable
{
    private const int SizeBytes = 64;
    private const int MagicOffset = 0;
    private const int VersionOffset = 8;
    private const int NextOutgoingOffset = 16;
    private const int NextIncomingOffset = 24;
    private const int SessionStartNsOffset = 32;
    private const long Magic = 0x5145_5358_4946_4C4C; // "LLFIXSEQ" in the file.
    private const long Version = 1;

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    /// <summary>Opens or creates the file; its folder must be there. One process at a time.</summary>
    /// <exception cref="InvalidDataException">The file is not one of these, or of another version, or its numbers are
    /// damaged.</exception>
    /// <exception cref="IOException">The file cannot be opened, or another process has it open.</exception>
    public MappedSequenceStore(string path)
    {
        var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        try
        {
            RefuseForeignFile(path, stream);
            _file = MemoryMappedFile.CreateFromFile(
                stream,
                mapName: null,
                SizeBytes,
                MemoryMappedFileAccess.ReadWrite,
                HandleInheritability.None,
                leaveOpen: false);
        }
        catch
        {
            stream.Dispose();
            throw;
        }

        _view = _file.CreateViewAccessor(0, SizeBytes);
        if (_view.ReadInt64(MagicOffset) == 0)
            Initialize();
    }

    public long NextOutgoing
    {
        get => _view.ReadInt64(NextOutgoingOffset);
        set => _view.Write(NextOutgoingOffset, value);
    }

    public long NextIncoming
    {
        get => _view.ReadInt64(NextIncomingOffset);
        set => _view.Write(NextIncomingOffset, value);
    }

    public long SessionStartNs
    {
        get => _view.ReadInt64(SessionStartNsOffset);
        set => _view.Write(SessionStartNsOffset, value);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }

    private static void RefuseForeignFile(string path, FileStream stream)
    {
        Span<byte> content = stackalloc byte[SizeBytes];
        int length = stream.ReadAtLeast(content, SizeBytes, throwOnEndOfStream: false);
        if (length == 0 || (length == SizeBytes && BitConverter.ToInt64(content[MagicOffset..]) == 0))
            return; // New, or its creation was cut short.

        long magic = length == SizeBytes ? BitConverter.ToInt64(content[MagicOffset..]) : 0;
        if (magic != Magic || stream.Length != SizeBytes)
        {
            throw new InvalidDataException(
                $"file is not a FIX sequence store: path={path}, sizeBytes={stream.Length}; " +
                "move it away or name another file");
        }

        long version = BitConverter.ToInt64(content[VersionOffset..]);
        if (version != Version)
        {
            throw new InvalidDataException(
                $"FIX sequence store has another version: path={path}, version={version}, expected={Version}; " +
                "start the program that wrote it");
        }

        long nextOutgoing = BitConverter.ToInt64(content[NextOutgoingOffset..]);
        long nextIncoming = BitConverter.ToInt64(content[NextIncomingOffset..]);
        if (nextOutgoing < 1 || nextIncoming < 1)
        {
            throw new InvalidDataException(
                $"FIX sequence store is damaged: path={path}, nextOutgoing={nextOutgoing}, " +
                $"nextIncoming={nextIncoming}; agree on a sequence reset with the peer and delete the file");
        }
    }

    private void Initialize()
    {
        NextOutgoing = 1;
        NextIncoming = 1;
        _view.Write(VersionOffset, Version);
        _view.Write(MagicOffset, Magic);
    }
}
