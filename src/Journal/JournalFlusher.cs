using System;
using System.IO;
using System.Threading;

namespace LowLatencyEngine.Journal;

/// <summary>
/// Puts records on stable storage: in power mode everything appended since the last time, as one group; in process mode
/// only segments that the writer has left, and what <see cref="RequestThrough"/> asks for. Runs on its own thread. The
/// first error of a write or a sync is final: the kernel reports it once and may have dropped the pages. Allocates
/// nothing.
/// </summary>
internal sealed class JournalFlusher(SegmentTrack track, JournalOptions options, long nextSequence)
{
    private const int WriteSizeBytesMax = 1 << 20;

    private readonly bool _isPower = options.Mode == JournalMode.Power;
    private long _ordinal;                        // Segment that is being written out and synced.
    private long _writtenThrough = nextSequence;  // Power mode: first sequence that is not in the file yet.
    private long _requestedThrough;

    /// <summary>
    /// Asks that everything below <paramref name="sequence"/> becomes durable in process mode too. Any one thread.
    /// </summary>
    public void RequestThrough(long sequence) => Volatile.Write(ref _requestedThrough, sequence);

    /// <summary>Syncs what there is to sync.</summary>
    /// <returns>True where something was synced.</returns>
    public bool Step()
    {
        if (track.Failure is not null)
            return false;

        long appended = track.NextSequence;
        long synced = track.SyncedThrough;
        if (appended == synced)
            return false;

        // Acquire: pairs with the release in RequestThrough.
        bool isRequested = Volatile.Read(ref _requestedThrough) > synced;
        bool isDue = _isPower || isRequested || appended > track[_ordinal].EndSequence;
        return isDue && SyncSegment(appended);
    }

    /// <summary>
    /// Syncs everything and then leaves the clean-end mark, on the caller's thread, when the flusher's own has ended.
    /// The mark comes after the records are safe: it must never promise a record that a power loss can still take.
    /// </summary>
    public void Close(Segment segment, ReadOnlySpan<byte> mark)
    {
        while (track.Failure is null && track.SyncedThrough < track.NextSequence)
            SyncSegment(track.NextSequence);

        if (track.Failure is not null)
            return;

        int error = WriteMark(segment, mark);
        if (error != 0)
            Fail("clean end", segment, error);
    }

    /// <summary>Writes or removes the clean-end mark, durably.</summary>
    /// <returns>0 or errno.</returns>
    public int WriteMark(Segment segment, ReadOnlySpan<byte> mark)
    {
        segment.Mark(mark);
        int error = _isPower
            ? options.Storage.Write(segment.Descriptor, mark, JournalFormat.CleanEndSequenceOffset)
            : 0;
        return error == 0 ? options.Storage.Sync(segment.Descriptor) : error;
    }

    private bool SyncSegment(long appended)
    {
        Segment segment = track[_ordinal];
        bool isLeft = appended > segment.EndSequence;
        long through = Math.Min(appended, segment.EndSequence);
        int error = _isPower ? WriteOut(segment, through) : 0;
        if (error != 0)
            return Fail("pwrite", segment, error);

        error = options.Storage.Sync(segment.Descriptor);
        if (error != 0)
            return Fail("fdatasync", segment, error);

        track.SyncedThrough = through;
        if (isLeft)
        {
            segment.Close();
            track.DoneOrdinal = ++_ordinal;
        }

        return true;
    }

    private int WriteOut(Segment segment, long through)
    {
        // The first write of a segment takes its header along.
        bool isFirst = _writtenThrough == segment.FirstSequence;
        long offset = isFirst ? 0 : JournalFormat.OffsetOf(_writtenThrough, segment.FirstSequence);
        long limit = JournalFormat.OffsetOf(through, segment.FirstSequence);
        while (offset < limit)
        {
            int sizeBytes = (int)Math.Min(WriteSizeBytesMax, limit - offset);
            int error = options.Storage.Write(segment.Descriptor, segment.BytesFrom(offset, sizeBytes), offset);
            if (error != 0)
                return error;

            offset += sizeBytes;
        }

        _writtenThrough = through;
        return 0;
    }

    private bool Fail(string operation, Segment segment, int error)
    {
        string path = Path.Combine(options.Folder, SegmentName.Of(segment.FirstSequence));
        track.Fail(JournalFailure.Of(operation, path, error));
        return false;
    }
}
