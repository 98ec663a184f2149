using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Stages;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Unit.Engine.Risk;

/// <summary>
/// Wishes of one input after the other, put through risk and order table; what leaves is told in words, with orders
/// numbered as they were wished: "cancel 1; new 100; SelfTrade".
/// </summary>
internal sealed class SelfTradeScript(string mode)
{
    private readonly List<long> _orderIds = [];

    public LimitDriver Engine { get; } = new(selfTrade: mode);

    public DecisionState State => Engine.State;

    public static EngineEvent Order(Side side, long priceTicks, long lots)
    {
        EngineEvent order = default;
        order.Kind = EventKind.NewOrder;
        order.Side = side;
        order.Order.PriceTicks = priceTicks;
        order.Order.QtyLots = lots;
        order.Order.Type = priceTicks == 0 ? OrderType.Market : OrderType.Limit;
        order.Order.TimeInForce = priceTicks == 0 ? TimeInForce.ImmediateOrCancel : TimeInForce.GoodTillCancel;
        return order;
    }

    public EngineEvent Cancel(int number) => new()
    {
        Kind = EventKind.CancelOrder, Order = new OrderRequest { OriginalOrderId = _orderIds[number - 1] },
    };

    public EngineEvent Replace(int number, long priceTicks, long lots) => new()
    {
        Kind = EventKind.ReplaceOrder,
        Order = new OrderRequest
        {
            OriginalOrderId = _orderIds[number - 1], PriceTicks = priceTicks, QtyLots = lots,
        },
    };

    public string Send(Side side, long priceTicks, long lots) => Take(Order(side, priceTicks, lots));

    /// <summary>What comes of wishes that are made with one input.</summary>
    public string Take(params EngineEvent[] wishes)
    {
        Put(wishes);
        return string.Join("; ", State.Outbox.Events.ToArray().Select(Told));
    }

    /// <summary>The same without telling: allocates nothing but what the order numbers need.</summary>
    public void Put(EngineEvent[] wishes)
    {
        EngineEvent cause = default;
        EngineEvents.Begin(ref cause, EventKind.None, EventSource.Clock, Engine.NowNs);
        State.Outbox.Clear();
        foreach (EngineEvent wish in wishes)
        {
            ref EngineEvent output = ref State.Outbox.Add(wish.Kind, in cause);
            long orderId = output.Order.OrderId;
            output.Order = wish.Order;
            output.InstrumentIndex = 0;
            output.Side = wish.Side;
            output.Order.OrderId = orderId;
            output.Order.StrategyIndex = OrderRequest.OperatorStrategyIndex;
            if (wish.Kind == EventKind.NewOrder)
                _orderIds.Add(orderId);
        }

        new RiskStage(State).OnEvent(ref cause, sequence: 0, endOfBatch: true);
        new OrderStage(State).OnEvent(ref cause, sequence: 0, endOfBatch: true);
        State.Reports.Clear();
    }

    private string Told(EngineEvent output) => output.Kind switch
    {
        EventKind.NewOrder => $"new {output.Order.QtyLots}",
        EventKind.CancelOrder => $"cancel {NumberOf(output.Order.OriginalOrderId)}",
        EventKind.ReplaceOrder => $"replace {NumberOf(output.Order.OriginalOrderId)} to {output.Order.QtyLots}",
        _ => $"{output.Order.Verdict}",
    };

    private int NumberOf(long orderId) => _orderIds.IndexOf(orderId) + 1;
}
