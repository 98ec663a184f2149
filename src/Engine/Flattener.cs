using System;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using LowLatencyEngine.Risk;

namespace LowLatencyEngine.Engine;

/// <summary>
/// Closes what is held in scopes that an operator wants flat, or whose breaker said reduce or halt where that is
/// configured: cancels what is open there, then has <see cref="LegCloser"/> send market orders that only reduce until
/// nothing is held. The gate judges each. A scope that is resumed, or halted by anything but its loss, is left alone.
/// Decision thread only; O(scopes * positions) with each timer while it is at work; 0 bytes.
/// </summary>
public sealed class Flattener
{
    private readonly DecisionState _state;
    private readonly bool _followsReduce;
    private readonly bool _followsHalt;
    private readonly byte[] _isAtWork; // By row of the scopes.
    private bool _isAnyAtWork;

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
            _isAtWork[_state.Risk.Scopes.TryRowOf(e.Act.Scope, e.Act.ScopeIndex)] = 1;

        if (e.Kind is not (EventKind.Command or EventKind.Timer))
            return;

        _isAnyAtWork = false;
        for (int row = 0; row < _isAtWork.Length; row++)
        {
            if (!IsAtWork(row))
                continue;

            _isAnyAtWork = true;
            Work(row, in e);
        }
    }

    /// <summary>
    /// Refuses what a strategy wishes in a scope that is being closed, also where it would reduce: a quote on the
    /// closing side would have to be cancelled again and again before anything could be closed.
    /// </summary>
    public bool TryRefuse(ref EngineEvent wish)
    {
        if (!_isAnyAtWork || !LegCloser.MayMeet(in wish))
            return false;

        bool isStrategys = wish.Order.StrategyIndex < _state.Positions.StrategyCount &&
            (uint)wish.InstrumentIndex < (uint)_state.Instruments.Count;
        if (!isStrategys)
            return false;

        for (int row = 0; row < _isAtWork.Length; row++)
        {
            ref readonly ScopeRow scope = ref _state.Risk.ScopeOf(row);
            bool isThere = _isAtWork[row] != 0 && scope.State == TradingState.Reducing &&
                _state.Risk.Scopes.Contains(row, wish.Order.StrategyIndex, wish.InstrumentIndex);
            if (!isThere)
                continue;

            RiskVerdict verdict = scope.Cause == RiskVerdict.LossLimit ? scope.Cause : RiskVerdict.Reducing;
            long lots = _state.Positions.OfStrategy(wish.Order.StrategyIndex, wish.InstrumentIndex).Lots;
            LegCloser.Refuse(ref wish, verdict, _state.Risk.Scopes.ScopeOf(row), lots);
            return true;
        }

        return false;
    }

    /// <summary>Saves, loads or hashes what is left to do.</summary>
    public void Transfer(ref StateTransfer state)
    {
        state.Value(ref _isAnyAtWork);
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
        bool hasOpen = CancelOpen(row, in cause); // What is open may still fill: first it must be gone.
        int strategyCount = _state.Positions.StrategyCount;
        for (int strategy = 0; strategy < strategyCount; strategy++)
            Close(row, (ushort)strategy, hasOpen, in cause);

        Close(row, OrderRequest.OperatorStrategyIndex, hasOpen, in cause);
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

    private void Close(int row, ushort strategyIndex, bool hasOpen, in EngineEvent cause)
    {
        for (int i = 0; i < _state.Instruments.Count; i++)
        {
            if (!_state.Risk.Scopes.Contains(row, strategyIndex, i))
                continue;

            Legs held = _state.Closer.HeldBy(strategyIndex, i);
            var ofLong = new OrderOwner(i, Side.Sell, strategyIndex);
            var ofShort = new OrderOwner(i, Side.Buy, strategyIndex);
            if (held.LongLots >= held.ShortLots) // The larger leg first, so that the net position becomes no larger.
                _state.Closer.TryClose(in ofLong, held.LongLots, hasOpen, in cause);

            _state.Closer.TryClose(in ofShort, held.ShortLots, hasOpen, in cause);
            if (held.LongLots < held.ShortLots)
                _state.Closer.TryClose(in ofLong, held.LongLots, hasOpen, in cause);
        }
    }
}
