using LowLatencyEngine.Analysis;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using LowLatencyEngine.Orders.Held;
using LowLatencyEngine.Risk;

namespace LowLatencyEngine.Engine;

/// <summary>
/// Markets as held orders follow them: where the best price has no more lots than we have there, it is ours, and the
/// next one that is not counts. Decision thread only; O(1) for an order that has a price of its own, O(open orders)
/// for one that follows the market; 0 bytes.
/// </summary>
/// <remarks>
/// A feed that does not show our own orders makes another's quote of exactly our size look like ours: the order then
/// steps back, and forward again with the next change.
/// </remarks>
internal sealed class HeldMarkets(DecisionState state, RiskSetup setup)
{
    private const int LevelsMax = 16; // Beyond so many levels of our own the market does not tell.

    /// <summary>The price at which an order goes out, or should be out.</summary>
    public HeldPrice PriceOf(in HeldOrder order, out long priceTicks)
    {
        InstrumentState market = state.Analysis[order.InstrumentIndex];
        bool follows = order.Kind.HasMarketPrice();
        var view = new HeldMarket(
            market.Top.BidPriceTicks,
            market.Top.AskPriceTicks,
            follows ? OthersBest(market, Side.Buy) : null,
            follows ? OthersBest(market, Side.Sell) : null,
            setup.Instruments[order.InstrumentIndex].PriceStepTicks);
        return HeldPrices.Of(in order, in view, out priceTicks);
    }

    private long? OthersBest(InstrumentState market, Side side)
    {
        bool isBid = side == Side.Buy;
        long bestTicks = isBid ? market.Top.BidPriceTicks : market.Top.AskPriceTicks;
        long bestLots = isBid ? market.Top.BidQtyLots : market.Top.AskQtyLots;
        if (bestLots > OwnLotsAt(market.Index, side, bestTicks))
            return bestTicks;

        int levelCount = int.Min(LevelsMax, isBid ? market.Book.BidCount : market.Book.AskCount);
        for (int depth = 0; depth < levelCount; depth++)
        {
            Level level = isBid ? market.Book.Bid(depth) : market.Book.Ask(depth);
            bool isBehind = (sbyte)side * (bestTicks - level.PriceTicks) > 0;
            if (isBehind && level.QtyLots > OwnLotsAt(market.Index, side, level.PriceTicks))
                return level.PriceTicks;
        }

        return null;
    }

    private long OwnLotsAt(int instrumentIndex, Side side, long priceTicks)
    {
        long lots = 0;
        foreach (ref readonly Order order in state.Orders.OpenOrders)
        {
            bool isThere = order.InstrumentIndex == instrumentIndex && order.Side == side &&
                order.PriceTicks == priceTicks;
            lots += isThere ? order.ShownLots : 0;
        }

        return lots;
    }
}
