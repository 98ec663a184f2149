using System;
using System.Buffers.Binary;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Engine.Snapshots;

/// <summary>
/// A snapshot's file in memory, checked by <see cref="SnapshotFile.Read"/> before anything else is asked of it. Set-up
/// only.
/// </summary>
internal readonly struct Snapshot(byte[] bytes)
{
    /// <summary>Of the whole file.</summary>
    public int SizeBytes => bytes.Length;

    /// <summary>Build that wrote it.</summary>
    public long CodeHash => BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(SnapshotFormat.CodeHashOffset));

    /// <summary>Last journal record that the state has worked on.</summary>
    public long Sequence => BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(SnapshotFormat.SequenceOffset));

    /// <summary>Configuration, and the CRC of that record.</summary>
    public SnapshotIdentity Identity => new(
        BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(SnapshotFormat.ConfigurationHashOffset)),
        BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(SnapshotFormat.RecordCrcOffset)));

    /// <summary>Line of the section table.</summary>
    public SnapshotEntry EntryOf(StateSection section)
    {
        int offset = SnapshotFormat.TableOffset + (int)section * SnapshotFormat.EntrySizeBytes;
        ReadOnlySpan<byte> entry = bytes.AsSpan(offset, SnapshotFormat.EntrySizeBytes);
        return new SnapshotEntry(
            BinaryPrimitives.ReadInt64LittleEndian(entry[SnapshotFormat.EntryOffsetOffset..]),
            BinaryPrimitives.ReadInt64LittleEndian(entry[SnapshotFormat.EntrySizeOffset..]),
            BinaryPrimitives.ReadUInt32LittleEndian(entry[SnapshotFormat.EntryCrcOffset..]));
    }

    /// <summary>Bytes of a section; the table must have been checked.</summary>
    public ReadOnlySpan<byte> BytesOf(StateSection section)
    {
        SnapshotEntry entry = EntryOf(section);
        return bytes.AsSpan((int)entry.Offset, (int)entry.SizeBytes);
    }

    /// <summary>
    /// Loads every section into a state built with the same configuration. Where it fails the state is half filled and
    /// good for nothing.
    /// </summary>
    public SnapshotFault LoadInto(DecisionState state)
    {
        foreach (StateSection section in StateSections.All)
        {
            ReadOnlySpan<byte> saved = BytesOf(section);
            StateTransfer load = StateTransfer.Load(saved);
            try
            {
                state.Transfer(section, ref load);
            }
            catch (Exception e) when (e is InvalidOperationException or ArgumentException)
            {
                return SnapshotFault.OtherShape;
            }

            if (load.SizeBytes != saved.Length)
                return SnapshotFault.OtherShape;
        }

        return SnapshotFault.None;
    }
}

/// <summary>Where a section lies in its file.</summary>
internal readonly record struct SnapshotEntry(long Offset, long SizeBytes, uint Crc);
