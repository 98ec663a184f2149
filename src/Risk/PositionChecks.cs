using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>
/// Controls 2, 6, 17, 19, 20, 22, 23, 24 and 29, and the concentration of 30: what an order would make of its
/// instrument, every open order counted as filled on the side that hurts.
/// </summary>
internal sealed class PositionChecks(RiskState state, OwnOrders own, Denials denials)
{
    public RiskVerdict Check(in EngineEvent intent, in RiskMarket market, in Demand demand, RiskClock clock)
    {
        ref readonly InstrumentRow instrument = ref state.Instruments[intent.InstrumentIndex];
        RiskVerdict verdict = CheckDirection(in intent, in market, in demand);
        if (verdict == RiskVerdict.Accepted)
            verdict = CheckPosition(in intent, in demand, in instrument);

        bool isFlattening = (intent.Flags & EventFlags.Flattens) != EventFlags.None;
        if (verdict == RiskVerdict.Accepted && !isFlattening) // It only reduces, whatever has been traded before.
            verdict = CheckCounts(in intent, in demand, in instrument);

        return verdict == RiskVerdict.Accepted ? CheckOwn(in intent, in demand, in instrument, clock.NowNs) : verdict;
    }

    private RiskVerdict CheckDirection(in EngineEvent intent, in RiskMarket market, in Demand demand)
    {
        LegUse use = state.UseOf(in intent);
        if (use == LegUse.Closes && IsBeyondLeg(in intent, in demand))
            return RefuseLeg(in intent);

        // A halted scope is met only by orders that flatten: the others were refused before. Those must reduce in any.
        bool isFlattening = (intent.Flags & EventFlags.Flattens) != EventFlags.None;
        ref InstrumentRow instrument = ref state.Instruments[intent.InstrumentIndex];
        ref readonly ScopePath path = ref state.PathOf(intent.Order.StrategyIndex);
        for (int i = 0; i < ScopePath.BookCount; i++)
        {
            ref readonly Exposure exposure = ref state.ExposureOf(path[i], intent.InstrumentIndex);
            bool mustReduce = state.Rows[path[i]].State != TradingState.Active ||
                (isFlattening && i == ScopePath.StrategyPlace);
            if (mustReduce && !IsReducing(in exposure, intent.Side, in demand, use))
                return RefuseReducing(path[i], in exposure, intent.Side);
        }

        ref readonly Exposure firm = ref state.ExposureOf(0, intent.InstrumentIndex);
        int reducing = ReducingRow(in instrument);
        if (reducing >= 0 && !IsReducing(in firm, intent.Side, in demand, use))
            return RefuseReducing(reducing, in firm, intent.Side);

        if (instrument.Restriction == TradeRestriction.CloseOnly && !IsReducing(in firm, intent.Side, in demand, use))
            return denials.Refuse(RiskVerdict.Restricted, instrument.Row, Values(in firm, intent.Side, 0));

        return intent.Side == Side.Sell
            ? CheckShort(in intent, in market, in demand, in instrument)
            : RiskVerdict.Accepted;
    }

    private int ReducingRow(in InstrumentRow instrument)
    {
        if (state.Rows[instrument.VenueRow].State != TradingState.Active)
            return instrument.VenueRow;

        if (state.Rows[instrument.SectorRow].State != TradingState.Active)
            return instrument.SectorRow;

        if (state.Rows[instrument.CurrencyRow].State != TradingState.Active)
            return instrument.CurrencyRow;

        return state.Rows[instrument.Row].State != TradingState.Active ? instrument.Row : -1;
    }

    /// <summary>
    /// A sale reduces if all open sales and this one leave no short; a purchase likewise. In a hedging account what
    /// closes reduces and nothing else: a sale that opens makes a leg larger, whatever the other one is.
    /// </summary>
    private static bool IsReducing(in Exposure exposure, Side side, in Demand demand, LegUse use) =>
        use == LegUse.None ? exposure.WorstPositionLots(side, demand.AddedLots) <= 0 : use == LegUse.Closes;

    /// <summary>A close takes no more than the leg holds and no other order is about to take.</summary>
    private bool IsBeyondLeg(in EngineEvent intent, in Demand demand)
    {
        ref readonly LegBook.Leg leg = ref state.Legs!.ClosedBy(in intent);
        return demand.AddedLots > Math.Max(0, leg.FreeLots);
    }

    private RiskVerdict RefusePosition(in Exposure firm, Side side, in InstrumentRow instrument, LimitId id)
    {
        long limit = state.Limits.Hard(instrument.Row, id);
        return denials.Refuse(RiskVerdict.PositionLimit, instrument.Row, Values(in firm, side, limit));
    }

    private RiskVerdict RefuseLeg(in EngineEvent intent)
    {
        ref readonly LegBook.Leg leg = ref state.Legs!.ClosedBy(in intent);
        int account = state.PathOf(intent.Order.StrategyIndex)[ScopePath.AccountPlace];
        return denials.Refuse(
            RiskVerdict.LegTooSmall, account, new RiskDenial { Used = leg.HeldLots, Change = leg.ClosingLots });
    }

