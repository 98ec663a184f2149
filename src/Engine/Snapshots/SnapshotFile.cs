using System;
using System.Buffers.Binary;
using System.IO;
using System.Text;
using LowLatencyEngine.Engine.Replay;
using LowLatencyEngine.Journal;

namespace LowLatencyEngine.Engine.Snapshots;

/// <summary>
/// The bytes of a snapshot (<see cref="SnapshotFormat"/>): makes its header, and checks a whole file. Not for hot
/// threads.
/// </summary>
internal static class SnapshotFile
{
    /// <summary>Fills the header of an image's file. Allocates nothing.</summary>
    /// <param name="header">All of it.</param>
    /// <param name="image">Not changed meanwhile.</param>
    /// <param name="identity">Configuration, and the CRC of the record with the image's sequence.</param>
    public static void WriteHeader(Span<byte> header, StateImage image, SnapshotIdentity identity)
    {
        header.Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(header[SnapshotFormat.MagicOffset..], SnapshotFormat.Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(header[SnapshotFormat.VersionOffset..], SnapshotFormat.Version);
        BinaryPrimitives.WriteInt32LittleEndian(
            header[SnapshotFormat.HeaderSizeOffset..], SnapshotFormat.HeaderSizeBytes);
        BinaryPrimitives.WriteInt64LittleEndian(header[SnapshotFormat.CodeHashOffset..], StateCode.Hash);
        BinaryPrimitives.WriteInt64LittleEndian(
            header[SnapshotFormat.ConfigurationHashOffset..], identity.ConfigurationHash);
        BinaryPrimitives.WriteInt64LittleEndian(header[SnapshotFormat.SequenceOffset..], image.Sequence);
        BinaryPrimitives.WriteUInt32LittleEndian(header[SnapshotFormat.RecordCrcOffset..], identity.RecordCrc);
        BinaryPrimitives.WriteInt32LittleEndian(
            header[SnapshotFormat.SectionCountOffset..], StateSections.All.Length);
        Encoding.UTF8.TryGetBytes(
            Recovery.EngineBuild,
            header.Slice(SnapshotFormat.EngineBuildOffset, SnapshotFormat.EngineBuildSizeBytes),
            out _);
        WriteTable(header[SnapshotFormat.TableOffset..], image);
        BinaryPrimitives.WriteUInt32LittleEndian(
            header[SnapshotFormat.HeaderCrcOffset..], RecordChain.Crc32C(header[..SnapshotFormat.HeaderCrcOffset]));
    }

    /// <summary>Reads a whole file and checks every byte of it against its checksums.</summary>
    /// <returns>The first fault found; None where <paramref name="snapshot"/> can be loaded.</returns>
    public static SnapshotFault Read(string path, out Snapshot snapshot)
    {
        snapshot = default;
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return SnapshotFault.Unreadable;
        }

        snapshot = new Snapshot(bytes);
        SnapshotFault fault = CheckHeader(bytes);
        return fault == SnapshotFault.None ? CheckSections(in snapshot) : fault;
    }

    private static void WriteTable(Span<byte> table, StateImage image)
    {
        long offset = SnapshotFormat.HeaderSizeBytes;
        foreach (StateSection section in StateSections.All)
        {
            ReadOnlySpan<byte> bytes = image[section];
            Span<byte> entry = table[((int)section * SnapshotFormat.EntrySizeBytes)..];
            Encoding.UTF8.GetBytes(StateSections.Name(section), entry[..StateSections.NameSizeBytesMax]);
            BinaryPrimitives.WriteInt64LittleEndian(entry[SnapshotFormat.EntryOffsetOffset..], offset);
            BinaryPrimitives.WriteInt64LittleEndian(entry[SnapshotFormat.EntrySizeOffset..], bytes.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(
                entry[SnapshotFormat.EntryCrcOffset..], RecordChain.Crc32C(bytes));
            offset += bytes.Length;
        }
    }

    private static SnapshotFault CheckHeader(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < SnapshotFormat.HeaderSizeBytes)
            return SnapshotFault.TooShort;

        if (BinaryPrimitives.ReadUInt64LittleEndian(bytes[SnapshotFormat.MagicOffset..]) != SnapshotFormat.Magic)
            return SnapshotFault.NotASnapshot;

        uint version = BinaryPrimitives.ReadUInt32LittleEndian(bytes[SnapshotFormat.VersionOffset..]);
        if (version != SnapshotFormat.Version)
            return SnapshotFault.OtherVersion;

        uint crc = BinaryPrimitives.ReadUInt32LittleEndian(bytes[SnapshotFormat.HeaderCrcOffset..]);
        if (crc != RecordChain.Crc32C(bytes[..SnapshotFormat.HeaderCrcOffset]))
            return SnapshotFault.HeaderDamaged;

        int count = BinaryPrimitives.ReadInt32LittleEndian(bytes[SnapshotFormat.SectionCountOffset..]);
        return count == StateSections.All.Length ? SnapshotFault.None : SnapshotFault.OtherShape;
    }

    /// <summary>Sections follow each other without a gap and end with the file, so that no byte is unchecked.</summary>
    private static SnapshotFault CheckSections(in Snapshot snapshot)
    {
        long offset = SnapshotFormat.HeaderSizeBytes;
        foreach (StateSection section in StateSections.All)
        {
            SnapshotEntry entry = snapshot.EntryOf(section);
            if (entry.Offset != offset || entry.SizeBytes < 0)
                return SnapshotFault.OtherShape;

            if (entry.SizeBytes > snapshot.SizeBytes - offset)
                return SnapshotFault.TooShort;

            if (RecordChain.Crc32C(snapshot.BytesOf(section)) != entry.Crc)
                return SnapshotFault.SectionDamaged;

            offset += entry.SizeBytes;
        }

        return offset == snapshot.SizeBytes ? SnapshotFault.None : SnapshotFault.SectionDamaged;
    }
}

/// <summary>What a snapshot belongs to.</summary>
/// <param name="ConfigurationHash">Of everything that decides.</param>
/// <param name="RecordCrc">CRC-32C of the journal's record with the snapshot's sequence.</param>
internal readonly record struct SnapshotIdentity(long ConfigurationHash, uint RecordCrc);
