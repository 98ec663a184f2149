using System;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;

namespace LowLatencyEngine.Engine.Reconciliation;

/// <summary>
/// Compares what the order session tells with what the venue copies to another session: fills by ExecID(17), orders by
/// their open lots. Either may be late by as much as the rules allow; what differs longer is a break, where an account
/// hedges of what is long and of what is short apart. By event time, so that a replay finds the same. Decision thread
/// only; 0 bytes; O(1) a message, O(unmatched) a timer.
/// </summary>
/// <remarks>
/// <code>
///  fill on one session ─ the same ExecID on the other ─> matched
///        └─ half the patience: the account is asked for orders and positions
///             └─ the other half: lots of an instrument add up to a break, unless the order's total has them already
///  session of copies lost ─> nothing ages until it is back and has resent what was missed
/// </code>
/// Copies from before the session was Ready for the first time are history, and pass by.
/// </remarks>
internal sealed class DropCopyCheck(
    DecisionState state, DropCopyConfiguration rules, BreakBook breaks, ContinuousChecks checks)
{
    private const int RecentExecIds = 8_192;
    private const int PatiencesKept = 100; // What is unmatched for longer has been told, and is forgotten.

    private readonly RecentIdSet _ownIds = new(RecentExecIds);
    private readonly RecentIdSet _copiedIds = new(RecentExecIds);
    private readonly UnmatchedFills _own = new();
    private readonly UnmatchedFills _copied = new();
    private readonly CopiedOrders _orders = new(state, rules, breaks);
    private readonly int _legCount = state.Positions.HasLegs ? 2 : 1;
    private readonly long[] _toldLots = new long[state.Instruments.Count * (state.Positions.HasLegs ? 2 : 1)];
    private VenueState _session = VenueState.Disconnected;
    private long _lastMsgSeqNum;
    private long _readyNs; // Since when the session is Ready; before that nothing ages.
    private long _lostNs;
    private bool _hasBeenReady;
    private bool _isLossTold;

    /// <summary>Last MsgSeqNum(34) of the session of copies that is in the journal.</summary>
    public long LastMsgSeqNum => _lastMsgSeqNum;

    /// <summary>Works on one input, once the order table has had it.</summary>
    public void OnEvent(in EngineEvent e)
    {
        switch (e.Kind)
        {
            case EventKind.Execution:
                TakeOwn(in e);
                break;

            case EventKind.DropCopy:
                TakeCopy(in e);
                break;

            case EventKind.DropCopyStatus:
                _lastMsgSeqNum = e.Venue.MsgSeqNum;
                TakeState(e.Venue.State, e.ReceiveTimestampNs);
                break;

            case EventKind.EngineStart:
                TakeState(VenueState.Disconnected, e.ReceiveTimestampNs);
                break;

            case EventKind.Timer:
                Look(in e);
                break;

            default:
                break; // Nothing else is copied.
        }
    }

    public void Transfer(ref StateTransfer transfer)
    {
        _ownIds.Transfer(ref transfer);
        _copiedIds.Transfer(ref transfer);
        _own.Transfer(ref transfer);
        _copied.Transfer(ref transfer);
        _orders.Transfer(ref transfer);
        transfer.Values(_toldLots.AsSpan());
        transfer.Value(ref _session);
        transfer.Value(ref _lastMsgSeqNum);
        transfer.Value(ref _readyNs);
        transfer.Value(ref _lostNs);
        transfer.Value(ref _hasBeenReady);
        transfer.Value(ref _isLossTold);
    }

    private void TakeOwn(in EngineEvent e)
    {
        if (!IsFill(in e) || !_ownIds.TryAdd(e.Execution.ExecIdHash) || _copied.TryRemove(e.Execution.ExecIdHash))
            return;

        if (_hasBeenReady && !_copiedIds.Contains(e.Execution.ExecIdHash))
            _own.Add(in e, EffectOf(in e));
    }

    private void TakeCopy(in EngineEvent e)
    {
        _lastMsgSeqNum = long.Max(_lastMsgSeqNum, e.Execution.MsgSeqNum);
        if (!_hasBeenReady)
            return;

        _orders.Note(in e);
        if (!IsFill(in e) || !_copiedIds.TryAdd(e.Execution.ExecIdHash) || _own.TryRemove(e.Execution.ExecIdHash))
            return;

        if (!_ownIds.Contains(e.Execution.ExecIdHash))
            _copied.Add(in e, EffectOf(in e));
    }

    private void TakeState(VenueState session, long nowNs)
    {
        if (session == VenueState.Ready)
        {
            _hasBeenReady = true;
            _readyNs = nowNs;
        }
        else if (_session == VenueState.Ready || session == VenueState.Disconnected)
        {
            _lostNs = _session == VenueState.Ready || _lostNs == 0 ? nowNs : _lostNs;
            _isLossTold &= _session != VenueState.Ready;
        }

        _session = session;
    }

    private void Look(in EngineEvent e)
    {
        if (_session != VenueState.Ready)
        {
            TellLoss(in e);
            return;
        }

        long halfBeforeNs = e.ReceiveTimestampNs - (rules.PatienceNs / 2);
        if (_readyNs > halfBeforeNs)
            return;

        _copied.RemoveExplained(state.Orders);
        MarkLate(halfBeforeNs, e.ReceiveTimestampNs);
        for (int i = 0; i < state.Instruments.Count && state.Outbox.Room >= _legCount; i++)
            Compare(in e, i, halfBeforeNs);

        _orders.Look(in e, halfBeforeNs);
        _own.Forget(e.ReceiveTimestampNs - (PatiencesKept * rules.PatienceNs));
        _copied.Forget(e.ReceiveTimestampNs - (PatiencesKept * rules.PatienceNs));
    }

    // After half the patience the account is asked: orders and positions may explain it before it is a break.
    private void MarkLate(long bornBeforeNs, long nowNs)
    {
        bool isLate = _copied.TryMarkLate(bornBeforeNs, nowNs) | _orders.TryMarkLate(bornBeforeNs, nowNs);
        if (isLate)
            checks.CheckSoon();

        _own.TryMarkLate(bornBeforeNs, nowNs); // Here the venue's other session is behind: nobody need be asked.
    }

    private void Compare(in EngineEvent e, int instrumentIndex, long lateBeforeNs)
    {
        LegLots ahead = _own.SumLots(instrumentIndex, lateBeforeNs)
            .Less(_copied.SumLots(instrumentIndex, lateBeforeNs));
        if (_legCount == 1)
        {
            long heldLots = state.Positions.OfInstrument(instrumentIndex).Lots;
            Tell(in e, new CopiedPlace(instrumentIndex, BreakLeg.None, heldLots, ahead.NettedLots));
            return;
        }

        Legs held = state.Positions.LegsOfInstrument(instrumentIndex);
        Legs legs = ahead.ToLegs(state.Positions.NettedLots(instrumentIndex));
        Tell(in e, new CopiedPlace(instrumentIndex, BreakLeg.Long, held.LongLots, legs.LongLots));
        Tell(in e, new CopiedPlace(instrumentIndex, BreakLeg.Short, held.ShortLots, legs.ShortLots));
    }

    private void Tell(in EngineEvent e, in CopiedPlace place)
    {
        ref long toldLots =
            ref _toldLots[(place.InstrumentIndex * _legCount) + (place.Leg == BreakLeg.Short ? 1 : 0)];
        bool isBreak = Math.Abs(place.AheadLots) > rules.ToleranceLots;
        if (isBreak && place.AheadLots != toldLots)
        {
            var found = new CopyBreak(
                BreakKind.CopiedPosition, place.InstrumentIndex, 0, place.HeldLots, place.HeldLots - place.AheadLots)
            {
                Leg = place.Leg,
            };
            breaks.TellCopy(in e, in found, rules.Drift);
        }

        toldLots = isBreak ? place.AheadLots : 0;
    }

    // Of a hedging account as the report says, else as the order was meant to; an order of others opens.
    private FillFacts EffectOf(in EngineEvent e)
    {
        if (_legCount == 1)
            return FillFacts.None;

        bool isOurs = state.Orders.TryFind(new OrderId(e.Execution.OrderId), out Order order);
        if (!state.Positions.Hedges(isOurs ? order.StrategyIndex : OrderRequest.OperatorStrategyIndex))
            return FillFacts.None;

        FillFacts stated = e.Execution.Facts & (FillFacts.Opens | FillFacts.Closes);
        if (stated != FillFacts.None)
            return stated;

        return isOurs && order.ClosesLeg ? FillFacts.Closes : FillFacts.Opens;
    }

    private void TellLoss(in EngineEvent e)
    {
        if (_isLossTold || e.ReceiveTimestampNs - _lostNs < rules.PatienceNs || state.Outbox.Room == 0)
            return;

        _isLossTold = true;
        breaks.TellCopy(in e, new CopyBreak(BreakKind.CopiesMissing, -1, 0, 0, 0), DriftPolicy.Alert);
    }

    private bool IsFill(in EngineEvent e) =>
        e.Execution.ExecType is ExecType.Trade or ExecType.TradeCancel && e.Execution.ExecIdHash != 0 &&
        (uint)e.InstrumentIndex < (uint)state.Instruments.Count;

    private readonly record struct CopiedPlace(int InstrumentIndex, BreakLeg Leg, long HeldLots, long AheadLots);
}
