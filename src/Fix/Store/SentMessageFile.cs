using System;
using System.IO;
using System.Numerics;
using System.Runtime.InteropServices;

namespace LowLatencyEngine.Fix;

/// <summary>
/// The last application messages sent, in a bounded mapped file: after a restart, a crash included, the peer can still
/// be sent what it missed. As <see cref="SentMessageRing"/>, a table of fixed slots, the oldest overwritten; a message
/// longer than a slot is not kept and so becomes a gap fill. Owned by the session's thread; no allocation and no system
/// call after construction.
/// </summary>
/// <remarks>
/// <code>
///  header, 64 bytes        entries, 16 bytes each                    slots, slotSizeBytes each
///  +-----+-------+-------+ +--------+------------------+----- - - - +---------+---- - - -
///  |magic|version|shape  | | number | length, checksum |  capacity  | message |  capacity
///  +-----+-------+-------+ +--------+------------------+----- - - - +---------+---- - - -
/// </code>
/// A slot is written as: number 0, message, length and checksum, number. So it holds a whole message or none whenever
/// the process dies. The checksum (CRC-32C) finds what a loss of power tore: such a message is filled over.
/// A message is kept before its number counts as used, and leaves only after that: whoever opens the file calls
/// <see cref="DropFrom"/> with the next number to use (a session does), so that no number gets two contents.
/// </remarks>
public sealed class SentMessageFile : IFixResendSource, IDisposable
{
    internal const int HeaderSizeBytes = 64;
    internal const int EntrySizeBytes = 16;

    private const int MagicOffset = 0;
    private const int VersionOffset = 8;
    private const int ShapeOffset = 16; // Slots in the low half, bytes of a slot in the high half.
    private const int LengthOffset = 8; // In an entry: length in the low half, checksum in the high half.
    private const long Magic = 0x544E_4553_4946_4C4C; // "LLFISENT" in the file.
    private const long Version = 1;

    private readonly MappedFile _file;
    private readonly int _capacitySlots;
    private readonly int _slotSizeBytes;
    private readonly byte[] _message;

    private long _newestMsgSeqNum;

    /// <summary>Opens or creates the file; its folder must be there. One process at a time.</summary>
    /// <param name="path">The file.</param>
    /// <param name="capacitySlots">Messages kept, counted over all numbers, as in <see cref="SentMessageRing"/>.
    /// </param>
    /// <param name="slotSizeBytes">Longest message kept; a multiple of 8.</param>
    /// <exception cref="InvalidDataException">The file is none of these, of another version or of another shape.
    /// </exception>
    /// <exception cref="IOException">The file cannot be opened, another process has it open, or the disk is full.
    /// </exception>
    public SentMessageFile(string path, int capacitySlots, int slotSizeBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacitySlots, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(slotSizeBytes, 8);
        ArgumentOutOfRangeException.ThrowIfNotEqual(slotSizeBytes % 8, 0);
        _capacitySlots = capacitySlots;
        _slotSizeBytes = slotSizeBytes;
        _message = new byte[slotSizeBytes];
        long sizeBytes = HeaderSizeBytes + (long)capacitySlots * (EntrySizeBytes + slotSizeBytes);
        _file = new MappedFile(path, sizeBytes);
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

        Initialize();
        for (int slot = 0; slot < capacitySlots; slot++)
            _newestMsgSeqNum = Math.Max(_newestMsgSeqNum, _file.ReadInt64(EntryOffset(slot)));
    }

    /// <inheritdoc/>
    public long OldestMsgSeqNum => Math.Max(_newestMsgSeqNum - _capacitySlots + 1, 1);

    /// <summary>Messages that were too long to be kept.</summary>
    public long TooLongCount { get; private set; }

