using System.Collections.Generic;
using LowLatencyEngine.Fix;

namespace LowLatencyEngine.Venues.Tracing;

/// <summary>
/// Follows orders through a log of FIX messages of both sides, FIX 4.0 to 5.0SP2: feed it every message in the order of
/// the log, and it tells the state of the order that the message is about. Duplicates change nothing, late reports
/// change no totals, orders that were sent before the log began are adopted. One thread; allocates: for tools.
/// </summary>
public sealed class OrderTrace
{
    private const int NewOrderMultileg = 'A' | ('B' << 8);
    private const int MultilegOrderCancelReplace = 'A' | ('C' << 8);
    private const int UnknownOrderReason = 5; // OrdRejReason(103).

    private readonly Dictionary<(string Parties, string Id), TracedOrder> _byClOrdId = [];
    private readonly Dictionary<(string Parties, string Id), TracedOrder> _byOrderId = [];
    private readonly Dictionary<(string Parties, string Sender, long Number), OrderMessage> _requests = [];

    /// <summary>Takes the next message.</summary>
    public TraceStep Apply(in FixMessage message) => Apply(OrderMessage.From(in message));

    /// <summary>Takes the next message, read already.</summary>
    public TraceStep Apply(OrderMessage message)
    {
        switch (message.MsgType)
        {
            case MsgTypes.NewOrderSingle or NewOrderMultileg:
                return Send(message);

            case MsgTypes.OrderCancelRequest:
                return Ask(message, PendingKind.Cancel);

            case MsgTypes.OrderCancelReplaceRequest or MultilegOrderCancelReplace:
                return Ask(message, PendingKind.Replace);

            case MsgTypes.OrderStatusRequest:
                TracedOrder? order = Find(message);
                return new TraceStep(message, order?.State(), order is null ? TraceNote.UnknownOrder : TraceNote.None);

            case MsgTypes.ExecutionReport:
                return Report(message);

            case MsgTypes.OrderCancelReject:
                return RefuseRequest(message);

            case MsgTypes.Reject or MsgTypes.BusinessMessageReject:
                return Return(message);

            default:
                return new TraceStep(message, null, TraceNote.NotAnOrder);
        }
    }

    private TraceStep Send(OrderMessage message)
    {
        Remember(message);
        TracedOrder? known = FindById(message, message.ClOrdID);
        if (known is { IsSent: true })
        {
            TraceNote note = message.MayBeRepeated ? TraceNote.Duplicate : TraceNote.DuplicateClOrdID;
            return new TraceStep(message, known.State(), note);
        }

        TracedOrder order = known ?? new TracedOrder();
        order.Send(message);
        Index(message, order);
        return new TraceStep(message, order.State(), TraceNote.None);
    }

    private TraceStep Ask(OrderMessage message, PendingKind kind)
    {
        Remember(message);
        TracedOrder? known = Find(message);
        TracedOrder order = known ?? new TracedOrder();
        order.Ask(message, kind);
        Index(message, order);
        return new TraceStep(message, order.State(), known is null ? TraceNote.Adopted : TraceNote.None);
    }

    private TraceStep Report(OrderMessage message)
    {
        TracedOrder? known = Find(message);
        var order = known ?? new TracedOrder();
        TraceNote note = order.Report(message);
        bool isUnknown = known is null && IsAnswerOfUnknownOrder(message);
        if (!isUnknown)
            Index(message, order);

        if (note is TraceNote.None && known is null)
            note = isUnknown ? TraceNote.UnknownOrder : TraceNote.Adopted;

        return new TraceStep(message, order.State(), note);
    }

    // An unknown order stays unknown: its id may still be used (FIX 4.4 Volume 4, B.1.f).
    private TraceStep RefuseRequest(OrderMessage message)
    {
        TracedOrder order = Find(message) ?? new TracedOrder();
        TraceNote note = order.RefuseRequest(message);
        bool isKnown = order.IsSent || order.IsReported;
        if (isKnown || note != TraceNote.UnknownOrder)
            Index(message, order);
        else
            Forget(message);

        return new TraceStep(message, order.State(), note);
    }

