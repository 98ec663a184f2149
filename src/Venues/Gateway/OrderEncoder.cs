using System;
using System.Collections.Generic;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Model;
using LowLatencyEngine.Venues.OrderEntry;

namespace LowLatencyEngine.Venues.Gateway;

/// <summary>
/// Writes the engine's outputs: which message each of them is, in the venue's dialect. Allocates nothing.
/// </summary>
internal sealed class OrderEncoder
{
    private readonly OrderEntryWriter _requests;
    private readonly bool[] _hedges; // By strategy, the operator's last; empty where no account hedges.

    /// <param name="requests">Writes them.</param>
    /// <param name="hedges">Whether the account of each strategy hedges, the operator's last.</param>
    public OrderEncoder(OrderEntryWriter requests, IReadOnlyList<bool> hedges)
    {
        _requests = requests;
        _hedges = [.. hedges];
    }

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
        request.PositionEffect = EffectOf(in output);
        switch (output.Kind)
        {
            case EventKind.NewOrder:
                _requests.WriteNewOrder(ref writer, in request, nowNs);
                break;

            case EventKind.ReplaceOrder:
                _requests.WriteReplace(ref writer, in request, nowNs);
                break;

            case EventKind.CancelOrder:
                _requests.WriteCancel(ref writer, in request, nowNs);
                break;

            default: // MsgTypeOf let only these in.
                _requests.WriteStatusRequest(ref writer, in request, nowNs);
                break;
        }
    }

    private PositionEffect EffectOf(in EngineEvent output)
    {
        if (_hedges.Length == 0 || !_hedges[Math.Min(output.Order.StrategyIndex, _hedges.Length - 1)])
            return PositionEffect.None;

        return output.Flags.Closes() ? PositionEffect.Close : PositionEffect.Open;
    }

    private void WriteQuestion(ref FixWriter writer, in AccountRequest question, long nowNs)
    {
        if (question.Kind == AccountRequestKind.Orders)
            _requests.WriteMassStatusRequest(ref writer, question.RequestId);
        else if (question.Kind == AccountRequestKind.Trades)
            _requests.WriteTradesRequest(ref writer, question.RequestId, question.FromTimestampNs, nowNs);
        else
            _requests.WritePositionsRequest(ref writer, question.RequestId, nowNs);
    }
}
