using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;

namespace LowLatencyEngine.Engine;

/// <summary>
/// Tells of legs that are to be closed and are not: of one of which nothing is closed for <see cref="StallNs"/>, or
/// whose smallest order is refused, once, and once more when it goes on. Decision thread only; O(1) a leg and an input,
/// O(scopes) a record; 0 bytes; its state is the closings'.
/// </summary>
internal sealed class StallDesk(DecisionState state)
{
    /// <summary>
    /// Longest time in which nothing is closed before it is told, ns. RTS 6 Art. 16 wants alerts within five seconds; a
    /// timer and the line to the operator take up to 0.2 of them.
    /// </summary>
    public const long StallNs = 4_000_000_000;

    /// <summary>Takes in how a leg stands, and tells what is to be told of it.</summary>
    /// <param name="closing">Of the leg.</param>
    /// <param name="leftLots">Held now.</param>
    /// <param name="hasOpen">Orders are open that must be gone first.</param>
    /// <param name="cause">The input.</param>
    public void Follow(ref Closing closing, long leftLots, bool hasOpen, in EngineEvent cause)
    {
        bool comesOn = leftLots < closing.LeftLots;
        closing.LeftLots = leftLots;
        closing.Cause = CauseOf(in closing, hasOpen);
        if (comesOn)
        {
            closing.SinceNs = cause.ReceiveTimestampNs;
            closing.Marks &= ~ClosingMarks.Smallest;
            closing.Marks |= closing.Is(ClosingMarks.Told) ? ClosingMarks.ComesOn : ClosingMarks.None;
        }

        bool isStalled = cause.ReceiveTimestampNs - closing.SinceNs >= StallNs ||
            (closing.Is(ClosingMarks.Smallest) && closing.Cause == StallCause.Refused);
        if (closing.Is(ClosingMarks.ComesOn) && TryTell(in closing, StallChange.Resumed, in cause))
            closing.Marks &= ~(ClosingMarks.Told | ClosingMarks.ComesOn);
        else if (isStalled && !closing.Is(ClosingMarks.Told) && TryTell(in closing, StallChange.Stalled, in cause))
            closing.Marks |= ClosingMarks.Told;
    }

    /// <summary>Writes a record; false where there is no room for it.</summary>
    public bool TryTell(in Closing closing, StallChange change, in EngineEvent cause)
    {
        if (state.Outbox.Room == 0)
            return false;

        ref EngineEvent told = ref state.Outbox.Add(EventKind.ClosingStalled, in cause);
        told.InstrumentIndex = closing.InstrumentIndex;
        told.Side = closing.Side;
        told.Stall = StallOf(in closing, change);
        return true;
    }

    /// <summary>A closing as a record tells it.</summary>
    public ClosingStall StallOf(in Closing closing, StallChange change)
    {
        ClosingStall stall = default;
        stall.LeftLots = closing.LeftLots;
        stall.SinceTimestampNs = closing.SinceNs;
        stall.TriedLots = closing.TriedLots;
        stall.StrategyIndex = closing.StrategyIndex;
        stall.Verdict = closing.Verdict;
        stall.Cause = closing.Cause;
        stall.Change = change;
        if (closing.Cause == StallCause.Refused)
        {
            stall.DenialScope = closing.DenialScope;
            stall.DenialScopeIndex = closing.DenialScopeIndex;
            stall.Denial = closing.Denial;
        }
        else if (closing.Cause == StallCause.Halted)
        {
            (stall.DenialScope, int scopeIndex) = HaltedScopeOf(in closing);
            stall.DenialScopeIndex = (ushort)scopeIndex;
        }

        return stall;
    }

    private StallCause CauseOf(in Closing closing, bool hasOpen)
    {
        if (state.VenueState != VenueState.Ready)
            return StallCause.SessionDown;

        if (!state.Risk.MayFlatten(closing.StrategyIndex, closing.InstrumentIndex))
            return StallCause.Halted;

        if (!state.Analysis[closing.InstrumentIndex].IsFit)
            return StallCause.MarketUnfit;

        if (hasOpen)
            return StallCause.OpenOrders;

        return closing.Verdict is RiskVerdict.NotChecked or RiskVerdict.Accepted
            ? StallCause.Unfilled
            : StallCause.Refused;
    }

    /// <summary>First scope of the leg's that is halted otherwise than by its loss.</summary>
    private (RiskScope Scope, int ScopeIndex) HaltedScopeOf(in Closing closing)
    {
        ScopeMap scopes = state.Risk.Scopes;
        for (int row = 0; row < scopes.RowCount; row++)
        {
            ref readonly ScopeRow scope = ref state.Risk.ScopeOf(row);
            bool isHalted = scope.State == TradingState.Halted && !scope.IsHaltedByLoss;
            if (isHalted && scopes.Contains(row, closing.StrategyIndex, closing.InstrumentIndex))
                return scopes.ScopeOf(row);
        }

        return default;
    }
}
