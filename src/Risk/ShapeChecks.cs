using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>
/// Controls 4, 5 and 8 to 13: what can be said of one order by itself and the market. Exact, without rounding or
/// overflow.
/// </summary>
internal sealed class ShapeChecks(RiskState state, Denials denials)
{
    private const long Beyond = LimitCell.Off - 1; // Above every limit that is set.

    /// <param name="notionalTickLots">Of the order at its worst price; 0 where it was refused before.</param>
    public RiskVerdict Check(in EngineEvent intent, in RiskMarket market, out Int128 notionalTickLots)
    {
        notionalTickLots = 0;
        ref InstrumentRow instrument = ref state.Instruments[intent.InstrumentIndex];
        RiskVerdict verdict = CheckQty(in intent, in instrument);
        if (verdict == RiskVerdict.Accepted)
            verdict = CheckPrice(in intent, in instrument, market.NowNs);

        if (verdict == RiskVerdict.Accepted)
            verdict = CheckBand(in intent, in market, in instrument);

        if (verdict == RiskVerdict.Accepted)
            verdict = CheckNotional(in intent, in market, in instrument, out notionalTickLots);

        return verdict == RiskVerdict.Accepted ? CheckLiquidity(in intent, in market, in instrument) : verdict;
    }

    private RiskVerdict CheckQty(in EngineEvent intent, in InstrumentRow instrument)
    {
        long qtyLots = intent.Order.QtyLots;
        if (qtyLots is <= 0 or > RiskLimits.LotsMax || intent.Side is not (Side.Buy or Side.Sell))
            return denials.Refuse(RiskVerdict.OrderQtyOutOfRange, instrument.Row);

        bool isAuction = (instrument.Phase.IsCall() || intent.Order.TimeInForce.IsOfAuction()) &&
            state.Limits.IsSet(instrument.Row, LimitId.AuctionOrderQty);
        bool standsIn = isAuction && state.Limits.StandsIn(instrument.Row, LimitId.AuctionOrderQty);
        long countedLots = IsWarned(in intent) ? qtyLots * 2 : qtyLots;
        if (isAuction && state.Limits.IsBeyond(instrument.Row, LimitId.AuctionOrderQty, countedLots))
            return Refuse(RiskVerdict.OrderQtyOutOfRange, in instrument, LimitId.AuctionOrderQty, countedLots);

        if (!standsIn && state.Limits.IsBeyond(instrument.Row, LimitId.OrderQty, countedLots))
            return Refuse(RiskVerdict.OrderQtyOutOfRange, in instrument, LimitId.OrderQty, countedLots);

        if (state.Limits.IsBeyond(instrument.Row, LimitId.OrderQtyMin, -qtyLots))
            return Refuse(RiskVerdict.OrderQtyOutOfRange, in instrument, LimitId.OrderQtyMin, -qtyLots);

        return instrument.QtyStepLots == 1 || qtyLots % instrument.QtyStepLots == 0
            ? RiskVerdict.Accepted
            : RefuseStep(RiskVerdict.QtyStep, in instrument, qtyLots, instrument.QtyStepLots);
    }

    /// <summary>Below a warning tier of its scopes an order counts twice.</summary>
    private bool IsWarned(in EngineEvent intent)
    {
        ref readonly ScopePath path = ref state.PathOf(intent.Order.StrategyIndex);
        return (state.Rows[path[0]].IsWarned | state.Rows[path[1]].IsWarned | state.Rows[path[2]].IsWarned |
            state.Rows[path[3]].IsWarned) != 0;
    }

