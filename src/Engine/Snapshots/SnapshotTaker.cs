using System;
using System.IO;
using System.Runtime.CompilerServices;
using System.Threading;
using LowLatencyEngine.Engine.Configuration;

namespace LowLatencyEngine.Engine.Snapshots;

/// <summary>
/// Takes a snapshot every so many records. The decision thread copies its state into one image set aside beforehand,
/// without a system call or an allocation, and goes on; a thread of its own writes the image to disk. While that lasts,
/// a snapshot that falls due is left out: nobody ever waits for the other.
/// </summary>
/// <remarks>
/// <code>
///               decision thread: due, copied
///        free ────────────────────────────────> taken
///         ^                                        │
///         '────────────────────────────────────────'
///               writing thread: on disk, or failed
/// </code>
/// </remarks>
internal sealed class SnapshotTaker : IDisposable
{
    /// <summary>Snapshots kept: a damaged one still leaves two.</summary>
    public const int KeepCount = 3;

    private const int ParkMilliseconds = 20;

    private readonly EngineConfiguration _configuration;
    private readonly DecisionState _state;
    private readonly Action<string> _say;
    private readonly long _everyRecords;
    private readonly StateImage? _image;
    private readonly AutoResetEvent _wake = new(initialState: false);
    private Thread? _thread;
    private long _dueSequence;   // Decision thread.
    private long _skippedCount;  // Decision thread.
    private long _tooLargeCount; // Decision thread.
    private long _writtenCount;  // Writing thread.
    private bool _isTooLargeSaid; // Writing thread.
    private bool _isTaken;
    private bool _isStopping;

    /// <param name="configuration">Tells folder and interval; an interval of 0 makes this do nothing.</param>
    /// <param name="state">Of the decision thread.</param>
    /// <param name="lastSequence">Of the journal so far.</param>
    /// <param name="say">Takes a line for the operator where a snapshot cannot be written.</param>
    public SnapshotTaker(
        EngineConfiguration configuration, DecisionState state, long lastSequence, Action<string> say)
    {
        _configuration = configuration;
        _state = state;
        _say = say;
        _everyRecords = configuration.SnapshotEveryRecords;
        _dueSequence = long.MaxValue;
        if (_everyRecords == 0)
            return;

        long newestSequence = long.Min(SnapshotName.NewestSequence(configuration.Journal.Folder), lastSequence);
        _dueSequence = newestSequence + _everyRecords;
        _image = new StateImage(StateImage.CapacityFor(configuration, state));
    }

    /// <summary>Left out because the one before was still being written. Decision thread.</summary>
    public long SkippedCount => _skippedCount;

    /// <summary>Left out because copying would have taken too long. Any thread.</summary>
    public long TooLargeCount => Volatile.Read(ref _tooLargeCount);

    /// <summary>On disk since start. Any thread.</summary>
    public long WrittenCount => Volatile.Read(ref _writtenCount);

    /// <summary>Starts the thread that writes.</summary>
    public void Start()
    {
        if (_image is null)
            return;

        _thread = new Thread(Run) { Name = "lle-snapshot", IsBackground = true };
        _thread.Start();
    }

    /// <summary>
    /// Decision thread, between two inputs: one comparison, or the copy where it is due. Never waits; 0 bytes.
    /// </summary>
    /// <param name="lastSequence">Last record that the state has worked on and the journal has.</param>
    public void TakeIfDue(long lastSequence)
    {
        if (lastSequence >= _dueSequence)
            Take(lastSequence);
    }

    /// <summary>Ends the thread after the snapshot it is writing.</summary>
    public void Dispose()
    {
        Volatile.Write(ref _isStopping, true);
        _wake.Set();
        _thread?.Join();
        _wake.Dispose();
    }

    /// <summary>Writes the image if there is one. Writing thread.</summary>
    internal void WriteIfTaken()
    {
        // Acquire: pairs with the release in Take, so that the whole image is seen.
        if (!Volatile.Read(ref _isTaken))
            return;

        Write(_image!);
        Volatile.Write(ref _isTaken, false); // Release: the image is the decision thread's again.
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Take(long lastSequence)
    {
        _dueSequence = lastSequence + _everyRecords;
        // Acquire: pairs with the release in WriteIfTaken.
        if (Volatile.Read(ref _isTaken))
        {
            _skippedCount++;
            return;
        }

        if (!_image!.TryTake(_state, lastSequence))
        {
            Volatile.Write(ref _tooLargeCount, _tooLargeCount + 1); // For the writing thread, which says it.
            return;
        }

        Volatile.Write(ref _isTaken, true); // Release: the image is the writing thread's.
    }

    /// <summary>Nothing that happens here may end the engine: it can do without snapshots.</summary>
    private void Write(StateImage image)
    {
        string folder = _configuration.Journal.Folder;
        try
        {
            if (!SnapshotRestore.TryReadRecordCrc(folder, image.Sequence, out uint recordCrc))
            {
                _say($"snapshot is not written: sequence={image.Sequence}; the journal has no such record");
                return;
            }

            SnapshotFile.Write(folder, image, new SnapshotIdentity(_configuration.DecisionHash, recordCrc));
            SnapshotName.Prune(folder, image.Sequence, KeepCount);
            Volatile.Write(ref _writtenCount, _writtenCount + 1);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _say($"snapshot is not written: sequence={image.Sequence}, error={e.Message}; " +
                "a restart takes longer, nothing is lost");
        }
    }

    private void SayIfTooLarge()
    {
        if (_isTooLargeSaid || TooLargeCount == 0)
            return;

        _isTooLargeSaid = true;
        _say($"no snapshots are taken: the state is larger than sizeBytesMax={_image!.CapacityBytes}; " +
            "trade fewer instruments in one engine, or set analysis.bookLevelsMax lower");
    }

    private void Run()
    {
        while (!Volatile.Read(ref _isStopping))
        {
            WriteIfTaken();
            SayIfTooLarge();
            _wake.WaitOne(ParkMilliseconds); // Bounded, so that the decision thread needs no system call to wake it.
        }
    }
}
