using System;
using System.Buffers.Binary;

namespace LowLatencyEngine.Journal.Standby;

/// <summary>What a frame between a primary and its standby says. On the wire, so never renumbered.</summary>
internal enum StandbyFrameKind : byte
{
    None = 0,

    /// <summary>Standby to primary, first: journal id (0 for an empty journal), next sequence, fencing token.</summary>
    Hello = 1,

    /// <summary>Primary to standby, first: journal id, first sequence that follows, fencing token.</summary>
    Welcome = 2,

    /// <summary>Primary to standby: first sequence, record count; then the records.</summary>
    Records = 3,

    /// <summary>Primary to standby: last sequence of its journal, its time; also while there are no records.</summary>
    Heartbeat = 4,

    /// <summary>Standby to primary: last sequence that is in its journal.</summary>
    Ack = 5,

    /// <summary>
    /// Either way, last: journal id, sequence and token by which the other is refused; why is in the count.
    /// </summary>
    Refusal = 6,
}

/// <summary>Why one side will not go on with the other. On the wire, so never renumbered.</summary>
public enum StandbyRefusal : byte
{
    None = 0,

    /// <summary>The standby has seen a newer token: this primary has been replaced and must not send orders.</summary>
    Fenced = 1,

    /// <summary>The two journals are not copies of one.</summary>
    OtherJournal = 2,

    /// <summary>
    /// The standby is ahead of the primary, or its records are not in the primary's journal any more.
    /// </summary>
    SequenceNotThere = 3,
}

/// <summary>
/// Head of every frame, little endian.
/// <code>
///   0      1      4       8          16       24      32    36     40
///  +------+------+-------+----------+--------+-------+-----+------+----
///  | kind | zero | count | sequence | value  | token | crc | zero | records, 128 bytes each
///  +------+------+-------+----------+--------+-------+-----+------+----
/// </code>
/// The CRC-32C goes over bytes 0 to 31. Records carry their own chain, which the receiver continues.
/// </summary>
/// <param name="Kind">What it says.</param>
/// <param name="Count">Records that follow; the reason, in a refusal.</param>
/// <param name="Sequence">By kind.</param>
/// <param name="Value">By kind: journal id of a hello or welcome, time in ns of a heartbeat.</param>
/// <param name="Token">Fencing token of a hello, welcome or refusal; else 0.</param>
internal readonly record struct StandbyFrame(
    StandbyFrameKind Kind, int Count, long Sequence, long Value, long Token = 0)
{
    public const int SizeBytes = 40;

    /// <summary>Most records in a frame, so that a receiver knows its buffer.</summary>
    public const int RecordCountMax = 512;

    private const int CrcOffset = 32;

    public void Write(Span<byte> target)
    {
        target[..SizeBytes].Clear();
        target[0] = (byte)Kind;
        BinaryPrimitives.WriteInt32LittleEndian(target[4..], Count);
        BinaryPrimitives.WriteInt64LittleEndian(target[8..], Sequence);
        BinaryPrimitives.WriteInt64LittleEndian(target[16..], Value);
        BinaryPrimitives.WriteInt64LittleEndian(target[24..], Token);
        BinaryPrimitives.WriteUInt32LittleEndian(target[CrcOffset..], RecordChain.Crc32C(target[..CrcOffset]));
    }

    /// <summary>False for bytes that are no frame; nothing after them can be trusted.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, out StandbyFrame frame)
    {
        frame = new StandbyFrame(
            (StandbyFrameKind)source[0],
            BinaryPrimitives.ReadInt32LittleEndian(source[4..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[8..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[16..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[24..]));
        return frame.Count is >= 0 and <= RecordCountMax &&
            BinaryPrimitives.ReadUInt32LittleEndian(source[CrcOffset..]) == RecordChain.Crc32C(source[..CrcOffset]);
    }
}
