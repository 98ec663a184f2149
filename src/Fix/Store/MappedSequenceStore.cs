using System;
using System.IO;

namespace LowLatencyEngine.Fix;

/// <summary>
/// Numbers in a small mapped file: they survive the death of the process at any instant (aligned 8-byte stores into the
/// page cache), not the loss of power. Owned by one thread; no allocation and no system call after construction.
/// </summary>
/// <remarks>
/// <code>
///  0       8        16             24             32             40         48               56     64
///  +-------+--------+--------------+--------------+--------------+----------+----------------+------+
///  | magic | version| next outgoing| next incoming| session start| resetting| reset requested| zero |
///  +-------+--------+--------------+--------------+--------------+----------+----------------+------+
/// </code>
/// The magic is written last: a file whose creation was cut short is seen as new. A reset that was cut short is
/// completed when the file is opened: never one number new and the other old.
/// </remarks>
public sealed class MappedSequenceStore : IFixSequenceStore, IDisposable
{
    private const int SizeBytes = 64;
    private const int MagicOffset = 0;
    private const int VersionOffset = 8;
    private const int NextOutgoingOffset = 16;
    private const int NextIncomingOffset = 24;
    private const int SessionStartNsOffset = 32;
    private const int ResettingOffset = 40;
    private const int ResetRequestedOffset = 48;
    private const long Magic = 0x5145_5358_4946_4C4C; // "LLFIXSEQ" in the file.
    private const long Version = 1;

    private readonly MappedFile _file;

    /// <summary>Opens or creates the file; its folder must be there. One process at a time.</summary>
    /// <exception cref="InvalidDataException">The file is not one of these, or of another version, or its numbers are
    /// damaged.</exception>
    /// <exception cref="IOException">The file cannot be opened, or another process has it open, or the disk is full.
    /// </exception>
    public MappedSequenceStore(string path)
    {
        _file = new MappedFile(path, SizeBytes);
        try
        {
            RefuseForeignFile();
            _file.Map();
        }
        catch
        {
            _file.Dispose();
            throw;
        }

        if (_file.ReadInt64(MagicOffset) == 0)
            Initialize();
        else if (_file.ReadInt64(ResettingOffset) != 0)
            Reset();
    }

    public long NextOutgoing
    {
        get => _file.ReadInt64(NextOutgoingOffset);
        set => _file.WriteInt64(NextOutgoingOffset, value);
    }

    public long NextIncoming
    {
        get => _file.ReadInt64(NextIncomingOffset);
        set => _file.WriteInt64(NextIncomingOffset, value);
    }

    public long SessionStartNs
    {
        get => _file.ReadInt64(SessionStartNsOffset);
        set => _file.WriteInt64(SessionStartNsOffset, value);
    }

    /// <inheritdoc/>
    public bool IsResetRequested
    {
        get => _file.ReadInt64(ResetRequestedOffset) != 0;
        set => _file.WriteInt64(ResetRequestedOffset, value ? 1 : 0);
    }

    /// <inheritdoc/>
    public void Reset()
    {
        _file.WriteInt64(ResettingOffset, 1);
        NextOutgoing = 1;
        NextIncoming = 1;
        _file.WriteInt64(ResettingOffset, 0);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private void RefuseForeignFile()
    {
        Span<byte> content = stackalloc byte[SizeBytes];
        _file.ReadHead(content);
        long magic = BitConverter.ToInt64(content[MagicOffset..]);
        if (magic == 0 && _file.FoundSizeBytes <= SizeBytes && !content.ContainsAnyExcept((byte)0))
            return; // New, or its creation was cut short.

        if (magic != Magic || _file.FoundSizeBytes != SizeBytes)
        {
            throw new InvalidDataException(
                $"file is not a FIX sequence store: path={_file.Path}, sizeBytes={_file.FoundSizeBytes}; " +
                "move it away or name another file");
        }

        long version = BitConverter.ToInt64(content[VersionOffset..]);
        if (version != Version)
        {
            throw new InvalidDataException(
                $"FIX sequence store has another version: path={_file.Path}, version={version}, " +
                $"expected={Version}; start the program that wrote it");
        }

        long nextOutgoing = BitConverter.ToInt64(content[NextOutgoingOffset..]);
        long nextIncoming = BitConverter.ToInt64(content[NextIncomingOffset..]);
        if (nextOutgoing < 1 || nextIncoming < 1)
        {
            throw new InvalidDataException(
                $"FIX sequence store is damaged: path={_file.Path}, nextOutgoing={nextOutgoing}, " +
                $"nextIncoming={nextIncoming}; agree on a sequence reset with the peer and delete the file");
        }
    }

    private void Initialize()
    {
        NextOutgoing = 1;
        NextIncoming = 1;
        _file.WriteInt64(VersionOffset, Version);
        _file.WriteInt64(MagicOffset, Magic);
    }
}
