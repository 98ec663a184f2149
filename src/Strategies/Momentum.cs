using System;
using LowLatencyEngine.Analysis;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Strategies;

/// <summary>
/// Follows the crossing of the market's fast and slow average: enters at the touch with an immediate-or-cancel order,
/// leaves on the reverse crossing or at its stop, rests after each round. With a target, entry and exits are one
/// bracket that the engine keeps. One entry at a time, so that its position never passes one entry. Decision
/// thread only; O(1) an event; allocates nothing.
/// </summary>
public sealed class Momentum : Strategy
{
    private readonly int _instrumentIndex;
    private readonly MomentumParameters _parameters;
    private Int128 _entryTickLots; // Sum of price times lots of the fills that built the position.
    private long _entryLots;
    private long _coolUntilNs;  // No entry before this event time.
    private long _quietUntilNs; // No order before this event time.

    /// <exception cref="ArgumentException">The parameters are out of range; the text lists every fault.</exception>
    public Momentum(string name, int instrumentIndex, MomentumParameters parameters)
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
        if (e.Kind != EventKind.Trade) // A trade moves neither the touch nor the averages.
            Decide(market, context);
    }

    /// <inheritdoc/>
    public override void OnTimer(in EngineEvent e, StrategyContext context) =>
        Decide(context.Markets[_instrumentIndex], context);

    /// <inheritdoc/>
    public override void OnOrder(in OrderReport report, StrategyContext context)
    {
        if (report.IsRefused())
            _quietUntilNs = context.NowNs + _parameters.RetryDelayNs;

        if (report.FilledLots != 0)
            OnFill(in report, context.NowNs);
    }

    /// <inheritdoc/>
    public override void OnRestart() => _quietUntilNs = 0; // The averages start again: the warm-up holds entries back.

    /// <inheritdoc/>
    public override void Transfer(ref StateTransfer state)
    {
        state.Value(ref _entryTickLots);
        state.Value(ref _entryLots);
        state.Value(ref _coolUntilNs);
        state.Value(ref _quietUntilNs);
    }

    private void OnFill(in OrderReport report, long nowNs)
    {
        long positionLots = report.StrategyPositionLots;
        long beforeLots = positionLots - (sbyte)report.Side * report.FilledLots;
        bool isNew = beforeLots == 0 || Math.Sign(beforeLots) != Math.Sign(positionLots);
        if (isNew)
        {
            _entryTickLots = 0;
            _entryLots = 0;
        }

        if (positionLots == 0)
        {
            _coolUntilNs = nowNs + _parameters.CooldownNs;
            return;
        }

        if (isNew || Math.Abs(positionLots) > Math.Abs(beforeLots))
        {
            long addedLots = isNew ? Math.Abs(positionLots) : report.FilledLots;
            _entryTickLots += (Int128)report.FillPriceTicks * addedLots;
            _entryLots += addedLots;
        }
    }

    private void Decide(InstrumentState market, StrategyContext context)
    {
        bool isReady = market.IsFit && market.SlowEma.Count >= _parameters.WarmUpCount;
        bool isFree = context.IsTradingAllowed && context.OpenOrderCount == 0 && context.NowNs >= _quietUntilNs;
        if (!isReady || !isFree)
            return;

        double leadTicks = market.FastEma.Value - market.SlowEma.Value;
        long positionLots = context.PositionLots(_instrumentIndex);
        if (positionLots == 0)
            TryEnter(leadTicks, in market.Top, context);
        else if (MustLeave(leadTicks, positionLots, in market.Top))
            Take(positionLots > 0 ? Side.Sell : Side.Buy, Math.Abs(positionLots), in market.Top, context);
    }

    private void TryEnter(double leadTicks, in TopOfBook top, StrategyContext context)
    {
        if (Math.Abs(leadTicks) <= _parameters.EntryThresholdTicks || context.NowNs < _coolUntilNs)
            return;

        Side side = leadTicks > 0 ? Side.Buy : Side.Sell;
        long lots = EntryLots(side, Math.Abs(leadTicks), context);
        if (lots == 0)
            return;

        if (_parameters.TargetDistanceTicks > 0)
            TakeWithExits(side, lots, in top, context);
        else
            Take(side, lots, in top, context);
    }

    private long EntryLots(Side side, double leadTicks, StrategyContext context)
    {
        if (!_parameters.StatesProbability)
            return context.SizeLots(_instrumentIndex, side, _parameters.OrderLots);

        double probability = 1 / (1 + Math.Exp(-_parameters.ProbabilitySlope * leadTicks));
        return context.SizeLots(_instrumentIndex, side, _parameters.OrderLots, probability);
    }

    private void TakeWithExits(Side side, long lots, in TopOfBook top, StrategyContext context)
    {
        int sign = (sbyte)side;
        var exitSide = (Side)(-sign);
        long priceTicks = side == Side.Buy ? top.AskPriceTicks : top.BidPriceTicks;
        HeldWish entry = HeldWish.Limit(_instrumentIndex, side, lots, priceTicks) with
        {
            TimeInForce = TimeInForce.ImmediateOrCancel,
        };
        HeldWish target = HeldWish.Limit(
            _instrumentIndex, exitSide, lots, priceTicks + (sign * _parameters.TargetDistanceTicks));
        HeldWish stop = HeldWish.Stop(
            _instrumentIndex, exitSide, lots, priceTicks - (sign * _parameters.StopDistanceTicks)) with
        {
            Source = TriggerSource.Quote,
        };
        context.HoldBracket(in entry, in target, in stop);
    }

    private bool MustLeave(double leadTicks, long positionLots, in TopOfBook top)
    {
        int sign = Math.Sign(positionLots);
        if (-sign * leadTicks > _parameters.ExitThresholdTicks)
            return true;

        // A position whose entry was never seen has no entry lots, gains 0 against a stop of 0, and is left at once.
        long touchTicks = sign > 0 ? top.BidPriceTicks : top.AskPriceTicks;
        Int128 gainTickLots = sign * ((Int128)touchTicks * _entryLots - _entryTickLots);
        return gainTickLots <= -(Int128)_parameters.StopDistanceTicks * _entryLots;
    }

    private void Take(Side side, long qtyLots, in TopOfBook top, StrategyContext context)
    {
        long priceTicks = side == Side.Buy ? top.AskPriceTicks : top.BidPriceTicks;
        context.SubmitLimit(_instrumentIndex, side, priceTicks, qtyLots, TimeInForce.ImmediateOrCancel);
    }
}
