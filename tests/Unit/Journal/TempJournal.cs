using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using LowLatencyEngine.Journal;
using Xunit;

namespace LowLatencyEngine.Unit.Journal;

/// <summary>A journal folder of one test, removed with it, and what tests do to journals.</summary>
public sealed class TempJournal : IDisposable
{
    public const long InstrumentTableHash = 0x1234_5678;
    public const long SmallestSegmentBytes = JournalFormat.SegmentSizeBytesMin; // 32 records.
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public TempJournal()
    {
        Folder = Path.Combine(Path.GetTempPath(), "lle-journal-" + Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(Folder);
    }

    public string Folder { get; }

    /// <summary>Segment files, oldest first.</summary>
    public IReadOnlyList<string> Segments =>
        Directory.GetFiles(Folder, "*.lle").Order(StringComparer.Ordinal).ToArray();

    public JournalOptions Options(
        long segmentSizeBytes = SmallestSegmentBytes, JournalMode mode = JournalMode.Process) =>
        new(Folder, segmentSizeBytes, mode, InstrumentTableHash, EngineBuild: "test 1.0");

    public JournalWriter Open(long segmentSizeBytes = SmallestSegmentBytes, JournalMode mode = JournalMode.Process) =>
        JournalWriter.Open(Options(segmentSizeBytes, mode), out _);

    /// <summary>A journal with records 1 to <paramref name="count"/>, closed in order.</summary>
    public static TempJournal WithRecords(int count, long segmentSizeBytes = SmallestSegmentBytes)
    {
        var journal = new TempJournal();
        using JournalWriter writer = journal.Open(segmentSizeBytes);
        Append(writer, count);
        return journal;
    }

    /// <summary>The same, but as a killed process leaves it: no clean end, a prepared segment behind.</summary>
    public static TempJournal KilledWithRecords(int count, long segmentSizeBytes = SmallestSegmentBytes)
    {
        using var original = new TempJournal();
        using JournalWriter writer = original.Open(segmentSizeBytes);
        Append(writer, count);
        return original.CopyAsKilled();
    }

    /// <summary>What a process killed now would leave: the page cache as it is.</summary>
    public TempJournal CopyAsKilled()
    {
        var copy = new TempJournal();
        foreach (string path in Segments)
            File.Copy(path, Path.Combine(copy.Folder, Path.GetFileName(path)));

        return copy;
    }

    /// <summary>
    /// Appends the next records, each when there is room; with <paramref name="mayBeFull"/> whether there is or not.
    /// </summary>
    public static void Append(JournalWriter writer, int count, bool mayBeFull = false)
    {
        Span<byte> record = stackalloc byte[JournalFormat.RecordSizeBytes];
        for (int i = 0; i < count; i++)
        {
            bool hasRoom = mayBeFull || writer.TryWaitForRoom(1, Patience);
            Assert.True(hasRoom, writer.Failure?.Message ?? "no room within the test's patience");
            FillRecord(record, writer.NextSequence);
            writer.Append(record);
        }
    }

    /// <summary>The caller's part of a record; every sequence has other bytes, and none ends in zero.</summary>
    public static void FillRecord(Span<byte> record, long sequence)
    {
        new Random((int)sequence).NextBytes(record);
        record[^1] |= 1;
    }

    /// <summary>Reads records to the end and checks that each is the one appended under its sequence.</summary>
    /// <returns>
    /// Sequence of the last record read; the one before <paramref name="fromSequence"/> where there was none.
    /// </returns>
    public long ReadAndCheck(long fromSequence = 1)
    {
        using JournalReader reader = JournalReader.Open(Folder, fromSequence);
        long last = ReadAndCheck(reader);
        reader.CheckEndOrThrow();
        return last;
    }

    public static long ReadAndCheck(JournalReader reader)
    {
        Span<byte> record = stackalloc byte[JournalFormat.RecordSizeBytes];
        while (reader.TryRead(record))
            CheckRecord(record, reader.NextSequence - 1);

        return reader.NextSequence - 1;
    }

    public static void CheckRecord(ReadOnlySpan<byte> record, long sequence)
    {
        Span<byte> expected = stackalloc byte[JournalFormat.RecordSizeBytes];
        FillRecord(expected, sequence);
        BitConverter.TryWriteBytes(expected, sequence);
        record.Slice(JournalFormat.Crc32COffset, sizeof(uint)).CopyTo(expected[JournalFormat.Crc32COffset..]);
        Assert.True(record.SequenceEqual(expected), $"record {sequence} is another");
    }

    public static long OffsetOf(long sequence, long firstSequence = 1) =>
        JournalFormat.OffsetOf(sequence, firstSequence);

    /// <summary>Changes bytes of a file in place.</summary>
    public static void Overwrite(string path, long offset, ReadOnlySpan<byte> bytes)
    {
        using FileStream file = File.Open(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.Position = offset;
        file.Write(bytes);
    }

    public static void FlipBit(string path, long offset, int bit = 0)
    {
        byte[] bytes = File.ReadAllBytes(path);
        Overwrite(path, offset, [(byte)(bytes[offset] ^ (1 << bit))]);
    }

    public static void Truncate(string path, long sizeBytes)
    {
        using FileStream file = File.Open(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.SetLength(sizeBytes);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
