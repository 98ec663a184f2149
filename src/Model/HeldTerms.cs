using System.Runtime.InteropServices;

namespace LowLatencyEngine.Model;

/// <summary>
/// What the engine itself watches of an order that it holds: trigger, display quantity, expiry, ties to other orders.
/// Stands behind the order in a HoldOrder and behind the act in a Command of that kind; there the order's VenueOrderId
/// and ParentOrderId, and the end of the act's name, are its first bytes.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = SizeBytes)]
public struct HeldTerms
{
    public const int SizeBytes = 40;
    public const int EventOffset = EngineEvent.PayloadOffset + 48;

    [FieldOffset(0)] public long TriggerPriceTicks; // Trailing: from which on it trails, 0 at once. Bracket: stop.
    [FieldOffset(8)] public long LinkedOrderId;     // The order that Link ties it to; of OrderHoldReplace the order.
    [FieldOffset(16)] public long Amount;           // Trailing: ticks or basis points; Iceberg: lots. Bracket: target.
                                                    // Pegged: ticks added to the reference, PegOffsetValue(211).
    [FieldOffset(24)] public long ExpireTimestampNs; // Engine clock, ns since the Unix epoch; 0 for never.
    [FieldOffset(32)] public HeldKind Kind;
    [FieldOffset(33)] public TriggerSource Source;
    [FieldOffset(34)] public byte ConfirmCount;     // Looks of the latest ConfirmOf that must be beyond; 0 is 1.
    [FieldOffset(35)] public byte ConfirmOf;        // At most 32; 0 is 1.
    [FieldOffset(36)] public HeldLink Link;
    [FieldOffset(37)] public HeldChange Change;     // Of a HeldOrderChange: what.
    [FieldOffset(38)] public byte StepTicks;        // Pegged: least move of the price that is followed; 0 is 1.
    [FieldOffset(39)] public HeldOptions Options;
}

/// <summary>What makes a held order a real one. Journaled, so never renumbered.</summary>
public enum HeldKind : byte
{
    None = 0,

    /// <summary>Nothing: it goes out at once, and the engine watches its expiry or its ties.</summary>
    Immediate = 1,

    /// <summary>A price as bad as the trigger or worse: a stop, or a stop-limit by the order's type.</summary>
    Stop = 2,

    /// <summary>A price as good as the trigger or better: market or limit if touched.</summary>
    Touch = 3,

    /// <summary>A stop that follows the best price at a distance in ticks, and never goes back.</summary>
    TrailingTicks = 4,

    /// <summary>The same at a distance in basis points of the best price.</summary>
    TrailingShare = 5,

    /// <summary>Nothing; no more than Amount lots of it are out at a time.</summary>
    Iceberg = 6,

    /// <summary>Of commands alone: an Immediate with two exits.</summary>
    Bracket = 7,

    // From here on what follows the market; each goes out at once as a limit order, capped by its own limit if any.

    /// <summary>The best price of its own side without our own quotes: PegPriceType(1094) 5.</summary>
    PegPrimary = 8,

    /// <summary>Half-way between the best prices without our own quotes, rounded away from the other side.</summary>
    PegMid = 9,

    /// <summary>The best price of the other side without our own quotes: PegPriceType(1094) 4.</summary>
    PegMarket = 10,

    /// <summary>The other side's best price when it goes out; what does not fill stays: OrdType(40) K.</summary>
    MarketToLimit = 11,
}

/// <summary>
/// What else is wanted of a held order, and of a replace of one which terms it gives; those that it does not give stay.
/// Journaled, so never renumbered.
/// </summary>
[System.Flags]
public enum HeldOptions : byte
{
    None = 0,

    /// <summary>It may only add liquidity: what would trade when it goes out ends, ExecInst(18) 6.</summary>
    PostOnly = 1,

    /// <summary>With PostOnly: what would trade goes out one step from the other side's best price instead.</summary>
    Reprices = 2,

    GivesExpiry = 8,
    GivesPrice = 16,
    GivesQty = 32,
    GivesTrigger = 64,
    GivesAmount = 128,

    /// <summary>A replace that gives all terms.</summary>
    GivesAll = GivesExpiry | GivesPrice | GivesQty | GivesTrigger | GivesAmount,
}

/// <summary>Which price triggers. Journaled, so never renumbered.</summary>
public enum TriggerSource : byte
{
    None = 0,

    /// <summary>The last trade.</summary>
    Last = 1,

    /// <summary>The best price that the order would trade with: the ask for one that buys.</summary>
    Quote = 2,

    /// <summary>Half-way between bid and ask, rounded down to a tick.</summary>
    Mid = 3,
}

/// <summary>How a held order is tied to an earlier one. Journaled, so never renumbered.</summary>
public enum HeldLink : byte
{
    None = 0,

    /// <summary>Goes out after that order's fills, and for no more than those.</summary>
    AfterFill = 1,

    /// <summary>
    /// Shares its fate: any fill of one ends the other. Waits for the same order as that one, if it waits.
    /// </summary>
    OneCancelsOther = 2,

    /// <summary>Shares its lots: a fill of one makes the other smaller by as much.</summary>
    OneUpdatesOther = 3,
}

/// <summary>What became of a held order here, without the venue. Journaled, so never renumbered.</summary>
public enum HeldChange : byte
{
    None = 0,

    /// <summary>It ended: an operator, its strategy, a halt or its tie to another order wanted it.</summary>
    Canceled = 1,

    /// <summary>It ended: its time was over.</summary>
    Expired = 2,

    /// <summary>It ended: the gate refused it when it was to go out; the denial stands beside.</summary>
    Denied = 3,

    /// <summary>Two orders of which one was to fill have both filled; the lots are those too many.</summary>
    BothFilled = 4,

    /// <summary>The trigger was met; the price is the one that met it.</summary>
    Triggered = 5,

    /// <summary>Its terms are others now; what of it is at the venue has not changed by this.</summary>
    Replaced = 6,

    /// <summary>It filled after it and the orders that were to close it had ended; the lots are those.</summary>
    Unprotected = 7,

    /// <summary>What was too much or unprotected is undone.</summary>
    Undone = 8,

    /// <summary>An operator has seen what was too much or unprotected; the lots are those that nobody undid.</summary>
    Acknowledged = 9,

    /// <summary>It ended: it may only add liquidity, and would have traded.</summary>
    WouldTrade = 10,
}
