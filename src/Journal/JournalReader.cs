using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Runtime.CompilerServices;
using System.Threading;

namespace LowLatencyEngine.Journal;

/// <summary>
/// Reads a journal in order, from any sequence, also while another process writes it. Returns only records whose
/// checksum chain holds. Reads with pread into one buffer: memory is bounded, a broken disk is an error instead of a
/// signal, and nothing it does can be felt by the writer. One thread; allocates nothing per record, and a few objects
/// per segment.
/// </summary>
/// <remarks>
/// At the end <see cref="TryRead"/> returns false and may be called again: new records, new segments and a restarted
/// writer are followed. It never blocks; how to wait is the caller's choice.
/// </remarks>
public sealed class JournalReader : IDisposable
{
    private const int BufferSizeBytes = 64 << 10;
    private const int RereadCountMax = 16;      // A record caught while it was being copied is whole at the next look.
    private const int IdleCountPerLook = 64;    // How often the end is looked beyond of.
    private const int HeaderLooksMax = 60; // Some 50 ms.
    private const int ScanCountMax = 8;    // Of an end that is somewhere else each time: it is being written.

    private readonly string _folder;
    private readonly byte[] _buffer = new byte[BufferSizeBytes];
    private readonly byte[] _page = new byte[JournalFormat.HeaderSizeBytes];
    private SegmentSource _source;
    private string _nextPath; // Of the segment after this one.
    private int _offset;      // In the buffer: of the next record.
    private int _filled;
    private uint _crc;
    private int _idleCount;

    private JournalReader(string folder, SegmentSource source, in SegmentHeader header)
    {
        _folder = folder;
        _source = source;
        Header = header;
        _nextPath = Path.Combine(folder, SegmentName.Of(header.EndSequence));
        NextSequence = header.FirstSequence;
        _crc = header.PredecessorCrc;
    }

    /// <summary>Sequence of the record that <see cref="TryRead"/> returns next.</summary>
    public long NextSequence { get; private set; }

    /// <summary>Header of the segment being read: engine build, instrument table, creation time.</summary>
    public SegmentHeader Header { get; private set; }

    /// <summary>
    /// Called before a header that does not hold is read again: for a test, the moment in which the writer finishes it.
    /// </summary>
    internal Action? ReadingHeaderAgain { get; set; }

    /// <summary>
    /// Called between two reads of <see cref="CheckEndOrThrow"/>: for a test, the moment in which the writer goes on.
    /// </summary>
    internal Action? ScanningOn { get; set; }

    /// <summary>Opens the journal for reading. Reaching a sequence costs one read, wherever it is.</summary>
    /// <param name="folder">Of the journal; never written to.</param>
    /// <param name="fromSequence">
    /// First to be returned; one after the last waits there; 0 is the first that the folder holds.
    /// </param>
    /// <exception cref="JournalException">
    /// No journal there, the sequence is not in it, or a header is damaged.
    /// </exception>
    public static JournalReader Open(string folder, long fromSequence = 0)
    {
        string path = FindSegment(folder, fromSequence);
        SegmentSource source = SegmentSource.Open(path);
        JournalReader? reader = null;
        try
        {
            byte[] page = new byte[JournalFormat.HeaderSizeBytes];
            source.Read(page, offset: 0);
            JournalDamageCause cause = SegmentHeader.Read(page, out SegmentHeader header);
            if (cause != JournalDamageCause.None)
                throw Damaged(folder, new JournalDamage(path, OffsetBytes: 0, SegmentName.SequenceOf(path), cause));

            reader = new JournalReader(folder, source, in header);
            reader.SkipTo(fromSequence == 0 ? header.FirstSequence : fromSequence);
            return reader;
        }
        catch
        {
            source.Dispose();
            reader?.Dispose();
            throw;
        }
    }

    /// <summary>Copies the next record into <paramref name="target"/>, at least 128 bytes.</summary>
    /// <returns>False at the end for now; the target is unchanged.</returns>
    /// <exception cref="JournalException">
    /// The record is damaged while later ones are there. The reader stays where it is.
    /// </exception>
    public bool TryRead(Span<byte> target)
    {
        if (TryTake(target))
            return true;

        return TryRefill() && TryTake(target);
    }

