using System;
using System.Buffers.Binary;

namespace LowLatencyEngine.Venues.MessageLog;

/// <summary>
/// The binary message log: a file header and records, little-endian, each record at a multiple of eight bytes.
/// </summary>
/// <remarks>
/// <code>
///  file    0 "LLEFIXLG"        8 version (4)   12 zero (4)
///  record  0 length (4)        4 direction (1)  5 zero (3)   8 timestamp ns (8)   16 the message   ... zero to 8
/// </code>
/// A record of length 0 says how many messages found no room before the next: its timestamp field is that count.
/// </remarks>
public static class BinaryLogLayout
{
    public const int FileHeaderSizeBytes = 16;
    public const int RecordHeaderSizeBytes = 16;
    public const int Version = 1;

    private const int VersionOffset = 8;
    private const int DirectionOffset = 4;
    private const int TimestampOffset = 8;

    public static ReadOnlySpan<byte> Magic => "LLEFIXLG"u8;

    /// <summary>Bytes of the record of a message of this length.</summary>
    public static int SizeOfRecord(int length) => RecordHeaderSizeBytes + ((length + 7) & ~7);

    public static void WriteFileHeader(Span<byte> target)
    {
        target[..FileHeaderSizeBytes].Clear();
        Magic.CopyTo(target);
        BinaryPrimitives.WriteInt32LittleEndian(target[VersionOffset..], Version);
    }

    /// <summary>True where a file of the version known here begins like this.</summary>
    public static bool IsBinaryLog(ReadOnlySpan<byte> file) =>
        file.Length >= FileHeaderSizeBytes && file.StartsWith(Magic) &&
        BinaryPrimitives.ReadInt32LittleEndian(file[VersionOffset..]) == Version;

    public static void WriteRecordHeader(
        Span<byte> target, int length, MessageDirection direction, long timestampNs)
    {
        target[..RecordHeaderSizeBytes].Clear();
        BinaryPrimitives.WriteInt32LittleEndian(target, length);
        target[DirectionOffset] = (byte)direction;
        BinaryPrimitives.WriteInt64LittleEndian(target[TimestampOffset..], timestampNs);
    }

    public static int LengthOf(ReadOnlySpan<byte> record) => BinaryPrimitives.ReadInt32LittleEndian(record);

    public static MessageDirection DirectionOf(ReadOnlySpan<byte> record) => (MessageDirection)record[DirectionOffset];

    public static long TimestampNsOf(ReadOnlySpan<byte> record) =>
        BinaryPrimitives.ReadInt64LittleEndian(record[TimestampOffset..]);
}
