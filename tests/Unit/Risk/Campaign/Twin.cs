using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;

namespace LowLatencyEngine.Unit.Risk.Campaign;

/// <summary>
/// The gate, written the long way round: lists of orders and fills, every sum made anew, no table and no window kept.
/// </summary>
internal sealed class Twin
{
    private static readonly Judgement Passed = new(RiskVerdict.Accepted, "", 0);

    private readonly RiskSetup _setup;
    private readonly TwinPairs _pairs;

    /// <param name="setup">As the gate has it.</param>
    /// <param name="without">What is forgotten.</param>
    public Twin(RiskSetup setup, GateRule without)
    {
        _setup = setup;
        Without = without;
        Limits = new TwinLimits(setup);
        Scopes = new TwinScopes(setup);
        Windows = new TwinWindows(setup, this);
        Own = new TwinOwnOrders(setup, this);
        Legs = new TwinLegs(setup, Scopes, without);
        _pairs = new TwinPairs(setup, this);
        Auctions = new TwinAuctions(without);
    }

    public GateRule Without { get; }

    public TwinBook Book { get; } = new();

    public TwinOwnOrders Own { get; }

    public TwinLimits Limits { get; }

    public TwinScopes Scopes { get; }

    public TwinLegs Legs { get; }

    public TwinAuctions Auctions { get; }

    public TwinWindows Windows { get; }

    /// <summary>Time of the latest order or timer: reports bring none.</summary>
    public long ClockNs { get; set; }

    /// <summary>While true own orders count as gone.</summary>
    public bool OverlooksOwn { get; set; }

    public bool Keeps(GateRule rule) => Without != rule;

    /// <summary>What a scope comes to, its pairs of legs included; with one more order if there is.</summary>
    public TwinBook.Sums SumsOf(string scope, TwinMore? more = null)
    {
        TwinBook.Sums sums = Book.SumsOf(Scopes.Belongs(scope), Scopes.MarginPpmOf(scope), more);
        _pairs.AddTo(ref sums, scope, more);
        return sums;
    }

    public Judgement Judge(in EngineEvent order, in RiskMarket market, long addedLots, bool isNew)
    {
        EngineEvent intent = order;
        RiskMarket view = market;
        foreach ((RiskVerdict verdict, string scope, bool isBroken, long total) in
            Access(intent, view).Concat(Shape(intent, view)).Concat(Position(intent, view, addedLots, isNew))
                .Concat(Portfolio(intent, view, addedLots, isNew)))
        {
            if (isBroken)
                return new Judgement(verdict, scope, total);
        }

        return Passed;
    }

    public long NotionalOf(in EngineEvent order, in RiskMarket market)
    {
        long price = order.Order.PriceTicks;
        if (order.Order.Type == OrderType.Market)
        {
            long reference = market.ReferencePriceTicks;
            RiskLimits limits = _setup.Instruments[order.InstrumentIndex].Limits;
            long band = limits.PriceBandTicks > 0
                ? Limits.Hard(Name(order.InstrumentIndex), LimitId.PriceBand)
                : reference * Limits.Hard(Name(order.InstrumentIndex), LimitId.PriceBandShare) / 10_000;
            price = order.Side == Side.Buy ? reference + band : reference;
        }

        return price * order.Order.QtyLots;
    }

    private static string Name(int instrument) => $"instrument:i{instrument}";

