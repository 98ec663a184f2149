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
    [FieldOffset(8)] public long LinkedOrderId;     // The order that Link ties it to; else 0.
    [FieldOffset(16)] public long Amount;           // Trailing: ticks or basis points; Iceberg: lots. Bracket: target.
    [FieldOffset(24)] public long ExpireTimestampNs; // Engine clock, ns since the Unix epoch; 0 for never.
    [FieldOffset(32)] public HeldKind Kind;
    [FieldOffset(33)] public TriggerSource Source;
    [FieldOffset(34)] public byte ConfirmCount;     // Looks of the latest ConfirmOf that must be beyond; 0 is 1.
    [FieldOffset(35)] public byte ConfirmOf;        // At most 32; 0 is 1.
    [FieldOffset(36)] public HeldLink Link;
    [FieldOffset(37)] public HeldChange Change;     // Of a HeldOrderChange: what.
    // 38 and 39 are reserved, zero.
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
}
