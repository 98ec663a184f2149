using System;
using System.Diagnostics;
using System.IO;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;

namespace LowLatencyEngine.Journal;

/// <summary>
/// Appends records to a journal. One thread appends; it copies 128 bytes into memory and never calls the kernel. Two
/// threads of the journal's own work beside it: one keeps room in front of it, one brings records to stable storage.
/// After the death of the process everything appended is found again (<see cref="JournalMode.Process"/>) or everything
/// durable (<see cref="JournalMode.Power"/>).
/// </summary>
/// <remarks>
/// The owner asks for <see cref="RoomRecords"/> before it works on an input, and stops trading when
/// <see cref="HasFailed"/>: a failure is told while the room prepared before is still there, for the orders' cancels
/// and the cause.
/// </remarks>
public sealed unsafe class JournalWriter : IDisposable
{
    private const int RetiringSegmentCountMax = 8; // Left by the writer, not yet synced; bounds descriptors.
    private const int CommitSpinCount = 50;        // About 50 us, shorter than the sync before it.
    private const int IdleFlusherParkMilliseconds = 20;

    private static readonly TimeSpan FlushTimeout = TimeSpan.FromSeconds(60);

    private readonly JournalOptions _options;
    private readonly FolderLock _lock;
    private readonly SegmentTrack _track;
    private readonly SegmentPreparer _preparer;
    private readonly JournalFlusher _flusher;
    private readonly BackgroundLoop _preparerLoop;
    private readonly BackgroundLoop _flusherLoop;

    private byte* _slot;        // Where the next record goes; in bounds while _nextSequence < _limitSequence.
    private long _nextSequence;
    private long _limitSequence; // First sequence that needs Advance: end of the segment, or of what is prepared.
    private uint _crc;
    private long _ordinal = -1;  // Of _segment.
    private Segment? _segment;   // Null until the first record of a new journal.
    private bool _isDisposed;

    private JournalWriter(JournalOptions options, FolderLock folderLock, JournalTail tail)
    {
        _options = options;
        _lock = folderLock;
        _track = new SegmentTrack(options.PreparedSegmentCount + 1 + RetiringSegmentCountMax, tail.NextSequence);
        _preparer = new SegmentPreparer(_track, options, tail.JournalId);
        _flusher = new JournalFlusher(_track, options, tail.NextSequence);
        _preparerLoop = new BackgroundLoop("journal-prepare", _preparer.Step, FailByException);
        bool isPower = options.Mode == JournalMode.Power;
        _flusherLoop = new BackgroundLoop("journal-flush", _flusher.Step, FailByException)
        {
            SpinCountBeforePark = isPower ? CommitSpinCount : 0,
            ParkMilliseconds = isPower ? 1 : IdleFlusherParkMilliseconds,
        };
        _nextSequence = tail.NextSequence;
        _limitSequence = tail.NextSequence;
        _crc = tail.Crc;
        JournalId = tail.JournalId;
    }

    /// <summary>The same in all segments, and in all copies of the journal.</summary>
    internal long JournalId { get; }

    /// <summary>CRC of the last record: what the next one continues, and the name of one history. Appending
    /// thread.</summary>
    public uint TailCrc => _crc;

    /// <summary>
    /// Sequence that the next record gets; 1 in a new journal. Any thread may ask, the appending one gets the latest.
    /// </summary>
    public long NextSequence => _track.NextSequence;

    /// <summary>Records that fit without waiting for the thread that prepares. Appending thread.</summary>
    public long RoomRecords => _track.PreparedThrough - _nextSequence;

    /// <summary>Last record that survives what the mode promises to survive; 0 in a new journal. Any thread.</summary>
    public long DurableSequence =>
        (_options.Mode == JournalMode.Power ? _track.SyncedThrough : _track.NextSequence) - 1;

    /// <summary>True once a disk or a system call has failed. Final. Any thread; one volatile read.</summary>
    public bool HasFailed => _track.Failure is not null;

    /// <summary>The first failure, or null. Any thread.</summary>
    public JournalFailure? Failure => _track.Failure;

    /// <summary>
    /// Room on the disk, at most a tenth of a second old. The owner accepts no new order when it is
    /// <see cref="JournalSpace.Critical"/>; <see cref="HasFailed"/> would follow. Any thread; one volatile read.
    /// </summary>
    public JournalSpace Space => _track.Space;

