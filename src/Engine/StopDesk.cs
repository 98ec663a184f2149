using System;
using System.Collections.Generic;
using LowLatencyEngine.Analysis;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Reporting;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using LowLatencyEngine.Risk.Stops;

namespace LowLatencyEngine.Engine;

/// <summary>
/// The protective stops of strategies (spec 1.5): follows what each leg holds, holds the market against its stop, and
/// closes it once that has fired, whether the strategy runs or not. Decision thread only; a comparison an input where
/// no strategy has a stop, else O(strategies) an input of a market and, while a leg is being closed, O(open orders);
/// 0 bytes.
/// </summary>
/// <remarks>
/// What has fired is written to the journal. Then what the strategy has open or held in the instrument is cancelled and
/// what it wishes there is refused; when nothing is open any more, market orders that only reduce go out, one a second,
/// until the leg is gone (<see cref="LegCloser"/>). A breaker's halt does not stand in the way. While anybody or
/// anything else has halted the strategy or the instrument no stop fires, and what has fired waits.
/// </remarks>
public sealed class StopDesk
{
    private readonly DecisionState _state;
    private readonly StopPlace?[] _places; // By strategy, then by instrument; empty where no strategy has a stop.
    private readonly int _instrumentCount;
    private long _nowNs; // Not state: the time of the input being worked on.
    private int _workCount;

    internal StopDesk(DecisionState state, IReadOnlyList<StopTerms?> stops)
    {
        _state = state;
        _instrumentCount = state.Instruments.Count;
        _places = new StopPlace?[HasAny(stops) ? stops.Count * _instrumentCount : 0];
        for (int i = 0; i < _places.Length; i++)
        {
            if (stops[i / _instrumentCount] is { } terms)
                _places[i] = new StopPlace((ushort)(i / _instrumentCount), i % _instrumentCount, terms);
        }
    }

    /// <summary>Legs whose stop has fired and that are not closed yet.</summary>
    public int WorkCount => _workCount;

    /// <summary>An input begins; reports that it causes have its time.</summary>
    public void BeginInput(in EngineEvent e) => _nowNs = e.ReceiveTimestampNs;

    /// <summary>
    /// What the venue reported is in the books: the legs hold what these say, however it came about (a fill, a bust, a
    /// correction, a difference that was booked).
    /// </summary>
    public void OnReport(in OrderReport report)
    {
        if (PlaceOf(report.StrategyIndex, report.InstrumentIndex) is not { } place)
            return;

        Legs held = _state.Positions.LegsOfStrategy(report.StrategyIndex, report.InstrumentIndex);
        long priceTicks = report.FillPriceTicks != 0
            ? report.FillPriceTicks
            : StateReport.MarkPriceTicks(_state, report.InstrumentIndex);
        place.Long.Follow(Math.Max(0, held.LongLots), priceTicks, place.RangeTicks, _nowNs);
        place.Short.Follow(Math.Max(0, held.ShortLots), priceTicks, place.RangeTicks, _nowNs);
    }

    /// <summary>Works on one input, after strategies and before the verdicts.</summary>
    public void OnEvent(in EngineEvent e)
    {
        if (_places.Length == 0)
            return;

        if (e.Kind is EventKind.Quote or EventKind.Trade or EventKind.BookUpdate)
            LookAtMarket(in e);
        else if (e.Kind == EventKind.Timer)
            LookAtClock(in e);

        if (_workCount == 0)
            return;

        foreach (StopPlace? place in _places)
        {
            if (place is null)
                continue;

            Work(place, place.Long, in e);
            Work(place, place.Short, in e);
        }
    }

    /// <summary>
    /// Refuses what a strategy wishes where one of its legs is being closed: it could fill beside the closing order,
    /// or keep that from being a reduction.
    /// </summary>
    public bool TryRefuse(ref EngineEvent wish)
    {
        if (_workCount == 0 || !LegCloser.MayMeet(in wish))
            return false;

        if (PlaceOf(wish.Order.StrategyIndex, wish.InstrumentIndex) is not { IsAtWork: true } place)
            return false;

        var scope = (RiskScope.Strategy, (int)wish.Order.StrategyIndex);
        LegCloser.Refuse(ref wish, RiskVerdict.Reducing, scope, place.Long.HeldLots - place.Short.HeldLots);
        return true;
    }

    /// <summary>Saves, loads or hashes everything; nothing where no strategy has a stop.</summary>
    public void Transfer(ref StateTransfer state)
    {
        if (_places.Length == 0)
            return;

        state.Value(ref _workCount);
        foreach (StopPlace? place in _places)
            place?.Transfer(ref state);
    }

    private static bool HasAny(IReadOnlyList<StopTerms?> stops)
    {
        bool hasAny = false;
        for (int i = 0; i < stops.Count; i++)
            hasAny |= stops[i] is not null;

        return hasAny;
    }

    private StopPlace? PlaceOf(ushort strategyIndex, int instrumentIndex)
    {
        int index = (strategyIndex * _instrumentCount) + instrumentIndex;
        return (uint)instrumentIndex < (uint)_instrumentCount && index < _places.Length ? _places[index] : null;
    }

