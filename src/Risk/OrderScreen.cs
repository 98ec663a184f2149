using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>
/// Tells in one straight pass that no check of <see cref="Gate"/> has anything to say of an order: nothing is refused,
/// warned of or counted. What it cannot tell at a glance (market orders, auctions, restricted instruments, scopes that
/// are not active, numbers beyond 2^40) it leaves to the gate, which alone refuses and knows why. Decision thread only;
/// 0 bytes.
/// </summary>
/// <remarks>
/// Every comparison has its exact twin in the gate, which in Debug judges each order that passes once more. Shares are
/// compared by products instead of quotients.
/// </remarks>
internal sealed class OrderScreen(RiskState state, GateParts parts)
{
    private const long SmallMax = 1L << 40;
    private const long ShareMax = 1L << 22; // Above every share that can be set; times 2^40 it does not overflow.
    private const double MicrosPerUnit = 1e6;
    private const double Slack = 1 - 1e-9;  // What the rounding of doubles might hide is left to the gate.

    // What is compared even where the order adds nothing to it: credit, the net of its own side, the window.
    private static readonly Vector512<long> AlwaysOfBuy = Vector512.Create(1L, 0, 1, 0, 0, 1, 0, 0);
    private static readonly Vector512<long> AlwaysOfSell = Vector512.Create(1L, 0, 0, 1, 0, 1, 0, 0);

    public bool Passes(in EngineEvent intent, in RiskMarket market, in Demand demand, RiskClock clock)
    {
        if ((uint)intent.InstrumentIndex >= (uint)state.InstrumentCount)
            return false;

        state.Limits.BeginCheck();
        ref InstrumentRow instrument = ref state.Instruments[intent.InstrumentIndex];
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

        parts.Impact.Take(state, in intent, in demand, instrument.Rate.MicrosOf(notional));
        return IsPositionFine(in intent, in demand, ref instrument, clock) &&
            IsNoneOfOurs(in intent, in demand, in instrument, clock.NowNs) &&
            AreScopesFine(in intent, in instrument, clock) &&
            IsFirmFine(in intent, in instrument);
    }

    private bool IsOpen(in EngineEvent intent, in RiskMarket market, in InstrumentRow instrument) =>
        market.IsFit && market.IsVenueReady && market.HasTop && instrument.MarkTicks != 0 &&
        instrument.Restriction == TradeRestriction.None && instrument.Phase == SessionPhase.Continuous &&
        state.Permissions.IsAllowed(intent.Order.StrategyIndex, intent.InstrumentIndex) &&
        (ulong)(market.ReferencePriceTicks + SmallMax) < 2 * SmallMax && intent.Side is Side.Buy or Side.Sell;

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

