using System.Runtime.InteropServices;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;

namespace LowLatencyEngine.Unit.Orders;

/// <summary>Events around one order, with everything filled in that a test is not about.</summary>
internal static class OrderEvents
{
    public const long FirstId = 1;
    public const long CancelId = 2;
    public const long QtyLots = 10;
    public const long PriceTicks = 100;
    public const ushort Strategy = 1;
    public const int StrategyCount = 3;
    public const int InstrumentCount = 2;

    public static PositionLedger NewLedger() => new(InstrumentCount, StrategyCount);

    public static EngineEvent NewOrder(long orderId = FirstId, Side side = Side.Buy, long qtyLots = QtyLots)
    {
        EngineEvent intent = default;
        intent.Kind = EventKind.NewOrder;
        intent.InstrumentIndex = 1;
        intent.Side = side;
        intent.Order.OrderId = orderId;
        intent.Order.QtyLots = qtyLots;
        intent.Order.PriceTicks = PriceTicks;
        intent.Order.StrategyIndex = Strategy;
        intent.Order.Type = OrderType.Limit;
        intent.Order.TimeInForce = TimeInForce.Day;
        return intent;
    }

    public static EngineEvent Cancel(long orderId = FirstId, long cancelId = CancelId)
    {
        EngineEvent intent = default;
        intent.Kind = EventKind.CancelOrder;
        intent.Order.OrderId = cancelId;
        intent.Order.OriginalOrderId = orderId;
        intent.Order.StrategyIndex = OrderRequest.OperatorStrategyIndex;
        return intent;
    }

    public static EngineEvent Replace(
        long qtyLots, long priceTicks = PriceTicks, long replaceId = CancelId, long orderId = FirstId)
    {
        EngineEvent replace = Cancel(orderId, replaceId);
        replace.Kind = EventKind.ReplaceOrder;
        replace.Order.QtyLots = qtyLots;
        replace.Order.PriceTicks = priceTicks;
        return replace;
    }

    /// <summary>
    /// A report without a fill; the id is that of its text, so that two differ unless they say the same.
    /// </summary>
    public static EngineEvent Report(ExecType type, OrderStatus status, long cumQtyLots = 0, long orderId = FirstId)
    {
        EngineEvent report = default;
        report.Kind = EventKind.Execution;
        report.InstrumentIndex = 1;
        report.Side = Side.Buy;
        report.Execution.OrderId = orderId;
        report.Execution.ExecType = type;
        report.Execution.Status = status;
        report.Execution.CumQtyLots = cumQtyLots;
        report.Execution.ExecIdHash = (orderId << 32) | ((long)type << 24) | (cumQtyLots << 4) | 1;
        return report;
    }

    public static EngineEvent Trade(
        long lastQtyLots, long cumQtyLots, long priceTicks = PriceTicks, long orderId = FirstId)
    {
        OrderStatus status = cumQtyLots >= QtyLots ? OrderStatus.Filled : OrderStatus.PartiallyFilled;
        EngineEvent trade = Report(ExecType.Trade, status, cumQtyLots, orderId);
        trade.Execution.LastQtyLots = lastQtyLots;
        trade.Execution.LastPriceTicks = priceTicks;
        trade.Execution.FeeTickLots = lastQtyLots;
        return trade;
    }

    /// <summary>An answer to a status request; its execution id is the same each time.</summary>
    public static EngineEvent StatusAnswer(OrderStatus status, long cumQtyLots, long leavesQtyLots)
    {
        EngineEvent answer = Report(ExecType.OrderStatus, status, cumQtyLots);
        answer.Execution.LeavesQtyLots = leavesQtyLots;
        answer.Execution.ExecIdHash = 7;
        return answer;
    }

    public static EngineEvent CancelReject(OrderStatus status, ushort reason = 0, long cancelId = CancelId)
    {
        EngineEvent reject = default;
        reject.Kind = EventKind.CancelReject;
        reject.Execution.OrderId = FirstId;
        reject.Execution.RequestId = cancelId;
        reject.Execution.Status = status;
        reject.Execution.RejectReason = reason;
        return reject;
    }

    public static EngineEvent Resent(EngineEvent report)
    {
        report.Flags |= EventFlags.PossibleDuplicate;
        return report;
    }

    public static bool Apply(OrderTable table, EngineEvent input) => table.Apply(in input, out _);

    public static OrderReport ApplyAndReport(OrderTable table, EngineEvent input)
    {
        Xunit.Assert.True(table.Apply(in input, out OrderReport report));
        return report;
    }

    public static RiskVerdict Add(OrderTable table, EngineEvent intent) => table.TryAdd(in intent);

    public static RiskVerdict RequestCancel(OrderTable table, EngineEvent cancel) => table.TryRequestCancel(ref cancel);

    public static Order Find(OrderTable table, long orderId = FirstId)
    {
        Xunit.Assert.True(table.TryFind(new OrderId(orderId), out Order order));
        return order;
    }

    /// <summary>A whole event, for comparison.</summary>
    public static byte[] BytesOf(EngineEvent value) =>
        MemoryMarshal.AsBytes(MemoryMarshal.CreateReadOnlySpan(ref value, 1)).ToArray();

    public static long HashOf(OrderTable table, PositionLedger ledger)
    {
        StateTransfer hash = StateTransfer.Hash();
        table.Transfer(ref hash);
        ledger.Transfer(ref hash);
        return hash.HashValue;
    }
}
