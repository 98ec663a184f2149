using System;
using System.Numerics;
using System.Threading;

namespace LowLatencyEngine.Venues.MessageLog;

/// <summary>
/// Messages on their way from the session's thread to the thread that writes the log. The session's thread copies and
/// goes on: it never waits, and what finds no room is counted and said in the log. One thread appends, one removes;
/// allocates nothing after construction.
/// </summary>
public sealed class MessageLogBuffer
{
    private readonly byte[] _bytes;
    private readonly int _mask;

    private long _appended; // Appending thread writes, removing thread reads.
    private long _removed;  // Removing thread writes, appending thread reads.
    private long _lostCount; // Appending thread's own: since the last record that said so.

    /// <param name="capacityBytes">A power of two; two of the longest messages must fit.</param>
    /// <exception cref="ArgumentException">It is no power of two of at least 4,096.</exception>
    public MessageLogBuffer(int capacityBytes)
    {
        if (capacityBytes < 4_096 || !BitOperations.IsPow2(capacityBytes))
        {
            throw new ArgumentException(
                $"message log buffer must be a power of two of at least 4096: capacityBytes={capacityBytes}");
        }

        _bytes = new byte[capacityBytes];
        _mask = capacityBytes - 1;
    }

    /// <summary>Messages that found no room, since the start. Appending thread.</summary>
    public long LostCount { get; private set; }

    /// <summary>Copies a message; false, and counted, where there is no room. Appending thread.</summary>
    public bool TryAppend(MessageDirection direction, ReadOnlySpan<byte> message, long timestampNs)
    {
        int size = BinaryLogLayout.SizeOfRecord(message.Length);
        int lostSize = _lostCount > 0 ? BinaryLogLayout.RecordHeaderSizeBytes : 0;
        // Acquire: pairs with the release in TryRemove, so that bytes are not overwritten before they were copied.
        long free = _bytes.Length - (_appended - Volatile.Read(ref _removed));
        if (size + lostSize > free)
        {
            _lostCount++;
            LostCount++;
            return false;
        }

        long at = _appended;
        Span<byte> header = stackalloc byte[BinaryLogLayout.RecordHeaderSizeBytes];
        if (lostSize > 0)
        {
            BinaryLogLayout.WriteRecordHeader(header, length: 0, MessageDirection.None, _lostCount);
            CopyIn(at, header);
            at += lostSize;
            _lostCount = 0;
        }

        BinaryLogLayout.WriteRecordHeader(header, message.Length, direction, timestampNs);
        CopyIn(at, header);
        CopyIn(at + header.Length, message);
        // Release: pairs with the acquire in TryRemove, which may read the record from now on.
        Volatile.Write(ref _appended, at + size);
        return true;
    }

    /// <summary>
    /// Copies the oldest record, header and all, into <paramref name="target"/> and frees its room; 0 where there is
    /// none. Removing thread.
    /// </summary>
    /// <exception cref="ArgumentException">The target is shorter than the record.</exception>
    public int TryRemove(Span<byte> target)
    {
        if (Volatile.Read(ref _appended) == _removed)
            return 0;

        CopyOut(_removed, target[..BinaryLogLayout.RecordHeaderSizeBytes]);
        int size = BinaryLogLayout.SizeOfRecord(BinaryLogLayout.LengthOf(target));
        if (size > target.Length)
            throw new ArgumentException($"no room for a log record: sizeBytes={size}, targetBytes={target.Length}");

        CopyOut(_removed, target[..size]);
        Volatile.Write(ref _removed, _removed + size);
        target[(BinaryLogLayout.RecordHeaderSizeBytes + BinaryLogLayout.LengthOf(target))..size].Clear();
        return size;
    }

    private void CopyIn(long at, ReadOnlySpan<byte> source)
    {
        int start = (int)(at & _mask);
        int first = Math.Min(source.Length, _bytes.Length - start);
        source[..first].CopyTo(_bytes.AsSpan(start));
        source[first..].CopyTo(_bytes);
    }

    private void CopyOut(long at, Span<byte> target)
    {
        int start = (int)(at & _mask);
        int first = Math.Min(target.Length, _bytes.Length - start);
        _bytes.AsSpan(start, first).CopyTo(target);
        _bytes.AsSpan(0, target.Length - first).CopyTo(target[first..]);
    }
}
