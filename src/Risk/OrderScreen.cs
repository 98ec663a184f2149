using System;
using System.Runtime.CompilerServices;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>
/// Tells in one straight pass that no check of <see cref="Gate"/> has anything to say of an order: nothing is refused,
/// warned of or counted. What it cannot tell at a glance (market orders, auctions, restricted instruments, hedging
/// accounts, scopes that are not active, numbers beyond 2^40) it leaves to the gate, which alone refuses and knows why.
/// Decision thread only; 0 bytes.
/// </summary>
/// <remarks>
/// Every comparison has its exact twin in the gate, which in Debug judges each order that passes once more. Shares are
/// compared by products instead of quotients.
/// </remarks>
internal sealed class OrderScreen(RiskState state, GateParts parts)
{
    private const long SmallMax = 1L << 40;
    private const long ShareMax = 1L << 22; // Above every share that can be set; times 2^40 it does not overflow.

    private readonly ScopeScreen _scopes = new(state, parts);
    private readonly OrderImpact _impact = parts.Impact;
    private readonly OwnOrders _own = parts.Own;

    public bool Passes(
        in OrderPlaces places, in EngineEvent intent, in RiskMarket market, in Demand demand, RiskClock clock)
    {
        _own.Recent.Look(in intent);
        if ((uint)intent.InstrumentIndex >= (uint)state.InstrumentCount)
            return false;

        state.Limits.BeginCheck();
        ref InstrumentRow instrument = ref places.Instrument;
        ref readonly LimitRow limits = ref state.Limits.ThresholdsOf(instrument.Row);
        if (!IsOpen(in intent, in market, in instrument) ||
            !IsMarketCalm(in market, in instrument, in limits, clock.NowNs) ||
            clock.NowNs - intent.ReceiveTimestampNs > limits[(int)LimitId.SignalAge] ||
            !IsQtyFine(in intent, in market, in instrument, in limits) ||
            !IsPriceFine(in intent.Order, in market, in instrument, in limits))
            return false;

        ulong high = Math.BigMul(
            (ulong)Math.Abs(intent.Order.PriceTicks), (ulong)intent.Order.QtyLots, out ulong notional);
        if (high != 0 || notional > (ulong)Math.Min(limits[(int)LimitId.OrderNotional], LimitCell.Off - 2) ||
            -(long)notional > limits[(int)LimitId.OrderNotionalMin])
            return false;

        _impact.Take(in places, in intent, in demand, instrument.Rate.MicrosOf(notional));
        return IsPositionFine(in places, in intent, in demand, in limits) &&
            IsNoneOfOurs(in places, in intent, in demand, in limits, clock.NowNs) &&
            _scopes.Passes(in places, in intent, clock.NowNs);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsOpen(in EngineEvent intent, in RiskMarket market, in InstrumentRow instrument) =>
        market.IsFit && market.IsVenueReady && market.HasTop && instrument.MarkTicks != 0 && SaysNoMore(in intent) &&
        instrument.Restriction == TradeRestriction.None && instrument.Phase == SessionPhase.Continuous &&
        state.Permissions.IsPlain(intent.Order.StrategyIndex, intent.InstrumentIndex) &&
        (ulong)(market.ReferencePriceTicks + SmallMax) < 2 * SmallMax && IsSide(intent.Side);

    /// <summary>Buy or sell, without a branch: sides come as they like.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsSide(Side side) => (sbyte)side * (sbyte)side == 1;

    // Beside price, quantity, type and time in force.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool SaysNoMore(in EngineEvent intent) =>
        intent.Terms.IsEmpty && (intent.Flags & (EventFlags.PostOnly | EventFlags.Flattens)) == EventFlags.None;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsMarketCalm(
        in RiskMarket market, in InstrumentRow instrument, in LimitRow limits, long nowNs)
    {
        long spreadTicks = market.BestAskTicks - market.BestBidTicks;
        long spreadToMedian = limits[(int)LimitId.SpreadToMedian];
        long distance = limits[(int)LimitId.LastTradeDistance];
        long lastTicks = market.LastTradeTicks;
        return nowNs - market.QuoteTimestampNs <= limits[(int)LimitId.ReferenceAge] &&
            spreadTicks <= limits[(int)LimitId.Spread] &&
            (spreadToMedian == LimitCell.Off || (instrument.MedianSpreadTicks < 1L << 31 &&
                spreadTicks <= spreadToMedian * Math.Max(1, instrument.MedianSpreadTicks))) &&
            (distance == LimitCell.Off ||
                (lastTicks != 0 && Math.Abs(lastTicks - market.ReferencePriceTicks) <= distance));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsQtyFine(
        in EngineEvent intent, in RiskMarket market, in InstrumentRow instrument, in LimitRow limits)
    {
        long qtyLots = intent.Order.QtyLots;
        long depthShare = limits[(int)LimitId.DepthShare];
        return qtyLots is > 0 and < SmallMax && qtyLots <= limits[(int)LimitId.OrderQty] &&
            -qtyLots <= limits[(int)LimitId.OrderQtyMin] && qtyLots <= limits[(int)LimitId.VolumeShare] &&
            (instrument.QtyStepLots == 1 || qtyLots % instrument.QtyStepLots == 0) &&
            (depthShare == LimitCell.Off || (market.DepthLots < SmallMax &&
                qtyLots * RiskLimits.BasisPointsPerOne <= Math.Min(depthShare, ShareMax) * market.DepthLots));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsPriceFine(
        in OrderRequest order, in RiskMarket market, in InstrumentRow instrument, in LimitRow limits)
    {
        long priceTicks = order.PriceTicks;
        int kind = ((int)order.Type * OrderKinds.TimesInForce) + (int)order.TimeInForce;
        if (order.Type != OrderType.Limit || order.TimeInForce.IsOfAuction() ||
            (instrument.OrderKinds & (1L << kind)) == 0 ||
            priceTicks < instrument.PriceTicksMin || priceTicks > instrument.PriceTicksMax)
            return false;

        long distanceTicks = Math.Abs(priceTicks - market.ReferencePriceTicks);
        long share = Math.Min(limits[(int)LimitId.PriceBandShare], ShareMax);
        return (instrument.PriceStepTicks == 1 || priceTicks % instrument.PriceStepTicks == 0) &&
            distanceTicks < SmallMax && distanceTicks <= limits[(int)LimitId.PriceBand] &&
            distanceTicks * RiskLimits.BasisPointsPerOne <= share * Math.Abs(market.ReferencePriceTicks) &&
            (!instrument.HasCollar ||
                (priceTicks >= instrument.BandLowTicks && priceTicks <= instrument.BandHighTicks));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsPositionFine(
        in OrderPlaces places, in EngineEvent intent, in Demand demand, in LimitRow limits)
    {
        ref readonly InstrumentRow instrument = ref places.Instrument;
        ref readonly Exposure firm = ref places.Firm.Exposure;
        ref readonly ScopeSums after = ref _impact.After(0);
        bool isSell = intent.Side == Side.Sell;
        long worstLots = firm.WorstPositionLots(intent.Side, demand.AddedLots);
        bool isRuled = instrument.HasShortSaleRule & (instrument.ShortRestricted != 0);
        long locate = isSell ? limits[(int)LimitId.Locate] : LimitCell.Off;
        if ((isSell & isRuled) | (worstLots > locate))
            return false;

        long longLimit = limits[(int)LimitId.Position];
        long shortLimit = Math.Min(longLimit, limits[(int)LimitId.ShortPosition]); // A wider one is left to the gate.
        long longMicros = after.NetLongMicros;
        long shortMicros = after.NetShortMicros;

        // The ratio is at most the limit exactly if what it is of lies below the next one.
        long ratio = Math.Min(limits[(int)LimitId.OrderToTrade], 1L << 31) + 1;
        return worstLots <= (isSell ? shortLimit : longLimit) &&
            (isSell ? shortMicros : longMicros) <= limits[(int)LimitId.GrossExposure] &&
            firm.OpenOrderCount + demand.AddedOrderCount <= limits[(int)LimitId.OpenOrders] &&
            instrument.WindowLots + demand.AddedLots <= limits[(int)LimitId.WindowQty] &&
            instrument.OrderCount + instrument.TradeCount + 1 < ratio * (instrument.TradeCount + 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsNoneOfOurs(
        in OrderPlaces places, in EngineEvent intent, in Demand demand, in LimitRow limits, long nowNs)
    {
        if (places.Instrument.PreventsSelfTrade && _own.WouldLimitTradeWithItself(places.OwnPrices, in intent))
            return false;

        long duplicates = limits[(int)LimitId.Duplicates];
        return duplicates == LimitCell.Off || !demand.IsNew ||
            _own.Recent.CountLookedFor(in intent, nowNs) <= duplicates;
    }
}
