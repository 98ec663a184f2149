using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using LowLatencyEngine.Orders.Held;
using LowLatencyEngine.Risk;

namespace LowLatencyEngine.Engine;

/// <summary>
/// Replaces of held orders. What is kept here changes at once: the wish becomes a HeldOrderChange. Price and quantity
/// of a part that is out change at the venue: the wish becomes a replace of the part, and the order has its new terms
/// when that is accepted. A wish asks for one or the other. Decision thread only; O(held orders); 0 bytes.
/// </summary>
internal sealed class HeldReplaces(DecisionState state, HeldOrders orders, HeldTies ties, HeldParts parts)
{
    /// <summary>
    /// Why the latest wish was refused, for operators; null where the gate has said it, or it was not.
    /// </summary>
    public string? LastFault { get; private set; }

    /// <summary>A wish that cannot be fulfilled: a replace that is denied, whatever it asked for.</summary>
    public static RiskVerdict Refuse(ref EngineEvent wish, RiskVerdict verdict)
    {
        wish.Kind = EventKind.ReplaceOrder;
        wish.Held = default;
        return verdict;
    }

    /// <summary>
    /// A held order as the gate judges it: one that waits, or follows the market, as a limit order that the market
    /// would not fill at once, so that only its price is not judged.
    /// </summary>
    public static EngineEvent AsOrder(in EngineEvent hold, in RiskMarket market)
    {
        EngineEvent order = hold;
        order.Held = default;
        order.Kind = EventKind.NewOrder;
        if (!hold.Held.Kind.HasTrigger() && !hold.Held.Kind.HasMarketPrice())
            return order; // It goes out as it is.

        order.Order.Type = OrderType.Limit;
        order.Order.TimeInForce = TimeInForce.GoodTillCancel;
        order.Order.PriceTicks = hold.Side == Side.Buy ? market.BestBidTicks : market.BestAskTicks;
        return order;
    }

    /// <summary>Judges a wish about an order that is held, and does what can be done here.</summary>
    /// <param name="wish">
    /// ReplaceOrder with price and quantity, or HoldOrder with the terms that its options give.
    /// </param>
    /// <param name="market">Of its instrument, now.</param>
    public RiskVerdict Judge(ref EngineEvent wish, in RiskMarket market)
    {
        LastFault = null;
        ref HeldOrder order = ref orders[orders.Find(wish.Order.OriginalOrderId)];
        EngineEvent hold = TermsOf(in order, in wish);
        RiskVerdict verdict = VerdictOn(in order, in hold);
        if (verdict != RiskVerdict.Accepted)
            return Refuse(ref wish, verdict);

        Order part = default;
        if (order.PartId != 0 && !state.Orders.TryFind(new OrderId(order.PartId), out part))
            return Refuse(ref wish, Fault(RiskVerdict.UnknownOrder, "a part of it is just being sent"));

        bool isAtVenue = order.PartId != 0 && Changes(in order, in hold, in part);
        return isAtVenue
            ? ReplacePart(ref order, ref wish, in hold, in market)
            : ReplaceHere(ref order, ref wish, in hold, in market);
    }

    /// <summary>Makes a replace that the order table refuses what was judged, and forgets it.</summary>
    public void BeginWithdrawal(ref EngineEvent replace)
    {
        int slot = orders.Count > 0 ? orders.FindByPart(replace.Order.OriginalOrderId) : HeldOrders.NoSlot;
        if (slot == HeldOrders.NoSlot || orders[slot].ReplaceId != replace.Order.OrderId)
            return;

        if (orders[slot].Is(HeldMarks.Reserved))
            replace.Order.QtyLots = orders[slot].ReplaceQtyLots;

        HeldOrders.DropReplace(ref orders[slot]);
    }

