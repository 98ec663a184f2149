using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LowLatencyEngine.Ring;

/// <summary>
/// Claims and publications of the one thread that may produce: no interlocked operation, and a look at the consumers
/// only when the remembered gate does not let the claim through. Owned by the producer's thread.
/// </summary>
internal sealed class SingleProducerSequencer
{
    private State _state;

    public SingleProducerSequencer(ControlBlock control)
    {
        _state.Claimed = Sequence.Initial;
        _state.CachedGate = Sequence.Initial;
        _state.CapacitySlots = control.CapacitySlots;
        _state.Cursor = control.Cursor;
        _state.Control = control;
    }

    /// <summary>
    /// Claims the next slots when there is room and the ring is not halted; <paramref name="high"/> is the last of
    /// them.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryClaim(int count, out long high)
    {
        high = _state.Claimed + count;
        long wrapped = high - _state.CapacitySlots;
        if (wrapped > _state.CachedGate && !HasRoom(wrapped))
            return false;

        if (_state.Control.IsHalted)
            return false;

        _state.Claimed = high;
        return true;
    }

    /// <summary>
    /// Release, by the cursor: pairs with the acquire in <see cref="SequenceBarrier.HighestAvailable"/>. Then takes the
    /// lines of the next slot, where that is free and not claimed: the next event is written at once instead of waiting
    /// for them.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Publish(long high)
    {
        Debug.Assert(high <= _state.Claimed, "published before it was claimed");
        Debug.Assert(high > _state.Cursor.Value, "published twice, or out of order");
        _state.Cursor.Set(high);
        if (high == _state.Claimed && high + 1 - _state.CapacitySlots <= _state.CachedGate)
            _state.Control.TakeLines(high + 1);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool HasRoom(long wrapped)
    {
        _state.CachedGate = _state.Control.RefreshGate(_state.Claimed);
        return wrapped <= _state.CachedGate;
    }

    [StructLayout(LayoutKind.Explicit, Size = CacheLine.PairBytes + 40 + CacheLine.PairBytes)]
    private struct State
    {
        [FieldOffset(CacheLine.PairBytes)] public long Claimed;
        [FieldOffset(CacheLine.PairBytes + 8)] public long CachedGate; // Never ahead of the slowest consumer.
        [FieldOffset(CacheLine.PairBytes + 16)] public long CapacitySlots;
        [FieldOffset(CacheLine.PairBytes + 24)] public Sequence Cursor;
        [FieldOffset(CacheLine.PairBytes + 32)] public ControlBlock Control;
    }
}