    private void LookAtMarket(in EngineEvent e)
    {
        InstrumentState market = _state.Analysis[e.InstrumentIndex];
        bool isWhole = e.Kind != EventKind.BookUpdate || (e.Flags & EventFlags.EndOfMessage) != EventFlags.None;
        if (!isWhole || !market.IsFit)
            return;

        bool isTrade = e.Kind == EventKind.Trade;
        for (int i = e.InstrumentIndex; i < _places.Length; i += _instrumentCount)
        {
            if (_places[i] is not { } place)
                continue;

            place.Measure((long)market.MidTicks, e.ReceiveTimestampNs);
            if (isTrade != (place.Rules.Trigger == StopTrigger.Last))
                continue; // A look is what the price is told by: else one trade would confirm itself.

            StopView view = ViewOf(place, in e);
            LookAtPrice(place, place.Long, in view, in e);
            LookAtPrice(place, place.Short, in view, in e);
        }
    }

    private void LookAtClock(in EngineEvent e)
    {
        foreach (StopPlace? place in _places)
        {
            if (place is null || place.Rules.TimeNs == 0)
                continue;

            StopView view = ViewOf(place, in e);
            Fire(place, place.Long, place.Long.LookAtClock(in view), in view, in e);
            Fire(place, place.Short, place.Short.LookAtClock(in view), in view, in e);
        }
    }

    private StopView ViewOf(StopPlace place, in EngineEvent e)
    {
        InstrumentState market = _state.Analysis[place.InstrumentIndex];
        return new StopView(
            market.LastTradePriceTicks,
            market.Top.BidPriceTicks,
            market.Top.AskPriceTicks,
            StateReport.MarkPriceTicks(_state, place.InstrumentIndex),
            place.RangeTicks,
            e.ReceiveTimestampNs);
    }

    private void LookAtPrice(StopPlace place, StopLeg leg, in StopView view, in EngineEvent e)
    {
        if (!leg.IsAtWork)
            Fire(place, leg, leg.Look(in view), in view, in e);
    }

    private void Fire(StopPlace place, StopLeg leg, in StopExit exit, in StopView view, in EngineEvent e)
    {
        bool isFiring = exit.Reason != StopReason.None && !leg.IsAtWork;
        if (!isFiring || !_state.Risk.MayFlatten(place.StrategyIndex, place.InstrumentIndex))
            return;

        leg.Begin(in exit, in view, place.StrategyIndex, e.Sequence);
        _workCount++;
    }

    private void Work(StopPlace place, StopLeg leg, in EngineEvent cause)
    {
        if (!leg.IsAtWork || (leg.IsUntold && !TryTell(place, leg, in cause)))
            return;

        long lots = LotsToClose(place, leg);
        bool hasOpen = lots > 0 && CancelOpen(place, leg, in cause);
        var owner = new OrderOwner(place.InstrumentIndex, leg.ClosingSide, place.StrategyIndex);
        bool isSent = _state.Closer.TryClose(in owner, lots, hasOpen, in cause);
        if (lots == 0)
        {
            leg.End();
            _workCount--;
        }

        if (!isSent)
            return;

        _state.Outbox[_state.Outbox.Count - 1].Order.CauseSequence = leg.Fired.CauseSequence;
        leg.WaitForCancels(cause.ReceiveTimestampNs + LegCloser.RetryNs);
    }

    private bool TryTell(StopPlace place, StopLeg leg, in EngineEvent cause)
    {
        if (_state.Outbox.Room == 0)
            return false;

        ref EngineEvent told = ref _state.Outbox.Add(EventKind.StopFired, in cause);
        told.InstrumentIndex = place.InstrumentIndex;
        told.Side = leg.ClosingSide;
        told.Stop = leg.Fired;
        leg.MarkTold();
        return true;
    }

    /// <summary>No more than the leg's stop protects, and no more than there is.</summary>
    private long LotsToClose(StopPlace place, StopLeg leg)
    {
        Legs held = _state.Closer.HeldBy(place.StrategyIndex, place.InstrumentIndex);
        long liveLots = leg.ClosingSide == Side.Sell ? held.LongLots : held.ShortLots;
        return Math.Max(0, Math.Min(leg.HeldLots, liveLots));
    }

    /// <summary>
    /// Cancels what is open, which may still fill, as far as it may be; true while there is any.
    /// </summary>
    private bool CancelOpen(StopPlace place, StopLeg leg, in EngineEvent cause)
    {
        bool cancels = cause.ReceiveTimestampNs >= leg.NextCancelNs && _state.VenueState == VenueState.Ready &&
            _state.Risk.MayFlatten(place.StrategyIndex, place.InstrumentIndex);
        if (cancels)
        {
            leg.WaitForCancels(cause.ReceiveTimestampNs + LegCloser.RetryNs);
            _state.Held.EndWhere(place.StrategyIndex, place.InstrumentIndex);
        }

        bool hasOpen = false;
        int wishCount = _state.Outbox.Count;
        foreach (ref readonly Order order in _state.Orders.OpenOrders)
        {
            if (order.StrategyIndex != place.StrategyIndex || order.InstrumentIndex != place.InstrumentIndex)
                continue;

            hasOpen = true;
            if (cancels)
                _state.Closer.Cancel(in order, wishCount, in cause);
        }

        return hasOpen;
    }
}