    private static bool IsPriceFine(
        in OrderRequest order, in RiskMarket market, in InstrumentRow instrument, in LimitRow limits)
    {
        long priceTicks = order.PriceTicks;
        int kind = ((int)order.Type * OrderKinds.TimesInForce) + (int)order.TimeInForce;
        if (order.Type != OrderType.Limit || (instrument.OrderKinds & (1L << kind)) == 0 ||
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

    private bool IsPositionFine(
        in EngineEvent intent, in Demand demand, ref InstrumentRow instrument, RiskClock clock)
    {
        ref readonly LimitRow limits = ref state.Limits.ThresholdsOf(instrument.Row);
        ref readonly Exposure firm = ref state.ExposureOf(0, intent.InstrumentIndex);
        ref readonly ScopeSums after = ref parts.Impact.After(0);
        bool isSell = intent.Side == Side.Sell;
        long shortLimit = limits[(int)LimitId.ShortPosition];
        long worstLots = firm.WorstPositionLots(intent.Side, demand.AddedLots);
        parts.Windows.Roll(instrument.Row, clock.Bucket, ref instrument.WindowLots, ref instrument.WindowBucket);
        bool isRuled = instrument.HasShortSaleRule && instrument.ShortRestricted != 0;
        if (isSell && (isRuled || worstLots > limits[(int)LimitId.Locate]))
            return false;

        // The ratio is at most the limit exactly if what it is of lies below the next one.
        long ratio = Math.Min(limits[(int)LimitId.OrderToTrade], 1L << 31) + 1;
        return worstLots <= (isSell && shortLimit != LimitCell.Off ? shortLimit : limits[(int)LimitId.Position]) &&
            (isSell ? after.NetShortMicros : after.NetLongMicros) <= limits[(int)LimitId.GrossExposure] &&
            firm.OpenOrderCount + demand.AddedOrderCount <= limits[(int)LimitId.OpenOrders] &&
            instrument.WindowLots + demand.AddedLots <= limits[(int)LimitId.WindowQty] &&
            instrument.OrderCount + instrument.TradeCount + 1 < ratio * (instrument.TradeCount + 1);
    }

    private bool IsNoneOfOurs(in EngineEvent intent, in Demand demand, in InstrumentRow instrument, long nowNs)
    {
        if (instrument.PreventsSelfTrade && parts.Own.WouldTradeWithItself(in intent, out _))
            return false;

        long duplicates = state.Limits.ThresholdsOf(instrument.Row)[(int)LimitId.Duplicates];
        return duplicates == LimitCell.Off || !demand.IsNew ||
            parts.Own.Recent.CountAlike(in intent, nowNs) <= duplicates;
    }

    private bool AreScopesFine(in EngineEvent intent, in InstrumentRow instrument, RiskClock clock)
    {
        OrderImpact impact = parts.Impact;
        ref readonly ScopePath path = ref state.PathOf(intent.Order.StrategyIndex);
        Vector512<long> always = intent.Side == Side.Buy ? AlwaysOfBuy : AlwaysOfSell;
        ref readonly ScopeSums firm = ref impact.Change(0);
        ref readonly ScopeRow own = ref state.Rows[instrument.Row];
        ref readonly ScopeRow strategy = ref state.Rows[path[ScopePath.StrategyPlace]];
        ref readonly LimitRow limits = ref state.Limits.ThresholdsOf(path[ScopePath.StrategyPlace]);
        return IsFine(path[0], in firm, always, clock) &&
            IsFine(instrument.VenueRow, in firm, always, clock) &&
            IsFine(instrument.SectorRow, in firm, always, clock) &&
            IsFine(instrument.CurrencyRow, in firm, always, clock) &&
            IsFine(path[1], in impact.Change(1), always, clock) &&
            IsFine(path[2], in impact.Change(2), always, clock) &&
            IsFine(path[ScopePath.StrategyPlace], in impact.Change(ScopePath.StrategyPlace), always, clock) &&
            own.IsOrdinary && own.RateReadyNs - clock.NowNs <= state.Limits.ScreenOf(instrument.Row).RateAheadNs &&
            strategy.RepeatCount <= limits[(int)LimitId.RepeatedExecutions] &&
            strategy.RejectCount <= limits[(int)LimitId.RejectsInRow];
    }

    /// <summary>
    /// All sums of a scope at once: a sum is beyond if it exceeds its limit and either grows or is always compared.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsFine(int rowIndex, in ScopeSums change, Vector512<long> always, RiskClock clock)
    {
        ref ScopeRow row = ref state.Rows[rowIndex];
        ref readonly LimitScreen screen = ref state.Limits.ScreenOf(rowIndex);
        parts.Windows.Roll(rowIndex, clock.Bucket, ref row.Sums.WindowMicros, ref row.WindowBucket);
        Vector512<long> excess = row.Sums.All + change.All - screen.Sums.All;
        Vector512<long> counted = Vector512.Max(change.All, always);
        return row.IsOrdinary && change.WindowMicros <= screen.OrderValueMicros &&
            row.RateReadyNs - clock.NowNs <= screen.RateAheadNs &&
            !Vector512.GreaterThanAny(Vector512.Min(excess, counted), Vector512<long>.Zero);
    }

    private bool IsFirmFine(in EngineEvent intent, in InstrumentRow instrument)
    {
        ref readonly LimitRow limits = ref state.Limits.ThresholdsOf(0);
        ref readonly FirmWorth before = ref state.FirmWorthOf(intent.InstrumentIndex);
        ref readonly FirmWorth after = ref parts.Impact.FirmAfter;
        ref readonly FirmWorth sum = ref state.FirmSum;
        long sensitivity = limits[(int)LimitId.Sensitivity];
        return sum.StressMicros + after.StressMicros - before.StressMicros <= limits[(int)LimitId.Stress] &&
            sum.SensitivityUpMicros + after.SensitivityUpMicros - before.SensitivityUpMicros <= sensitivity &&
            before.SensitivityDownMicros - after.SensitivityDownMicros - sum.SensitivityDownMicros <= sensitivity &&
            (instrument.ClusterRow < 0 || IsClusterFine(instrument.ClusterRow, in before, in after)) &&
            IsVolatilityFine(in intent, limits[(int)LimitId.Volatility]);
    }

    private bool IsClusterFine(int row, in FirmWorth before, in FirmWorth after)
    {
        long limit = state.Limits.ThresholdsOf(row)[(int)LimitId.NetExposure];
        ref readonly ScopeSums cluster = ref state.Rows[row].Sums;
        return cluster.NetLongMicros + after.ClusterUpMicros - before.ClusterUpMicros <= limit &&
            cluster.NetShortMicros + before.ClusterDownMicros - after.ClusterDownMicros <= limit;
    }

    private bool IsVolatilityFine(in EngineEvent intent, long limitMicros)
    {
        if (limitMicros == LimitCell.Off)
            return true;

        ref readonly ScopeSums after = ref parts.Impact.After(0);
        long targetMicros = intent.Side == Side.Buy ? after.NetLongMicros : -after.NetShortMicros;
        double limit = limitMicros / MicrosPerUnit;
        return parts.Portfolio.VarianceAt(intent.InstrumentIndex, targetMicros) <= limit * limit * Slack;
    }
}
