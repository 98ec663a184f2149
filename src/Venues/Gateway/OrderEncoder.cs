using System;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Venues.Gateway;

/// <summary>
/// Writes the bodies of NewOrderSingle(D), OrderCancelRequest(F) and OrderStatusRequest(H). Allocates nothing. Source:
/// FIX 4.4 Volume 4.
/// </summary>
internal sealed class OrderEncoder(InstrumentTable instruments, SymbolTable symbols, FixTimePrecision timePrecision)
{
    public static int MsgTypeOf(EventKind kind) => kind switch
    {
        EventKind.NewOrder => MsgTypes.NewOrderSingle,
        EventKind.CancelOrder => MsgTypes.OrderCancelRequest,
        EventKind.StatusRequest => MsgTypes.OrderStatusRequest,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), $"event is not for the venue: kind={kind}"),
    };

    public void Write(ref FixWriter writer, in EngineEvent output, long nowNs)
    {
        writer.Append(FixTags.ClOrdID, output.Order.OrderId);
        if (output.Kind == EventKind.CancelOrder)
            writer.Append(FixTags.OrigClOrdID, output.Order.OriginalOrderId);

        writer.Append(FixTags.Symbol, symbols[output.InstrumentIndex]);
        writer.AppendChar(FixTags.Side, FixCodes.Of(output.Side));
        if (output.Kind == EventKind.StatusRequest)
            return;

        writer.AppendTimestamp(FixTags.TransactTime, nowNs, timePrecision);
        Append(ref writer, FixTags.OrderQty, instruments[output.InstrumentIndex].Qty, output.Order.QtyLots);
        if (output.Kind == EventKind.NewOrder)
            WriteTerms(ref writer, in output);
    }

    private void WriteTerms(ref FixWriter writer, in EngineEvent output)
    {
        writer.AppendChar(FixTags.OrdType, FixCodes.Of(output.Order.Type));
        if (output.Order.Type == OrderType.Limit)
            Append(ref writer, FixTags.Price, instruments[output.InstrumentIndex].Price, output.Order.PriceTicks);

        writer.AppendChar(FixTags.TimeInForce, FixCodes.Of(output.Order.TimeInForce));
    }

    private static void Append(ref FixWriter writer, int tag, DecimalScale scale, long steps)
    {
        Span<byte> text = stackalloc byte[DecimalScale.TextLengthMax];
        writer.Append(tag, text[..scale.Format(steps, text)]);
    }
}
