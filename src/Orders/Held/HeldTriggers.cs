using System;
using System.Numerics;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Orders.Held;

/// <summary>Prices of one market at one event; what the event does not say anew is not looked at.</summary>
/// <param name="BidTicks">Best bid.</param>
/// <param name="AskTicks">Best ask.</param>
/// <param name="LastTicks">Last trade.</param>
/// <param name="IsTrade">The event is a trade; else it is a change of bid or ask.</param>
public readonly record struct TriggerView(long BidTicks, long AskTicks, long LastTicks, bool IsTrade);

/// <summary>
/// When a held order may go out. A trigger only opens the door: what it goes out for is what the market gives then,
/// never the trigger's price. Pure; O(1); 0 bytes.
/// </summary>
public static class HeldTriggers
{
    /// <summary>Basis points of one.</summary>
    public const long BasisPointsPerOne = 10_000;

    private const int ConfirmOfMax = 32;

    /// <summary>Whether the terms of an order can be kept; the text is for operators, null where they can.</summary>
    public static string? FaultOf(in EngineEvent hold)
    {
        ref readonly HeldTerms terms = ref hold.Held;
        bool hasPrice = terms.Kind is HeldKind.Stop or HeldKind.Touch;
        bool isTrailing = terms.Kind is HeldKind.TrailingTicks or HeldKind.TrailingShare;
        bool rests = hold.Order.TimeInForce is TimeInForce.Day or TimeInForce.GoodTillCancel;
        bool isResting = hold.Order.Type == OrderType.Limit && rests;
        bool isKnown = terms.Kind is not (HeldKind.None or HeldKind.Bracket or > HeldKind.MarketToLimit);
        if (!isKnown || terms.Link > HeldLink.OneUpdatesOther)
            return "there is no such kind of order";

        if (hasPrice && terms.TriggerPriceTicks == 0)
            return "a stop and an order if touched need the price that triggers them";

        if ((hasPrice || isTrailing) && terms.Source is TriggerSource.None or > TriggerSource.Mid)
            return "a trigger needs a source: last, quote or mid";

        if (terms.Kind.HasTrigger() && hold.Order.TimeInForce.IsOfAuction())
            return "what waits for a price cannot wait for an auction too";

        if (isTrailing && (terms.Amount <= 0 || hold.Order.Type != OrderType.Market))
            return "a trailing stop needs a distance, and sends a market order";

        if (terms.Kind == HeldKind.Iceberg && (terms.Amount <= 0 || terms.Amount >= hold.Order.QtyLots || !isResting))
            return "an iceberg shows less than it has, and its limit order rests";

        if (terms.Kind.HasMarketPrice() && !rests)
            return "an order that takes its price from the market stays there: a day order, or until cancelled";

        bool isPostOnly = (terms.Options & HeldOptions.PostOnly) != HeldOptions.None;
        bool canAddOnly = rests && terms.Kind != HeldKind.MarketToLimit &&
            (hold.Order.Type == OrderType.Limit || terms.Kind.IsPegged());
        if (isPostOnly && !canAddOnly)
            return "only a limit order that stays can be one that adds liquidity and no more";

        if (terms.ConfirmOf > ConfirmOfMax || terms.ConfirmCount > Math.Max((byte)1, terms.ConfirmOf))
            return "a confirmation is of at most 32 looks, and of no more than there are";

        return terms.ExpireTimestampNs != 0 && terms.ExpireTimestampNs <= hold.ReceiveTimestampNs
            ? "it expires before it is there"
            : null;
    }

    /// <summary>Looks at the market; true if the order may go out now.</summary>
    /// <param name="order">One that has a trigger and has not met it.</param>
    /// <param name="view">The market, now.</param>
    /// <param name="priceTicks">The price that was looked at; meaningless where none was.</param>
    public static bool Look(ref HeldOrder order, in TriggerView view, out long priceTicks)
    {
        priceTicks = PriceOf(in order, in view);
        if (view.IsTrade != (order.Source == TriggerSource.Last))
            return false;

        bool isBeyond = order.Kind switch
        {
            HeldKind.Stop => (sbyte)order.Side * (priceTicks - order.TriggerPriceTicks) >= 0,
            HeldKind.Touch => (sbyte)order.Side * (priceTicks - order.TriggerPriceTicks) <= 0,
            _ => Trail(ref order, priceTicks) && (sbyte)order.Side * (priceTicks - StopTicks(in order)) >= 0,
        };
        order.Looks = (order.Looks << 1) | (isBeyond ? 1u : 0u);
        uint mask = uint.MaxValue >> (ConfirmOfMax - order.ConfirmOf);
        return isBeyond && BitOperations.PopCount(order.Looks & mask) >= order.ConfirmCount;
    }

    /// <summary>Where a trailing stop is: at its distance from the best price, rounded towards that.</summary>
    public static long StopTicks(in HeldOrder order)
    {
        long distanceTicks = order.Kind == HeldKind.TrailingTicks
            ? order.Amount
            : (long)(Int128.Abs(order.BestTicks) * order.Amount / BasisPointsPerOne);
        return order.BestTicks + ((sbyte)order.Side * distanceTicks);
    }

    /// <summary>The best price only ever becomes better: lower for one that buys. True once it trails.</summary>
    private static bool Trail(ref HeldOrder order, long priceTicks)
    {
        int sign = (sbyte)order.Side;
        if (!order.Is(HeldMarks.Trails))
        {
            if (order.TriggerPriceTicks != 0 && sign * (priceTicks - order.TriggerPriceTicks) > 0)
                return false; // The price from which on it trails has not been reached.

            order.Marks |= HeldMarks.Trails;
            order.BestTicks = priceTicks;
        }

        // The stop of a share moves less than its best price, so that the best is kept and not the stop.
        if (sign * (priceTicks - order.BestTicks) < 0)
            order.BestTicks = priceTicks;

        return true;
    }

    private static long PriceOf(in HeldOrder order, in TriggerView view) => order.Source switch
    {
        TriggerSource.Last => view.LastTicks,
        TriggerSource.Mid => (view.BidTicks + view.AskTicks) >> 1,
        _ => order.Side == Side.Buy ? view.AskTicks : view.BidTicks,
    };
}