    private IEnumerable<(RiskVerdict, string, bool, long)> Access(EngineEvent order, RiskMarket market)
    {
        string name = Name(order.InstrumentIndex);
        InstrumentControls controls = _setup.Instruments[order.InstrumentIndex];
        foreach (string scope in Scopes.InHaltOrder(order.Order.StrategyIndex, order.InstrumentIndex))
        {
            bool isHalted = Scopes.StateOf(scope) == TradingState.Halted && !PassesHalt(order, scope);
            yield return (Scopes.CauseOf(scope), scope, isHalted, 0);
        }

        IReadOnlyList<int>? allowed = order.Order.StrategyIndex < _setup.Strategies.Count
            ? _setup.Strategies[order.Order.StrategyIndex].Instruments
            : null;
        yield return (RiskVerdict.Restricted, name, controls.Restriction == TradeRestriction.NoTrade, 0);
        yield return (
            RiskVerdict.Unauthorised, Scopes.StrategyName(order.Order.StrategyIndex),
            allowed is not null && !allowed.Contains(order.InstrumentIndex), 0);
        yield return (RiskVerdict.SessionClosed, name, Auctions.IsClosed(controls, market.NowNs), 0);
        yield return (RiskVerdict.MarketDataUnfit, name, !market.IsFit, 0);
        long spread = market.BestAskTicks - market.BestBidTicks;
        long median = Math.Max(1, Scopes.MedianSpreads[order.InstrumentIndex]);
        long ageNs = market.NowNs - market.QuoteTimestampNs;
        yield return Most(RiskVerdict.ReferenceStale, name, LimitId.ReferenceAge, ageNs);
        yield return Most(RiskVerdict.MarketDataUnreasonable, name, LimitId.Spread, spread);
        yield return Most(
            RiskVerdict.MarketDataUnreasonable, name, LimitId.SpreadToMedian, (spread + median - 1) / median);
        yield return Most(
            RiskVerdict.MarketDataUnreasonable, name, LimitId.LastTradeDistance,
            Math.Abs(market.LastTradeTicks - market.ReferencePriceTicks));
        yield return Most(RiskVerdict.SignalStale, name, LimitId.SignalAge, market.NowNs - order.ReceiveTimestampNs);
        yield return (RiskVerdict.VenueNotReady, "", market.VenueState != VenueState.Ready, 0);
    }

    private IEnumerable<(RiskVerdict, string, bool, long)> Shape(EngineEvent order, RiskMarket market)
    {
        string name = Name(order.InstrumentIndex);
        InstrumentControls controls = _setup.Instruments[order.InstrumentIndex];
        long qty = order.Order.QtyLots;
        long price = order.Order.PriceTicks;
        bool isMarket = order.Order.Type == OrderType.Market;
        bool isWarned = Scopes.PathOf(order.Order.StrategyIndex).Any(Scopes.IsWarned);
        bool isAuction = Auctions.IsLimited(controls, order.Order.TimeInForce, market.NowNs);
        bool isLimited = isAuction && Limits.Has(name, LimitId.AuctionOrderQty);
        LimitId most = isLimited ? LimitId.AuctionOrderQty : LimitId.OrderQty;
        yield return (RiskVerdict.OrderQtyOutOfRange, name, qty <= 0, 0);
        yield return Most(RiskVerdict.OrderQtyOutOfRange, name, most, isWarned ? 2 * qty : qty);
        yield return Least(RiskVerdict.OrderQtyOutOfRange, name, LimitId.OrderQtyMin, qty);
        yield return (RiskVerdict.QtyStep, name, qty % controls.QtyStepLots != 0, 0);
        yield return (
            RiskVerdict.PriceOutOfRange, name,
            !isMarket && (price < controls.Limits.PriceTicksMin || price > controls.Limits.PriceTicksMax), 0);
        yield return (RiskVerdict.PriceStep, name, price % controls.PriceStepTicks != 0, 0);
        yield return (
            RiskVerdict.UnsupportedOrder, name,
            (controls.OrderKinds & OrderKinds.Of(order.Order.Type, order.Order.TimeInForce)) == 0,
            (long)order.Order.Type + (long)order.Order.TimeInForce);
        yield return (
            RiskVerdict.TooLate, name, Auctions.IsTooLate(controls, order.Order.TimeInForce, market.NowNs), 0);
        long distance = Math.Abs(price - market.ReferencePriceTicks);
        if (!isMarket)
        {
            yield return Most(RiskVerdict.PriceOutsideBand, name, LimitId.PriceBand, distance);
            long share = Share(distance, market.ReferencePriceTicks);
            yield return Most(RiskVerdict.PriceOutsideBand, name, LimitId.PriceBandShare, share);
        }

        long notional = NotionalOf(order, market);
        yield return Most(RiskVerdict.NotionalLimit, name, LimitId.OrderNotional, notional);
        yield return Least(RiskVerdict.NotionalTooSmall, name, LimitId.OrderNotionalMin, notional);
        yield return Most(RiskVerdict.LiquidityLimit, name, LimitId.VolumeShare, qty);
        yield return Most(RiskVerdict.LiquidityLimit, name, LimitId.DepthShare, Share(qty, market.DepthLots));
        if (isMarket)
        {
            yield return Most(
                RiskVerdict.SweepCost, name, LimitId.SweepCost,
                Share(Math.Abs(market.SweepPriceTicks - market.ReferencePriceTicks), market.ReferencePriceTicks));
        }
    }