    private RiskVerdict CheckShort(
        in EngineEvent intent, in RiskMarket market, in Demand demand, in InstrumentRow instrument)
    {
        ref readonly Exposure firm = ref state.ExposureOf(0, intent.InstrumentIndex);
        long shortLots = firm.WorstPositionLots(Side.Sell, demand.AddedLots);
        if (shortLots <= 0)
            return RiskVerdict.Accepted;

        if (instrument.Restriction == TradeRestriction.NoShort)
            return denials.Refuse(RiskVerdict.Restricted, instrument.Row, Values(in firm, Side.Sell, 0));

        if (state.Limits.IsBeyond(instrument.Row, LimitId.Locate, shortLots))
        {
            long limit = state.Limits.Hard(instrument.Row, LimitId.Locate);
            return denials.Refuse(
                RiskVerdict.ShortSale, instrument.Row, Values(in firm, Side.Sell, limit));
        }

        bool isAboveBid = intent.Order.Type == OrderType.Limit && market.HasTop &&
            intent.Order.PriceTicks > market.BestBidTicks;
        return !instrument.HasShortSaleRule || instrument.ShortRestricted == 0 || isAboveBid
            ? RiskVerdict.Accepted
            : denials.Refuse(RiskVerdict.ShortSale, instrument.Row, new RiskDenial
            {
                Used = intent.Order.PriceTicks, Limit = market.BestBidTicks,
            });
    }

    private RiskVerdict CheckPosition(in EngineEvent intent, in Demand demand, in InstrumentRow instrument)
    {
        ref readonly Exposure firm = ref state.ExposureOf(0, intent.InstrumentIndex);
        long worstLots = firm.WorstPositionLots(intent.Side, demand.AddedLots);
        bool isShort = intent.Side == Side.Sell && state.Limits.IsSet(instrument.Row, LimitId.ShortPosition);
        if (isShort && state.Limits.IsBeyond(instrument.Row, LimitId.ShortPosition, worstLots))
            return RefusePosition(in firm, intent.Side, in instrument, LimitId.ShortPosition);

        bool standsIn = isShort && state.Limits.StandsIn(instrument.Row, LimitId.ShortPosition);
        if (!standsIn && state.Limits.IsBeyond(instrument.Row, LimitId.Position, worstLots))
            return RefusePosition(in firm, intent.Side, in instrument, LimitId.Position);

        if (!state.Limits.IsSet(instrument.Row, LimitId.GrossExposure))
            return RiskVerdict.Accepted;

        long usedMicros = instrument.Lot.Of(Math.Max(0, worstLots));
        return state.Limits.IsBeyond(instrument.Row, LimitId.GrossExposure, usedMicros)
            ? Refuse(RiskVerdict.GrossExposureLimit, in instrument, LimitId.GrossExposure, usedMicros)
            : RiskVerdict.Accepted;
    }

    private RiskVerdict CheckCounts(in EngineEvent intent, in Demand demand, in InstrumentRow instrument)
    {
        LimitTable limits = state.Limits;
        long openCount = state.ExposureOf(0, intent.InstrumentIndex).OpenOrderCount + demand.AddedOrderCount;
        if (demand.IsNew && limits.IsBeyond(instrument.Row, LimitId.OpenOrders, openCount))
            return Refuse(RiskVerdict.OpenOrderLimit, in instrument, LimitId.OpenOrders, openCount);

        long windowLots = instrument.WindowLots + demand.AddedLots;
        if (limits.IsBeyond(instrument.Row, LimitId.WindowQty, windowLots))
            return Refuse(RiskVerdict.VolumeWindowLimit, in instrument, LimitId.WindowQty, windowLots);

        if (!limits.IsSet(instrument.Row, LimitId.OrderToTrade))
            return RiskVerdict.Accepted;

        long ratio = (instrument.OrderCount + 1 + instrument.TradeCount) / (instrument.TradeCount + 1);
        return limits.IsBeyond(instrument.Row, LimitId.OrderToTrade, ratio)
            ? Refuse(RiskVerdict.OrderToTradeLimit, in instrument, LimitId.OrderToTrade, ratio)
            : RiskVerdict.Accepted;
    }

    private RiskVerdict CheckOwn(in EngineEvent intent, in Demand demand, in InstrumentRow instrument, long nowNs)
    {
        if (instrument.PreventsSelfTrade && !own.IsOverlooked &&
            own.WouldTradeWithItself(in intent, out long ownPriceTicks))
        {
            return denials.Refuse(RiskVerdict.SelfTrade, instrument.Row, new RiskDenial
            {
                Used = intent.Order.PriceTicks, Limit = ownPriceTicks,
            });
        }

        bool isFlattening = (intent.Flags & EventFlags.Flattens) != EventFlags.None; // It may have to try again.
        if (!demand.IsNew || isFlattening || !state.Limits.IsSet(instrument.Row, LimitId.Duplicates))
            return RiskVerdict.Accepted;

        long alikeCount = own.Recent.CountAlike(in intent, nowNs);
        return state.Limits.IsBeyond(instrument.Row, LimitId.Duplicates, alikeCount)
            ? Refuse(RiskVerdict.DuplicateOrder, in instrument, LimitId.Duplicates, alikeCount)
            : RiskVerdict.Accepted;
    }

    private RiskVerdict RefuseReducing(int row, in Exposure exposure, Side side)
    {
        RiskVerdict cause = state.Rows[row].Cause;
        return denials.Refuse(
            cause == RiskVerdict.LossLimit ? cause : RiskVerdict.Reducing, row, Values(in exposure, side, 0));
    }

    /// <summary>Used: the position in the order's direction; change: what is open on its side.</summary>
    private static RiskDenial Values(in Exposure exposure, Side side, long limit) => new()
    {
        Used = (sbyte)side * exposure.PositionLots, Change = exposure.OpenLots(side), Limit = limit,
    };

    private RiskVerdict Refuse(RiskVerdict verdict, in InstrumentRow instrument, LimitId id, long used) =>
        denials.Refuse(
            verdict, instrument.Row, new RiskDenial { Used = used, Limit = state.Limits.Hard(instrument.Row, id) });
}
