using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;

namespace LowLatencyEngine.Ring;

/// <summary>
/// How far a consumer may read: up to what producers have published, or up to what the consumers it depends on have
/// done. Made by <see cref="RingBuffer{T}.NewBarrier"/>, one for each consumer. Its consumer's thread waits here; any
/// thread may alert.
/// </summary>
public sealed class SequenceBarrier
{
    /// <summary>Answer of <see cref="WaitFor"/> once alerted; below every sequence.</summary>
    public const long Alerted = long.MinValue;

    private ReadMostly _fields;

    internal SequenceBarrier(
        ControlBlock control,
        MultiProducerSequencer? sequencer,
        ReadOnlySpan<Sequence> dependencies)
    {
        _fields.Control = control;
        _fields.FollowsProducers = dependencies.IsEmpty;
        _fields.Publications = _fields.FollowsProducers ? sequencer : null;
        _fields.First = _fields.FollowsProducers ? control.Cursor : dependencies[0];
        _fields.Others = _fields.FollowsProducers ? [] : dependencies[1..].ToArray();
    }

    /// <summary>Acquire: pairs with the release in <see cref="Alert"/>.</summary>
    public bool IsAlerted => Volatile.Read(ref _fields.IsAlerted);

    /// <summary>Ends all waiting at this barrier, now and later. Any thread; final.</summary>
    public void Alert()
    {
        Volatile.Write(ref _fields.IsAlerted, true); // Release: pairs with the acquire in IsAlerted.
        _fields.Control.Signal.WakeAll();
    }

    /// <summary>
    /// Waits until <paramref name="sequence"/> may be read. Returns the highest sequence that may, at most
    /// <paramref name="limit"/>, or <see cref="Alerted"/>, which is looked for first so that a busy ring cannot hide
    /// it.
    /// </summary>
    public long WaitFor<TWait>(long sequence, long limit, ref TWait wait)
        where TWait : struct, IWaitStrategy
    {
        for (int idleCount = 0; !IsAlerted; idleCount += idleCount < int.MaxValue ? 1 : 0)
        {
            long available = HighestAvailable(sequence, limit);
            if (available >= sequence)
                return available;

            Prefetch(sequence);
            wait.Wait(this, sequence, idleCount);
        }

        return Alerted;
    }

    /// <summary>
    /// Highest sequence that may be read, at most <paramref name="limit"/>; below <paramref name="next"/> where there
    /// is none. Acquire, by the sequence's read: pairs with the release of the publication or of the consumer depended
    /// on. Does not wait.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long HighestAvailable(long next, long limit)
    {
        long high = _fields.First.Value;
        if (_fields.Others.Length != 0)
            high = Sequence.Minimum(_fields.Others, high);

        if (high < next)
            return high;

        if (_fields.FollowsProducers)
            _fields.Control.RecordDepth(high - next + 1);

        high = Math.Min(high, limit);
        return _fields.Publications is null ? high : _fields.Publications.HighestContiguous(next, high);
    }

    /// <summary>
    /// Asks for the lines of the slot that is waited for: the event then comes over while the cursor does, instead of
    /// after it.
    /// </summary>
    internal void Prefetch(long sequence) => _fields.Control.Prefetch(sequence);

    /// <summary>What a waiter asks once more before it sleeps.</summary>
    internal bool IsReadyOrAlerted(long sequence) => IsAlerted || HighestAvailable(sequence, sequence) >= sequence;

    /// <summary>For <see cref="BlockingWait"/>.</summary>
    internal void Block(long sequence, long boundNs) => _fields.Control.Signal.Wait(this, sequence, boundNs);

    /// <summary>Binds the barrier to its one consumer.</summary>
    /// <exception cref="InvalidOperationException">It has one: the alert of the one would stop the other.</exception>
    internal void TakeOrThrow(bool needsSignal)
    {
        if (Interlocked.Exchange(ref _fields.IsTaken, true))
            throw new InvalidOperationException("barrier has a consumer already: call NewBarrier for each");

        if (needsSignal)
            _fields.Control.Signal.Enable();
    }

    /// <summary>
    /// Read by the consumer's thread all the time, so padded from what other objects beside it write.
    /// </summary>
    [StructLayout(LayoutKind.Explicit, Size = CacheLine.PairBytes + 40 + CacheLine.PairBytes)]
    private struct ReadMostly
    {
        [FieldOffset(CacheLine.PairBytes)] public ControlBlock Control;
        [FieldOffset(CacheLine.PairBytes + 8)] public MultiProducerSequencer? Publications; // Null behind consumers.
        [FieldOffset(CacheLine.PairBytes + 16)] public Sequence First;
        [FieldOffset(CacheLine.PairBytes + 24)] public Sequence[] Others;
        [FieldOffset(CacheLine.PairBytes + 32)] public bool FollowsProducers;
        [FieldOffset(CacheLine.PairBytes + 33)] public bool IsAlerted;
        [FieldOffset(CacheLine.PairBytes + 34)] public bool IsTaken;
    }
}
