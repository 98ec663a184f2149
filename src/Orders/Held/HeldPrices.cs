using LowLatencyEngine.Model;

namespace LowLatencyEngine.Orders.Held;

/// <summary>Best prices of one market at one event, and the same without what is ours.</summary>
/// <param name="BidTicks">Best bid as it is shown.</param>
/// <param name="AskTicks">Best ask as it is shown.</param>
/// <param name="OthersBidTicks">Best bid of others; null where that cannot be told.</param>
/// <param name="OthersAskTicks">Best ask of others; null where that cannot be told.</param>
/// <param name="StepTicks">Prices are multiples of it.</param>
public readonly record struct HeldMarket(
    long BidTicks, long AskTicks, long? OthersBidTicks, long? OthersAskTicks, long StepTicks);

/// <summary>Whether a held order has a price to go out at.</summary>
public enum HeldPrice
{
    /// <summary>Not now: the market does not tell.</summary>
    Unknown = 0,

    Known = 1,

    /// <summary>It would trade, and may only add liquidity.</summary>
    WouldTrade = 2,
}

/// <summary>
/// At what price a held order goes out, or should be out now. A price that follows the market is rounded away from the
/// other side, capped by the order's own limit. Pure; O(1); 0 bytes.
/// </summary>
/// <remarks>
/// What may only add liquidity is kept from crossing the market as it is seen here: it may have moved at the venue.
/// Source of the kinds of peg: FIX 5.0 SP2, PegPriceType(1094), PegOffsetValue(211).
/// </remarks>
public static class HeldPrices
{
    /// <summary>The price; 0 for a market order.</summary>
    public static HeldPrice Of(in HeldOrder order, in HeldMarket market, out long priceTicks)
    {
        priceTicks = order.PriceTicks;
        if (order.Kind.HasMarketPrice())
        {
            if (!TryFollow(in order, in market, out priceTicks))
                return HeldPrice.Unknown;

            if (order.Type == OrderType.Limit)
                priceTicks = Passive(order.Side, priceTicks, order.PriceTicks);
        }

        return order.Is(HeldMarks.PostOnly) ? WithoutTrading(in order, in market, ref priceTicks) : HeldPrice.Known;
    }

    private static HeldPrice WithoutTrading(in HeldOrder order, in HeldMarket market, ref long priceTicks)
    {
        long otherTicks = order.Side == Side.Buy ? market.AskTicks : market.BidTicks;
        if ((sbyte)order.Side * (priceTicks - otherTicks) < 0)
            return HeldPrice.Known;

        if (!order.Is(HeldMarks.Reprices) && !order.Kind.IsPegged())
            return HeldPrice.WouldTrade;

        priceTicks = Rounded(order.Side, otherTicks - (sbyte)order.Side, market.StepTicks);
        return HeldPrice.Known;
    }

    private static bool TryFollow(in HeldOrder order, in HeldMarket market, out long priceTicks)
    {
        bool isBuy = order.Side == Side.Buy;
        long? ownTicks = isBuy ? market.OthersBidTicks : market.OthersAskTicks;
        long? otherTicks = isBuy ? market.OthersAskTicks : market.OthersBidTicks;
        long? twiceTicks = order.Kind switch
        {
            HeldKind.PegPrimary => 2 * ownTicks,
            HeldKind.PegMid => ownTicks + otherTicks,
            _ => 2 * otherTicks,
        };
        long offsetTicks = order.Kind.IsPegged() ? order.Amount : 0;
        long exactTicks = Half(order.Side, twiceTicks.GetValueOrDefault()) + offsetTicks;
        priceTicks = Rounded(order.Side, exactTicks, market.StepTicks);
        return twiceTicks is not null;
    }

    private static long Passive(Side side, long oneTicks, long otherTicks) =>
        side == Side.Buy ? long.Min(oneTicks, otherTicks) : long.Max(oneTicks, otherTicks);

    private static long Half(Side side, long twiceTicks) => side == Side.Buy ? twiceTicks >> 1 : (twiceTicks + 1) >> 1;

    private static long Rounded(Side side, long ticks, long stepTicks)
    {
        long beyondTicks = ticks % stepTicks;
        long downTicks = ticks - (beyondTicks < 0 ? beyondTicks + stepTicks : beyondTicks);
        return side == Side.Buy || beyondTicks == 0 ? downTicks : downTicks + stepTicks;
    }
}
