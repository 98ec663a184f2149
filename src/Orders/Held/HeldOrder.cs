using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Orders.Held;

/// <summary>
/// An order that the engine keeps, in place. What of it is at the venue is a new order of its own, a part: one at a
/// time. To risk and to its owner it is one order from the wish to the end. 176 bytes without padding: snapshots copy
/// it as it lies.
/// </summary>
/// <remarks>
/// <code>
///   Held --trigger--> Triggered --part out--> working --part filled--> Triggered again, or ended
///     |                   |                      |
///     '-------------------'---- cancel, expiry, halt, tie, denial: ended; a part that is out is cancelled first
/// </code>
/// </remarks>
public struct HeldOrder
{
    public long OrderId;           // 0 in a free slot.
    public long PriceTicks;        // Limit of its parts; 0 for market orders.
    public long QtyLots;
    public long FilledLots;        // Of all its parts.
    public long AllowedLots;       // Of an order that waits for another's fills, those; else no bound.
    public long TiedFilledLots;    // What the order that it shares its fate or lots with has filled.
    public long PartId;            // ClOrdID(11) of the part that is out; else 0.
    public long LatestPartId;      // The same once it is out no more; 0 before the first.
    public long PartOpenLots;
    public long TriggerPriceTicks;
    public long Amount;            // Trailing distance or display quantity; see HeldTerms.
    public long ExpireTimestampNs; // 0 for never.
    public long BestTicks;         // Of a trailing stop, best price since it trails.
    public long TiedOrderId;       // The order that it shares its fate or lots with; else 0.
    public long AfterOrderId;      // The order whose fills it waits for; else 0.
    public long ReplaceId;         // ClOrdID(11) of its owner's replace that the venue has not answered; else 0.
    public long ReplacePriceTicks; // What that asks for.
    public long ReplaceQtyLots;
    public long StepTicks;         // Pegged: least move that is followed.
    public uint Looks;             // Latest looks, newest in bit 0: beyond or not.
    public int InstrumentIndex;
    public ushort StrategyIndex;
    public HeldMarks Marks;
    public Side Side;
    public OrderType Type;
    public TimeInForce TimeInForce;
    public HeldKind Kind;
    public TriggerSource Source;
    public byte ConfirmCount;
    public byte ConfirmOf;
    public HeldLink Link;
    internal int NextSlot;         // Of the next younger order in the instrument; NoSlot at the end.

    /// <summary>Whether all the marks are set.</summary>
    public readonly bool Is(HeldMarks marks) => (Marks & marks) == marks;

    /// <summary>Whether a price decides when it goes out.</summary>
    public readonly bool HasTrigger => Kind.HasTrigger();

    /// <summary>Whether it shows less than it has by going out in parts.</summary>
    public readonly bool IsSliced => Kind == HeldKind.Iceberg && !Is(HeldMarks.Native);

    /// <summary>Whether the engine watches for its price.</summary>
    public readonly bool IsArmed => HasTrigger && LeavesLots > 0 &&
        (Marks & (HeldMarks.Triggered | HeldMarks.Native)) == HeldMarks.None;

    /// <summary>Type of its parts: what takes its price from the market still goes out as a limit order.</summary>
    public readonly OrderType PartType => Kind.HasMarketPrice() ? OrderType.Limit : Type;

    /// <summary>Lots that may still be sent, those of the part that is out included.</summary>
    public readonly long LeavesLots
    {
        get
        {
            if (Link == HeldLink.OneCancelsOther && TiedFilledLots > 0)
                return 0;

            long tiedLots = Link == HeldLink.OneUpdatesOther ? TiedFilledLots : 0;
            return Math.Max(0, Math.Min(QtyLotsMax, AllowedLots) - FilledLots - tiedLots);
        }
    }

    /// <summary>Lots of the next part: all that may be sent, or what is to be shown of it.</summary>
    public readonly long NextPartLots => IsSliced ? Math.Min(Amount, LeavesLots) : LeavesLots;

    /// <summary>
    /// What risk holds for it, the lots of the part that is out included; 0 where it reserves nothing.
    /// </summary>
    public readonly long ReservedLots => Is(HeldMarks.Reserved) ? Math.Max(0, QtyLotsMax - FilledLots) : 0;

    /// <summary>What its owner has open by it: what is out, or what may still come to be.</summary>
    public readonly long OpenLots
    {
        get
        {
            long tiedLots = Link == HeldLink.OneUpdatesOther ? TiedFilledLots : 0;
            return Math.Max(PartOpenLots, QtyLots - FilledLots - tiedLots);
        }
    }

    /// <summary>Its quantity, or what a replace on its way would make of it where that is more.</summary>
    private readonly long QtyLotsMax => Math.Max(QtyLots, ReplaceQtyLots);

    /// <summary>As operators see it.</summary>
    public readonly OrderStatus Status => Is(HeldMarks.Triggered) ? OrderStatus.Triggered : OrderStatus.Held;
}

/// <summary>What is special about a held order. In the state hash, so never renumbered.</summary>
[Flags]
public enum HeldMarks : ushort
{
    None = 0,

    /// <summary>It may go out.</summary>
    Triggered = 1,

    /// <summary>It is to end: no further part, and what is out is cancelled.</summary>
    Ending = 2,

    /// <summary>It is to end because its time is over.</summary>
    Expired = 4,

    /// <summary>Risk holds its open lots.</summary>
    Reserved = 8,

    /// <summary>The order whose fills it waits for may fill further.</summary>
    AwaitsFills = 16,

    /// <summary>Others wait for its fills.</summary>
    IsAwaited = 32,

    /// <summary>Something is to be done about it with the next input.</summary>
    Due = 64,

    /// <summary>Everybody knows that it has ended; its slot is still to be freed.</summary>
    Ended = 128,

    /// <summary>A trailing stop that has begun to trail.</summary>
    Trails = 256,

    /// <summary>Not before the next timer: its part, or a change of that, was refused.</summary>
    AwaitsTimer = 512,

    /// <summary>It may only add liquidity.</summary>
    PostOnly = 1024,

    /// <summary>What would trade goes out at a price that does not, instead of ending.</summary>
    Reprices = 2048,

    /// <summary>The venue has its kind: one part says all of it, and the venue watches the trigger.</summary>
    Native = 4096,

    /// <summary>The venue was told when its part ends; the engine ends it only where the venue does not.</summary>
    ExpiresAtVenue = 8192,

    /// <summary>It closes; see <see cref="EventFlags.ClosesLeg"/>.</summary>
    ClosesLeg = 16384,
}
