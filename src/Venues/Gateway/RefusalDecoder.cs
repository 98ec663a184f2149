using System;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Venues.Gateway;

/// <summary>
/// Requests that were refused before they became orders: by the peer's session (Reject(3)), by its application
/// (BusinessMessageReject(j)), or by us because there is no session. A refused new order is Rejected; a refused cancel
/// or replace leaves its order as it was. Allocates nothing.
/// </summary>
internal sealed class RefusalDecoder(SentRequests sent)
{
    private const ushort OtherReason = 99; // OrdRejReason(103) and CxlRejReason(102): other.

    /// <summary>The answer to an output that is never sent.</summary>
    public static void RefuseUnsent(in EngineEvent output, ref EngineEvent target)
    {
        target.InstrumentIndex = output.InstrumentIndex;
        target.Side = output.Side;
        Refuse(IsChange(output.Kind), output.Order.OrderId, output.Order.OriginalOrderId, ref target);
    }

    /// <summary>False where the message names no new order and no cancel that is remembered.</summary>
    public bool TryDecode(in FixMessage message, ref EngineEvent target)
    {
        ref SentRequest request = ref sent.ById(RefusedId(in message));
        if (request.OrderId == 0)
            return false;

        target.InstrumentIndex = request.InstrumentIndex;
        target.Side = request.Side;
        Refuse(IsChange(request.Kind), request.OrderId, request.OriginalOrderId, ref target);
        return true;
    }

    // By RefSeqNum(45), which is exact; else by BusinessRejectRefID(379), which for a status request would name an
    // order that lives: so RefMsgType(372) must then say that a new order or a cancel is meant. 0 for none.
    private long RefusedId(in FixMessage message)
    {
        message.TryGetInt64(FixTags.RefSeqNum, out long number);
        if (sent.TryGetByNumber(number, out EventKind kind, out long id))
            return kind == EventKind.StatusRequest ? 0 : id;

        if (!message.TryGetInt64(FixTags.BusinessRejectRefID, out id) ||
            !message.TryGet(FixTags.RefMsgType, out ReadOnlySpan<byte> type))
            return 0;

        kind = MsgTypes.Pack(type) switch
        {
            MsgTypes.NewOrderSingle => EventKind.NewOrder,
            MsgTypes.OrderCancelRequest => EventKind.CancelOrder,
            MsgTypes.OrderCancelReplaceRequest => EventKind.ReplaceOrder,
            _ => EventKind.None,
        };
        return sent.ById(id).Kind == kind ? id : 0;
    }

    private static bool IsChange(EventKind kind) => kind is EventKind.CancelOrder or EventKind.ReplaceOrder;

    private static void Refuse(bool isChange, long id, long originalId, ref EngineEvent target)
    {
        target.Kind = isChange ? EventKind.CancelReject : EventKind.Execution;
        target.Execution.OrderId = isChange ? originalId : id;
        target.Execution.RequestId = isChange ? id : 0;
        target.Execution.ExecType = isChange ? ExecType.None : ExecType.Rejected;
        target.Execution.Status = isChange ? OrderStatus.None : OrderStatus.Rejected;
        target.Execution.RejectReason = OtherReason;
    }
}
