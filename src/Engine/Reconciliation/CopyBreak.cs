using LowLatencyEngine.Model;

namespace LowLatencyEngine.Engine.Reconciliation;

/// <summary>What differs between our books and the drop copy.</summary>
/// <param name="Kind">One of the kinds of copies.</param>
/// <param name="InstrumentIndex">Dense index; -1 for none.</param>
/// <param name="OrderId">Of an order; else 0.</param>
/// <param name="OwnLots">As our books have it.</param>
/// <param name="CopiedLots">As the copies would have it.</param>
internal readonly record struct CopyBreak(
    BreakKind Kind, int InstrumentIndex, long OrderId, long OwnLots, long CopiedLots)
{
    /// <summary>Of a position where an account hedges; else None.</summary>
    public BreakLeg Leg { get; init; }
}
