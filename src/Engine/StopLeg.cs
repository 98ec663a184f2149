using System;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk.Stops;

namespace LowLatencyEngine.Engine;

/// <summary>
/// What a strategy is long, or what it is short, in one instrument: its stop, and how far the closing is once that has
/// fired. A position that flips is the end of one leg and the beginning of the other. 0 bytes.
/// </summary>
/// <param name="rules">Of the strategy.</param>
/// <param name="side">Buy for the long leg.</param>
internal sealed class StopLeg(StopRules rules, Side side)
{
    private readonly StopTracker _tracker = new(rules);
    private StopFired _fired; // Reason None while the stop has not.
    private bool _isUntold;
    private long _nextCancelNs;

    /// <summary>Lots of the leg, 0 or more.</summary>
    public long HeldLots => Math.Abs(_tracker.PositionLots);

    /// <summary>Of orders that close the leg.</summary>
    public Side ClosingSide => (Side)(-(sbyte)side);

    /// <summary>The stop has fired, and the leg is not closed yet.</summary>
    public bool IsAtWork => _fired.Reason != StopReason.None;

    /// <summary>What fired; its record is still to be written while <see cref="IsUntold"/>.</summary>
    public ref readonly StopFired Fired => ref _fired;

    /// <summary>That it fired is not in the journal yet.</summary>
    public bool IsUntold => _isUntold;

    /// <summary>No cancels before this event time.</summary>
    public long NextCancelNs => _nextCancelNs;

    /// <summary>Takes in what the leg holds now.</summary>
    /// <param name="heldLots">0 or more.</param>
    /// <param name="priceTicks">Of the fill that made it so.</param>
    /// <param name="rangeTicks">Average true range; 0 where none is known.</param>
    /// <param name="nowNs">Event time.</param>
    public void Follow(long heldLots, long priceTicks, double rangeTicks, long nowNs)
    {
        long changeLots = (heldLots * (sbyte)side) - _tracker.PositionLots;
        if (changeLots != 0)
            _tracker.OnFill(changeLots, priceTicks, rangeTicks, nowNs);
    }

    /// <summary>Holds the price against the stop.</summary>
    public StopExit Look(in StopView view) => _tracker.Look(in view);

    /// <summary>Looks at the age of the position alone.</summary>
    public StopExit LookAtClock(in StopView view) => _tracker.LookAtClock(in view);

    /// <summary>The stop has fired.</summary>
    public void Begin(in StopExit exit, in StopView view, ushort strategyIndex, long causeSequence)
    {
        _fired = default;
        _fired.StopTicks = exit.StopTicks;
        _fired.SeenTicks = exit.Reason == StopReason.Price ? _tracker.PriceOf(in view) : exit.PriceTicks;
        _fired.EntryTicks = _tracker.EntryTicks;
        _fired.BestTicks = _tracker.BestTicks;
        _fired.QtyLots = exit.QtyLots;
        _fired.CauseSequence = causeSequence;
        _fired.StrategyIndex = strategyIndex;
        _fired.Reason = exit.Reason;
        _isUntold = true;
        _nextCancelNs = 0;
    }

    /// <summary>Its record is written.</summary>
    public void MarkTold() => _isUntold = false;

    /// <summary>What is open was cancelled.</summary>
    public void WaitForCancels(long untilNs) => _nextCancelNs = untilNs;

    /// <summary>Nothing is left to close.</summary>
    public void End()
    {
        _fired = default;
        _isUntold = false;
        _nextCancelNs = 0;
    }

    /// <summary>Saves, loads or hashes everything, field by field: there is padding between those of the record.
    /// </summary>
    public void Transfer(ref StateTransfer state)
    {
        _tracker.Transfer(ref state);
        state.Value(ref _fired.StopTicks);
        state.Value(ref _fired.SeenTicks);
        state.Value(ref _fired.EntryTicks);
        state.Value(ref _fired.BestTicks);
        state.Value(ref _fired.QtyLots);
        state.Value(ref _fired.CauseSequence);
        state.Value(ref _fired.StrategyIndex);
        state.Value(ref _fired.Reason);
        state.Value(ref _isUntold);
        state.Value(ref _nextCancelNs);
    }
}
