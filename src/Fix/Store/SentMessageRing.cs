using System;

namespace LowLatencyEngine.Fix;

/// <summary>
/// The last application messages sent, in memory: a table of fixed slots, the oldest overwritten. A message longer than
/// a slot is not kept, and so becomes a gap fill. Owned by the session's thread; allocates nothing after construction.
/// </summary>
/// <param name="capacitySlots">Messages kept, counted over all numbers: an application message shares its slot with the
/// numbers that are equal to its own modulo the capacity.</param>
/// <param name="slotSizeBytes">Longest message kept.</param>
public sealed class SentMessageRing(int capacitySlots, int slotSizeBytes) : IFixResendSource
{
    private readonly byte[] _bytes = new byte[checked(capacitySlots * slotSizeBytes)];
    private readonly long[] _numbers = new long[capacitySlots];
    private readonly int[] _lengths = new int[capacitySlots];

    private long _newestMsgSeqNum;

    /// <inheritdoc/>
    public long OldestMsgSeqNum => Math.Max(_newestMsgSeqNum - capacitySlots + 1, 1);

    /// <summary>Messages that were too long to be kept.</summary>
    public long TooLongCount { get; private set; }

    /// <inheritdoc/>
    public void Keep(long msgSeqNum, ReadOnlySpan<byte> message)
    {
        if (message.Length > slotSizeBytes)
        {
            TooLongCount++;
            return;
        }

        _newestMsgSeqNum = msgSeqNum;
        int slot = SlotOf(msgSeqNum);
        message.CopyTo(_bytes.AsSpan(slot * slotSizeBytes));
        _numbers[slot] = msgSeqNum;
        _lengths[slot] = message.Length;
    }

    /// <inheritdoc/>
    public bool TryGet(long msgSeqNum, out ReadOnlySpan<byte> message)
    {
        int slot = SlotOf(msgSeqNum);
        bool isKept = _numbers[slot] == msgSeqNum;
        message = isKept ? _bytes.AsSpan(slot * slotSizeBytes, _lengths[slot]) : default;
        return isKept;
    }

    /// <inheritdoc/>
    public void DropFrom(long msgSeqNum)
    {
        foreach (ref long number in _numbers.AsSpan())
            number = number >= msgSeqNum ? 0 : number;

        _newestMsgSeqNum = Math.Min(_newestMsgSeqNum, msgSeqNum - 1);
    }

    private int SlotOf(long msgSeqNum) => (int)((ulong)msgSeqNum % (ulong)_numbers.Length);
}
