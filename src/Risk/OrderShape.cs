using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>
/// The checks that look at one order alone: quantity, price, band and notional. Exact, without rounding or overflow.
/// </summary>
internal static class OrderShape
{
    /// <summary>The first check that fails, or Accepted.</summary>
    public static RiskVerdict Check(in EngineEvent intent, long referencePriceTicks, in RiskLimits limits)
    {
        ref readonly OrderRequest order = ref intent.Order;
        if (order.QtyLots <= 0 || order.QtyLots > limits.OrderQtyLotsMax || intent.Side is not (Side.Buy or Side.Sell))
            return RiskVerdict.OrderQtyOutOfRange;

        if (!IsPriceInRange(in order, in limits))
            return RiskVerdict.PriceOutOfRange;

        // A market order has no price of its own: what it will cost is best told by the reference.
        long priceTicks = order.Type == OrderType.Market ? referencePriceTicks : order.PriceTicks;
        if (!IsInsideBand(priceTicks, referencePriceTicks, in limits))
            return RiskVerdict.PriceOutsideBand;

        Int128 notionalTickLots = Int128.Abs(Math.BigMul(priceTicks, order.QtyLots));
        return notionalTickLots <= limits.OrderNotionalTickLotsMax ? RiskVerdict.Accepted : RiskVerdict.NotionalLimit;
    }

    /// <summary>
    /// A market order carries no price, a limit order one within the range; any other type has no price that is right.
    /// </summary>
    private static bool IsPriceInRange(in OrderRequest order, in RiskLimits limits) => order.Type switch
    {
        OrderType.Market => order.PriceTicks == 0,
        OrderType.Limit => order.PriceTicks >= limits.PriceTicksMin && order.PriceTicks <= limits.PriceTicksMax,
        _ => false,
    };

    private static bool IsInsideBand(long priceTicks, long referencePriceTicks, in RiskLimits limits)
    {
        Int128 distanceTicks = Int128.Abs((Int128)priceTicks - referencePriceTicks);
        if (limits.PriceBandTicks > 0)
            return distanceTicks <= limits.PriceBandTicks;

        // Both sides times 10,000: no rounding.
        return distanceTicks * RiskLimits.BasisPointsPerOne <=
            Int128.Abs(referencePriceTicks) * limits.PriceBandBasisPoints;
    }
}
