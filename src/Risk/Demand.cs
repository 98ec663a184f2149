using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>
/// What an order, or the change of one, asks of the limits beyond what is reserved already. For a new order: its lots
/// and one open order; for a change: only what it adds.
/// </summary>
internal readonly struct Demand
{
    private Demand(long addedLots, int addedOrderCount)
    {
        AddedLots = addedLots;
        AddedOrderCount = addedOrderCount;
    }

    public long AddedLots { get; }

    public int AddedOrderCount { get; }

    public bool IsNew => AddedOrderCount > 0;

    public static Demand OfNew(in EngineEvent order) => new(order.Order.QtyLots, addedOrderCount: 1);

    /// <summary>Until the venue has answered, the larger of old and new is reserved.</summary>
    public static Demand OfChange(in EngineEvent change, long heldLots) =>
        new(System.Math.Max(0, change.Order.QtyLots - heldLots), addedOrderCount: 0);
}
