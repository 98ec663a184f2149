using System;

namespace LowLatencyEngine.Venues.MessageLog;

/// <summary>
/// Reads a binary message log. A record that the file ends within is not returned: its writer was killed. One thread;
/// allocates a copy of each message: for tools.
/// </summary>
public sealed class BinaryLogReader(ReadOnlyMemory<byte> file)
{
    private int _offset = BinaryLogLayout.FileHeaderSizeBytes;
    private long _number;

    /// <summary>Messages that found no room when they were logged, as far as read.</summary>
    public long LostCount { get; private set; }

    /// <summary>Direction of the message returned last.</summary>
    public MessageDirection Direction { get; private set; }

    /// <summary>Engine clock when it was logged, in nanoseconds since the Unix epoch.</summary>
    public long TimestampNs { get; private set; }

    /// <summary>The next message; false at the end.</summary>
    public bool TryRead(out LoggedMessage message)
    {
        while (TryReadRecord(out ReadOnlySpan<byte> record))
        {
            int length = BinaryLogLayout.LengthOf(record);
            if (length == 0)
            {
                LostCount += BinaryLogLayout.TimestampNsOf(record);
                continue;
            }

            Direction = BinaryLogLayout.DirectionOf(record);
            TimestampNs = BinaryLogLayout.TimestampNsOf(record);
            byte[] bytes = record.Slice(BinaryLogLayout.RecordHeaderSizeBytes, length).ToArray();
            message = new LoggedMessage(bytes, ++_number, IsCut: false);
            return true;
        }

        message = new LoggedMessage([], 0, IsCut: true);
        return false;
    }

    private bool TryReadRecord(out ReadOnlySpan<byte> record)
    {
        record = file.Span[Math.Min(_offset, file.Length)..];
        int length = record.Length < BinaryLogLayout.RecordHeaderSizeBytes ? -1 : BinaryLogLayout.LengthOf(record);
        bool isWhole = length >= 0 && length <= record.Length && BinaryLogLayout.SizeOfRecord(length) <= record.Length;
        if (isWhole)
            _offset += BinaryLogLayout.SizeOfRecord(length);

        return isWhole;
    }
}
