using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>
/// Controls 3 and 5: whether a venue takes an order of this type with this time in force, now, and what the order says
/// beside that.
/// Pure; O(1); 0 bytes.
/// </summary>
internal static class TermsChecks
{
    /// <summary>Whether the order has the prices that its type needs, and no other, each within the range.</summary>
    public static bool HasItsPrices(in EngineEvent intent, in InstrumentRow instrument)
    {
        OrderType type = intent.Order.Type;
        if (type is OrderType.None or > OrderType.LimitIfTouched)
            return false;

        return IsPrice(type.HasLimit(), intent.Order.PriceTicks, in instrument) &&
            IsPrice(type.HasTrigger(), intent.Terms.StopPriceTicks, in instrument);
    }

    /// <summary>Whether the venue takes it.</summary>
    public static bool IsTaken(in EngineEvent intent, in InstrumentRow instrument, long nowNs)
    {
        ref readonly OrderRequest order = ref intent.Order;
        bool isPostOnly = (intent.Flags & EventFlags.PostOnly) != EventFlags.None;
        bool rests = order.Type == OrderType.Limit && order.TimeInForce.Rests();
        return (instrument.OrderKinds & OrderKinds.Of(order.Type, order.TimeInForce)) != 0 &&
            (!isPostOnly || (rests && Takes(in instrument, OrderInstructions.PostOnly))) &&
            IsDisplayFine(in intent, rests, in instrument) && IsExpiryFine(in intent, nowNs) &&
            IsTriggerTaken(intent.Flags.Trigger(), in instrument);
    }

    /// <summary>Whether the auction that the order is for, if it is for one, is still to come or lasts.</summary>
    public static bool IsInTime(TimeInForce timeInForce, in InstrumentRow instrument) => timeInForce switch
    {
        TimeInForce.AtTheOpening => instrument.Phase is SessionPhase.PreOpen or SessionPhase.OpeningAuction,
        TimeInForce.AtTheClose => instrument.CloseOverNs < 0,
        _ => true,
    };

    private static bool IsPrice(bool isWanted, long priceTicks, in InstrumentRow instrument) => isWanted
        ? priceTicks >= instrument.PriceTicksMin && priceTicks <= instrument.PriceTicksMax
        : priceTicks == 0;

    private static bool IsDisplayFine(in EngineEvent intent, bool rests, in InstrumentRow instrument)
    {
        long displayLots = intent.Terms.DisplayLots;
        return displayLots == 0 || (displayLots > 0 && displayLots < intent.Order.QtyLots && rests &&
            displayLots % instrument.QtyStepLots == 0 && Takes(in instrument, OrderInstructions.Display));
    }

    /// <summary>A change of an order whose time is just over still passes: the venue ends it, or has.</summary>
    private static bool IsExpiryFine(in EngineEvent intent, long nowNs)
    {
        long expireNs = intent.Terms.ExpireTimestampNs;
        if (intent.Order.TimeInForce != TimeInForce.GoodTillDate)
            return expireNs == 0;

        return expireNs > nowNs || (expireNs > 0 && intent.Kind == EventKind.ReplaceOrder);
    }

    private static bool IsTriggerTaken(TriggerSource source, in InstrumentRow instrument) => source switch
    {
        TriggerSource.Quote => Takes(in instrument, OrderInstructions.QuoteTriggers),
        TriggerSource.Mid => Takes(in instrument, OrderInstructions.MidTriggers),
        _ => true,
    };

    private static bool Takes(in InstrumentRow instrument, OrderInstructions instruction) =>
        (instrument.Instructions & instruction) != OrderInstructions.None;
}
