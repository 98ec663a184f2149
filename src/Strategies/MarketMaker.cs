using System;
using System.Diagnostics;
using LowLatencyEngine.Analysis;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Strategies;

/// <summary>
/// Quotes one bid and one ask around the micro-price, leaning against its own position (the idea of Avellaneda and
/// Stoikov, "High-frequency trading in a limit order book", 2008: quote around a price that falls as the position
/// grows). One order a side at most: a quote that is off is moved by a replace or, by its parameters, cancelled, and
/// its successor follows when the cancel is reported. Never crosses the touch, nor itself. Pulls its quotes while the
/// market is unfit. Decision thread only; O(1) an event; allocates nothing.
/// </summary>
public sealed class MarketMaker : Strategy
{
    private readonly int _instrumentIndex;
    private readonly MarketMakerParameters _parameters;
    private QuoteSlot _bid;
    private QuoteSlot _ask;
    private long _quietUntilNs; // No new quotes before this event time.

    /// <exception cref="ArgumentException">The parameters are out of range; the text lists every fault.</exception>
    public MarketMaker(string name, int instrumentIndex, MarketMakerParameters parameters)
        : base(name)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(instrumentIndex);
        ArgumentNullException.ThrowIfNull(parameters);
        ParameterFaults.ThrowIfAny(parameters.Validate(), name);
        _instrumentIndex = instrumentIndex;
        _parameters = parameters;
    }

    /// <inheritdoc/>
    public override bool IsInterestedIn(int instrumentIndex) => instrumentIndex == _instrumentIndex;

    /// <inheritdoc/>
    public override void OnMarket(in EngineEvent e, InstrumentState market, StrategyContext context)
    {
        if (e.Kind != EventKind.Trade) // A trade moves no price by itself.
            Requote(market, context);
    }

    /// <inheritdoc/>
    public override void OnTimer(in EngineEvent e, StrategyContext context) =>
        Requote(context.Markets[_instrumentIndex], context);

    /// <inheritdoc/>
    public override void OnOrder(in OrderReport report, StrategyContext context)
    {
        if (_bid.Holds(report.OrderId))
            OnQuote(ref _bid, in report, context);
        else if (_ask.Holds(report.OrderId))
            OnQuote(ref _ask, in report, context);
    }

    /// <inheritdoc/>
    public override void OnRestart()
    {
        _bid = default;
        _ask = default;
        _quietUntilNs = 0;
    }

    /// <inheritdoc/>
    public override void Transfer(ref StateTransfer state)
    {
        _bid.Transfer(ref state);
        _ask.Transfer(ref state);
        state.Value(ref _quietUntilNs);
    }

    private void OnQuote(ref QuoteSlot slot, in OrderReport report, StrategyContext context)
    {
        if (report.IsClosed())
        {
            OnClosed(ref slot, in report, context);
            return;
        }

        slot.TakeFill(report.FilledLots);
        if (report.HasDroppedPrice || report.Kind is OrderReportKind.Replaced or OrderReportKind.ReplaceRejected)
            slot.EndMove(report.PriceTicks);

        if (report.Kind == OrderReportKind.ReplaceRejected)
        {
            Pull(ref slot, context); // It stands where it should not.
            _quietUntilNs = context.NowNs + _parameters.RetryDelayNs;
        }
    }

    private void OnClosed(ref QuoteSlot slot, in OrderReport report, StrategyContext context)
    {
        bool isTakenAway = report.Status != OrderStatus.Filled && !slot.IsCanceling;
        slot = default;
        if (isTakenAway || report.IsRefused())
            _quietUntilNs = context.NowNs + _parameters.RetryDelayNs;
    }

    private void Requote(InstrumentState market, StrategyContext context)
    {
        if (!market.IsFit)
        {
            Pull(ref _bid, context);
            Pull(ref _ask, context);
            return;
        }

        long positionLots = context.PositionLots(_instrumentIndex);
        double fairTicks = market.MicroPriceTicks - _parameters.SkewTicks * positionLots / _parameters.QuoteLots;
        long bidTicks = BidTicks(fairTicks, positionLots, in market.Top);
        long askTicks = AskTicks(fairTicks, positionLots, in market.Top);
        bool isAskFirst = _parameters.MovesByReplace && askTicks > _ask.PriceTicks; // The quote that makes room.
        if (isAskFirst)
            MoveIfOff(ref _ask, in _bid, Side.Sell, askTicks, context);

        MoveIfOff(ref _bid, in _ask, Side.Buy, bidTicks, context);
        if (!isAskFirst)
            MoveIfOff(ref _ask, in _bid, Side.Sell, askTicks, context);

        PlaceIfEmpty(ref _bid, in _ask, Side.Buy, bidTicks, context);
        PlaceIfEmpty(ref _ask, in _bid, Side.Sell, askTicks, context);
    }

    private long BidTicks(double fairTicks, long positionLots, in TopOfBook top)
    {
        long priceTicks = TickRounding.FloorToTick(fairTicks - _parameters.HalfSpreadTicks);
        if (_parameters.JoinsTouch && positionLots <= 0)
            priceTicks = Math.Max(priceTicks, top.BidPriceTicks);

        return Math.Min(priceTicks, top.AskPriceTicks - 1);
    }

    private long AskTicks(double fairTicks, long positionLots, in TopOfBook top)
    {
        long priceTicks = TickRounding.CeilToTick(fairTicks + _parameters.HalfSpreadTicks);
        if (_parameters.JoinsTouch && positionLots >= 0)
            priceTicks = Math.Min(priceTicks, top.AskPriceTicks);

        return Math.Max(priceTicks, top.BidPriceTicks + 1);
    }

    private void MoveIfOff(
        ref QuoteSlot slot, in QuoteSlot other, Side side, long priceTicks, StrategyContext context)
    {
        if (!IsOff(in slot, priceTicks))
            return;

        if (!_parameters.MovesByReplace)
        {
            Pull(ref slot, context);
            return;
        }

        bool canMove = !slot.IsChanging && TryStandClear(in other, side, ref priceTicks) && IsOff(in slot, priceTicks);
        if (!canMove)
            return;

        // Of the whole order: sizes change, and what has filled stays in it.
        long boundLots = _parameters.PositionLotsMax - HeldLots(side, context) + slot.FilledLots;
        long lots = Math.Min(QuoteLots(side, context), boundLots);
        if (lots > slot.FilledLots && context.Replace(slot.OrderId, priceTicks, lots))
            slot.BeginMove(priceTicks);
        else
            Pull(ref slot, context);
    }

    /// <summary>Where there is to be no entry, a quote may still take back what is held.</summary>
    private long QuoteLots(Side side, StrategyContext context)
    {
        long lots = context.SizeLots(_instrumentIndex, side, _parameters.QuoteLots);
        if (lots > 0)
            return lots;

        return Math.Clamp(-HeldLots(side, context), 0, _parameters.QuoteLots);
    }

    /// <summary>The position in the direction of a side.</summary>
    private long HeldLots(Side side, StrategyContext context) =>
        (sbyte)side * context.PositionLots(_instrumentIndex);

    private bool IsOff(in QuoteSlot slot, long priceTicks) =>
        slot.IsOccupied && Math.Abs(slot.PriceTicks - priceTicks) > _parameters.RequoteThresholdTicks;

    private void PlaceIfEmpty(
        ref QuoteSlot slot, in QuoteSlot other, Side side, long priceTicks, StrategyContext context)
    {
        if (slot.IsOccupied)
            return;

        long lots = QuoteLots(side, context);
        if (lots > 0 && CanQuote(side, lots, context) && TryStandClear(in other, side, ref priceTicks))
            slot = new QuoteSlot(Submit(side, priceTicks, lots, context), priceTicks);
    }

    /// <summary>
    /// A quote that would trade with the other one waits while that one changes, or stands one tick off it.
    /// </summary>
    private static bool TryStandClear(in QuoteSlot other, Side side, ref long priceTicks)
    {
        if (!other.Meets(side, priceTicks))
            return true;

        priceTicks = other.PriceTicks - (sbyte)side;
        return !other.IsChanging;
    }

    private bool CanQuote(Side side, long lots, StrategyContext context)
    {
        int knownOrderCount = (_bid.IsOccupied ? 1 : 0) + (_ask.IsOccupied ? 1 : 0);
        if (!context.IsTradingAllowed || context.NowNs < _quietUntilNs || context.OpenOrderCount != knownOrderCount)
            return false; // Orders it does not know are of an earlier life and being cancelled.

        long worstLots = HeldLots(side, context) + context.OpenLots(_instrumentIndex, side);
        return worstLots + lots <= _parameters.PositionLotsMax;
    }

    private OrderId Submit(Side side, long priceTicks, long lots, StrategyContext context)
    {
        Debug.Assert(side is Side.Buy or Side.Sell);
        return side == Side.Buy
            ? context.Buy(_instrumentIndex, priceTicks, lots)
            : context.Sell(_instrumentIndex, priceTicks, lots);
    }

    private static void Pull(ref QuoteSlot slot, StrategyContext context)
    {
        if (!slot.IsOccupied || slot.IsCanceling)
            return;

        slot.IsCanceling = true;
        if (!context.Cancel(slot.OrderId))
            slot = default;
    }
}
