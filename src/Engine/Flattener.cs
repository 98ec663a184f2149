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
    private readonly DecisionState _state;
    private readonly bool _followsReduce;
    private readonly bool _followsHalt;
    private readonly byte[] _isAtWork; // By row of the scopes.
    private long _nextTryNs;

    internal Flattener(DecisionState state, RiskConfiguration configuration)
    {
        _state = state;
        _followsReduce = configuration.FlattensOnReduce;
        _followsHalt = configuration.FlattensOnHalt;
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
            _state.Closer.Cancel(in order, wishCount, in cause);
        }

        return hasOpen;
    }

    private void Close(int row, ushort strategyIndex, in EngineEvent cause)
    {
        for (int i = 0; i < _state.Instruments.Count; i++)
        {
            if (!_state.Risk.Scopes.Contains(row, strategyIndex, i))
                continue;

            Legs held = _state.Closer.HeldBy(strategyIndex, i);
            var ofLong = new OrderOwner(i, Side.Sell, strategyIndex);
            var ofShort = new OrderOwner(i, Side.Buy, strategyIndex);
            if (held.LongLots >= held.ShortLots) // The larger leg first, so that the net position becomes no larger.
                CloseLeg(in ofLong, held.LongLots, in cause);

            CloseLeg(in ofShort, held.ShortLots, in cause);
            if (held.LongLots < held.ShortLots)
                CloseLeg(in ofLong, held.LongLots, in cause);
        }
    }

    private void CloseLeg(in OrderOwner owner, long heldLots, in EngineEvent cause)
    {
        if (_state.Closer.TryClose(in owner, heldLots, in cause))
            _nextTryNs = cause.ReceiveTimestampNs + LegCloser.RetryNs;
    }
}
