using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Orders;

/// <summary>
/// One order as the table keeps it, read in place. A pending cancel and doubt stand beside the working status, so that
/// a refused cancel leaves the order what it was. 192 bytes without padding: snapshots copy orders as they lie.
/// </summary>
/// <remarks>
/// <code>
///   PendingNew -> New -> PartiallyFilled -> Filled      + cancel or replace pending (Status tells)
///       |          |           |                        + in doubt (the venue must say what it has)
///       '----------'-----------'--> Canceled | Rejected | Expired --late fill--> Filled, once all lots are
/// </code>
/// </remarks>
public struct Order
{
    public long OrderId;                // ClOrdID(11); 0 in a slot that was never used.
    public long PriceTicks;             // Limit price; 0 for a market order.
    public long QtyLots;                // As ordered.
    public long FilledLots;             // Above QtyLots after an overfill.
    public long OpenLots;               // Can still fill; above 0 exactly while the order is open.
    public long PendingCancelId;        // ClOrdID(11) of the cancel on its way; else 0.
    public long PendingReplaceId;       // ClOrdID(11) of the replace on its way; else 0.
    public long ReplacePriceTicks;      // What it asks for.
    public long ReplaceQtyLots;
    public long VenueOrderId;           // ClOrdID(11) at the venue: of the last replace. See AdoptedOrders.
    internal long VenueOrderIdHash;     // OrderID(37) as a hash, since the venue works it; 0 before.
    internal long RootId;               // In the slot of a replace: the order it replaced. Else 0.
    public long LastFillPriceTicks;     // 0 before the first fill.
    internal long StatusAskedNs;        // When a status request was last written; NeverAsked before.
    internal MissedFill Missed;
    public OrderTerms Terms;            // What the venue was told beside; all zero for most orders.
    public int InstrumentIndex;
    internal int PreviousSlot;          // Neighbours among the open orders, by rising id; NoSlot at the ends.
    internal int NextSlot;
    internal OrderMarks Marks;
    public ushort StrategyIndex;
    public Side Side;
    public OrderType Type;
    public TimeInForce TimeInForce;
    public OrderStatus WorkingStatus;   // Never PendingCancel or PendingReplace.
    public RestatementReason Reason;    // The latest that the venue gave for what nobody asked for.
    internal byte Unused;               // Always 0; named, because padding could not be saved byte for byte.

    internal const long NeverAsked = long.MinValue;

    /// <summary>The working status, or PendingCancel before PendingReplace while one is on its way.</summary>
    public readonly OrderStatus Status
    {
        get
        {
            if (PendingCancelId != 0)
                return OrderStatus.PendingCancel;

            return PendingReplaceId != 0 && IsOpen ? OrderStatus.PendingReplace : WorkingStatus;
        }
    }

    /// <summary>
    /// What risk holds for the order: its open lots, or those that a pending replace would leave, whichever is more.
    /// </summary>
    public readonly long ReservedLots =>
        PendingReplaceId != 0 && IsHeld ? Math.Max(OpenLots, ReplaceQtyLots - FilledLots) : OpenLots;

    /// <summary>What a report says of a fill; where it says nothing of the leg, the fill does what the order was to do.
    /// </summary>
    internal readonly FillFacts EffectOf(FillFacts stated)
    {
        bool isStated = (stated & (FillFacts.Opens | FillFacts.Closes)) != FillFacts.None;
        return isStated || !ClosesLeg ? stated : stated | FillFacts.Closes;
    }

    /// <summary>True while lots can still fill.</summary>
    public readonly bool IsOpen => OpenLots > 0;

    /// <summary>
    /// True for an order that has filled on its old terms, with a replace on its way that would open it again (C.1.c).
    /// </summary>
    public readonly bool AwaitsReplace =>
        OpenLots == 0 && PendingReplaceId != 0 && WorkingStatus == OrderStatus.Filled && ReplaceQtyLots > FilledLots;

    /// <summary>True while lots can still fill, or could once a replace is accepted.</summary>
    internal readonly bool IsHeld => IsOpen || AwaitsReplace;

    /// <summary>True while the order is in the chain of those that are held.</summary>
    internal readonly bool IsChained => (Marks & OrderMarks.Chained) != OrderMarks.None;

    /// <summary>True while only the venue knows whether the order lives.</summary>
    public readonly bool IsInDoubt => (Marks & OrderMarks.InDoubt) != OrderMarks.None;

    /// <summary>True for an order that nobody here sent: the operator's since the venue named it.</summary>
    public readonly bool IsAdopted => (Marks & OrderMarks.Adopted) != OrderMarks.None;

    /// <summary>True for an order that closes; see <see cref="EventFlags.ClosesLeg"/>.</summary>
    public readonly bool ClosesLeg => (Marks & OrderMarks.ClosesLeg) != OrderMarks.None;

    /// <summary>True once a replace was accepted.</summary>
    internal readonly bool IsReplaced => VenueOrderId != OrderId && !IsAdopted;

    /// <summary>True once a fill was cancelled or corrected: earlier totals mean nothing any more.</summary>
    internal readonly bool IsCorrected => (Marks & OrderMarks.Corrected) != OrderMarks.None;

