using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;

namespace LowLatencyEngine.Journal;

/// <summary>
/// A sparse index: for each closed segment its sequences and the range of its stamps, so that a search by time reads
/// only segments that can hold what it looks for. Kept in <c>journal.index</c>, which is a cache: entries that are
/// missing, damaged or of another journal only cost time. One thread; for tools.
/// </summary>
public sealed class JournalIndex
{
    /// <summary>Beside the segments; not part of the journal.</summary>
    public const string FileName = "journal.index";

    private readonly string _folder;
    private readonly int _stampOffset;
    private readonly SortedList<long, SegmentSpan> _spans = [];
    private long _journalId;

    private JournalIndex(string folder, int stampOffset)
    {
        _folder = folder;
        _stampOffset = stampOffset;
    }

    /// <summary>Oldest first. Segments without an entry are not in it: the last one never has one.</summary>
    public IList<SegmentSpan> Segments => _spans.Values;

    /// <summary>Reads what is kept; does not write.</summary>
    /// <param name="folder">Of the journal.</param>
    /// <param name="stampOffset">
    /// Where in a record the caller keeps the number to search by, 8 bytes, little endian: the journal does not know.
    /// </param>
    /// <exception cref="JournalException">There is no journal in the folder.</exception>
    public static JournalIndex Load(string folder, int stampOffset)
    {
        var index = new JournalIndex(folder, stampOffset);
        using (JournalReader reader = JournalReader.Open(folder))
            index._journalId = reader.Header.JournalId;

        string path = Path.Combine(folder, FileName);
        byte[] bytes = File.Exists(path) ? File.ReadAllBytes(path) : [];
        ReadOnlySpan<byte> entries = bytes;
        for (; entries.Length >= SegmentSpan.SizeBytes; entries = entries[SegmentSpan.SizeBytes..])
        {
            ReadOnlySpan<byte> entry = entries[..SegmentSpan.SizeBytes];
            if (SegmentSpan.TryRead(entry, index._journalId, stampOffset, out SegmentSpan span))
                index._spans[span.FirstSequence] = span;
        }

        return index;
    }

    /// <summary>
    /// Adds closed segments that are not in it yet, each by reading it once, forgets those that are gone, and keeps the
    /// result.
    /// </summary>
    /// <exception cref="JournalException">A segment is damaged, or the folder cannot be written.</exception>
    public void Update()
    {
        List<string> paths = SegmentName.ListOrThrow(_folder);
        var there = new HashSet<long>();
        for (int i = 0; i + 1 < paths.Count && SegmentSource.IsUsed(paths[i + 1]); i++)
        {
            long firstSequence = SegmentName.SequenceOf(paths[i]);
            there.Add(firstSequence);
            if (!_spans.ContainsKey(firstSequence))
                _spans[firstSequence] = Measure(firstSequence);
        }

        for (int i = _spans.Count - 1; i >= 0; i--)
        {
            if (!there.Contains(_spans.GetKeyAtIndex(i)))
                _spans.RemoveAt(i);
        }

        Store();
    }

    /// <summary>
    /// First sequence from <paramref name="sequence"/> on that is not in a segment known to hold no stamp of the range.
    /// </summary>
    public long SkipTo(long sequence, long stampFrom, long stampTo)
    {
        foreach (SegmentSpan span in _spans.Values)
        {
            bool isIn = sequence >= span.FirstSequence && sequence <= span.LastSequence;
            if (isIn && span.MayHold(stampFrom, stampTo))
                break;

            if (isIn)
                sequence = span.LastSequence + 1;
        }

        return sequence;
    }

    private SegmentSpan Measure(long firstSequence)
    {
        using JournalReader reader = JournalReader.Open(_folder, firstSequence);
        long endSequence = reader.Header.EndSequence;
        long min = long.MaxValue;
        long max = long.MinValue;
        Span<byte> record = stackalloc byte[JournalFormat.RecordSizeBytes];
        while (reader.NextSequence < endSequence && reader.TryRead(record))
        {
            long stamp = BinaryPrimitives.ReadInt64LittleEndian(record[_stampOffset..]);
            min = Math.Min(min, stamp);
            max = Math.Max(max, stamp);
        }

        if (reader.NextSequence < endSequence)
            reader.CheckEndOrThrow();

        return new SegmentSpan(firstSequence, reader.NextSequence - 1, min, max);
    }

    private void Store()
    {
        byte[] bytes = new byte[_spans.Count * SegmentSpan.SizeBytes];
        Span<byte> entries = bytes;
        foreach (SegmentSpan span in _spans.Values)
        {
            span.Write(entries[..SegmentSpan.SizeBytes], _journalId, _stampOffset);
            entries = entries[SegmentSpan.SizeBytes..];
        }

        string path = Path.Combine(_folder, FileName);
        string temporary = $"{path}.{Environment.ProcessId}.preparing";
        try
        {
            File.WriteAllBytes(temporary, bytes);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new JournalException(
                $"index cannot be kept: file={path}, error={error.Message}; check rights and disk", error);
        }
    }
}
