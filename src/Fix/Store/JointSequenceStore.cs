using System;
using System.IO;
using System.Runtime.InteropServices;

namespace LowLatencyEngine.Fix;

/// <summary>
/// The two numbers in a mapped file, for an application that answers each message with one of its own and keeps no
/// journal: a message counts as received in the same instant in which the number of its answer counts as used, or when
/// the next message is taken. So a process that is killed answers what it had in hand after its next start, and nothing
/// twice. Owned by the session's thread; no allocation and no system call after construction.
/// </summary>
/// <remarks>
/// <code>
///  0       8         16         24                32                48                64
///  +-------+---------+----------+-----------------+-----------------+-----------------+- - -
///  | magic | version | in force | session start   | next out, in    | next out, in    | reset requested
///  +-------+---------+----------+-----------------+-----------------+-----------------+- - -
/// </code>
/// A pair is written into the place that is not in force, then put in force by one store. Keep the messages that were
/// sent in a <see cref="SentMessageFile"/>: an answer whose number is used may not have left.
/// </remarks>
public sealed class JointSequenceStore : IFixSequenceStore, IDisposable
{
    private const int SizeBytes = 128;
    private const int MagicOffset = 0;
    private const int VersionOffset = 8;
    private const int InForceOffset = 16;
    private const int SessionStartNsOffset = 24;
    private const int PairsOffset = 32;
    private const int PairSizeBytes = 16;
    private const int ResetRequestedOffset = 64;
    private const long Magic = 0x544E_494F_4A46_4C4C; // "LLFJOINT" in the file.
    private const long Version = 1;

    private readonly MappedFile _file;
    private long _nextOutgoing = 1;
    private long _nextIncoming = 1; // May be one ahead of the file.

    /// <summary>Opens or creates the file; its folder must be there. One process at a time.</summary>
    /// <exception cref="InvalidDataException">The file is not one of these, or its numbers are damaged.</exception>
    /// <exception cref="IOException">The file cannot be opened, or another process has it open, or the disk is full.
    /// </exception>
    public JointSequenceStore(string path)
    {
        _file = new MappedFile(path, SizeBytes);
        try
        {
            bool isNew = RefuseForeignFile();
            _file.Map();
            if (isNew)
                Initialize();
            else
                ReadPair();
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public long NextOutgoing
    {
        get => _nextOutgoing;
        set
        {
            _nextOutgoing = value;
            PutInForce(_nextIncoming);
        }
    }

    /// <inheritdoc/>
    /// <remarks>What was received before it is stored now, the message itself with its answer.</remarks>
    public long NextIncoming
    {
        get => _nextIncoming;
        set
        {
            PutInForce(Math.Min(_nextIncoming, value));
            _nextIncoming = value;
        }
    }

    /// <inheritdoc/>
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
        _nextIncoming = 1;
        NextOutgoing = 1;
    }

    /// <summary>Everything taken was worked on: the next start goes on after it.</summary>
    public void Dispose()
    {
        PutInForce(_nextIncoming);
        _file.Dispose();
    }

    private void PutInForce(long nextIncoming)
    {
        long other = 1 - _file.ReadInt64(InForceOffset);
        long offset = PairsOffset + other * PairSizeBytes;
        _file.WriteInt64(offset, _nextOutgoing);
        _file.WriteInt64(offset + sizeof(long), nextIncoming);
        _file.WriteInt64(InForceOffset, other);
    }

    private void ReadPair()
    {
        long inForce = _file.ReadInt64(InForceOffset);
        long offset = PairsOffset + (inForce & 1) * PairSizeBytes;
        _nextOutgoing = _file.ReadInt64(offset);
        _nextIncoming = _file.ReadInt64(offset + sizeof(long));
        if (inForce is 0 or 1 && _nextOutgoing >= 1 && _nextIncoming >= 1)
            return;

        throw new InvalidDataException(
            $"FIX sequence store is damaged: path={_file.Path}, inForce={inForce}, nextOutgoing={_nextOutgoing}, " +
            $"nextIncoming={_nextIncoming}; agree on a sequence reset with the peer and delete the file");
    }

    // True where the file is new, or its creation was cut short: the magic is written last.
    private bool RefuseForeignFile()
    {
        Span<byte> content = stackalloc byte[SizeBytes];
        _file.ReadHead(content);
        long magic = BitConverter.ToInt64(content[MagicOffset..]);
        if (magic == 0 && _file.FoundSizeBytes <= SizeBytes && IsUntouched(content))
            return true;

        long version = BitConverter.ToInt64(content[VersionOffset..]);
        if (magic == Magic && version == Version && _file.FoundSizeBytes == SizeBytes)
            return false;

        throw new InvalidDataException(
            $"file is not a joint FIX sequence store: path={_file.Path}, sizeBytes={_file.FoundSizeBytes}, " +
            $"version={version}, expected={Version}; move it away or name another file");
    }

    // Zeros, but for the first pair that a creation cut short may have left.
    private static bool IsUntouched(ReadOnlySpan<byte> content)
    {
        foreach (long word in MemoryMarshal.Cast<byte, long>(content))
        {
            if (word is not (0 or 1))
                return false;
        }

        return true;
    }

    private void Initialize()
    {
        PutInForce(_nextIncoming);
        _file.WriteInt64(VersionOffset, Version);
        _file.WriteInt64(MagicOffset, Magic);
    }
}
