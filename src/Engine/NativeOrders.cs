using LowLatencyEngine.Model;
using LowLatencyEngine.Orders.Held;
using LowLatencyEngine.Risk;

namespace LowLatencyEngine.Engine;

/// <summary>
/// Which held orders the venue can keep by itself, and what it is told of their parts. Such an order stays one that the
/// engine holds, with one part that goes out at once and says all of it. Pure; O(1); 0 bytes.
/// </summary>
/// <remarks>
/// What the venue does at a moment of its own the engine cannot coordinate: orders that are tied to others, that trail
/// or confirm, and triggers where our own orders give way to each other stay here.
/// </remarks>
internal sealed class NativeOrders(RiskSetup setup)
{
    /// <summary>Whether the venue has an order of this kind.</summary>
    public bool Has(in EngineEvent hold)
    {
        InstrumentControls controls = setup.Instruments[hold.InstrumentIndex];
        if (hold.Held.Link != HeldLink.None)
            return false;

        if (hold.Held.Kind == HeldKind.Iceberg)
            return Takes(controls, OrderInstructions.Display);

        OrderType type = TypeOf(hold.Held.Kind, hold.Order.Type);
        TimeInForce timeInForce = TimeOf(type, hold.Order.TimeInForce);
        return IsPlain(in hold.Held, controls) && !controls.PreventsSelfTrade && type != OrderType.None &&
            (timeInForce.Rests() || Takes(controls, OrderInstructions.ImmediateStops)) &&
            Takes(controls, type, timeInForce);
    }

    /// <summary>Has a part say what the venue is to know of its order.</summary>
    public void Complete(in HeldOrder order, ref EngineEvent part)
    {
        if (order.Is(HeldMarks.Native))
            SayAll(in order, ref part);

        InstrumentControls controls = setup.Instruments[order.InstrumentIndex];
        bool endsIfItWouldTrade = order.Is(HeldMarks.PostOnly) && !order.Is(HeldMarks.Reprices) &&
            !order.Kind.IsPegged(); // The others are to come back at another price.
        if (endsIfItWouldTrade && Takes(controls, OrderInstructions.PostOnly))
            part.Flags |= EventFlags.PostOnly;

        bool isDated = order.ExpireTimestampNs != 0 && part.Order.TimeInForce == TimeInForce.GoodTillCancel;
        if (!isDated || !Takes(controls, part.Order.Type, TimeInForce.GoodTillDate))
            return;

        part.Order.TimeInForce = TimeInForce.GoodTillDate;
        part.Terms.ExpireTimestampNs = order.ExpireTimestampNs;
    }

    private static void SayAll(in HeldOrder order, ref EngineEvent part)
    {
        if (order.Kind == HeldKind.Iceberg)
        {
            part.Terms.DisplayLots = order.Amount < part.Order.QtyLots ? order.Amount : 0;
            return;
        }

        part.Order.Type = TypeOf(order.Kind, order.Type);
        part.Order.TimeInForce = TimeOf(part.Order.Type, order.TimeInForce);
        if (order.HasTrigger)
        {
            part.Terms.StopPriceTicks = order.TriggerPriceTicks;
            part.Flags = part.Flags.WithTrigger(order.Source);
        }

        if (!part.Order.Type.HasLimit())
            part.Order.PriceTicks = 0; // The market's, which was looked at here, is the venue's to take.
    }

    /// <summary>The venue looks once, and at what it is to look at.</summary>
    private static bool IsPlain(in HeldTerms terms, InstrumentControls controls) =>
        (Watches(controls, terms.Source) || !terms.Kind.HasTrigger()) && terms.ConfirmCount <= 1 &&
        terms.ConfirmOf <= 1 && (terms.Options & HeldOptions.PostOnly) == HeldOptions.None;

    private static bool Watches(InstrumentControls controls, TriggerSource source) => source switch
    {
        TriggerSource.Last => true,
        TriggerSource.Quote => Takes(controls, OrderInstructions.QuoteTriggers),
        TriggerSource.Mid => Takes(controls, OrderInstructions.MidTriggers),
        _ => false,
    };

    private static OrderType TypeOf(HeldKind kind, OrderType type)
    {
        bool isLimit = type == OrderType.Limit;
        return kind switch
        {
            HeldKind.Stop => isLimit ? OrderType.StopLimit : OrderType.Stop,
            HeldKind.Touch => isLimit ? OrderType.LimitIfTouched : OrderType.MarketIfTouched,
            HeldKind.MarketToLimit => isLimit ? OrderType.None : OrderType.MarketToLimit, // No venue caps one.
            _ => OrderType.None,
        };
    }

    /// <summary>
    /// A market order takes what there is when its price has come, so that one that says so only waits; that it is all
    /// or nothing must be said.
    /// </summary>
    private static TimeInForce TimeOf(OrderType type, TimeInForce timeInForce) =>
        !type.HasLimit() && timeInForce == TimeInForce.ImmediateOrCancel ? TimeInForce.GoodTillCancel : timeInForce;

    private static bool Takes(InstrumentControls controls, OrderType type, TimeInForce timeInForce) =>
        (controls.OrderKinds & OrderKinds.Of(type, timeInForce)) != 0;

    private static bool Takes(InstrumentControls controls, OrderInstructions instruction) =>
        (controls.Instructions & instruction) != OrderInstructions.None;
}
