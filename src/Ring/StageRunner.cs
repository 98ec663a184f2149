using System;
using System.Runtime.CompilerServices;
using System.Threading;

namespace LowLatencyEngine.Ring;

/// <summary>
/// One stage on one thread: waits at a barrier, hands events to the stage in batches, moves its sequence. The loop
/// allocates nothing and calls stage and wait strategy directly. An exception of the stage ends the runner before the
/// event at fault, is kept in <see cref="Failure"/> and told to <see cref="StageRunnerOptions.OnFailure"/>; until
/// somebody reacts, producers see a consumer that stands still.
/// </summary>
/// <typeparam name="T">The event.</typeparam>
/// <typeparam name="TStage">
/// The stage; the thread works on its own copy, which <see cref="Stage"/> shows when it has ended.
/// </typeparam>
/// <typeparam name="TWait">What the thread does while there is nothing to do.</typeparam>
public sealed class StageRunner<T, TStage, TWait> : IStageRunner
    where T : unmanaged
    where TStage : struct, IStage<T>
    where TWait : struct, IWaitStrategy
{
    private readonly RingBuffer<T> _ring;
    private readonly SequenceBarrier _barrier;
    private readonly StageRunnerOptions _options;
    private readonly Thread _thread;
    private readonly TWait _wait;
    private TStage _stage;
    private BatchCounters _counters;
    private StageFailure? _failure;
    private int _state = (int)RunnerState.Created;
    private int _stopMode = (int)StopMode.None;

    /// <exception cref="InvalidOperationException">The barrier serves another consumer already.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The batch limit is below 1.</exception>
    public StageRunner(
        RingBuffer<T> ring,
        SequenceBarrier barrier,
        TStage stage,
        TWait wait,
        StageRunnerOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchSlotsMax, 1);
        barrier.TakeOrThrow(TWait.NeedsSignal);
        _ring = ring;
        _barrier = barrier;
        _stage = stage;
        _wait = wait;
        _options = options;
        _thread = new Thread(Run) { Name = options.ThreadName, IsBackground = true };
    }

    /// <inheritdoc/>
    public string ThreadName => _options.ThreadName;

    /// <inheritdoc/>
    public Sequence Sequence { get; } = new();

    /// <inheritdoc/>
    public RunnerState State => (RunnerState)Volatile.Read(ref _state); // Acquire: pairs with the release in Run.

    /// <inheritdoc/>
    public StageFailure? Failure => Volatile.Read(ref _failure); // Acquire: pairs with the release in Run.

    /// <inheritdoc/>
    public long BatchCount => _counters.BatchCount;

    /// <inheritdoc/>
    public long LargestBatchSlots => _counters.LargestBatchSlots;

    /// <summary>
    /// The stage as the thread left it; before <see cref="State"/> says that it has ended, as it was given.
    /// </summary>
    public ref readonly TStage Stage => ref _stage;

    /// <inheritdoc/>
    public void Start()
    {
        SlotMemory memory = _ring.HoldMemoryOrThrow();
        const int created = (int)RunnerState.Created;
        if (Interlocked.CompareExchange(ref _state, (int)RunnerState.Running, created) != created)
        {
            memory.Release();
            throw new InvalidOperationException($"runner was started before: threadName={ThreadName}; make a new one");
        }

        _thread.Start(memory);
    }

    /// <inheritdoc/>
    public void RequestStop(StopMode mode)
    {
        // Before the alert, and full fence: pairs with the acquire in Loop and Drain. Abandon is the higher number and
        // stays.
        int seen = Volatile.Read(ref _stopMode);
        while ((int)mode > seen)
        {
            int before = Interlocked.CompareExchange(ref _stopMode, (int)mode, seen);
            if (before == seen)
                break;

            seen = before;
        }

        _barrier.Alert();
    }

    /// <inheritdoc/>
    public bool Join(TimeSpan timeout) => State == RunnerState.Created || _thread.Join(timeout);

    private void Run(object? memory)
    {
        TStage stage = _stage; // On the stack of its thread, where no other core writes beside it.
        RunnerState end = RunnerState.Failed;
        bool isStarted = false;
        try
        {
            _options.OnThreadStart?.Invoke();
            isStarted = true;
            Loop(ref stage);
            end = RunnerState.Stopped;
        }
        catch (Exception cause)
        {
            long sequence = isStarted ? Sequence.Value + 1 : Sequence.Initial;
            var failure = new StageFailure(ThreadName, sequence, cause);
            Volatile.Write(ref _failure, failure); // Release: pairs with the acquire in Failure.
        }

        _stage = stage;
        ((SlotMemory)memory!).Release();
        Volatile.Write(ref _state, (int)end); // Release: pairs with the acquire in State, read before Stage.
        if (_failure is not null)
            _options.OnFailure(_failure);
    }

    private void Loop(ref TStage stage)
    {
        TWait wait = _wait;
        long next = Sequence.Value + 1;
        while (true)
        {
            long last = _barrier.WaitFor(next, next + _options.BatchSlotsMax - 1, ref wait);
            if (last == SequenceBarrier.Alerted)
                break;

            HandleBatch(ref stage, next, last);
            next = last + 1;
        }

        Drain(ref stage, next);
    }

    private void Drain(ref TStage stage, long next)
    {
        // The target is fixed now, so that producers which go on cannot keep the drain from ending.
        long target = _barrier.HighestAvailable(next, long.MaxValue);
        while (next <= target && Volatile.Read(ref _stopMode) != (int)StopMode.Abandon)
        {
            long last = Math.Min(target, next + _options.BatchSlotsMax - 1);
            HandleBatch(ref stage, next, last);
            next = last + 1;
        }
    }

    // Apart from the loop, which is entered once: a method that is called often is compiled again with optimization.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void HandleBatch(ref TStage stage, long next, long last)
    {
        _ring.Handle(ref stage, next, last, Sequence);
        _counters.Count(last - next + 1);
    }
}
