using System;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;

namespace LowLatencyEngine.Engine.Snapshots;

/// <summary>
/// The bytes of a <see cref="DecisionState"/>, section after section, in memory set aside beforehand. Filled by the
/// decision thread without an allocation, then read by the thread that writes it; <see cref="SnapshotTaker"/> says
/// whose it is. The slots of orders, most of the bytes, are copied ahead page by page, and those again that change
/// meanwhile; everything else at once, because it changes with every input.
/// </summary>
internal sealed class StateImage
{
    /// <summary>
    /// Most bytes that are copied at once: the decision thread stands still meanwhile, for about 0.1 ms a megabyte. An
    /// engine sets all of it aside, because how large a state may become is known to nobody who does not fill it.
    /// </summary>
    public const int SizeBytesMax = 6 << 20;

    private readonly DecisionState _state;
    private readonly OrderCopy _orderSlots;
    private readonly byte[] _bytes;
    private readonly int[] _ends = new int[StateSections.All.Length]; // In _bytes.

    /// <param name="state">That it is the image of.</param>
    /// <param name="capacityBytes">Room for what is copied at once.</param>
    public StateImage(DecisionState state, int capacityBytes)
    {
        _state = state;
        _orderSlots = new OrderCopy(state.Orders);
        _bytes = GC.AllocateUninitializedArray<byte>(capacityBytes, pinned: true);
        _bytes.AsSpan().Fill(byte.MaxValue); // Pages that were never touched would fault on the decision thread.
    }

    /// <summary>Bytes there is room for, without the slots of orders.</summary>
    public int CapacityBytes => _bytes.Length;

    /// <summary>Last journal record that the state taken has worked on.</summary>
    public long Sequence { get; private set; }

    /// <summary>One section.</summary>
    public ReadOnlySpan<byte> this[StateSection section] => section switch
    {
        StateSection.OrderSlots => _orderSlots.Bytes,
        StateSection.Session => _bytes.AsSpan(0, _ends[0]),
        _ => _bytes.AsSpan(_ends[(int)section - 1].._ends[(int)section]),
    };

    /// <summary>Bytes that would be copied at once now. O(objects), not O(bytes).</summary>
    public static long MeasureBytes(DecisionState state)
    {
        StateTransfer measure = StateTransfer.Measure();
        foreach (StateSection section in StateSections.All)
        {
            if (section != StateSection.OrderSlots)
                state.Transfer(section, ref measure);
        }

        return measure.SizeBytes;
    }

    /// <summary>
    /// Copies the next page of order slots that has changed since the state was taken, for less to be left to
    /// <see cref="TryTake"/>; what was taken is gone. About a microsecond; allocates nothing.
    /// </summary>
    /// <returns>False where all have been seen.</returns>
    public bool TryCopyAhead() => _orderSlots.TryCopyNext();

    /// <summary>Copies the state; false where it does not fit. Allocates nothing.</summary>
    public bool TryTake(long sequence)
    {
        if (MeasureBytes(_state) > _bytes.Length)
            return false;

        Sequence = sequence;
        int offset = 0;
        foreach (StateSection section in StateSections.All)
        {
            if (section == StateSection.OrderSlots)
                continue;

            StateTransfer save = StateTransfer.Save(_bytes.AsSpan(offset));
            _state.Transfer(section, ref save);
            offset += (int)save.SizeBytes;
            _ends[(int)section] = offset;
        }

        _orderSlots.Finish();
        return true;
    }
}