    /// <summary>
    /// A market order carries no price, a limit order one within the range, a stop its trigger; any other type has no
    /// price that is right.
    /// </summary>
    private RiskVerdict CheckPrice(in EngineEvent intent, in InstrumentRow instrument, long nowNs)
    {
        ref readonly OrderRequest order = ref intent.Order;
        if (!TermsChecks.HasItsPrices(in intent, in instrument))
            return denials.Refuse(RiskVerdict.PriceOutOfRange, instrument.Row);

        long stepTicks = instrument.PriceStepTicks;
        if (stepTicks != 1 && order.PriceTicks % stepTicks != 0)
            return RefuseStep(RiskVerdict.PriceStep, in instrument, order.PriceTicks, stepTicks);

        if (stepTicks != 1 && intent.Terms.StopPriceTicks % stepTicks != 0)
            return RefuseStep(RiskVerdict.PriceStep, in instrument, intent.Terms.StopPriceTicks, stepTicks);

        if (!TermsChecks.IsTaken(in intent, in instrument, nowNs))
        {
            return denials.Refuse(RiskVerdict.UnsupportedOrder, instrument.Row, new RiskDenial
            {
                Used = (long)order.Type, Change = (long)order.TimeInForce,
            });
        }

        return TermsChecks.IsInTime(order.TimeInForce, in instrument)
            ? RiskVerdict.Accepted
            : denials.Refuse(RiskVerdict.TooLate, instrument.Row, new RiskDenial
            {
                Used = (long)order.TimeInForce, Change = (long)instrument.Phase,
                Limit = order.TimeInForce == TimeInForce.AtTheClose ? instrument.CloseOverNs : 0,
            });
    }

    /// <summary>
    /// The limit of an order that waits for a price is measured from that price: the market is there when it counts.
    /// </summary>
    private RiskVerdict CheckBand(in EngineEvent intent, in RiskMarket market, in InstrumentRow instrument)
    {
        ref readonly OrderRequest order = ref intent.Order;
        if (!order.Type.HasLimit())
            return RiskVerdict.Accepted; // It has no price; what it may cost is bounded by the sweep.

        bool waits = order.Type.HasTrigger();
        long referenceTicks = waits ? intent.Terms.StopPriceTicks : market.ReferencePriceTicks;
        long distanceTicks = Distance(order.PriceTicks, referenceTicks);
        if (state.Limits.IsBeyond(instrument.Row, LimitId.PriceBand, distanceTicks))
            return Refuse(RiskVerdict.PriceOutsideBand, in instrument, LimitId.PriceBand, distanceTicks);

        if (state.Limits.IsSet(instrument.Row, LimitId.PriceBandShare))
        {
            long share = BasisPoints(distanceTicks, referenceTicks);
            if (state.Limits.IsBeyond(instrument.Row, LimitId.PriceBandShare, share))
                return Refuse(RiskVerdict.PriceOutsideBand, in instrument, LimitId.PriceBandShare, share);
        }

        bool isInCollar = waits || !instrument.HasCollar ||
            (order.PriceTicks >= instrument.BandLowTicks && order.PriceTicks <= instrument.BandHighTicks);
        return isInCollar
            ? RiskVerdict.Accepted
            : denials.Refuse(RiskVerdict.PriceOutsideDynamicBand, instrument.Row, new RiskDenial
            {
                Used = instrument.BandLowTicks, Change = order.PriceTicks, Limit = instrument.BandHighTicks,
            });
    }

    private RiskVerdict CheckNotional(
        in EngineEvent intent, in RiskMarket market, in InstrumentRow instrument, out Int128 product)
    {
        long priceTicks = WorstPriceTicks(in intent, in market, in instrument);
        product = Int128.Abs(Math.BigMul(priceTicks, intent.Order.QtyLots));
        if (product >= Beyond)
            return Refuse(RiskVerdict.NotionalLimit, in instrument, LimitId.OrderNotional, Beyond);

        var notional = (long)product;
        if (state.Limits.IsBeyond(instrument.Row, LimitId.OrderNotional, notional))
            return Refuse(RiskVerdict.NotionalLimit, in instrument, LimitId.OrderNotional, notional);

        return state.Limits.IsBeyond(instrument.Row, LimitId.OrderNotionalMin, -notional)
            ? Refuse(RiskVerdict.NotionalTooSmall, in instrument, LimitId.OrderNotionalMin, -notional)
            : RiskVerdict.Accepted;
    }

