using System;

namespace LowLatencyEngine.Fix;

/// <summary>
/// Application messages that were sent, for a peer that asks for them again. A session without one answers every
/// ResendRequest(2) with a gap fill: right for a sender of orders, because no stale order is ever sent again. Owned by
/// the session's thread; must not allocate.
/// </summary>
public interface IFixResendSource
{
    /// <summary>No message with a lower number is kept: bounds the work of an answer.</summary>
    long OldestMsgSeqNum { get; }

    /// <summary>Keeps a message that is about to leave.</summary>
    void Keep(long msgSeqNum, ReadOnlySpan<byte> message);

    /// <summary>
    /// The message sent under this number; false where it is not kept (any more), or was one of the session's own.
    /// </summary>
    bool TryGet(long msgSeqNum, out ReadOnlySpan<byte> message);

    /// <summary>
    /// Forgets the messages under this number and those above it: the number is about to be used, and what was kept
    /// under it never left. 1 forgets everything. Cold: O(capacity).
    /// </summary>
    void DropFrom(long msgSeqNum);
}
