using LowLatencyEngine.Model;
using LowLatencyEngine.Orders.Held;
using LowLatencyEngine.Risk;

namespace LowLatencyEngine.Engine;

/// <summary>
/// Which held orders the venue can keep by itself, and what it is told then. Such an order stays one that the engine
/// holds, with one part that goes out at once and says all of it. Pure; O(1); 0 bytes.
/// </summary>
/// <remarks>
/// What the venue does at a moment of its own the engine cannot coordinate: orders that are tied to others, that trail
/// or confirm, and those of instruments where our own orders give way to each other stay here.
/// </remarks>
internal sealed class NativeOrders(RiskSetup setup)
{
    /// <summary>Whether the venue has an order of this kind.</summary>
    public bool Has(in EngineEvent hold)
    {
        InstrumentControls controls = setup.Instruments[hold.InstrumentIndex];
        OrderType type = TypeOf(hold.Held.Kind, hold.Order.Type);
        if (type == OrderType.None || hold.Held.Link != HeldLink.None || controls.PreventsSelfTrade)
            return false;

        bool isPlain = hold.Held.Source == TriggerSource.Last && hold.Held.ConfirmCount <= 1 &&
            hold.Held.ConfirmOf <= 1 && (hold.Held.Options & HeldOptions.PostOnly) == HeldOptions.None;
        TimeInForce timeInForce = TimeOf(type, hold.Order.TimeInForce);
        return isPlain && timeInForce.Rests() &&
            (controls.OrderKinds & OrderKinds.Of(type, timeInForce)) != 0;
    }

    /// <summary>Has the part of an order say all that the venue is to know of it.</summary>
    public static void Complete(in HeldOrder order, ref EngineEvent part)
    {
        part.Order.Type = TypeOf(order.Kind, order.Type);
        part.Order.TimeInForce = TimeOf(part.Order.Type, order.TimeInForce);
        part.Terms.StopPriceTicks = order.TriggerPriceTicks;
    }

    private static OrderType TypeOf(HeldKind kind, OrderType type)
    {
        bool isLimit = type == OrderType.Limit;
        return kind switch
        {
            HeldKind.Stop => isLimit ? OrderType.StopLimit : OrderType.Stop,
            HeldKind.Touch => isLimit ? OrderType.LimitIfTouched : OrderType.MarketIfTouched,
            _ => OrderType.None,
        };
    }

    /// <summary>
    /// A market order fills at once when its price has come, whatever it says; until then it waits as long as it is
    /// held.
    /// </summary>
    private static TimeInForce TimeOf(OrderType type, TimeInForce timeInForce) =>
        type.HasLimit() || timeInForce.Rests() ? timeInForce : TimeInForce.GoodTillCancel;
}
