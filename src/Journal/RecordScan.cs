using System;
using System.Collections.Generic;
using System.Diagnostics;

namespace LowLatencyEngine.Journal;

/// <summary>
/// Judges the records of one segment in order. The first record that does not hold opens a stretch; what follows
/// decides what it was: a record that looks good means damage in the middle, nothing but junk and zeros means the torn
/// end of a journal.
/// </summary>
internal sealed class RecordScan(SegmentFile segment, uint? predecessorCrc, List<JournalDamage> damage)
{
    /// <summary>More stretches than this tell nobody anything.</summary>
    public const int DamageCountMax = 64;

    private readonly long _firstSequence = segment.Header.FirstSequence;
    private readonly long _endSequence = segment.Header.EndSequence;
    private long _sequence = segment.Header.FirstSequence; // Of the slot to be judged next.

    // What the next record continues. Null where the predecessor is lost: the next good-looking record is believed.
    private uint? _crc = predecessorCrc;

    // The predecessor's CRC as computed, where its stored one may be the damage.
    private uint? _otherCrc;

    private JournalDamage? _stretch;
    private bool _isStretchInTheMiddle;
    private long _stretchEndOffset; // After its last byte that is not zero.

    /// <summary>Last record that held; the one before the segment where none did.</summary>
    public long LastGoodSequence { get; private set; } = segment.Header.FirstSequence - 1;

    /// <summary>CRC that the record after <see cref="LastGoodSequence"/> continues; null where unknown.</summary>
    public uint? LastGoodCrc { get; private set; } = predecessorCrc;

    public long GoodCount { get; private set; }

    /// <summary>Bytes of the torn end, known after <see cref="Finish"/>.</summary>
    public long TornTailBytes { get; private set; }

    /// <summary>Judges the next slots; <paramref name="slots"/> holds whole records.</summary>
    public void Take(ReadOnlySpan<byte> slots)
    {
        Debug.Assert(slots.Length % JournalFormat.RecordSizeBytes == 0);
        if (_stretch is not null && slots.IndexOfAnyExcept((byte)0) < 0)
        {
            _sequence += slots.Length / JournalFormat.RecordSizeBytes;
            _crc = null;
            return;
        }

        for (; !slots.IsEmpty; slots = slots[JournalFormat.RecordSizeBytes..])
        {
            ReadOnlySpan<byte> record = slots[..JournalFormat.RecordSizeBytes];
            if (IsGood(record))
                TakeGood(record);
            else
                TakeBad(record);

            _sequence++;
        }
    }

    /// <summary>
    /// Settles the open stretch. <paramref name="isLast"/>: no used segment follows, so the journal may end here.
    /// </summary>
    public void Finish(bool isLast)
    {
        bool isShort = segment.LengthBytes < segment.Header.SegmentSizeBytes;
        long next = LastGoodSequence + 1;
        if (_stretch is null && isShort && next < _endSequence)
            _stretch = DamageAt(next, JournalDamageCause.FileTooShort);

        if (_stretch is not null && !_isStretchInTheMiddle)
            TornTailBytes = Math.Max(0, _stretchEndOffset - _stretch.OffsetBytes);

        bool isPromised = segment.CleanEnd == CleanEndState.Present && segment.CleanEndSequence >= next;
        if (_stretch is not null && (_isStretchInTheMiddle || isPromised || !isLast))
            Report(_stretch with { Cause = CauseAtEnd(_stretch.Cause, isLast, isShort) });

        // Half a mark is what a process leaves that dies while it closes; it can only name the record that was last
        // then.
        bool isHalfMark = segment is { CleanEnd: CleanEndState.Absent, CleanEndSequence: not 0 };
        if (segment.CleanEnd == CleanEndState.Damaged || (isHalfMark && segment.CleanEndSequence != LastGoodSequence))
        {
            Report(new JournalDamage(
                segment.Path, JournalFormat.CleanEndSequenceOffset, next, JournalDamageCause.CleanEndDamaged));
        }
    }

    private bool IsGood(ReadOnlySpan<byte> record)
    {
        if (RecordChain.SequenceOf(record) != _sequence)
            return false;

        uint stored = RecordChain.CrcOf(record);
        if (_crc is not uint crc)
            return stored != 0; // Nothing to prove it by; the record after it is proved by it again.

        return stored == RecordChain.Compute(record, crc) ||
            (_otherCrc is uint other && stored == RecordChain.Compute(record, other));
    }

    private void TakeGood(ReadOnlySpan<byte> record)
    {
        if (_stretch is not null)
            Report(_stretch);

        _stretch = null;
        _isStretchInTheMiddle = false;
        _crc = RecordChain.CrcOf(record);
        _otherCrc = null;
        LastGoodSequence = _sequence;
        LastGoodCrc = _crc;
        GoodCount++;
    }

    private void TakeBad(ReadOnlySpan<byte> record)
    {
        long sequence = RecordChain.SequenceOf(record);
        int lastByte = record.LastIndexOfAnyExcept((byte)0);
        if (_stretch is null)
            _stretch = DamageAt(_sequence, CauseOf(sequence, isZero: lastByte < 0));
        else if (LooksWritten(record, sequence))
            _isStretchInTheMiddle = true;

        if (lastByte >= 0)
            _stretchEndOffset = JournalFormat.OffsetOf(_sequence, _firstSequence) + lastByte + 1;

        bool hasSequence = sequence == _sequence;
        _otherCrc = hasSequence && _crc is uint crc ? RecordChain.Compute(record, crc) : null;
        _crc = hasSequence ? RecordChain.CrcOf(record) : null;
    }

    // Both ends of what a record's header says are there: one stray bit in the empty tail is not yet a record.
    private bool LooksWritten(ReadOnlySpan<byte> record, long sequence) =>
        sequence >= _firstSequence && sequence < _endSequence && RecordChain.CrcOf(record) != 0;

    private JournalDamageCause CauseOf(long sequence, bool isZero)
    {
        if (isZero)
            return JournalDamageCause.EmptyRecord;

        return sequence == _sequence ? JournalDamageCause.ChecksumMismatch : JournalDamageCause.SequenceMismatch;
    }

    private JournalDamageCause CauseAtEnd(JournalDamageCause cause, bool isLast, bool isShort)
    {
        if (_isStretchInTheMiddle || TornTailBytes > 0)
            return cause;

        if (isShort)
            return JournalDamageCause.FileTooShort;

        return isLast ? JournalDamageCause.RecordsMissingAtEnd : cause;
    }

    private JournalDamage DamageAt(long sequence, JournalDamageCause cause) =>
        new(segment.Path, JournalFormat.OffsetOf(sequence, _firstSequence), sequence, cause);

    private void Report(JournalDamage found)
    {
        if (damage.Count < DamageCountMax)
            damage.Add(found);
    }
}