    /// <summary>The price that the venue looks at for one that waits; the last trade where none was named.</summary>
    public readonly TriggerSource TriggerSource
    {
        get
        {
            if ((Marks & OrderMarks.QuoteTrigger) != OrderMarks.None)
                return TriggerSource.Quote;

            return (Marks & OrderMarks.MidTrigger) != OrderMarks.None ? TriggerSource.Mid : TriggerSource.Last;
        }
    }

    /// <summary>True while a later replace waits for the one on its way; see <see cref="KeptReplaces"/>.</summary>
    public readonly bool KeepsReplace => (Marks & OrderMarks.KeepsReplace) != OrderMarks.None;

    /// <summary>True once the venue has said that the price came which the order waited for.</summary>
    public readonly bool IsTriggered => (Marks & OrderMarks.Triggered) != OrderMarks.None;

    /// <summary>
    /// True for an order that the venue has accepted and does not work yet, as it says in WorkingIndicator(636).
    /// </summary>
    public readonly bool IsNotWorking => (Marks & OrderMarks.NotWorking) != OrderMarks.None;

    /// <summary>Lots that stand in the book for others to see, at its limit; 0 where it has none or waits.</summary>
    public readonly long ShownLots
    {
        get
        {
            if (!Type.HasLimit() || (Type.HasTrigger() && !IsTriggered) || IsNotWorking)
                return 0;

            return Terms.DisplayLots == 0 ? OpenLots : Math.Min(OpenLots, Terms.DisplayLots);
        }
    }

    /// <summary>True while a replace is on its way of which nobody knows whether it arrived.</summary>
    public readonly bool IsReplaceInDoubt => (Marks & OrderMarks.ReplaceInDoubt) != OrderMarks.None;

    /// <summary>True while a cancel is on its way of which nobody knows whether it arrived.</summary>
    public readonly bool IsCancelInDoubt => (Marks & OrderMarks.CancelInDoubt) != OrderMarks.None;

    /// <summary>
    /// The venue works the order, under this id; what is told again does not take the place of what is new.
    /// </summary>
    internal void NoteWorking(long venueOrderIdHash, bool isRepeat)
    {
        if (WorkingStatus == OrderStatus.PendingNew)
            WorkingStatus = OrderStatus.New;

        if (venueOrderIdHash != 0 && (VenueOrderIdHash == 0 || !isRepeat))
            VenueOrderIdHash = venueOrderIdHash;
    }

    /// <summary>
    /// Writes into a replace what it leaves as it is; trigger, display and end only where the replace names no other.
    /// </summary>
    public readonly void CompleteReplace(ref EngineEvent replace)
    {
        replace.InstrumentIndex = InstrumentIndex;
        replace.Side = Side;
        replace.Order.Type = Type;
        replace.Order.TimeInForce = TimeInForce;
        OrderTerms terms = Terms;
        if (Type.HasTrigger() && replace.Terms.StopPriceTicks != 0)
            terms.StopPriceTicks = replace.Terms.StopPriceTicks;

        if (replace.Terms.DisplayLots != 0)
            terms.DisplayLots = replace.Terms.DisplayLots;

        if (TimeInForce == TimeInForce.GoodTillDate && replace.Terms.ExpireTimestampNs != 0)
            terms.ExpireTimestampNs = replace.Terms.ExpireTimestampNs;

        if (terms.DisplayLots >= replace.Order.QtyLots)
            terms.DisplayLots = 0; // All that is left is shown.

        replace.Terms = terms;
        replace.Flags = replace.Flags.WithClosing(ClosesLeg).WithTrigger(TriggerSource);
        if ((Marks & OrderMarks.PostOnly) != OrderMarks.None)
            replace.Flags |= EventFlags.PostOnly;
    }
}

/// <summary>What is special about an order: doubt ends; a correction and what it closes never do.</summary>
[Flags]
internal enum OrderMarks : uint
{
    None = 0,
    InDoubt = 1,
    CancelInDoubt = 2,
    Corrected = 4,
    ReplaceInDoubt = 8,
    Chained = 16,
    Adopted = 32,
    Named = 64, // By the venue's latest list of open orders.
    ClosesLeg = 128,
    PostOnly = 256,
    Triggered = 512,
    QuoteTrigger = 1024,
    MidTrigger = 2048,
    KeepsReplace = 4096,
    AskedAlone = 8192, // See UnheardOrders.
    NotWorking = 16384,
}

/// <summary>
/// Lots of an order that were booked because CumQty(14) rose past their fills, and at what price: the fills themselves,
/// should they come after all, put price and fee right. One range an order; a second gap replaces the first.
/// </summary>
internal struct MissedFill
{
    public long BeginLots;      // Cumulative quantity before the missed lots.
    public long EndLots;        // Cumulative quantity after them.
    public long UnexplainedLots; // Of them, those whose own fill has not come yet.
    public long PriceTicks;     // At which they were booked.

    /// <summary>
    /// True if a fill that ends at <paramref name="cumQtyLots"/> lies inside and is still unexplained.
    /// </summary>
    public readonly bool Covers(long cumQtyLots, long lastQtyLots) =>
        lastQtyLots <= UnexplainedLots && cumQtyLots <= EndLots && cumQtyLots - lastQtyLots >= BeginLots;
}
