using System;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;

namespace LowLatencyEngine.Ring;

/// <summary>
/// A ring of events in native memory, handed from producers to consumers by sequence numbers: the Disruptor (Thompson,
/// Farley, Barker, Gee, Stewart 2011). Producers claim slots, fill them in place and publish; consumers wait at
/// barriers and move their own sequences; producers never overtake the gating ones. Nothing allocates after
/// construction.
/// </summary>
/// <remarks>
/// <code>
///            slowest gating sequence        cursor
///                      v                       v
///   ... | free | free | read | ready | ready | last | claimed | free | ...      index = sequence mod capacity
/// </code>
/// Stop in this order: halt the ring, stop the runners, dispose. The memory outlives runners that are still going; a
/// producer or poller on a thread of one's own must have ended before <see cref="Dispose"/>.
/// </remarks>
/// <typeparam name="T">The event: 64 or 128 bytes make slots that share no cache line.</typeparam>
public sealed unsafe class RingBuffer<T> : IDisposable
    where T : unmanaged
{
    private const int CapacitySlotsMax = 1 << 30;

    private const int RoomSpinCount = 200;
    private const int RoomYieldCount = 50;

    private static readonly BackoffParkWait RoomWait =
        new(RoomSpinCount, RoomYieldCount, parkNsMin: 10_000, parkNsMax: 200_000);

    private RingFields _fields;
    private bool _isDisposed;

    private RingBuffer(int capacitySlots, bool isMultiProducer)
    {
        if (capacitySlots is < 1 or > CapacitySlotsMax || !BitOperations.IsPow2(capacitySlots))
        {
            throw new ArgumentOutOfRangeException(
                nameof(capacitySlots),
                $"ring capacity must be a power of two up to 2^30: capacitySlots={capacitySlots}; round it up");
        }

        nuint roundsSizeBytes = isMultiProducer ? (nuint)capacitySlots * sizeof(int) : 0;
        var memory = new SlotMemory((nuint)capacitySlots * (nuint)sizeof(T), roundsSizeBytes);
        var control = new ControlBlock(capacitySlots, memory.Slots, sizeof(T));
        _fields.Slots = memory.Slots;
        _fields.IndexMask = capacitySlots - 1;
        _fields.Control = control;
        _fields.Memory = memory;
        if (isMultiProducer)
            _fields.Multi = new MultiProducerSequencer(control, memory);
        else
            _fields.Single = new SingleProducerSequencer(control);

        WaitOnce();
    }

    /// <summary>Slots in the ring.</summary>
    public int CapacitySlots => _fields.Control.CapacitySlots;

    /// <summary>
    /// Single producer: last published sequence. Several: last claimed; what may be read is for a barrier to say. Any
    /// thread.
    /// </summary>
    public long CursorSequence => _fields.Control.Cursor.Value;

    /// <summary>
    /// Slots between the cursor and the slowest gating sequence that are free. A snapshot; any thread.
    /// </summary>
    public long RemainingCapacitySlots
    {
        get
        {
            // The gate first: read second, it could be ahead of the cursor that was read before it.
            long gate = _fields.Control.MinimumGating(long.MaxValue);
            long cursor = CursorSequence;
            return CapacitySlots - (cursor - Math.Min(gate, cursor));
        }
    }

    /// <summary>
    /// Most slots that were ever seen in use: by consumers that follow the producers, at each batch, and by producers,
    /// when they look for room. At most the capacity. Any thread.
    /// </summary>
    public long DepthSlotsMax => _fields.Control.DepthSlotsMax;

    /// <summary>Claims that found no room: each refused try, and each wait once. Any thread.</summary>
    public long FullCount => _fields.Control.FullCount;

    /// <summary>True after <see cref="Halt"/>. Any thread.</summary>
    public bool IsHalted => _fields.Control.IsHalted;

    /// <summary>
    /// The slot of <paramref name="sequence"/>, in place. For its producer between claim and publication, for a
    /// consumer between barrier and the move of its own sequence; nothing here checks that.
    /// </summary>
    public ref T this[long sequence]
    {
        get
        {
            Debug.Assert(sequence >= 0);
            return ref SlotOf(_fields.Slots, sequence, _fields.IndexMask);
        }
    }

    /// <summary>A ring into which one thread publishes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is not a power of two from 1 to 2^30.</exception>
    /// <exception cref="OutOfMemoryException">The system does not grant the memory.</exception>
    public static RingBuffer<T> CreateSingleProducer(int capacitySlots) => new(capacitySlots, isMultiProducer: false);

    /// <summary>A ring into which any number of threads publish.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is not a power of two from 1 to 2^30.</exception>
    /// <exception cref="OutOfMemoryException">The system does not grant the memory.</exception>
    public static RingBuffer<T> CreateMultiProducer(int capacitySlots) => new(capacitySlots, isMultiProducer: true);

    /// <summary>
    /// Claims the next <paramref name="count"/> slots, waiting for room by spins, yields and short sleeps. Returns the
    /// last claimed; the first is <c>Next(count) - count + 1</c>. Every claim must be published. Producer's thread.
    /// </summary>
    /// <exception cref="RingHaltedException">The ring is halted, before or while this waits.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count is not 1 to the capacity.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Next(int count = 1)
    {
        if (!WaitNext(count, out long high))
            ThrowHalted();

        return high;
    }

    /// <summary>As <see cref="Next"/>, but false where that throws because the ring is halted.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is not 1 to the capacity.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool WaitNext(int count, out long high)
    {
        CheckCountOrThrow(count);
        return TryClaim(count, out high) || WaitForRoom(count, out high);
    }

    /// <summary>
    /// Claims the next <paramref name="count"/> slots where there is room now and the ring is not halted. Producer's
    /// thread.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is not 1 to the capacity.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryNext(int count, out long high)
    {
        CheckCountOrThrow(count);
        if (TryClaim(count, out high))
            return true;

        CountRefusal();
        return false;
    }

    /// <summary>Makes one claimed slot visible to consumers. Producer's thread.</summary>
    public void Publish(long sequence) => Publish(low: sequence, high: sequence);

    /// <summary>
    /// Makes claimed slots visible to consumers; a single producer publishes in the order of its claims. Producer's
    /// thread.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Publish(long low, long high)
    {
        Debug.Assert(low >= 0);
        Debug.Assert(low <= high);
        if (_fields.Single is { } single)
            single.Publish(high);
        else
            _fields.Multi!.Publish(low, high);

        _fields.Control.Signal.NotifyIfUsed();
    }

    /// <summary>Copies <paramref name="value"/> into the ring, or says why not. Producer's thread.</summary>
    public PublishVerdict TryPublish(in T value, FullPolicy policy) =>
        TryPublish(new ReadOnlySpan<T>(in value), policy);

    /// <summary>
    /// Copies all of <paramref name="values"/> into the ring, one publication for all, or none. Producer's thread.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There are none, or more than the capacity.</exception>
    public PublishVerdict TryPublish(ReadOnlySpan<T> values, FullPolicy policy)
    {
        Debug.Assert(policy is FullPolicy.Wait or FullPolicy.Refuse);
        long high;
        bool isClaimed = policy == FullPolicy.Wait
            ? WaitNext(values.Length, out high)
            : TryNext(values.Length, out high);
        if (!isClaimed)
            return IsHalted ? PublishVerdict.RefusedHalted : PublishVerdict.RefusedFull;

        long low = high - values.Length + 1;
        for (int i = 0; i < values.Length; i++)
            this[low + i] = values[i];

        Publish(low, high);
        return PublishVerdict.Published;
    }

    /// <summary>
    /// Adds consumers that producers must not overtake: the last ones of each chain. Without any, the ring is never
    /// full and overwrites. Each is moved to the cursor, so one added late starts with what comes then. Set-up.
    /// </summary>
    public void AddGatingSequence(params ReadOnlySpan<Sequence> sequences) =>
        _fields.Control.AddGating(sequences.ToArray());

    /// <summary>
    /// A barrier behind the producers, or, where <paramref name="dependencies"/> are given, behind those consumers: one
    /// makes a chain, several join a diamond. Set-up.
    /// </summary>
    public SequenceBarrier NewBarrier(params ReadOnlySpan<Sequence> dependencies) =>
        new(_fields.Control, _fields.Multi, dependencies);

    /// <summary>
    /// A poller with a barrier and a sequence of its own; add its sequence to the gating ones. Set-up.
    /// </summary>
    public EventPoller<T> NewPoller(params ReadOnlySpan<Sequence> dependencies) => new(this, NewBarrier(dependencies));

    /// <summary>
    /// Refuses every later claim and ends the waiting ones; what is claimed may still be published, and what is
    /// published is still delivered. Any thread; final.
    /// </summary>
    public void Halt() => _fields.Control.Halt();

    /// <summary>
    /// Wakes consumers that block; for whoever moves a <see cref="Sequence"/> they depend on by himself. Any thread.
    /// </summary>
    public void WakeWaiters() => _fields.Control.Signal.NotifyIfUsed();

    /// <summary>Halts, and frees the memory as soon as no runner uses it any more.</summary>
    public void Dispose()
    {
        Halt();
        if (!Interlocked.Exchange(ref _isDisposed, true))
            _fields.Memory.Release();
    }

    /// <summary>For a runner, from start to end of its thread.</summary>
    /// <exception cref="ObjectDisposedException">The memory is gone.</exception>
    internal SlotMemory HoldMemoryOrThrow()
    {
        ObjectDisposedException.ThrowIf(!_fields.Memory.TryHold(), this);
        return _fields.Memory;
    }

    /// <summary>
    /// Hands the events from <paramref name="next"/> to <paramref name="last"/> to <paramref name="stage"/>, then moves
    /// <paramref name="sequence"/>. Where the stage throws, the sequence stops before the event at fault, so that
    /// followers get what was done and no more.
    /// </summary>
    internal void Handle<TStage>(ref TStage stage, long next, long last, Sequence sequence)
        where TStage : struct, IStage<T>
    {
        Debug.Assert(next <= last);
        byte* slots = _fields.Slots; // Kept in registers: for all the compiler knows, the stage moves the fields.
        long indexMask = _fields.IndexMask;
        long current = next;
        try
        {
            for (; current < last; current++)
                stage.OnEvent(ref SlotOf(slots, current, indexMask), current, endOfBatch: false);

            stage.OnEvent(ref SlotOf(slots, last, indexMask), last, endOfBatch: true);
            current++;
        }
        finally
        {
            // Release: pairs with the acquire in SequenceBarrier.HighestAvailable and in ControlBlock.MinimumGating.
            sequence.Set(current - 1);
            _fields.Control.Signal.NotifyIfUsed();
        }
    }

    // In bounds: the mask keeps the index below the capacity, whatever the sequence.
    private static ref T SlotOf(byte* slots, long sequence, long indexMask) => ref ((T*)slots)[sequence & indexMask];

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowCount(int count, int capacitySlots) => throw new ArgumentOutOfRangeException(
        nameof(count),
        $"claim must be 1 to the capacity: count={count}, capacitySlots={capacitySlots}; publish in smaller batches");

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowHalted() => throw new RingHaltedException();

    private void CheckCountOrThrow(int count)
    {
        if ((uint)(count - 1) > (ulong)_fields.IndexMask)
            ThrowCount(count, CapacitySlots);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryClaim(int count, out long high) =>
        _fields.Single is { } single ? single.TryClaim(count, out high) : _fields.Multi!.TryClaim(count, out high);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void CountRefusal()
    {
        if (!IsHalted)
            _fields.Control.CountFull();
    }

    // Not inlined, so that the system calls in it leave the claim's own frame alone.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool WaitForRoom(int count, out long high)
    {
        CountRefusal();
        high = Sequence.Initial;
        for (int idleCount = 0; !IsHalted; idleCount += idleCount < int.MaxValue ? 1 : 0)
        {
            if (TryClaim(count, out high))
                return true;

            RoomWait.Idle(idleCount);
        }

        return false;
    }

    // The first wait of a process makes statics and resolves its system call, which allocates: not on a hot thread.
    private static void WaitOnce()
    {
        RoomWait.Idle(0);
        RoomWait.Idle(RoomSpinCount);
        RoomWait.Idle(RoomSpinCount + RoomYieldCount);
    }
}

/// <summary>
/// Fields of a ring, read by every thread and written by none, apart from what other objects beside it write.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = CacheLine.PairBytes + 48 + CacheLine.PairBytes)]
internal unsafe struct RingFields
{
    [FieldOffset(CacheLine.PairBytes)] public byte* Slots;
    [FieldOffset(CacheLine.PairBytes + 8)] public long IndexMask;
    [FieldOffset(CacheLine.PairBytes + 16)] public SingleProducerSequencer? Single; // Exactly one of the two is there.
    [FieldOffset(CacheLine.PairBytes + 24)] public MultiProducerSequencer? Multi;
    [FieldOffset(CacheLine.PairBytes + 32)] public ControlBlock Control;
    [FieldOffset(CacheLine.PairBytes + 40)] public SlotMemory Memory;
}