    private IEnumerable<(RiskVerdict, string, bool, long)> Position(
        EngineEvent order, RiskMarket market, long addedLots, bool isNew)
    {
        string name = Name(order.InstrumentIndex);
        InstrumentControls controls = _setup.Instruments[order.InstrumentIndex];
        yield return _pairs.Close(order, addedLots);
        foreach (string scope in Scopes.InHaltOrder(order.Order.StrategyIndex, order.InstrumentIndex))
        {
            RiskVerdict cause = Scopes.CauseOf(scope);
            bool isOwn = scope == Scopes.StrategyName(order.Order.StrategyIndex);
            bool flattens = order.Flags.HasFlag(EventFlags.Flattens) && Keeps(GateRule.WhatFlattensMustReduce);
            bool mustReduce = Scopes.StateOf(scope) == TradingState.Reducing ||
                (flattens && (isOwn || Scopes.StateOf(scope) == TradingState.Halted));
            yield return (
                cause == RiskVerdict.LossLimit ? cause : RiskVerdict.Reducing, scope,
                mustReduce && !IsReducing(Scopes.Belongs(scope), order, addedLots), 0);
        }

        long worst = Worst(Everything, order, addedLots);
        bool isCloseOnly = controls.Restriction == TradeRestriction.CloseOnly;
        bool isShort = order.Side == Side.Sell && worst > 0;
        bool isAboveBid = order.Order.Type == OrderType.Limit && order.Order.PriceTicks > market.BestBidTicks;
        yield return (
            RiskVerdict.Restricted, name, isCloseOnly && !IsReducing(Everything, order, addedLots), 0);
        yield return (RiskVerdict.Restricted, name, controls.Restriction == TradeRestriction.NoShort && isShort, 0);
        if (isShort)
            yield return Most(RiskVerdict.ShortSale, name, LimitId.Locate, worst);

        yield return (
            RiskVerdict.ShortSale, name,
            isShort && controls.HasShortSaleRule && Scopes.IsShortRestricted[order.InstrumentIndex] && !isAboveBid, 0);
        bool hasShort = order.Side == Side.Sell && Limits.Has(name, LimitId.ShortPosition);
        yield return Most(
            RiskVerdict.PositionLimit, name, hasShort ? LimitId.ShortPosition : LimitId.Position, worst);
        long value = Book.Marks[order.InstrumentIndex] * CampaignSetup.MicrosPerTickLot[order.InstrumentIndex];
        yield return Most(
            RiskVerdict.GrossExposureLimit, name, LimitId.GrossExposure, Math.Max(0, worst) * value);
        foreach ((RiskVerdict, string, bool, long) check in Counts(order, market, addedLots, isNew))
            yield return check;

        bool meetsOwn = controls.PreventsSelfTrade && !OverlooksOwn && Own.MetBy(order).Any();
        yield return (RiskVerdict.SelfTrade, name, meetsOwn, 0);
        long alike = isNew && !IsFree(in order) ? Windows.CountAlike(order, market.NowNs) : 0;
        yield return Most(RiskVerdict.DuplicateOrder, name, LimitId.Duplicates, alike);
    }

    private IEnumerable<(RiskVerdict, string, bool, long)> Counts(
        EngineEvent order, RiskMarket market, long addedLots, bool isNew)
    {
        string name = Name(order.InstrumentIndex);
        if (IsFree(in order))
            yield break;

        if (isNew)
        {
            yield return Most(
                RiskVerdict.OpenOrderLimit, name, LimitId.OpenOrders,
                Book.Open.Count(o => o.Instrument == order.InstrumentIndex) + 1);
        }

        yield return Most(
            RiskVerdict.VolumeWindowLimit, name, LimitId.WindowQty,
            Windows.Within(market.NowNs, Everything).Where(o => o.Instrument == order.InstrumentIndex)
                .Sum(o => o.AddedLots) + addedLots);
        long orderCount = Scopes.OrderCounts[order.InstrumentIndex];
        long tradeCount = Scopes.TradeCounts[order.InstrumentIndex];
        yield return Most(
            RiskVerdict.OrderToTradeLimit, name, LimitId.OrderToTrade,
            (long)Math.Ceiling((orderCount + 1m) / (tradeCount + 1m)));
    }