    /// <summary>
    /// Opens the journal in <see cref="JournalOptions.Folder"/>, creating it where there is none: takes the folder's
    /// lock, checks every record, cuts a torn end, and prepares room. Takes about a second for 10 GB in the page cache.
    /// </summary>
    /// <param name="options">Checked first; nothing is touched where one of them cannot work.</param>
    /// <param name="recovery">What was found, for the log.</param>
    /// <exception cref="JournalException">
    /// Another engine writes it; it is damaged (<see cref="JournalException.Damage"/> says where); it has another
    /// instrument table; the disk is full or cannot be written; an option is out of its range.
    /// </exception>
    public static JournalWriter Open(JournalOptions options, out JournalRecovery recovery)
    {
        options.ValidateOrThrow();
        FolderLock? folderLock = null;
        JournalWriter? writer = null;
        try
        {
            Directory.CreateDirectory(options.Folder);
            folderLock = FolderLock.AcquireOrThrow(options.Folder);
            JournalTail tail = JournalTail.RecoverOrThrow(options, out recovery);
            writer = new JournalWriter(options, folderLock, tail);
            folderLock = null; // The writer's now.
            writer.StartOrThrow(tail);
            JournalWriter opened = writer;
            writer = null;
            return opened;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new JournalException(
                $"journal folder cannot be used: folder={options.Folder}, error={error.Message}; " +
                "check path, rights and disk",
                error);
        }
        finally
        {
            writer?.Dispose();
            folderLock?.Dispose();
        }
    }

    /// <summary>
    /// Stamps sequence and CRC into <paramref name="record"/> and keeps a copy of it. About 20 ns; no system call, no
    /// allocation.
    /// </summary>
    /// <param name="record">
    /// 128 bytes; those at <see cref="JournalFormat.SequenceOffset"/> and Crc32COffset are overwritten.
    /// </param>
    /// <exception cref="JournalException">
    /// There is no room: the owner has not asked for <see cref="RoomRecords"/>.
    /// </exception>
    public void Append(Span<byte> record)
    {
        if (record.Length != JournalFormat.RecordSizeBytes)
            ThrowWrongSize(record.Length);

        long sequence = _nextSequence;
        if (sequence == _limitSequence)
            Advance();

        _crc = RecordChain.Stamp(record, sequence, _crc);
        byte* slot = _slot;
        Debug.Assert(_segment is not null && slot == _segment.SlotOf(sequence));

        // In bounds: below the limit a whole slot is left in the segment, which is mapped while the writer is in it.
        // The size is a constant, so the copy is a few vector moves instead of a call.
        Unsafe.CopyBlockUnaligned(
            ref *(slot + sizeof(long)),
            ref Unsafe.Add(ref MemoryMarshal.GetReference(record), sizeof(long)),
            JournalFormat.RecordSizeBytes - sizeof(long));

        // Release: a reader, or the next life after a kill, that finds the sequence finds the rest of the record too.
        Volatile.Write(ref *(long*)slot, sequence);

        _slot = slot + JournalFormat.RecordSizeBytes;
        _nextSequence = sequence + 1;
        _track.NextSequence = sequence + 1;
    }

    /// <summary>
    /// Waits until <paramref name="recordCount"/> records fit: at most 65,536, or what the prepared segments hold. For
    /// bursts longer than what is prepared, and for tools; may park.
    /// </summary>
    /// <returns>
    /// False after <paramref name="timeout"/>, or where the journal has failed and will not get more room.
    /// </returns>
    public bool TryWaitForRoom(long recordCount, TimeSpan timeout)
    {
        if (RoomRecords >= recordCount)
            return true;

        long start = _options.Clock.GetTimestamp();
        var spin = default(SpinWait);
        while (RoomRecords < recordCount)
        {
            if (HasFailed || _options.Clock.GetElapsedTime(start) > timeout)
                return false;

            _preparerLoop.Wake();
            spin.SpinOnce();
        }

        return true;
    }

    /// <summary>
    /// Power mode: has what was appended made durable now instead of within a millisecond. Call it after the records of
    /// an order; <see cref="DurableSequence"/> tells when. A system call only where the flusher sleeps. Process mode:
    /// nothing.
    /// </summary>
    public void RequestCommit()
    {
        if (_options.Mode == JournalMode.Power)
            _flusherLoop.Wake();
    }