    /// <summary>
    /// A market order to buy is priced where the static band ends: no venue in its senses fills it beyond. One to sell
    /// is priced at the reference, which is more than it will fetch. One that waits for a price beyond the reference
    /// is priced from there.
    /// </summary>
    private long WorstPriceTicks(in EngineEvent intent, in RiskMarket market, in InstrumentRow instrument)
    {
        if (intent.Order.Type.HasLimit())
            return intent.Order.PriceTicks;

        long referenceTicks = intent.Order.Type.HasTrigger()
            ? Math.Max(intent.Terms.StopPriceTicks, market.ReferencePriceTicks)
            : market.ReferencePriceTicks;
        if (intent.Side == Side.Sell)
            return referenceTicks;

        long bandTicks = state.Limits.Hard(instrument.Row, LimitId.PriceBand);
        if (bandTicks != LimitCell.Off)
            return referenceTicks + bandTicks;

        long share = state.Limits.Hard(instrument.Row, LimitId.PriceBandShare);
        Int128 shareTicks = Int128.Abs(referenceTicks) * share / RiskLimits.BasisPointsPerOne;
        return share == LimitCell.Off ? referenceTicks : referenceTicks + (long)shareTicks;
    }

    private RiskVerdict CheckLiquidity(in EngineEvent intent, in RiskMarket market, in InstrumentRow instrument)
    {
        LimitTable limits = state.Limits;
        if (limits.IsBeyond(instrument.Row, LimitId.VolumeShare, intent.Order.QtyLots))
            return Refuse(RiskVerdict.LiquidityLimit, in instrument, LimitId.VolumeShare, intent.Order.QtyLots);

        if (limits.IsSet(instrument.Row, LimitId.DepthShare))
        {
            long share = BasisPoints(intent.Order.QtyLots, market.DepthLots);
            if (limits.IsBeyond(instrument.Row, LimitId.DepthShare, share))
                return Refuse(RiskVerdict.LiquidityLimit, in instrument, LimitId.DepthShare, share);
        }

        if (intent.Order.Type != OrderType.Market || !limits.IsSet(instrument.Row, LimitId.SweepCost))
            return RiskVerdict.Accepted;

        long cost = market.SweepPriceTicks == 0
            ? Beyond
            : BasisPoints(Distance(market.SweepPriceTicks, market.ReferencePriceTicks), market.ReferencePriceTicks);
        return limits.IsBeyond(instrument.Row, LimitId.SweepCost, cost)
            ? Refuse(RiskVerdict.SweepCost, in instrument, LimitId.SweepCost, cost)
            : RiskVerdict.Accepted;
    }

    private static long Distance(long a, long b)
    {
        Int128 distance = Int128.Abs((Int128)a - b);
        return distance < Beyond ? (long)distance : Beyond;
    }

    /// <summary>part / |whole| in basis points, rounded up: at most the limit exactly if the exact share is.</summary>
    private static long BasisPoints(long part, long whole)
    {
        long magnitude = Math.Abs(whole);
        if (part == 0)
            return 0;

        if (magnitude == 0 || part >= long.MaxValue / (2 * RiskLimits.BasisPointsPerOne))
            return Beyond;

        return ((part * RiskLimits.BasisPointsPerOne) + magnitude - 1) / magnitude;
    }

    private RiskVerdict Refuse(RiskVerdict verdict, in InstrumentRow instrument, LimitId id, long used) =>
        denials.Refuse(
            verdict, instrument.Row, new RiskDenial { Used = used, Limit = state.Limits.Hard(instrument.Row, id) });

    private RiskVerdict RefuseStep(RiskVerdict verdict, in InstrumentRow instrument, long value, long step) =>
        denials.Refuse(verdict, instrument.Row, new RiskDenial { Used = value, Limit = step });
}