    private IEnumerable<(RiskVerdict, string, bool, long)> Portfolio(
        EngineEvent order, RiskMarket market, long addedLots, bool isNew)
    {
        long micros = CampaignSetup.MicrosPerTickLot[order.InstrumentIndex] * NotionalOf(order, market);
        TwinMore more = More(order, addedLots);
        foreach (string scope in Scopes.InSumOrder(order.Order.StrategyIndex, order.InstrumentIndex))
        {
            bool isFree = IsFree(in order);
            if (scope == Name(order.InstrumentIndex))
            {
                if (!isFree)
                    yield return Windows.Rate(scope, market.NowNs);

                continue;
            }

            Func<int, int, bool> belongs = Scopes.Belongs(scope);
            (TwinBook.Sums now, TwinBook.Sums then) = (SumsOf(scope), SumsOf(scope, more));
            yield return Most(RiskVerdict.NotionalLimit, scope, LimitId.OrderValue, micros);
            if (!isFree && Adds(now.Open, then.Open, GateRule.WhatAddsNothingPassesCredit))
                yield return Most(RiskVerdict.CreditLimit, scope, LimitId.Credit, Book.Executed(belongs) + then.Open);

            if (then.Gross > now.Gross)
                yield return Most(RiskVerdict.GrossExposureLimit, scope, LimitId.GrossExposure, then.Gross);

            (long from, long to) = order.Side == Side.Buy ? (now.Up, then.Up) : (-now.Down, -then.Down);
            if (Adds(from, to, GateRule.WhatAddsNothingPassesNet))
                yield return Most(RiskVerdict.NetExposureLimit, scope, LimitId.NetExposure, to);
            if (then.Margin > now.Margin)
            {
                yield return Most(
                    RiskVerdict.MarginLimit, scope, LimitId.Margin, then.Margin - Scopes.ProfitOf(scope));
            }

            if (isFree)
                continue;

            yield return Most(
                RiskVerdict.VolumeWindowLimit, scope, LimitId.WindowValue,
                Windows.Within(market.NowNs, belongs).Sum(o => o.Value) + micros);
            if (isNew)
            {
                yield return Most(
                    RiskVerdict.OpenOrderLimit, scope, LimitId.OpenOrders,
                    Book.Open.Count(o => belongs(o.Strategy, o.Instrument)) + 1);
            }

            yield return Windows.Rate(scope, market.NowNs);
        }

        foreach ((RiskVerdict, string, bool, long) check in Strategy(order, addedLots).Concat(Firm(order, addedLots)))
            yield return check;

        int inWindow = Windows.Messages.Count(ns => ns > market.NowNs - _setup.MessageRate.WindowNs);
        yield return (
            RiskVerdict.MessageRateLimit, Scopes.VenueName(order.InstrumentIndex),
            inWindow >= _setup.MessageRate.MessagesMax - _setup.MessageRate.CancelReserve, 0);
    }

    private bool Adds(long from, long to, GateRule rule) => to > from || !Keeps(rule);

    private IEnumerable<(RiskVerdict, string, bool, long)> Strategy(EngineEvent order, long addedLots)
    {
        string name = Scopes.StrategyName(order.Order.StrategyIndex);
        bool isExit = Legs.Closes(in order) && Keeps(GateRule.WhatClosesIsNoEntry);
        if (!isExit && Worst(Scopes.Belongs(name), order, addedLots) > 0)
        {
            yield return Most(
                RiskVerdict.RepeatedExecution, name, LimitId.RepeatedExecutions, Scopes.RepeatCounts[name] + 1);
        }

        yield return Most(RiskVerdict.RejectStorm, name, LimitId.RejectsInRow, Scopes.RejectCounts[name]);
    }