    /// <summary>The order as a wish to hold it, with the terms that are given; the others are what they are.</summary>
    private static EngineEvent TermsOf(in HeldOrder order, in EngineEvent wish)
    {
        bool isWhole = wish.Kind == EventKind.HoldOrder;
        HeldTerms given = isWhole ? wish.Held : default;
        HeldOptions gives = isWhole ? given.Options : HeldOptions.GivesPrice | HeldOptions.GivesQty;
        EngineEvent hold = wish;
        HeldParts.Fill(ref hold, in order, (order.QtyLots, order.PriceTicks), HeldChange.None);
        hold.Kind = EventKind.HoldOrder;
        hold.Held.Link = HeldLink.None;
        hold.Held.LinkedOrderId = 0;
        if ((gives & HeldOptions.GivesQty) != HeldOptions.None)
            hold.Order.QtyLots = wish.Order.QtyLots;

        if ((gives & HeldOptions.GivesPrice) != HeldOptions.None)
            hold.Order.PriceTicks = wish.Order.PriceTicks;

        if (order.Kind.HasMarketPrice()) // Its limit is a cap that it may have or not.
            hold.Order.Type = hold.Order.PriceTicks == 0 ? OrderType.Market : OrderType.Limit;

        if ((gives & HeldOptions.GivesTrigger) != HeldOptions.None)
            hold.Held.TriggerPriceTicks = given.TriggerPriceTicks;

        if ((gives & HeldOptions.GivesAmount) != HeldOptions.None)
            hold.Held.Amount = given.Amount;

        if ((gives & HeldOptions.GivesExpiry) != HeldOptions.None)
            hold.Held.ExpireTimestampNs = given.ExpireTimestampNs;

        if (given.StepTicks != 0)
            hold.Held.StepTicks = given.StepTicks;

        return hold;
    }

    private RiskVerdict VerdictOn(in HeldOrder order, in EngineEvent hold)
    {
        if ((order.Marks & (HeldMarks.Ending | HeldMarks.Ended)) != HeldMarks.None)
            return Fault(RiskVerdict.UnknownOrder, "the order is ending");

        bool changesTrigger = hold.Held.TriggerPriceTicks != order.TriggerPriceTicks;
        bool changesAmount = hold.Held.Amount != order.Amount;
        bool isTriggered = order.HasTrigger && order.Is(HeldMarks.Triggered);
        if (isTriggered && (changesTrigger || changesAmount))
            return Fault(RiskVerdict.UnsupportedOrder, "its trigger has been met");

        if (changesTrigger && (!order.HasTrigger || order.Is(HeldMarks.Trails)))
            return Fault(RiskVerdict.UnsupportedOrder, "it has no such trigger, or trails already");

        bool hasAmount = order.Kind.IsPegged() ||
            order.Kind is HeldKind.TrailingTicks or HeldKind.TrailingShare or HeldKind.Iceberg;
        if (changesAmount && !hasAmount)
            return Fault(RiskVerdict.UnsupportedOrder, "it has no distance, offset or display quantity");

        if (order.Is(HeldMarks.ExpiresAtVenue) && hold.Held.ExpireTimestampNs == 0)
            return Fault(RiskVerdict.UnsupportedOrder, "the venue keeps its end, which can only be another: cancel it");

        if (hold.Order.Type == OrderType.Market && hold.Order.PriceTicks != 0)
            return Fault(RiskVerdict.UnsupportedOrder, "a market order has no limit");

        long tiedLots = order.Link == HeldLink.OneUpdatesOther ? order.TiedFilledLots : 0;
        if (hold.Order.QtyLots <= order.FilledLots + tiedLots)
            return Fault(RiskVerdict.OrderQtyOutOfRange, "no more than that has filled: cancel it");

        if (order.IsSliced && hold.Order.QtyLots < order.FilledLots + order.PartOpenLots)
            return Fault(RiskVerdict.OrderQtyOutOfRange, "less than has filled and is out");

        LastFault = HeldTriggers.FaultOf(in hold);
        return LastFault is null ? RiskVerdict.Accepted : RiskVerdict.UnsupportedOrder;
    }

