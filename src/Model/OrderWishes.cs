namespace LowLatencyEngine.Model;

/// <summary>Whose an order is, of what and on which side.</summary>
public readonly record struct OrderOwner(int InstrumentIndex, Side Side, ushort StrategyIndex);

/// <summary>
/// Wishes as whoever makes them begins them: owner, and the input that is their cause. Where the outbox has no room the
/// id is 0 and nothing comes of what the caller fills in. 0 bytes.
/// </summary>
public static class OrderWishes
{
    /// <summary>A wish of a kind; the caller fills in the rest.</summary>
    /// <param name="outbox">Takes it.</param>
    /// <param name="kind">NewOrder, HoldOrder, ReplaceOrder, CancelOrder or HeldOrderChange.</param>
    /// <param name="cause">
    /// An input; or an output, which has the same cause as what follows of it.
    /// </param>
    /// <param name="owner">Of the order.</param>
    public static ref EngineEvent AddWish(
        this Outbox outbox, EventKind kind, in EngineEvent cause, in OrderOwner owner)
    {
        ref EngineEvent wish = ref outbox.Add(kind, in cause);
        wish.InstrumentIndex = owner.InstrumentIndex;
        wish.Side = owner.Side;
        wish.Order.StrategyIndex = owner.StrategyIndex;
        wish.Order.CauseSequence = cause.Kind.IsOutput() ? cause.Order.CauseSequence : cause.Sequence;
        return ref wish;
    }

    /// <summary>A market order of which nothing stays.</summary>
    public static ref EngineEvent AddMarket(
        this Outbox outbox, in EngineEvent cause, in OrderOwner owner, long qtyLots)
    {
        ref EngineEvent wish = ref outbox.AddWish(EventKind.NewOrder, in cause, in owner);
        wish.Order.QtyLots = qtyLots;
        wish.Order.Type = OrderType.Market;
        wish.Order.TimeInForce = TimeInForce.ImmediateOrCancel;
        return ref wish;
    }

    /// <summary>The cancel of an order.</summary>
    public static ref EngineEvent AddCancel(
        this Outbox outbox, in EngineEvent cause, in OrderOwner owner, long orderId)
    {
        ref EngineEvent wish = ref outbox.AddWish(EventKind.CancelOrder, in cause, in owner);
        wish.Order.OriginalOrderId = orderId;
        return ref wish;
    }

    /// <summary>The replace of a limit order; the caller fills in price and quantity.</summary>
    public static ref EngineEvent AddReplace(
        this Outbox outbox, in EngineEvent cause, in OrderOwner owner, long orderId)
    {
        ref EngineEvent wish = ref outbox.AddWish(EventKind.ReplaceOrder, in cause, in owner);
        wish.Order.OriginalOrderId = orderId;
        wish.Order.Type = OrderType.Limit;
        return ref wish;
    }
}
