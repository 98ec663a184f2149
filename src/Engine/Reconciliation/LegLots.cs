using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;

namespace LowLatencyEngine.Engine.Reconciliation;

/// <summary>What fills come to: of hedging accounts long and short apart, of the others bought less sold.</summary>
/// <param name="LongLots">Lots that what is long has grown by.</param>
/// <param name="ShortLots">Lots that what is short has grown by.</param>
/// <param name="NettedLots">Lots of accounts that net; below zero for sold.</param>
internal readonly record struct LegLots(long LongLots, long ShortLots, long NettedLots)
{
    /// <summary>With another fill.</summary>
    /// <param name="lots">Bought, or below zero sold; the other way round where the fill is taken back.</param>
    /// <param name="sideSign">1 for a purchase, -1 for a sale, taken back or not.</param>
    /// <param name="effect">Opens or Closes; None where the account nets.</param>
    public LegLots With(long lots, int sideSign, FillFacts effect)
    {
        if (effect == FillFacts.None)
            return this with { NettedLots = NettedLots + lots };

        bool isLong = sideSign > 0 != (effect == FillFacts.Closes);
        return isLong ? this with { LongLots = LongLots + lots } : this with { ShortLots = ShortLots - lots };
    }

    /// <summary>What these have more than others.</summary>
    public LegLots Less(in LegLots other) =>
        new(LongLots - other.LongLots, ShortLots - other.ShortLots, NettedLots - other.NettedLots);

    /// <summary>Long and short lots once what nets lies on the side of what is held there.</summary>
    public Legs ToLegs(long heldNettedLots) => heldNettedLots < 0
        ? new Legs(LongLots, ShortLots - NettedLots)
        : new Legs(LongLots + NettedLots, ShortLots);
}
