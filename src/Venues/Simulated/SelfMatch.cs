using System.Collections.Generic;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Venues.Simulated;

/// <summary>
/// What becomes of orders of one SelfMatchPreventionID(2362) that would meet: the one that comes says it, by
/// SelfMatchPreventionInstruction(2964). Under the lock of <see cref="MatchingEngine"/>. Source: FIX Latest.
/// </summary>
/// <param name="Coming">Why the order that comes is cancelled; None where it is not.</param>
/// <param name="Resting">Why those that rest are cancelled; None where they are not.</param>
internal readonly record struct SelfMatch(RestatementReason Coming, RestatementReason Resting)
{
    /// <summary>What an instruction asks for; whoever gives none gives way.</summary>
    public static SelfMatch Of(char instruction) => instruction switch
    {
        '2' => new(RestatementReason.None, RestatementReason.SelfTradePassive),
        '3' => new(RestatementReason.SelfTradeBoth, RestatementReason.SelfTradeBoth),
        _ => new(RestatementReason.SelfTradeAggressive, RestatementReason.None),
    };

    /// <summary>Of others, those of the same id that an order would meet, in their order.</summary>
    public static List<VenueOrder> FindMet(VenueOrder order, IEnumerable<VenueOrder> others)
    {
        List<VenueOrder> met = [];
        if (order.Request.SelfTradeId is not { } id)
            return met;

        bool buys = order.Side == Side.Buy;
        foreach (VenueOrder resting in others)
        {
            bool crosses = buys ? order.LimitTicks >= resting.LimitTicks : order.LimitTicks <= resting.LimitTicks;
            if (resting.Side != order.Side && crosses && resting.Request.SelfTradeId == id)
                met.Add(resting);
        }

        return met;
    }
}
