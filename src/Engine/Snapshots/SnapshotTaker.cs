using System;
using System.IO;
using System.Runtime.CompilerServices;
using System.Threading;
using LowLatencyEngine.Engine.Configuration;

namespace LowLatencyEngine.Engine.Snapshots;

/// <summary>
/// Takes a snapshot every so many records. The decision thread copies its state into one image set aside beforehand,
/// without a system call or an allocation, and goes on; a thread of its own writes the image to disk. While that lasts,
/// a snapshot that falls due is left out: nobody ever waits for the other. What can be copied ahead is, a little after
/// each input, so that what is left stops the decision thread shortly.
/// </summary>
/// <remarks>
/// <code>
///               decision thread: copied ahead; due, copied
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
    private const long RecordsAheadMax = 32_768; // More than a table has pages, at several records a step.

    private readonly EngineConfiguration _configuration;
    private readonly Action<string> _say;
    private readonly long _everyRecords;
    private readonly StateImage? _image;
    private readonly SnapshotFolder? _folder;
    private readonly AutoResetEvent _wake = new(initialState: false);
    private Thread? _thread;
    private long _nextSequence;  // Decision thread: when it has something to do; the due one or some before.
    private long _dueSequence;   // Decision thread.
    private long _takenSequence; // Decision thread.
    private long _skippedCount;  // Decision thread.
    private long _tooLargeCount; // Decision thread.
    private long _writtenCount;  // Writing thread.
    private bool _isTooLargeSaid; // Writing thread.
    private uint _recordCrc;      // Of the image's record; whose the image is, this is.
    private bool _isTaken;
    private bool _isStopping;
    private bool _isDisposed;

    /// <param name="configuration">Tells folder and interval; an interval of 0 makes this do nothing.</param>
    /// <param name="state">Of the decision thread.</param>
    /// <param name="lastSequence">Of the journal so far.</param>
    /// <param name="say">Takes a line for the operator where a snapshot cannot be written.</param>
    /// <exception cref="IOException">The folder cannot be opened or listed.</exception>
    public SnapshotTaker(
        EngineConfiguration configuration, DecisionState state, long lastSequence, Action<string> say)
    {
        _configuration = configuration;
        _say = say;
        _everyRecords = configuration.SnapshotEveryRecords;
        (_dueSequence, _nextSequence) = (long.MaxValue, long.MaxValue);
        if (_everyRecords == 0)
            return;

        _folder = new SnapshotFolder(configuration.Journal.Folder, lastSequence, KeepCount);
        _takenSequence = SnapshotName.NewestSequence(configuration.Journal.Folder);
        DueAfter(_takenSequence);
        _image = new StateImage(state, StateImage.SizeBytesMax);
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
    /// Whether <see cref="Advance"/> is to be called now. Decision thread, between two inputs; one comparison.
    /// </summary>
    /// <param name="lastSequence">Last record that the state has worked on and the journal has.</param>
    public bool IsDue(long lastSequence) => lastSequence >= _nextSequence;

    /// <summary>
    /// Takes a snapshot if it is due, or else copies a little ahead, about a microsecond. Decision thread, between two
    /// inputs; never waits, makes no system call, allocates nothing.
    /// </summary>
    /// <param name="lastSequence">Last record that the state has worked on and the journal has.</param>
    /// <param name="recordCrc">Of that record.</param>
    /// <returns>True if one was taken.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool Advance(long lastSequence, uint recordCrc)
    {
        if (lastSequence >= _dueSequence)
            return Take(lastSequence, recordCrc);

        // Acquire: pairs with the release in WriteIfTaken; until then the image is the writing thread's.
        if (!Volatile.Read(ref _isTaken) && !_image!.TryCopyAhead())
            _nextSequence = _dueSequence;

        return false;
    }

    /// <summary>
    /// Copies the state, unless the copy before is still being written. Decision thread, between two inputs; never
    /// waits, makes no system call, allocates nothing, and takes less than a millisecond.
    /// </summary>
    /// <param name="lastSequence">Last record that the state has worked on and the journal has.</param>
    /// <param name="recordCrc">Of that record.</param>
    /// <returns>False where it was left out.</returns>
    public bool Take(long lastSequence, uint recordCrc)
    {
        DueAfter(lastSequence);
        // Acquire: pairs with the release in WriteIfTaken.
        if (Volatile.Read(ref _isTaken))
        {
            _skippedCount++;
            return false;
        }

        if (!_image!.TryTake(lastSequence))
        {
            Volatile.Write(ref _tooLargeCount, _tooLargeCount + 1); // For the writing thread, which says it.
            return false;
        }

        _takenSequence = lastSequence;
        _recordCrc = recordCrc;
        Volatile.Write(ref _isTaken, true); // Release: the image is the writing thread's.
        return true;
    }

    /// <summary>
    /// The last snapshot of a clean stop, so that the next start replays nothing. Ends the thread, takes the state as
    /// it is now and writes it before it returns. For the thread that stops the engine, after the decision thread has
    /// ended.
    /// </summary>
    /// <param name="lastSequence">Last record that the state has worked on and the journal has.</param>
    /// <param name="recordCrc">Of that record.</param>
    public void TakeLast(long lastSequence, uint recordCrc)
    {
        StopThread();
        WriteIfTaken();
        if (_image is not null && lastSequence > _takenSequence && Take(lastSequence, recordCrc))
            WriteIfTaken();
    }

    /// <summary>Ends the thread after the snapshot it is writing.</summary>
    public void Dispose()
    {
        if (_isDisposed)
            return;

        _isDisposed = true;
        StopThread();
        _wake.Dispose();
        _folder?.Dispose();
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

    private void DueAfter(long lastSequence)
    {
        _dueSequence = lastSequence + _everyRecords;
        _nextSequence = _dueSequence - Math.Min(RecordsAheadMax, _everyRecords / 2);
    }

    /// <summary>Nothing that happens here may end the engine: it can do without snapshots.</summary>
    private void Write(StateImage image)
    {
        try
        {
            _folder!.Write(image, new SnapshotIdentity(_configuration.DecisionHash, _recordCrc));
            Volatile.Write(ref _writtenCount, _writtenCount + 1);
        }
        catch (IOException e)
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

    private void StopThread()
    {
        Volatile.Write(ref _isStopping, true);
        if (_thread is null)
            return;

        _wake.Set();
        _thread.Join();
        _thread = null;
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
