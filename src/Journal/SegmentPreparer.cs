using System;
using System.Diagnostics;
using System.IO;
using System.Text;

namespace LowLatencyEngine.Journal;

/// <summary>
/// Keeps room in front of the writer: creates the next segments and makes the next few megabytes writable, so that the
/// writer never meets a page fault or a system call; takes the memory of segments behind it away; watches the room on
/// the disk and the descriptors of the process. Runs on its own thread (before that on the opening one). Allocates
/// nothing but for a failure's text.
/// </summary>
internal sealed class SegmentPreparer
{
    /// <summary>
    /// Kept writable in front of the writer. At 20 million records a second it lasts 3 ms, three times the longest
    /// park. Not more: the kernel makes pages that it has written back read-only again.
    /// </summary>
    private const long AheadBytes = 8L << 20;

    /// <summary>
    /// Made writable at once: what the processor maps as one huge page, where the kernel has the file's bytes in one
    /// piece of memory. It takes such a piece for a call that writes as much, not for stores.
    /// </summary>
    private const long ChunkBytes = 2L << 20;

    private readonly SegmentTrack _track;
    private readonly JournalOptions _options;
    private readonly long _journalId;
    private readonly byte[] _folderPath;
    private readonly byte[] _preparingPath;
    private readonly byte[] _segmentPath;
    private readonly byte[] _zeros;
    private readonly SpaceGauge _gauge;
    private readonly DescriptorReserve _reserve;
    private long _lastOrdinal = -1;     // Newest segment that is attached.
    private long _writerOrdinal;        // Where the writer is at least.
    private long _mappedOrdinal;        // Oldest segment whose memory is still there.
    private long _populatingOrdinal;
    private long _populatedBytes;       // In the segment of _populatingOrdinal.
    private long _firstNewOrdinal;      // Oldest segment that this preparer created: it has no record before ours.

    public SegmentPreparer(SegmentTrack track, JournalOptions options, long journalId)
    {
        _track = track;
        _options = options;
        _journalId = journalId;
        _folderPath = SegmentName.ToNative(options.Folder);
        string path = Path.Combine(options.Folder, SegmentName.Of(1));
        _segmentPath = SegmentName.ToNative(path);
        _preparingPath = SegmentName.ToNative(path + SegmentName.PreparingExtension);
        _gauge = new SpaceGauge(options);
        _reserve = new DescriptorReserve(options);
        _zeros = new byte[Math.Min(ChunkBytes, options.SegmentSizeBytes)];
    }

    /// <summary>Newest segment that is attached; read by the owner when the thread has ended.</summary>
    public long LastOrdinal => _lastOrdinal;

    private bool IsPower => _options.Mode == JournalMode.Power;

    /// <summary>
    /// Goes on in a segment that exists, at <paramref name="nextSequence"/>. Once, before the first step.
    /// </summary>
    /// <returns>0 or errno.</returns>
    public int Continue(in SegmentHeader header, int descriptor, long nextSequence)
    {
        Debug.Assert(_lastOrdinal < 0);
        int error = Map(descriptor, header.SegmentSizeBytes, out nint address);
        if (error != 0)
            return error;

        Attach(in header, descriptor, address);
        _firstNewOrdinal = 1;
        long offset = JournalFormat.OffsetOf(nextSequence, header.FirstSequence);
        _populatedBytes = offset / JournalFormat.HeaderSizeBytes * JournalFormat.HeaderSizeBytes;

        // The image of a file needs its header; a mapped file has it.
        if (IsPower)
            _track[0].Begin(header.PredecessorCrc);

        return 0;
    }

    /// <summary>Gives back what is held for the way down. The thread has ended.</summary>
    public void Close() => _reserve.Release();

    /// <summary>One round: release, make writable, create. Does nothing after a failure.</summary>
    /// <returns>True where something was done and more may be to do.</returns>
    public bool Step()
    {
        if (_track.Failure is not null)
            return false;

        _track.Space = _gauge.Measure();
        int error = _reserve.Probe();
        if (error != 0)
            return Fail("open", _folderPath, error);

        long nextSequence = _track.NextSequence;
        FollowWriter(nextSequence);
        bool hasPopulated = PopulateChunk(nextSequence);
        return PrepareNext(nextSequence) | hasPopulated;
    }

    private void FollowWriter(long nextSequence)
    {
        // The writer has left a segment once it has appended to the next one.
        while (_writerOrdinal < _lastOrdinal && nextSequence > _track[_writerOrdinal].EndSequence)
            _writerOrdinal++;

        long keepOrdinal = IsPower ? Math.Min(_writerOrdinal, _track.DoneOrdinal) : _writerOrdinal;
        for (; _mappedOrdinal < keepOrdinal; _mappedOrdinal++)
            _track[_mappedOrdinal].Unmap();
    }

