using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Risk;

/// <summary>Whether a scope may trade. In the state hash, so never renumbered.</summary>
public enum TradingState : byte
{
    Active = 0,
    Reducing = 1, // Only what makes a position smaller, every open order counted as filled.
    Halted = 2,   // Only cancels.
}

/// <summary>
/// What a scope has at risk and has done, in micro-units and counts, as sums that every order and fill moves. Four
/// cache lines, of which the first two are compared at once.
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = SizeBytes)]
public struct ScopeRow
{
    public const int SizeBytes = 4 * CacheLine.SizeBytes;

    private const int NumberCount = 11; // From ExecutedMicros on, the eight flags together being one.

    // What is not zero in an ordinary scope's flags does not matter, but for State and IsWarned.
    private const long ExtraordinaryMask = 0xFF_0000_00FF;

    public ScopeSums Sums;
    internal LimitScreen Screen;   // What the sums are held to; made from the limits, no state.
    public long ExecutedMicros;    // Filled today, both sides, at fill prices.
    public long ProfitMicros;      // Realized + unrealized - fees, as told last.
    public long RateReadyNs;       // Theoretical arrival time of the order rate (GCRA).
    public long RateIntervalNs;    // Time between two orders at the limit; 0 where there is none.
    public long WindowBucket;      // Number of the newest bucket.
    public long RepeatCount;       // Entries into a position since a human looked.
    public long RejectCount;       // Refusals of the venue in a row.
    public long PeakMicros;        // Highest profit since the breaker was armed.
    public long DayStartMicros;    // Profit when the day began, or when the breaker was armed again.
    public long CapitalMicros;     // What drawdowns are measured against besides the profit.
    public TradingState State;     // The stricter of the operator's and the breaker's.
    public TradingState Ordered;   // The operator's.
    public TradingState Tripped;   // The breaker's; only a human takes it back.
    public RiskVerdict Cause;      // Why it is not active.
    public byte IsWarned;          // 1: the warning tier is reached, orders count twice in their quantity.
    public RiskVerdict OrderedCause; // Why the operator's state is not active.
    public RiskVerdict TripCause;    // Why the breaker's state is not active.
    public SessionPhase Phase;       // Of an instrument, as the gate found it last; of other scopes always 0.

    /// <summary>Sum over instruments of the larger side, open orders counted as filled.</summary>
    public readonly long GrossMicros => Sums.GrossMicros;

    /// <summary>Sum of positions if every open buy filled and no open sell.</summary>
    public readonly long NetUpMicros => Sums.NetLongMicros;

    /// <summary>Sum of positions if every open sell filled and no open buy.</summary>
    public readonly long NetDownMicros => -Sums.NetShortMicros;

    /// <summary>Open orders, both sides, at the mark.</summary>
    public readonly long OpenMicros => Sums.CreditMicros - ExecutedMicros;

    /// <summary>Initial margin of the gross.</summary>
    public readonly long MarginMicros => Sums.MarginMicros + ProfitMicros;

    /// <summary>Orders with lots reserved.</summary>
    public readonly long OpenOrderCount => Sums.OpenOrderCount;

    /// <summary>Halted by a loss and by nobody's order: what is held may still be closed.</summary>
    public readonly bool IsHaltedByLoss =>
        Tripped == TradingState.Halted && TripCause == RiskVerdict.LossLimit && Ordered != TradingState.Halted;

    /// <summary>
    /// All flags side by side, so that those of many scopes are looked at together by <see cref="AreOrdinary"/>.
    /// </summary>
    internal readonly long Flags
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Unsafe.As<TradingState, long>(ref Unsafe.AsRef(in State));
    }

    /// <summary>
    /// Whether scopes have nothing that an order would be held against beside their limits; these are the bits of the
    /// flags of all.
    /// </summary>
    internal static bool AreOrdinary(long flags) => (flags & ExtraordinaryMask) == 0;

    /// <summary>Saves, loads or hashes it.</summary>
    internal void Transfer(ref StateTransfer state)
    {
        ref byte first = ref Unsafe.As<long, byte>(ref ExecutedMicros);
        ref byte last = ref Unsafe.As<SessionPhase, byte>(ref Phase);
        Debug.Assert(Unsafe.ByteOffset(ref first, ref last) == (NumberCount * sizeof(long)) - 1, "the last field");
        state.Value(ref Sums);
        state.Values(MemoryMarshal.CreateSpan(ref ExecutedMicros, NumberCount));
    }

    internal void SetProfit(long profitMicros)
    {
        Sums.MarginMicros += ProfitMicros - profitMicros;
        ProfitMicros = profitMicros;
    }

    internal void SetExecuted(long executedMicros)
    {
        Sums.CreditMicros += executedMicros - ExecutedMicros;
        ExecutedMicros = executedMicros;
    }

    /// <summary>A breaker trips; true if the scope is halted now and was not before.</summary>
    internal bool Trip(TradingState tripped, RiskVerdict cause)
    {
        Tripped = tripped;
        TripCause = cause;
        return Settle();
    }

    /// <summary>Takes the stricter state; true if the scope is halted now and was not before.</summary>
    internal bool Settle()
    {
        bool wasHalted = State == TradingState.Halted;
        bool isOrdered = Ordered != TradingState.Active && Ordered >= Tripped;
        State = isOrdered ? Ordered : Tripped;
        Cause = isOrdered ? OrderedCause : TripCause;
        return State == TradingState.Halted && !wasHalted;
    }
}