    /// <summary>
    /// Returns when everything appended is on stable storage, in either mode. Blocks: not while trading.
    /// </summary>
    /// <exception cref="JournalException">The journal has failed, or the disk takes longer than a minute.</exception>
    public void Flush()
    {
        long wanted = _nextSequence;
        _flusher.RequestThrough(wanted);
        long start = _options.Clock.GetTimestamp();
        var spin = default(SpinWait);
        while (_track.SyncedThrough < wanted)
        {
            if (Failure is JournalFailure failure)
                throw new JournalException(failure.Message);

            if (_options.Clock.GetElapsedTime(start) > FlushTimeout)
            {
                throw new JournalException(
                    $"disk takes too long: folder={_options.Folder}, timeout={FlushTimeout}; check the disk");
            }

            _flusherLoop.Wake();
            spin.SpinOnce();
        }
    }

    /// <summary>
    /// Closes in order: syncs, marks the clean end, removes prepared segments, gives the lock back. The tail of the
    /// last segment stays as zeros, and the next life goes on there. Where it fails, <see cref="Failure"/> says so. The
    /// appending thread has stopped.
    /// </summary>
    public void Dispose()
    {
        if (_isDisposed)
            return;

        _isDisposed = true;
        _preparerLoop.Dispose();
        _preparer.Close();
        _flusherLoop.Dispose();
        if (_segment is not null && _segment.IsMapped && !HasFailed)
        {
            Span<byte> mark = stackalloc byte[CleanEnd.SizeBytes];
            CleanEnd.Write(mark, _nextSequence - 1, _crc);
            _flusher.Close(_segment, mark);
        }

        RemoveUnused();
        for (int slot = 0; slot < _track.SlotCount; slot++)
        {
            _track[slot].Unmap();
            _track[slot].Close();
        }

        _lock.Dispose();
    }

    private void StartOrThrow(JournalTail tail)
    {
        int error = tail.Segment is null ? 0 : Continue(tail.Segment, tail.NextSequence);
        if (error != 0)
            throw new JournalException(JournalFailure.Of("open", tail.Segment!.Path, error).Message);

        // The first room is made here, so that the owner finds it; the rest by the thread.
        while (RoomRecords == 0 && _preparer.Step())
        {
        }

        if (Failure is JournalFailure failure)
            throw new JournalException(failure.Message);

        _preparerLoop.Start();
        _flusherLoop.Start();
    }

    private int Continue(SegmentFile file, long nextSequence)
    {
        int error = LinuxStorage.OpenExisting(SegmentName.ToNative(file.Path), out int descriptor);
        if (error != 0)
            return error;

        error = _preparer.Continue(file.Header, descriptor, nextSequence);
        if (error != 0)
        {
            LinuxStorage.Close(descriptor);
            return error;
        }

        _ordinal = 0;
        _segment = _track[0];
        if (nextSequence < _segment.EndSequence)
            _slot = _segment.SlotOf(nextSequence);

        Span<byte> noMark = stackalloc byte[CleanEnd.SizeBytes];
        noMark.Clear();
        return _flusher.WriteMark(_segment, noMark);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Advance()
    {
        long preparedThrough = _track.PreparedThrough;
        if (_nextSequence >= preparedThrough)
            ThrowNoRoom();

        if (_segment is null || _nextSequence == _segment.EndSequence)
        {
            _segment = _track[++_ordinal];
            Debug.Assert(_segment.FirstSequence == _nextSequence);
            _segment.Begin(_crc);
            _slot = _segment.SlotOf(_nextSequence);
        }

        _limitSequence = Math.Min(preparedThrough, _segment.EndSequence);
    }

    private void RemoveUnused()
    {
        for (long ordinal = _ordinal + 1; ordinal <= _preparer.LastOrdinal; ordinal++)
        {
            string path = Path.Combine(_options.Folder, SegmentName.Of(_track[ordinal].FirstSequence));

            // One that cannot be deleted is recognized as unused by the next start.
            LinuxStorage.Delete(SegmentName.ToNative(path));
        }
    }

    private void FailByException(Exception exception) => _track.Fail(new JournalFailure(
        JournalFailureKind.Other, "thread", _options.Folder, ErrorNumber: 0,
        $"journal thread has ended by an exception: folder={_options.Folder}, error={exception}; " +
        "report it and restart"));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowWrongSize(int sizeBytes) => throw new JournalException(
        $"journal record has the wrong size: sizeBytes={sizeBytes}; " +
        $"records have {JournalFormat.RecordSizeBytes} bytes");

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ThrowNoRoom() => throw new JournalException(
        $"journal has no room: nextSequence={_nextSequence}, failure={Failure?.Message ?? "none"}; " +
        "ask for RoomRecords before appending, and stop when HasFailed");
}
