using System;
using System.IO;

namespace LowLatencyEngine.Venues.MessageLog;

/// <summary>
/// Moves messages from the buffer to a log in the binary form, with secrets masked. On a housekeeping thread, which
/// owns it: <see cref="Drain"/> may wait for the disk. A log that cannot be written never stops trading.
/// </summary>
public sealed class MessageLogWriter
{
    private readonly MessageLogBuffer _buffer;
    private readonly Stream _log;
    private readonly byte[] _record;

    /// <param name="buffer">Filled by the session's thread.</param>
    /// <param name="log">Where to write; a new log starts at its beginning. Not owned.</param>
    /// <param name="messageSizeBytesMax">Longest message.</param>
    public MessageLogWriter(MessageLogBuffer buffer, Stream log, int messageSizeBytesMax = 1 << 16)
    {
        _buffer = buffer;
        _log = log;
        _record = new byte[BinaryLogLayout.SizeOfRecord(messageSizeBytesMax)];
        Span<byte> header = stackalloc byte[BinaryLogLayout.FileHeaderSizeBytes];
        BinaryLogLayout.WriteFileHeader(header);
        _log.Write(header);
    }

    /// <summary>Writes what is there and returns how many records that were.</summary>
    public int Drain()
    {
        int count = 0;
        int size;
        while ((size = _buffer.TryRemove(_record)) > 0)
        {
            int length = BinaryLogLayout.LengthOf(_record);
            SecretMask.Apply(_record.AsSpan(BinaryLogLayout.RecordHeaderSizeBytes, length));
            _log.Write(_record, 0, size);
            count++;
        }

        if (count > 0)
            _log.Flush();

        return count;
    }
}
