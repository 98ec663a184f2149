using System;
using System.Numerics;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Venues.Gateway;

/// <summary>
/// The last requests sent, by ClOrdID(11) and by MsgSeqNum(34): a report names an id, a reject a number. Bounded, the
/// oldest overwritten; what is forgotten is only not enriched. Gateway's thread; allocates nothing after construction.
/// </summary>
internal sealed class SentRequests
{
    private readonly SentRequest[] _byId;
    private readonly SentNumber[] _byNumber;
    private readonly int _mask;
    private SentRequest _none;
    private long _nextOutgoing;

    /// <exception cref="ArgumentException">The capacity is not a power of two.</exception>
    public SentRequests(int capacity)
    {
        if (capacity < 2 || !BitOperations.IsPow2(capacity))
        {
            throw new ArgumentException(
                $"sent request capacity must be a power of two of at least 2: capacity={capacity}; set it to 65536");
        }

        _byId = new SentRequest[capacity];
        _byNumber = new SentNumber[capacity];
        _mask = capacity - 1;
    }

    /// <summary>Forgets the numbers of a session that has started again at 1; the ids stay good.</summary>
    public void NoteNextOutgoing(long nextOutgoing)
    {
        if (nextOutgoing < _nextOutgoing)
            Array.Clear(_byNumber);

        _nextOutgoing = nextOutgoing;
    }

    public void Add(long msgSeqNum, in EngineEvent output, long nowNs)
    {
        ref SentNumber number = ref _byNumber[msgSeqNum & _mask];
        number.MsgSeqNum = msgSeqNum;
        number.OrderId = output.Order.OrderId;
        number.Kind = output.Kind;
        if (output.Kind == EventKind.StatusRequest)
            return; // It has no id of its own, and the order stays what it was.

        ref SentRequest request = ref _byId[output.Order.OrderId & _mask];
        request.OrderId = output.Order.OrderId;
        request.OriginalOrderId = output.Order.OriginalOrderId;
        request.PriceTicks = output.Order.PriceTicks;
        request.UnacknowledgedSinceNs = output.Kind == EventKind.NewOrder ? nowNs : 0;
        request.InstrumentIndex = output.InstrumentIndex;
        request.Kind = output.Kind;
        request.Side = output.Side;
    }

    /// <summary>The new order or cancel with this id; one with OrderId 0 where it is not remembered.</summary>
    public ref SentRequest ById(long orderId)
    {
        ref SentRequest request = ref _byId[orderId & _mask];
        if (request.OrderId == orderId)
            return ref request;

        _none = default;
        return ref _none;
    }

    /// <summary>Kind and id of what was sent under this number; false where it is not remembered.</summary>
    public bool TryGetByNumber(long msgSeqNum, out EventKind kind, out long orderId)
    {
        ref readonly SentNumber number = ref _byNumber[msgSeqNum & _mask];
        bool isKnown = msgSeqNum > 0 && number.MsgSeqNum == msgSeqNum;
        kind = isKnown ? number.Kind : EventKind.None;
        orderId = isKnown ? number.OrderId : 0;
        return isKnown;
    }

    private struct SentNumber
    {
        public long MsgSeqNum;
        public long OrderId;
        public EventKind Kind;
    }
}