    private IEnumerable<(RiskVerdict, string, bool, long)> Firm(EngineEvent order, long addedLots)
    {
        TwinMore more = More(order, addedLots);
        TwinFirm now = TwinFirm.Of(_setup, Book, null);
        TwinFirm then = TwinFirm.Of(_setup, Book, more);
        if (then.Stress > now.Stress)
            yield return Most(RiskVerdict.StressLimit, "firm", LimitId.Stress, then.Stress);

        if (then.SensitivityUp > now.SensitivityUp)
            yield return Most(RiskVerdict.SensitivityLimit, "firm", LimitId.Sensitivity, then.SensitivityUp);

        if (then.SensitivityDown < now.SensitivityDown)
            yield return Most(RiskVerdict.SensitivityLimit, "firm", LimitId.Sensitivity, -then.SensitivityDown);

        if (_setup.Instruments[order.InstrumentIndex].ClusterIndex == 0)
        {
            if (then.ClusterUp > now.ClusterUp)
                yield return Most(RiskVerdict.ClusterLimit, "cluster:c0", LimitId.NetExposure, then.ClusterUp);

            if (then.ClusterDown < now.ClusterDown)
                yield return Most(RiskVerdict.ClusterLimit, "cluster:c0", LimitId.NetExposure, -then.ClusterDown);
        }

        double variance = TwinFirm.Variance(_setup, Book, null);
        double varianceThen = TwinFirm.Variance(_setup, Book, more);
        long limit = Limits.Hard("firm", LimitId.Volatility);
        bool isBroken = varianceThen > variance * (1 + 1e-9) && Math.Sqrt(varianceThen) * 1e6 >= limit + 1.0;
        yield return (RiskVerdict.VolatilityLimit, "firm", isBroken, 0);
    }

    /// <summary>Gate and twin may differ where the last digits of a double decide.</summary>
    public bool IsVolatilityInDoubt(in EngineEvent order, long addedLots)
    {
        TwinMore more = More(order, addedLots);
        double sigma = Math.Sqrt(TwinFirm.Variance(_setup, Book, more)) * 1e6;
        double before = Math.Sqrt(TwinFirm.Variance(_setup, Book, null)) * 1e6;
        return Math.Abs(sigma - Limits.Hard("firm", LimitId.Volatility)) < 2 || Math.Abs(sigma - before) < 1e-3;
    }

    public static bool Everything(int strategy, int instrument) => true;

    /// <summary>A breaker's halt and nobody's order: what flattens passes, and later must reduce.</summary>
    private bool PassesHalt(in EngineEvent order, string scope)
    {
        if (!order.Flags.HasFlag(EventFlags.Flattens) || !Keeps(GateRule.WhatFlattensPassesTheHaltOfALoss))
            return false;

        return (!Scopes.IsOrderedToHalt(scope) || !Keeps(GateRule.WhatFlattensPassesNoHaltThatWasOrdered)) &&
            (!Scopes.IsStormed(scope) || !Keeps(GateRule.WhatFlattensPassesNoRejectStorm));
    }

    /// <summary>What flattens only reduces, whatever has been traded before.</summary>
    private bool IsFree(in EngineEvent order) =>
        order.Flags.HasFlag(EventFlags.Flattens) && Keeps(GateRule.WhatFlattensPassesWhatHasBeenTraded);

    /// <summary>Where the account hedges what closes reduces and nothing else.</summary>
    private bool IsReducing(Func<int, int, bool> belongs, EngineEvent order, long addedLots)
    {
        bool byLeg = Legs.Hedges(order.Order.StrategyIndex) && Keeps(
            Legs.Closes(in order) ? GateRule.WhatClosesReduces : GateRule.WhatOpensDoesNotReduce);
        return byLeg ? Legs.Closes(in order) : Worst(belongs, order, addedLots) <= 0;
    }

    private TwinMore More(in EngineEvent order, long addedLots) => new(
        order.Order.StrategyIndex, order.InstrumentIndex, order.Side, addedLots, Legs.Closes(in order));

    private long Worst(Func<int, int, bool> belongs, EngineEvent order, long addedLots) =>
        ((int)order.Side * Book.Position(belongs, order.InstrumentIndex)) +
        Book.OpenLots(belongs, order.InstrumentIndex, order.Side) + addedLots;

    private static long Share(long part, long whole) => (long)Math.Ceiling(part * 10_000m / whole);

    private (RiskVerdict, string, bool, long) Most(RiskVerdict verdict, string scope, LimitId id, long used) =>
        (verdict, scope, Limits.Has(scope, id) && used > Limits.Hard(scope, id), used);

    private (RiskVerdict, string, bool, long) Least(RiskVerdict verdict, string scope, LimitId id, long used) =>
        (verdict, scope, Limits.Has(scope, id) && used < Limits.Hard(scope, id), -used);
}
