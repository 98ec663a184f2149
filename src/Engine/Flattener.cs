using System;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using LowLatencyEngine.Risk;

namespace LowLatencyEngine.Engine;

/// <summary>
/// Closes what is held in scopes that an operator wants flat, or whose breaker said reduce or halt where that is
/// configured: cancels what is open there, then sends market orders that only reduce, one a leg and a second, no
/// larger than half the limit of an order (what a warned scope allows), until nothing is held. The gate judges each. A
/// scope that is resumed, or halted by anything but its loss, is left alone. Decision thread only; O(scopes *
/// positions) with each timer while it is at work; 0 bytes.
/// </summary>
public sealed class Flattener
{
    private const long RetryNs = 1_000_000_000;

    private readonly DecisionState _state;
    private readonly bool _followsReduce;
    private readonly bool _followsHalt;
    private readonly byte[] _isAtWork;     // By row of the scopes.
    private readonly long[] _qtyStepsLots; // By instrument.
    private long _nextTryNs;

    internal Flattener(DecisionState state, RiskConfiguration configuration)
    {
        _state = state;
        _followsReduce = configuration.FlattensOnReduce;
        _followsHalt = configuration.FlattensOnHalt;
        _qtyStepsLots = StepsOf(configuration.Setup);
        _isAtWork = new byte[state.Risk.Scopes.RowCount];
    }

    /// <summary>Works on one input, after strategies and before the verdicts.</summary>
    public void OnEvent(in EngineEvent e)
    {
        if (e.Kind == EventKind.Command && e.Command.Kind == CommandKind.ScopeFlatten &&
            _state.Risk.LastOutcome == ActOutcome.Done)
        {
            _isAtWork[_state.Risk.Scopes.TryRowOf(e.Act.Scope, e.Act.ScopeIndex)] = 1;
            _nextTryNs = 0;
        }

        if (e.Kind is not (EventKind.Command or EventKind.Timer) || e.ReceiveTimestampNs < _nextTryNs)
            return;

        for (int row = 0; row < _isAtWork.Length; row++)
        {
            if (IsAtWork(row))
                Work(row, in e);
        }
    }

    /// <summary>Saves, loads or hashes what is left to do.</summary>
    public void Transfer(ref StateTransfer state)
    {
        state.Value(ref _nextTryNs);
        state.Values(_isAtWork.AsSpan());
    }

    private static long[] StepsOf(RiskSetup setup)
    {
        var steps = new long[setup.Instruments.Count];
        for (int i = 0; i < steps.Length; i++)
            steps[i] = setup.Instruments[i].QtyStepLots;

        return steps;
    }

    private bool IsAtWork(int row)
    {
        ref readonly ScopeRow scope = ref _state.Risk.ScopeOf(row);
        bool isHaltedByLoss = _followsHalt && scope.IsHaltedByLoss;
        if (isHaltedByLoss || (_followsReduce && scope.Tripped == TradingState.Reducing))
            _isAtWork[row] = 1;

        if (scope.State != TradingState.Reducing && !isHaltedByLoss)
            _isAtWork[row] = 0;

        return _isAtWork[row] != 0;
    }

    private void Work(int row, in EngineEvent cause)
    {
        bool hasOpen = CancelOpen(row, in cause);
        if (hasOpen)
            return; // What is open may still fill: first it must be gone.

        int strategyCount = _state.Positions.StrategyCount;
        for (int strategy = 0; strategy < strategyCount; strategy++)
            Close(row, (ushort)strategy, in cause);

        Close(row, OrderRequest.OperatorStrategyIndex, in cause);
    }

    /// <summary>True while orders are open in the scope.</summary>
    private bool CancelOpen(int row, in EngineEvent cause)
    {
        bool hasOpen = false;
        int wishCount = _state.Outbox.Count;
        _state.Held.EndWhere(row);
        foreach (ref readonly Order order in _state.Orders.OpenOrders)
        {
            if (!_state.Risk.Scopes.Contains(row, order.StrategyIndex, order.InstrumentIndex))
                continue;

            hasOpen = true;
            bool isCancelled = order.PendingCancelId != 0 || _state.Sweep.IsWished(order.OrderId, wishCount);
            if (isCancelled || _state.Outbox.Room == 0)
                continue;

            ref EngineEvent cancel = ref _state.Outbox.Add(EventKind.CancelOrder, in cause);
            cancel.InstrumentIndex = order.InstrumentIndex;
            cancel.Side = order.Side;
            cancel.Order.OriginalOrderId = order.OrderId;
            cancel.Order.StrategyIndex = order.StrategyIndex;
            cancel.Order.CauseSequence = cause.Sequence;
        }

        return hasOpen;
    }

    private void Close(int row, ushort strategyIndex, in EngineEvent cause)
    {
        for (int i = 0; i < _state.Instruments.Count; i++)
        {
            if (!_state.Risk.Scopes.Contains(row, strategyIndex, i))
                continue;

            Legs held = HeldBy(strategyIndex, i);
            var ofLong = new OrderOwner(i, Side.Sell, strategyIndex);
            var ofShort = new OrderOwner(i, Side.Buy, strategyIndex);
            if (held.LongLots >= held.ShortLots) // The larger leg first, so that the net position becomes no larger.
                CloseLeg(in ofLong, held.LongLots, in cause);

            CloseLeg(in ofShort, held.ShortLots, in cause);
            if (held.LongLots < held.ShortLots)
                CloseLeg(in ofLong, held.LongLots, in cause);
        }
    }

    /// <summary>What a strategy has to close: of a leg no more than its account holds of it.</summary>
    private Legs HeldBy(ushort strategyIndex, int instrumentIndex)
    {
        Legs own = _state.Positions.LegsOfStrategy(strategyIndex, instrumentIndex);
        if (!_state.Positions.Hedges(strategyIndex))
            return own;

        int account = _state.Positions.AccountOf(strategyIndex);
        Legs all = _state.Positions.LegsOfAccount(account, instrumentIndex);
        return new Legs(Math.Min(own.LongLots, all.LongLots), Math.Min(own.ShortLots, all.ShortLots));
    }

    private void CloseLeg(in OrderOwner owner, long heldLots, in EngineEvent cause)
    {
        if (heldLots <= 0 || _state.Outbox.Room == 0)
            return;

        long qtyLots = Math.Min(heldLots, QtyLotsMax(owner.InstrumentIndex));
        ref EngineEvent order = ref _state.Outbox.AddMarket(in cause, in owner, qtyLots);
        order.Flags |= EventFlags.ClosesLeg | EventFlags.Flattens;
        _nextTryNs = cause.ReceiveTimestampNs + RetryNs;
    }

    /// <summary>Largest order that flattens, lots.</summary>
    internal long QtyLotsMax(int instrumentIndex)
    {
        int row = _state.Risk.Scopes.TryRowOf(RiskScope.Instrument, instrumentIndex);
        long stepLots = _qtyStepsLots[instrumentIndex];
        long lots = _state.Risk.Limits[row, LimitId.OrderQty].Hard / 2;
        return Math.Max(stepLots, lots - (lots % stepLots));
    }
}
