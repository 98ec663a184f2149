using System;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using LowLatencyEngine.Risk;

namespace LowLatencyEngine.Engine;

/// <summary>
/// How the engine itself closes what a strategy holds: market orders that only reduce, no larger than half the limit of
/// an order (what a warned scope allows), and cancels of what could fill beside them. Flattening and stops use it.
/// Decision thread only; no state of its own; 0 bytes.
/// </summary>
internal sealed class LegCloser
{
    /// <summary>Least time between two orders that close the same, ns.</summary>
    public const long RetryNs = 1_000_000_000;

    private readonly DecisionState _state;
    private readonly long[] _qtyStepsLots; // By instrument.

    public LegCloser(DecisionState state, RiskSetup setup)
    {
        _state = state;
        _qtyStepsLots = new long[setup.Instruments.Count];
        for (int i = 0; i < _qtyStepsLots.Length; i++)
            _qtyStepsLots[i] = setup.Instruments[i].QtyStepLots;
    }

    /// <summary>What a strategy has to close: of a leg no more than its account holds of it.</summary>
    public Legs HeldBy(ushort strategyIndex, int instrumentIndex)
    {
        Legs own = _state.Positions.LegsOfStrategy(strategyIndex, instrumentIndex);
        if (!_state.Positions.Hedges(strategyIndex))
            return own;

        int account = _state.Positions.AccountOf(strategyIndex);
        Legs all = _state.Positions.LegsOfAccount(account, instrumentIndex);
        return new Legs(Math.Min(own.LongLots, all.LongLots), Math.Min(own.ShortLots, all.ShortLots));
    }

    /// <summary>Wishes for an order that closes lots of a leg, or as many as one order may.</summary>
    /// <param name="owner">Its side is the order's.</param>
    /// <param name="heldLots">To close.</param>
    /// <param name="cause">Of the order.</param>
    /// <returns>False where nothing is held, or the outbox is full.</returns>
    public bool TryClose(in OrderOwner owner, long heldLots, in EngineEvent cause)
    {
        if (heldLots <= 0 || _state.Outbox.Room == 0)
            return false;

        long qtyLots = Math.Min(heldLots, QtyLotsMax(owner.InstrumentIndex));
        ref EngineEvent order = ref _state.Outbox.AddMarket(in cause, in owner, qtyLots);
        order.Flags |= EventFlags.ClosesLeg | EventFlags.Flattens;
        return true;
    }

    /// <summary>Wishes for the cancel of an order, unless one is on its way.</summary>
    /// <param name="order">Open.</param>
    /// <param name="wishCount">Wishes of this input that may cancel it already.</param>
    /// <param name="cause">Of the cancel.</param>
    public void Cancel(in Order order, int wishCount, in EngineEvent cause)
    {
        bool isCancelled = order.PendingCancelId != 0 || _state.Sweep.IsWished(order.OrderId, wishCount);
        if (isCancelled || _state.Outbox.Room == 0)
            return;

        var owner = new OrderOwner(order.InstrumentIndex, order.Side, order.StrategyIndex);
        _state.Outbox.AddCancel(in cause, in owner, order.OrderId);
    }

    /// <summary>Largest order that closes, lots.</summary>
    public long QtyLotsMax(int instrumentIndex)
    {
        int row = _state.Risk.Scopes.TryRowOf(RiskScope.Instrument, instrumentIndex);
        long stepLots = _qtyStepsLots[instrumentIndex];
        long lots = _state.Risk.Limits[row, LimitId.OrderQty].Hard / 2;
        return Math.Max(stepLots, lots - (lots % stepLots));
    }
}
