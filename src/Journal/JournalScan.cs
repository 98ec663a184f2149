using System;
using System.Buffers;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace LowLatencyEngine.Journal;

/// <summary>
/// Looks through every byte of a journal. Memory is bounded (one buffer); nothing is written, no lock is taken, so a
/// journal in use may be looked at too. About the speed of one core's CRC over the page cache.
/// </summary>
public sealed class JournalScan
{
    private const int BufferSizeBytes = 256 << 10;

    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferSizeBytes);
    private readonly List<JournalDamage> _damage = [];
    private readonly List<SegmentFile> _used = [];
    private readonly List<SegmentFile> _unused = [];
    private readonly Action? _readingOn;
    private uint? _crc;        // The chain at the end of the segments so far; null where it is lost.
    private long _goodCount;
    private long _lastGoodSequence;
    private long _tornTailBytes;

    private JournalScan(Action? readingOn) => _readingOn = readingOn;

    /// <summary>Segments with a header, oldest first, damaged ones included.</summary>
    internal IReadOnlyList<SegmentFile> Used => _used;

    /// <summary>Segments prepared and never used; they hold nothing.</summary>
    internal IReadOnlyList<SegmentFile> Unused => _unused;

    /// <summary>
    /// CRC of the last good record, which the next one continues. Only of use where nothing is damaged.
    /// </summary>
    internal uint TailCrc => _crc ?? 0;

    internal JournalReport Report { get; private set; } = new(0, 0, 0, 0, []);

    /// <summary>
    /// Checks header, checksum chain, sequences and neighbours of every segment in <paramref name="folder"/>.
    /// </summary>
    /// <exception cref="JournalException">The folder is missing or may not be read.</exception>
    public static JournalReport Verify(string folder) => Verify(folder, readingOn: null);

    /// <summary>
    /// Looks twice where something is found: while the journal is being written, its end at one read and what was
    /// written until the next look like damage. Only what both find in the same place is.
    /// </summary>
    internal static JournalReport Verify(string folder, Action? readingOn)
    {
        JournalReport first = Run(folder, readingOn: readingOn).Report;
        if (first.Damage.Count == 0)
            return first;

        JournalReport second = Run(folder, readingOn: readingOn).Report;
        return second with { Damage = [.. second.Damage.Where(first.Damage.Contains)] };
    }

    /// <summary>The same from a segment on.</summary>
    /// <param name="folder">Of the journal.</param>
    /// <param name="fromSequence">First of the segment to begin with; 0 for all.</param>
    /// <param name="readingOn">Called between two reads: for a test, the moment in which the writer goes on.</param>
    internal static JournalScan Run(string folder, long fromSequence = 0, Action? readingOn = null)
    {
        var scan = new JournalScan(readingOn);
        try
        {
            scan.ListSegments(folder, fromSequence);
            for (int i = 0; i < scan._used.Count; i++)
                scan.ScanSegment(i);
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new JournalException(
                $"journal may not be read: folder={folder}, error={denied.Message}; run as the user that owns it",
                denied);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(scan._buffer);
        }

        scan.Summarize();
        return scan;
    }

    private void ListSegments(string folder, long fromSequence)
    {
        foreach (string path in SegmentName.ListOrThrow(folder))
        {
            if (SegmentName.SequenceOf(path) < fromSequence)
                continue;

            SegmentFile file = SegmentFile.Inspect(path, _buffer);
            if (file.NameSequence == 0)
            {
                // Judged apart, so that its neighbours are still seen as neighbours.
                Note(new JournalDamage(path, OffsetBytes: 0, Sequence: 0, JournalDamageCause.ForeignFile));
                continue;
            }

            (file.IsUnused ? _unused : _used).Add(file);
        }

        foreach (SegmentFile blank in _unused.Where(IsBeforeUsed))
            Note(new JournalDamage(blank.Path, OffsetBytes: 0, blank.NameSequence, JournalDamageCause.HeaderDamaged));
    }

    private bool IsBeforeUsed(SegmentFile blank) => _used.Count > 0 && blank.NameSequence < _used[^1].NameSequence;

    private void ScanSegment(int index)
    {
        SegmentFile segment = _used[index];
        JournalDamageCause cause = JudgeNeighbours(index);
        if (cause != JournalDamageCause.None)
            Note(new JournalDamage(segment.Path, OffsetBytes: 0, DamagedSequence(index, cause), cause));

        if (segment.Header.FirstSequence == 0 || cause is JournalDamageCause.ForeignSegment)
        {
            _crc = null;
            return;
        }

        // The header vouches for the predecessor of the first segment and of one whose predecessor is lost.
        var records = new RecordScan(segment, segment.Header.PredecessorCrc, _damage);
        ReadRecords(segment, records);
        records.Finish(isLast: index == _used.Count - 1);
        _crc = records.LastGoodCrc;
        _goodCount += records.GoodCount;
        _lastGoodSequence = records.LastGoodSequence;
        _tornTailBytes = records.TornTailBytes;
    }

    private JournalDamageCause JudgeNeighbours(int index)
    {
        SegmentFile segment = _used[index];
        if (segment.Cause != JournalDamageCause.None)
            return segment.Cause;

        SegmentFile first = _used[0];
        if (first.Header.FirstSequence != 0 && segment.Header.JournalId != first.Header.JournalId)
            return JournalDamageCause.ForeignSegment;

        if (first.Header.FirstSequence != 0 && segment.Header.InstrumentTableHash != first.Header.InstrumentTableHash)
            return JournalDamageCause.InstrumentTableMismatch;

        if (index == 0)
            return JudgeFirst(segment);

        SegmentHeader previous = _used[index - 1].Header;
        if (previous.FirstSequence != 0 && segment.NameSequence > previous.EndSequence)
            return JournalDamageCause.MissingSegment;

        if (previous.FirstSequence != 0 && segment.NameSequence < previous.EndSequence)
            return JournalDamageCause.ForeignSegment;

        bool isChained = _crc is not uint crc || crc == segment.Header.PredecessorCrc || _damage.Count > 0;
        return isChained ? JournalDamageCause.None : JournalDamageCause.ForeignSegment;
    }

    // A journal may begin later than with 1: old segments are archived. Where it begins with 1, the chain's start is
    // known.
    private static JournalDamageCause JudgeFirst(SegmentFile segment) =>
        segment.NameSequence == 1 && segment.Header.PredecessorCrc != RecordChain.GenesisOf(segment.Header.JournalId)
            ? JournalDamageCause.HeaderDamaged
            : JournalDamageCause.None;

    private long DamagedSequence(int index, JournalDamageCause cause) =>
        cause == JournalDamageCause.MissingSegment ? _used[index - 1].Header.EndSequence : _used[index].NameSequence;

    private void ReadRecords(SegmentFile segment, RecordScan records)
    {
        long offset = JournalFormat.HeaderSizeBytes;
        try
        {
            using SegmentSource source = SegmentSource.Open(segment.Path);
            while (offset < segment.Header.SegmentSizeBytes)
            {
                int wanted = (int)Math.Min(BufferSizeBytes, segment.Header.SegmentSizeBytes - offset);
                int count = source.Read(_buffer.AsSpan(0, wanted), offset);
                int padded = (count + JournalFormat.RecordSizeBytes - 1) & -JournalFormat.RecordSizeBytes;

                // A file cut inside a record: what is gone reads as zero.
                _buffer.AsSpan(count, padded - count).Clear();
                records.Take(_buffer.AsSpan(0, padded));
                if (count < wanted)
                    break;

                offset += count;
                _readingOn?.Invoke();
            }

            source.CheckEndOrThrow();
        }
        catch (IOException)
        {
            Note(new JournalDamage(segment.Path, offset, records.LastGoodSequence + 1, segment.UnreadableCause));
        }
    }

    private void Summarize()
    {
        SegmentFile? last = _used.Count > 0 ? _used[^1] : null;
        bool hasRecords = _goodCount > 0;
        bool hasCleanEnd = last is { CleanEnd: CleanEndState.Present } && last.CleanEndSequence == _lastGoodSequence;
        Report = new JournalReport(
            _used.Count,
            _goodCount,
            hasRecords ? _used.First(s => s.Header.FirstSequence != 0).Header.FirstSequence : 0,
            hasRecords ? _lastGoodSequence : 0,
            _damage)
        {
            TornTailBytes = _tornTailBytes,
            ShortfallBytes = Math.Max(0, (last?.Header.SegmentSizeBytes ?? 0) - (last?.LengthBytes ?? 0)),
            WasClosed = hasCleanEnd && _tornTailBytes == 0,
        };
    }

    private void Note(JournalDamage found)
    {
        if (_damage.Count < RecordScan.DamageCountMax)
            _damage.Add(found);
    }
}