    /// <summary>
    /// Says that the end is the end: looks through the segment it is in and all after it. For readers that do not
    /// follow, when <see cref="TryRead"/> has returned false; a follower finds the same out while it waits.
    /// </summary>
    /// <remarks>
    /// A journal that grows meanwhile looks torn where a scan met its end and, further on, what was written since. So
    /// it is looked through again: damage stays where it is, what had yet to be written is there at the second look.
    /// </remarks>
    /// <exception cref="JournalException">There are records further on, so one is damaged or missing here.</exception>
    public void CheckEndOrThrow()
    {
        long foundBefore = -1;
        for (int scanCount = 0; scanCount < ScanCountMax; scanCount++)
        {
            if (FindDamage() is not { } damage)
                return;

            if (damage.Sequence == foundBefore)
                throw Damaged(_folder, damage);

            foundBefore = damage.Sequence;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();

    /// <summary>The first at or after the record that would be read next.</summary>
    private JournalDamage? FindDamage()
    {
        JournalScan scan = JournalScan.Run(_folder, Header.FirstSequence, ScanningOn);
        foreach (JournalDamage damage in scan.Report.Damage)
        {
            if (damage.Sequence >= NextSequence)
                return damage;
        }

        return null;
    }

    private static string FindSegment(string folder, long fromSequence)
    {
        // Newest first: only the last one and those prepared after it can be unused, so few files are opened.
        string? found = null;
        List<string> paths = SegmentName.ListOrThrow(folder);
        for (int i = paths.Count - 1; i >= 0; i--)
        {
            long first = SegmentName.SequenceOf(paths[i]);
            bool isCandidate = first > 0 && (found is null || SegmentName.SequenceOf(found) > fromSequence);
            if (isCandidate && SegmentSource.IsUsed(paths[i]))
                found = paths[i];
        }

        if (found is null)
        {
            throw new JournalException(
                $"there is no journal in the folder: folder={folder}; start the engine first, or check the path");
        }

        long firstSequence = SegmentName.SequenceOf(found);
        if (fromSequence != 0 && fromSequence < firstSequence)
        {
            throw new JournalException(
                $"record is older than the journal: fromSequence={fromSequence}, firstSequence={firstSequence}; " +
                "bring the archived segments back, or begin later");
        }

        return found;
    }

    // The CRC that the record continues stands in the record before it; whether it is right shows at the first record
    // read.
    private void SkipTo(long sequence)
    {
        if (sequence > Header.FirstSequence)
        {
            Span<byte> predecessor = stackalloc byte[JournalFormat.RecordSizeBytes];
            predecessor.Clear();
            if (sequence <= Header.EndSequence)
                _source.Read(predecessor, JournalFormat.OffsetOf(sequence - 1, Header.FirstSequence));

            if (RecordChain.SequenceOf(predecessor) != sequence - 1)
            {
                throw new JournalException(
                    $"record is not in the journal yet: fromSequence={sequence}, folder={_folder}; " +
                    "begin at an earlier one");
            }

            _crc = RecordChain.CrcOf(predecessor);
        }

        NextSequence = sequence;
    }

    private bool TryTake(Span<byte> target)
    {
        if (_filled - _offset < JournalFormat.RecordSizeBytes)
            return false;

        ReadOnlySpan<byte> record = _buffer.AsSpan(_offset, JournalFormat.RecordSizeBytes);
        if (!RecordChain.Holds(record, NextSequence, _crc))
            return false;

        record.CopyTo(target);
        _crc = RecordChain.CrcOf(record);
        _offset += JournalFormat.RecordSizeBytes;
        NextSequence++;
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryRefill()
    {
        if (NextSequence == Header.EndSequence && !TryEnterNextSegment())
            return false;

        bool hasLater = false;
        for (int attempt = 0; attempt < RereadCountMax; attempt++)
        {
            Fill();
            if (HoldsFirst())
            {
                _idleCount = 0;
                return true;
            }

            // Later records mean that this one was written before we looked: the next look shows it, or it is damaged.
            hasLater = hasLater || HasLaterInBuffer() || HasLaterFurtherOn();
            if (!hasLater)
                return false;

            Thread.Yield();
        }

        throw Damaged(_folder, DescribeDamage());
    }

    private void Fill()
    {
        long offset = JournalFormat.OffsetOf(NextSequence, Header.FirstSequence);
        int wanted = (int)Math.Min(_buffer.Length, Header.SegmentSizeBytes - offset);
        _offset = 0;
        _filled = _source.Read(_buffer.AsSpan(0, wanted), offset);
    }

    private bool HoldsFirst() =>
        _filled >= JournalFormat.RecordSizeBytes &&
        RecordChain.Holds(_buffer.AsSpan(0, JournalFormat.RecordSizeBytes), NextSequence, _crc);

    private bool HasLaterInBuffer()
    {
        for (int i = 1; (i + 1) * JournalFormat.RecordSizeBytes <= _filled; i++)
        {
            if (RecordChain.SequenceOf(_buffer.AsSpan(i * JournalFormat.RecordSizeBytes)) == NextSequence + i)
                return true;
        }

        return false;
    }

    // Steps that double find a writer that has gone on for as long as the hole is, at the cost of a few reads.
    private bool HasLaterFurtherOn()
    {
        if (++_idleCount % IdleCountPerLook != 0)
            return false;

        Span<byte> word = stackalloc byte[sizeof(long)];
        for (long step = 1; NextSequence + step < Header.EndSequence; step *= 2)
        {
            word.Clear();
            _source.Read(word, JournalFormat.OffsetOf(NextSequence + step, Header.FirstSequence));
            if (RecordChain.SequenceOf(word) == NextSequence + step)
                return true;
        }

        return SegmentSource.IsUsed(_nextPath);
    }

    private bool TryEnterNextSegment()
    {
        // Opened anew at each try until it is used: a prepared segment may be deleted and made again.
        SegmentSource? source = SegmentSource.TryOpen(_nextPath);
        if (source is null)
        {
            RefuseIfOvertaken();
            return false;
        }

        bool isEntered = false;
        try
        {
            ReadPage(source);
            if (BinaryPrimitives.ReadUInt64LittleEndian(_page) == 0)
                return false;

            JournalDamageCause cause = SegmentHeader.Read(_page, out SegmentHeader header);
            if (cause == JournalDamageCause.HeaderDamaged)
                cause = ReadHeaderAgain(source, out header);

            bool isNext = header.JournalId == Header.JournalId && header.PredecessorCrc == _crc;
            if (cause == JournalDamageCause.None && !isNext)
                cause = JournalDamageCause.ForeignSegment;

            if (cause != JournalDamageCause.None)
                throw Damaged(_folder, new JournalDamage(_nextPath, OffsetBytes: 0, NextSequence, cause));

            Enter(source, in header);
            isEntered = true;
            return true;
        }
        finally
        {
            if (!isEntered)
                source.Dispose();
        }
    }

    private void ReadPage(SegmentSource source)
    {
        _page.AsSpan().Clear();
        source.Read(_page, offset: 0);
    }

    // A header that is being written at this moment can be read in part: the kernel copies page by page without a lock
    // that readers take. A damaged one stays damaged.
    private JournalDamageCause ReadHeaderAgain(SegmentSource source, out SegmentHeader header)
    {
        var wait = default(SpinWait);
        JournalDamageCause cause;
        do
        {
            wait.SpinOnce();
            ReadingHeaderAgain?.Invoke();
            ReadPage(source);
            cause = SegmentHeader.Read(_page, out header);
        }
        while (cause == JournalDamageCause.HeaderDamaged && wait.Count < HeaderLooksMax);

        return cause;
    }

    // Retention may delete what a slow reader has not read yet: it is told, instead of waiting for ever.
    private void RefuseIfOvertaken()
    {
        if (++_idleCount % IdleCountPerLook != 0)
            return;

        List<string> paths = SegmentName.ListOrThrow(_folder);
        long firstSequence = paths.Count > 0 ? SegmentName.SequenceOf(paths[0]) : 0;
        if (firstSequence <= NextSequence)
            return;

        throw new JournalException(
            $"reader has been overtaken by retention: nextSequence={NextSequence}, firstSequence={firstSequence}, " +
            $"folder={_folder}; begin again at the first sequence, and keep more or read faster");
    }

    private void Enter(SegmentSource source, in SegmentHeader header)
    {
        Debug.Assert(header.FirstSequence == NextSequence);
        _source.Dispose();
        _source = source;
        _nextPath = Path.Combine(_folder, SegmentName.Of(header.EndSequence));
        Header = header;
    }

    private JournalDamage DescribeDamage()
    {
        ReadOnlySpan<byte> record = _buffer.AsSpan(0, Math.Min(_filled, JournalFormat.RecordSizeBytes));
        JournalDamageCause cause = JournalDamageCause.ChecksumMismatch;
        if (record.IndexOfAnyExcept((byte)0) < 0)
            cause = JournalDamageCause.EmptyRecord;
        else if (RecordChain.SequenceOf(record) != NextSequence)
            cause = JournalDamageCause.SequenceMismatch;

        long offset = JournalFormat.OffsetOf(NextSequence, Header.FirstSequence);
        return new JournalDamage(_source.Path, offset, NextSequence, cause);
    }

    private static JournalException Damaged(string folder, JournalDamage damage) =>
        new(damage.DescribeWithRemedy(folder)) { Damage = damage };
}
