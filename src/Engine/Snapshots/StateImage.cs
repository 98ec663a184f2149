using System;
using System.Diagnostics;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Engine.Snapshots;

/// <summary>
/// The bytes of a <see cref="DecisionState"/>, section after section, in memory set aside beforehand. Filled by the
/// decision thread without an allocation, then read by the thread that writes it; <see cref="SnapshotTaker"/> says
/// whose it is.
/// </summary>
internal sealed class StateImage
{
    /// <summary>
    /// Most bytes that are copied: the decision thread stands still meanwhile, for about 0.1 ms a megabyte. An engine
    /// sets all of it aside, because how large a state may become is known to nobody who does not fill it.
    /// </summary>
    public const int SizeBytesMax = 12 << 20;

    private readonly byte[] _bytes;
    private readonly int[] _offsets = new int[StateSections.All.Length + 1];

    public StateImage(int capacityBytes)
    {
        _bytes = GC.AllocateUninitializedArray<byte>(capacityBytes, pinned: true);
        _bytes.AsSpan().Fill(byte.MaxValue); // Pages that were never touched would fault on the decision thread.
    }

    /// <summary>Bytes there is room for.</summary>
    public int CapacityBytes => _bytes.Length;

    /// <summary>Bytes of the state taken last.</summary>
    public int SizeBytes => _offsets[^1];

    /// <summary>Last journal record that the state taken has worked on.</summary>
    public long Sequence { get; private set; }

    /// <summary>Everything, in order.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, SizeBytes);

    /// <summary>One section.</summary>
    public ReadOnlySpan<byte> this[StateSection section] =>
        _bytes.AsSpan(_offsets[(int)section].._offsets[(int)section + 1]);

    /// <summary>Bytes that the state would take now. O(objects), not O(bytes).</summary>
    public static long MeasureBytes(DecisionState state)
    {
        StateTransfer measure = StateTransfer.Measure();
        foreach (StateSection section in StateSections.All)
            state.Transfer(section, ref measure);

        return measure.SizeBytes;
    }

    /// <summary>Copies the state; false where it does not fit. Allocates nothing.</summary>
    public bool TryTake(DecisionState state, long sequence)
    {
        if (MeasureBytes(state) > _bytes.Length)
            return false;

        Sequence = sequence;
        int offset = 0;
        foreach (StateSection section in StateSections.All)
        {
            StateTransfer save = StateTransfer.Save(_bytes.AsSpan(offset));
            state.Transfer(section, ref save);
            offset += (int)save.SizeBytes;
            _offsets[(int)section + 1] = offset;
        }

        Debug.Assert(offset <= _bytes.Length);
        return true;
    }
}