    private TraceStep Return(OrderMessage message)
    {
        OrderMessage? request = FindRequest(message);
        TracedOrder? order = request is null ? null : Find(request);
        if (order is null)
            return new TraceStep(message, null, TraceNote.NotAnOrder);

        PendingKind asked = request!.MsgType switch
        {
            MsgTypes.OrderCancelRequest => PendingKind.Cancel,
            MsgTypes.OrderCancelReplaceRequest or MultilegOrderCancelReplace => PendingKind.Replace,
            _ => PendingKind.None,
        };
        order.Return(message, request.ClOrdID, asked);
        return new TraceStep(message, order.State(), TraceNote.None);
    }

    // ClOrdID(11) is ours and leads; OrderID(37) decides where the id was used for another order before.
    private TracedOrder? Find(OrderMessage message)
    {
        TracedOrder? named = FindById(message, message.ClOrdID) ?? FindById(message, message.OrigClOrdID);
        TracedOrder? atVenue = message.OrderID is null ? null
            : _byOrderId.GetValueOrDefault((message.Parties, message.OrderID));
        if (named is null)
            return IsAnotherOrder(message) ? null : atVenue;

        bool isOtherOrder = atVenue is not null && named.OrderId is not null && named.OrderId != message.OrderID;
        return isOtherOrder ? atVenue : named;
    }

    // Under an id of its own, and either just acknowledged or not known to the venue.
    private static bool IsAnotherOrder(OrderMessage message) =>
        message is { ClOrdID: not null, OrigClOrdID: null } &&
        (message.Kind is ReportKind.New or ReportKind.PendingNew || IsAnswerOfUnknownOrder(message));

    private static bool IsAnswerOfUnknownOrder(OrderMessage message) =>
        message is { Kind: ReportKind.OrderStatus, OrdStatus: OrdStatuses.Rejected, OrigClOrdID: null } &&
        (message.Reason is null or UnknownOrderReason);

    private TracedOrder? FindById(OrderMessage message, string? id) =>
        id is null ? null : _byClOrdId.GetValueOrDefault((message.Parties, id));

    private void Index(OrderMessage message, TracedOrder order)
    {
        if (message.ClOrdID is not null)
            _byClOrdId[(message.Parties, message.ClOrdID)] = order;

        if (message.OrigClOrdID is not null)
            _byClOrdId.TryAdd((message.Parties, message.OrigClOrdID), order);

        if (message.OrderID is not null)
            _byOrderId[(message.Parties, message.OrderID)] = order;
    }

    private void Forget(OrderMessage message)
    {
        if (message.ClOrdID is not null)
            _byClOrdId.Remove((message.Parties, message.ClOrdID));

        if (message.OrigClOrdID is not null)
            _byClOrdId.Remove((message.Parties, message.OrigClOrdID));
    }

    private void Remember(OrderMessage request)
    {
        if (request.MsgSeqNum >= 0)
            _requests[(request.Parties, request.Sender, request.MsgSeqNum)] = request;
    }

    // By RefSeqNum(45), which counts the other side's messages; else by BusinessRejectRefID(379).
    private OrderMessage? FindRequest(OrderMessage reject)
    {
        foreach (((string parties, string sender, long number), OrderMessage request) in _requests)
        {
            bool isMeant = reject.RefSeqNum is { } refSeqNum
                ? number == refSeqNum
                : reject.RefId is not null && request.ClOrdID == reject.RefId;
            bool isOtherSide = sender != reject.Sender || sender.Length == 0;
            if (isMeant && isOtherSide && parties == reject.Parties &&
                (reject.RefMsgType == 0 || reject.RefMsgType == request.MsgType))
                return request;
        }

        return null;
    }
}