    /// <summary>Whether price, quantity, trigger, end or display of what is out are to be others.</summary>
    private static bool Changes(in HeldOrder order, in EngineEvent hold, in Order part)
    {
        bool changesQty = hold.Order.QtyLots != order.QtyLots && !order.IsSliced;
        bool changesPrice = hold.Order.PriceTicks != order.PriceTicks && !order.Kind.IsPegged() &&
            hold.Order.PriceTicks != part.PriceTicks;
        bool changesTrigger = part.Type.HasTrigger() && hold.Held.TriggerPriceTicks != order.TriggerPriceTicks;
        return changesQty || changesPrice || changesTrigger || ChangesEnd(in order, in hold) ||
            ChangesDisplay(in order, in hold);
    }

    /// <summary>Whether the venue, which keeps its end, is to keep another.</summary>
    private static bool ChangesEnd(in HeldOrder order, in EngineEvent hold) =>
        order.Is(HeldMarks.ExpiresAtVenue) && hold.Held.ExpireTimestampNs != order.ExpireTimestampNs;

    /// <summary>Whether the venue, which shows a part of it, is to show another.</summary>
    private static bool ChangesDisplay(in HeldOrder order, in EngineEvent hold) =>
        order.Kind == HeldKind.Iceberg && !order.IsSliced && hold.Held.Amount != order.Amount;

    private RiskVerdict ReplacePart(
        ref HeldOrder order, ref EngineEvent wish, in EngineEvent hold, in RiskMarket market)
    {
        state.Orders.TryFind(new OrderId(order.PartId), out Order part);
        RiskVerdict verdict = VerdictOnPart(in order, in hold, in part);
        HeldOrder asked = order;
        asked.QtyLots = hold.Order.QtyLots;
        asked.PriceTicks = hold.Order.PriceTicks;
        long priceTicks = part.PriceTicks;
        bool changesPrice = !order.Kind.IsPegged() && hold.Order.PriceTicks != order.PriceTicks;
        if (changesPrice)
            priceTicks = hold.Order.PriceTicks;

        bool wouldTrade = changesPrice && order.Is(HeldMarks.PostOnly) &&
            parts.PriceOf(in asked, out priceTicks) != HeldPrice.Known;
        if (verdict == RiskVerdict.Accepted && wouldTrade)
            verdict = Fault(RiskVerdict.UnsupportedOrder, "it may only add liquidity, and would trade");

        if (verdict != RiskVerdict.Accepted)
            return Refuse(ref wish, verdict);

        wish.Kind = EventKind.ReplaceOrder;
        wish.Held = default;
        wish.Order.StrategyIndex = part.StrategyIndex;
        wish.Order.OriginalOrderId = part.OrderId;
        wish.Order.PriceTicks = priceTicks;
        wish.Order.QtyLots = order.IsSliced ? part.QtyLots : part.FilledLots + asked.LeavesLots;
        wish.Terms.StopPriceTicks = hold.Held.TriggerPriceTicks;
        wish.Terms.DisplayLots = ChangesDisplay(in order, in hold) ? hold.Held.Amount : 0;
        wish.Terms.ExpireTimestampNs = ChangesEnd(in order, in hold) ? hold.Held.ExpireTimestampNs : 0;
        part.CompleteReplace(ref wish);
        verdict = CheckPart(in order, in wish, hold.Order.QtyLots, in market);
        if (verdict != RiskVerdict.Accepted)
            return verdict;

        order.ReplaceId = wish.Order.OrderId;
        order.ReplacePriceTicks = hold.Order.PriceTicks;
        order.ReplaceQtyLots = hold.Order.QtyLots;
        return verdict;
    }

    /// <summary>Where the order reserves, risk holds its lots and not those of the part.</summary>
    private RiskVerdict CheckPart(in HeldOrder order, in EngineEvent replace, long qtyLots, in RiskMarket market)
    {
        if (!order.Is(HeldMarks.Reserved))
        {
            state.Orders.TryFind(new OrderId(order.PartId), out Order part);
            return state.Risk.CheckChangeAndReserve(in replace, part.FilledLots + part.ReservedLots, in market);
        }

        EngineEvent judged = replace;
        judged.Order.QtyLots = qtyLots;
        return state.Risk.CheckChangeAndReserve(in judged, order.FilledLots + order.ReservedLots, in market);
    }

