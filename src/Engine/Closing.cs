using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Engine;

/// <summary>
/// How far the closing of one leg is: how large the next order may be, what was said of the last, since when nothing
/// has been closed. 104 bytes without padding: snapshots copy it as it lies.
/// </summary>
internal struct Closing
{
    public long SinceNs;          // Event time at which it began, or last closed something.
    public long LeftLots;         // Held when it was looked at last.
    public long SliceLots;        // Most lots of the next order; 0 for as many as one order may.
    public long TriedLots;        // Of the latest order; 0 before the first.
    public long OrderId;          // ClOrdID(11) of the latest order; 0 before the first.
    public long NextTryNs;        // No order before this event time.
    public long SeenSequence;     // Journal sequence of the input with which it was last wanted.
    public long SeenNs;           // Event time of that input.
    public RiskDenial Denial;     // The values of the latest refusal.
    public int InstrumentIndex;
    public ushort StrategyIndex;
    public ushort DenialScopeIndex;
    public ClosingMarks Marks;
    public Side Side;             // Of the orders that close.
    public RiskVerdict Verdict;   // On the latest order; NotChecked before the first.
    public RiskScope DenialScope;
    public StallCause Cause;      // What stands in the way now; Unfilled where nothing does that is known.

    public readonly OrderOwner Owner => new(InstrumentIndex, Side, StrategyIndex);

    /// <summary>Whether the mark is set.</summary>
    public readonly bool Is(ClosingMarks mark) => (Marks & mark) == mark;
}

/// <summary>What is special about a closing. In the state hash, so never renumbered.</summary>
[Flags]
internal enum ClosingMarks : uint
{
    None = 0,

    /// <summary>A record says that it has stalled, and none that it goes on.</summary>
    Told = 1,

    /// <summary>The smallest order that there is was refused.</summary>
    Smallest = 2,

    /// <summary>Some of it has been closed since, and no record says so yet.</summary>
    ComesOn = 4,
}
