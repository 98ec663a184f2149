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
    public static int MsgTypeOf(in EngineEvent output) => output.Kind switch
    {
        EventKind.NewOrder => MsgTypes.NewOrderSingle,
        EventKind.ReplaceOrder => MsgTypes.OrderCancelReplaceRequest,
        EventKind.CancelOrder => MsgTypes.OrderCancelRequest,
        EventKind.StatusRequest => MsgTypes.OrderStatusRequest,
        EventKind.AccountRequest when output.Question.Kind == AccountRequestKind.Orders =>
            OrderEntryTags.OrderMassStatusRequest,
        EventKind.AccountRequest when output.Question.Kind == AccountRequestKind.Trades =>
            OrderEntryTags.TradeCaptureReportRequest,
        EventKind.AccountRequest => OrderEntryTags.RequestForPositions,
        _ => throw new ArgumentOutOfRangeException(
            nameof(output), $"event is not for the venue: kind={output.Kind}"),
    };

    public void Write(ref FixWriter writer, in EngineEvent output, long nowNs)
    {
        if (output.Kind == EventKind.AccountRequest)
        {
            WriteQuestion(ref writer, in output.Question, nowNs);
            return;
        }

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

    private void WriteQuestion(ref FixWriter writer, in AccountRequest question, long nowNs)
    {
        if (question.Kind == AccountRequestKind.Orders)
            requests.WriteMassStatusRequest(ref writer, question.RequestId);
        else if (question.Kind == AccountRequestKind.Trades)
            requests.WriteTradesRequest(ref writer, question.RequestId, question.FromTimestampNs, nowNs);
        else
            requests.WritePositionsRequest(ref writer, question.RequestId, nowNs);
    }
}