    private RiskVerdict VerdictOnPart(in HeldOrder order, in EngineEvent hold, in Order part)
    {
        bool changesAmountHere = hold.Held.Amount != order.Amount && !ChangesDisplay(in order, in hold);
        bool changesEndHere = hold.Held.ExpireTimestampNs != order.ExpireTimestampNs && !ChangesEnd(in order, in hold);
        bool changesRest = changesAmountHere || changesEndHere || hold.Held.StepTicks != StepOf(in order) ||
            (order.IsSliced && hold.Order.QtyLots != order.QtyLots) ||
            (order.Kind.IsPegged() && hold.Order.PriceTicks != order.PriceTicks);
        if (changesRest)
            return Fault(RiskVerdict.UnsupportedOrder, "some of it changes at the venue and some here: ask one by one");

        if (part.Type is OrderType.Market or OrderType.MarketToLimit)
            return Fault(RiskVerdict.UnsupportedOrder, "a market order is at the venue");

        return part.PendingCancelId != 0 || part.PendingReplaceId != 0 || !part.IsOpen
            ? Fault(RiskVerdict.UnknownOrder, "a cancel or another replace of it is on its way, or it has filled")
            : RiskVerdict.Accepted;
    }

    private RiskVerdict ReplaceHere(
        ref HeldOrder order, ref EngineEvent wish, in EngineEvent hold, in RiskMarket market)
    {
        RiskVerdict verdict = CheckHere(in order, in hold, in market);
        if (verdict != RiskVerdict.Accepted)
            return Refuse(ref wish, verdict);

        long formerQtyLots = order.QtyLots;
        long formerReservedLots = order.ReservedLots;
        if (hold.Held.TriggerPriceTicks != order.TriggerPriceTicks)
            order.Looks = 0;

        order.QtyLots = hold.Order.QtyLots;
        order.PriceTicks = hold.Order.PriceTicks;
        order.Type = hold.Order.Type;
        order.TriggerPriceTicks = hold.Held.TriggerPriceTicks;
        order.Amount = hold.Held.Amount;
        order.StepTicks = long.Max(1, hold.Held.StepTicks);
        orders.SetExpiry(ref order, hold.Held.ExpireTimestampNs);
        Tell(ref order, ref wish, long.Max(0, formerReservedLots - order.ReservedLots));
        ties.OnResize(in order, formerQtyLots);
        orders.MarkDue(ref order);
        return RiskVerdict.Accepted;
    }

    /// <summary>More lots are reserved where the order reserves; else the shape of the order is judged.</summary>
    private RiskVerdict CheckHere(in HeldOrder order, in EngineEvent hold, in RiskMarket market)
    {
        EngineEvent judged = AsOrder(in hold, in market);
        if (!order.Is(HeldMarks.Reserved) || hold.Order.QtyLots <= order.QtyLots)
        {
            RiskVerdict shape = state.Risk.Probe(in judged, in market);
            return OperatorOrders.IsOfShape(shape) ? shape : RiskVerdict.Accepted;
        }

        RiskVerdict verdict = state.Risk.CheckChangeAndReserve(
            in judged, order.FilledLots + order.ReservedLots, in market);
        if (verdict == RiskVerdict.Accepted)
            parts.TellPriceless(in judged, hold.Order.QtyLots - order.FilledLots);

        return verdict;
    }

    private void Tell(ref HeldOrder order, ref EngineEvent wish, long releasedLots)
    {
        HeldParts.Fill(ref wish, in order, (order.QtyLots, order.PriceTicks), HeldChange.Replaced);
        OrderReport report = parts.ReportOf(in order, OrderReportKind.Replaced);
        report.PriceTicks = order.PriceTicks;
        report.ReleasedLots = releasedLots;
        report.ReservedLots = order.ReservedLots;
        if (releasedLots > 0)
            state.Risk.OnReport(in report);

        state.Reports.Add(in report);
    }

    private static byte StepOf(in HeldOrder order) => (byte)(order.Kind.IsPegged() ? order.StepTicks : 0);

    private RiskVerdict Fault(RiskVerdict verdict, string text)
    {
        LastFault = text;
        return verdict;
    }
}