    /// <inheritdoc/>
    public void Keep(long msgSeqNum, ReadOnlySpan<byte> message)
    {
        if (message.Length > _slotSizeBytes)
        {
            TooLongCount++;
            return;
        }

        int slot = SlotOf(msgSeqNum);
        long entryOffset = EntryOffset(slot);
        _file.WriteInt64(entryOffset, 0);
        _file.Write(MessageOffset(slot), message);
        _file.WriteInt64(entryOffset + LengthOffset, LengthAndChecksum(message));
        _file.WriteInt64(entryOffset, msgSeqNum);
        _newestMsgSeqNum = msgSeqNum;
    }

    /// <inheritdoc/>
    public bool TryGet(long msgSeqNum, out ReadOnlySpan<byte> message)
    {
        message = default;
        int slot = SlotOf(msgSeqNum);
        if (_file.ReadInt64(EntryOffset(slot)) != msgSeqNum)
            return false;

        long stated = _file.ReadInt64(EntryOffset(slot) + LengthOffset);
        uint length = (uint)stated;
        if (length > (uint)_slotSizeBytes)
            return false;

        _file.Read(MessageOffset(slot), _message.AsSpan(0, (int)length));
        message = _message.AsSpan(0, (int)length);
        return LengthAndChecksum(message) == stated;
    }

    /// <inheritdoc/>
    public void DropFrom(long msgSeqNum)
    {
        for (int slot = 0; slot < _capacitySlots; slot++)
        {
            if (_file.ReadInt64(EntryOffset(slot)) >= msgSeqNum)
                _file.WriteInt64(EntryOffset(slot), 0);
        }

        _newestMsgSeqNum = Math.Min(_newestMsgSeqNum, msgSeqNum - 1);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static long LengthAndChecksum(ReadOnlySpan<byte> message)
    {
        uint checksum = uint.MaxValue;
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(message);
        foreach (ulong word in words)
            checksum = BitOperations.Crc32C(checksum, word);

        foreach (byte b in message[(words.Length * sizeof(ulong))..])
            checksum = BitOperations.Crc32C(checksum, b);

        return (uint)message.Length | ((long)checksum << 32);
    }

    private int SlotOf(long msgSeqNum) => (int)((ulong)msgSeqNum % (ulong)_capacitySlots);

    private static long EntryOffset(int slot) => HeaderSizeBytes + (long)slot * EntrySizeBytes;

    private long MessageOffset(int slot) => EntryOffset(_capacitySlots) + (long)slot * _slotSizeBytes;

    private long Shape => (uint)_capacitySlots | ((long)_slotSizeBytes << 32);

    private void RefuseForeignFile()
    {
        Span<byte> head = stackalloc byte[HeaderSizeBytes];
        _file.ReadHead(head);
        if (_file.FoundSizeBytes <= _file.SizeBytes && BitConverter.ToInt64(head[MagicOffset..]) == 0)
        {
            if (!head.ContainsAnyExcept((byte)0))
                return; // New, or its creation was cut short: the header is written last.
        }

        long version = BitConverter.ToInt64(head[VersionOffset..]);
        if (BitConverter.ToInt64(head[MagicOffset..]) != Magic || version != Version)
        {
            throw new InvalidDataException(
                $"file is not a FIX sent-message store: path={_file.Path}, sizeBytes={_file.FoundSizeBytes}, " +
                $"version={version}, expected={Version}; move it away or name another file");
        }

        long shape = BitConverter.ToInt64(head[ShapeOffset..]);
        if (shape != Shape || _file.FoundSizeBytes != _file.SizeBytes)
        {
            throw new InvalidDataException(
                $"FIX sent-message store has another shape: path={_file.Path}, capacitySlots={(uint)shape}, " +
                $"slotSizeBytes={shape >> 32}, sizeBytes={_file.FoundSizeBytes}; configure these, or delete the " +
                "file: what was sent before it is then filled over");
        }
    }

    private void Initialize()
    {
        if (_file.ReadInt64(MagicOffset) != 0)
            return;

        _file.WriteInt64(ShapeOffset, Shape);
        _file.WriteInt64(VersionOffset, Version);
        _file.WriteInt64(MagicOffset, Magic);
    }
}