    private bool PopulateChunk(long nextSequence)
    {
        if (_lastOrdinal < 0 || _track.PreparedThrough - nextSequence >= AheadBytes / JournalFormat.RecordSizeBytes)
            return false;

        if (_populatedBytes == _track[_populatingOrdinal].SizeBytes)
        {
            if (_populatingOrdinal == _lastOrdinal)
                return false;

            _populatingOrdinal++;
            _populatedBytes = 0;
        }

        Segment segment = _track[_populatingOrdinal];
        long chunkEndBytes = Math.Min((_populatedBytes / ChunkBytes + 1) * ChunkBytes, segment.SizeBytes);
        long chunkBytes = chunkEndBytes - _populatedBytes;
        string operation = "pwrite";
        int error = WriteZeros(segment, chunkBytes);
        if (error == 0)
        {
            operation = "madvise";
            error = _options.Storage.Populate(segment.Address + (nint)_populatedBytes, chunkBytes);
        }

        if (error != 0)
            return Fail(operation, _segmentPath, error);

        _populatedBytes += chunkBytes;
        _track.PreparedThrough = segment.FirstSequence + JournalFormat.CapacityOf(_populatedBytes);
        return true;
    }

    // The zeros change no byte of a new file. Where records may be, the old way must do.
    private int WriteZeros(Segment segment, long chunkBytes) => IsPower || _populatingOrdinal < _firstNewOrdinal
        ? 0
        : _options.Storage.Write(segment.Descriptor, _zeros.AsSpan(0, (int)chunkBytes), _populatedBytes);

    private bool PrepareNext(long nextSequence)
    {
        bool isEnough = _lastOrdinal - _writerOrdinal >= _options.PreparedSegmentCount;
        long oldestOrdinal = Math.Min(_mappedOrdinal, _track.DoneOrdinal);
        if (isEnough || _lastOrdinal + 1 - oldestOrdinal >= _track.SlotCount)
            return false;

        long firstSequence = _lastOrdinal < 0 ? nextSequence : _track[_lastOrdinal].EndSequence;
        var header = new SegmentHeader(
            FirstSequence: firstSequence,
            SegmentSizeBytes: _options.SegmentSizeBytes,
            InstrumentTableHash: _options.InstrumentTableHash,
            CreationTimeNs: _options.NowNs(),
            JournalId: _journalId)
        {
            EngineBuild = _options.EngineBuild,
        };
        return Create(in header);
    }

    // Under another name until it has its size: a crash in between leaves no segment without bytes.
    private bool Create(in SegmentHeader header)
    {
        SegmentName.Patch(_segmentPath, SegmentName.Extension.Length, header.FirstSequence);
        SegmentName.Patch(
            _preparingPath, SegmentName.Extension.Length + SegmentName.PreparingExtension.Length, header.FirstSequence);

        int error = _options.Storage.Create(_preparingPath, out int descriptor);
        if (error != 0)
            return Fail("open", _preparingPath, error);

        string operation = "posix_fallocate";
        error = Allocate(descriptor, header.SegmentSizeBytes);
        if (error == 0 && IsPower)
        {
            operation = "fdatasync";
            error = _options.Storage.Sync(descriptor);
        }

        nint address = 0;
        if (error == 0)
        {
            operation = "mmap";
            error = Map(descriptor, header.SegmentSizeBytes, out address);
        }

        if (error == 0)
        {
            operation = "rename";
            error = Publish();
        }

        if (error != 0)
        {
            Abandon(descriptor, address, header.SegmentSizeBytes);
            return Fail(operation, _segmentPath, error);
        }

        Attach(in header, descriptor, address);
        _gauge.Expire();
        return true;
    }

    // In power mode the blocks are written as well: fdatasync then has data to sync, but no map of the file.
    private int Allocate(int descriptor, long sizeBytes)
    {
        int error = _options.Storage.Allocate(descriptor, sizeBytes);
        bool mustWrite = IsPower || error is LibC.NotSupported or LibC.InvalidArgument;
        if (!mustWrite)
            return error;

        error = error is LibC.NotSupported or LibC.InvalidArgument ? 0 : error;
        for (long offset = 0; error == 0 && offset < sizeBytes; offset += _zeros.Length)
        {
            int chunkBytes = (int)Math.Min(_zeros.Length, sizeBytes - offset);
            error = _options.Storage.Write(descriptor, _zeros.AsSpan(0, chunkBytes), offset);
        }

        return error;
    }

    private int Map(int descriptor, long sizeBytes, out nint address) => IsPower
        ? LinuxStorage.MapMemory(sizeBytes, out address)
        : LinuxStorage.MapFile(descriptor, sizeBytes, out address);

    private int Publish()
    {
        int error = LinuxStorage.Rename(_preparingPath, _segmentPath);
        return error == 0 && IsPower ? LinuxStorage.SyncFolder(_folderPath) : error;
    }

    private void Abandon(int descriptor, nint address, long sizeBytes)
    {
        if (address != 0)
            LinuxStorage.Unmap(address, sizeBytes);

        LinuxStorage.Close(descriptor);
        LinuxStorage.Delete(_preparingPath); // Where it is gone already, that is as good.
    }

    private void Attach(in SegmentHeader header, int descriptor, nint address)
    {
        _track[_lastOrdinal + 1].Attach(in header, descriptor, address);
        _lastOrdinal++;
    }

    private bool Fail(string operation, ReadOnlySpan<byte> nativePath, int error)
    {
        _reserve.Release();
        _track.Fail(JournalFailure.Of(operation, Encoding.UTF8.GetString(nativePath[..^1]), error));
        return false;
    }
}
