using System;
using System.Buffers.Binary;
using System.IO;
using LowLatencyEngine.Journal;

namespace LowLatencyEngine.Engine.Standby;

/// <summary>What a standby wants of a primary, or what it is answered. On the wire, so never renumbered.</summary>
internal enum StandbyVerb : byte
{
    None = 0,

    /// <summary>The connection goes on with the journal's frames.</summary>
    Follow = 1,

    /// <summary>The primary must never send again: the epoch that replaces it, the standby's next sequence.</summary>
    Fence = 2,

    /// <summary>It never will: last sequence of its journal, and next MsgSeqNum(34) of its session.</summary>
    Fenced = 3,

    /// <summary>It was fenced for another standby, or may not be replaced: the epoch it has heard of.</summary>
    Refused = 4,
}

/// <summary>
/// First message of a connection and answer to a fence, little endian.
/// <code>
///   0       8      9      16      24         32              40    44     48
///  +-------+------+------+-------+----------+---------------+-----+------+
///  | magic | verb | zero | epoch | sequence | next outgoing | crc | zero |
///  +-------+------+------+-------+----------+---------------+-----+------+
/// </code>
/// The CRC-32C goes over bytes 0 to 39.
/// </summary>
internal readonly record struct StandbyCall(StandbyVerb Verb, long Epoch = 0, long Sequence = 0, long NextOutgoing = 0)
{
    private const int SizeBytes = 48;
    private const int CrcOffset = 40;
    private const long Magic = 0x3159_4254_5345_4C4C; // "LLESTBY1" in the stream.

    /// <exception cref="IOException">The connection is gone.</exception>
    public void Send(Stream stream)
    {
        Span<byte> bytes = stackalloc byte[SizeBytes];
        bytes.Clear();
        BinaryPrimitives.WriteInt64LittleEndian(bytes, Magic);
        bytes[8] = (byte)Verb;
        BinaryPrimitives.WriteInt64LittleEndian(bytes[16..], Epoch);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[24..], Sequence);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[32..], NextOutgoing);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[CrcOffset..], RecordChain.Crc32C(bytes[..CrcOffset]));
        stream.Write(bytes);
        stream.Flush();
    }

    /// <exception cref="IOException">The connection is gone, or the other side speaks another protocol.</exception>
    public static StandbyCall Receive(Stream stream)
    {
        Span<byte> bytes = stackalloc byte[SizeBytes];
        if (stream.ReadAtLeast(bytes, SizeBytes, throwOnEndOfStream: false) < SizeBytes)
            throw new IOException("the other side closed the connection; compare certificates and pins of both sides");

        bool isCall = BinaryPrimitives.ReadInt64LittleEndian(bytes) == Magic &&
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[CrcOffset..]) == RecordChain.Crc32C(bytes[..CrcOffset]);
        return isCall
            ? new StandbyCall(
                (StandbyVerb)bytes[8],
                BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]),
                BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]),
                BinaryPrimitives.ReadInt64LittleEndian(bytes[32..]))
            : throw new IOException("what came is no standby's call; connect 'lle standby' to 'lle standby serve'");
    }
}
