using System;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Model;
using LowLatencyEngine.Venues.OrderEntry;

namespace LowLatencyEngine.Venues.Gateway;

/// <summary>
/// Writes the engine's outputs: which message each of them is, in the venue's dialect. Allocates nothing.
/// </summary>
internal sealed class OrderEncoder(OrderEntryWriter requests)
{
    public static int MsgTypeOf(EventKind kind) => kind switch
    {
        EventKind.NewOrder => MsgTypes.NewOrderSingle,
        EventKind.ReplaceOrder => MsgTypes.OrderCancelReplaceRequest,
        EventKind.CancelOrder => MsgTypes.OrderCancelRequest,
        EventKind.StatusRequest => MsgTypes.OrderStatusRequest,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), $"event is not for the venue: kind={kind}"),
    };

    public void Write(ref FixWriter writer, in EngineEvent output, long nowNs)
    {
        OrderEntryRequest request = OrderEntryRequest.From(in output);
        switch (output.Kind)
        {
            case EventKind.NewOrder:
                requests.WriteNewOrder(ref writer, in request, nowNs);
                break;

            case EventKind.ReplaceOrder:
                requests.WriteReplace(ref writer, in request, nowNs);
                break;

            case EventKind.CancelOrder:
                requests.WriteCancel(ref writer, in request, nowNs);
                break;

            default: // MsgTypeOf let only these in.
                requests.WriteStatusRequest(ref writer, in request, nowNs);
                break;
        }
    }
}
