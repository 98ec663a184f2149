using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using LowLatencyEngine.Orders.Held;
using LowLatencyEngine.Risk;

namespace LowLatencyEngine.Engine;

/// <summary>
/// Orders that an operator sends, and questions what the gate would say. They go the way of every order: through risk,
/// the order table and the journal. Decision thread only; the outcome is read by the control door once the decision
/// thread has said that it worked on the request. 0 bytes.
/// </summary>
public sealed class OperatorOrders
{
    private const int BracketOrderCount = 4; // Entry and two exits, and the first part of the entry.

    private readonly DecisionState _state;
    private int _waitingIndex = -1; // Of the first wish in the outbox; within one input only.
    private long _waitingOrderId;   // Its id.
    private bool _replacesHeld;     // It is about an order that is held.

    internal OperatorOrders(DecisionState state) => _state = state;

    /// <summary>Verdict on the latest order or question, with its reason; Accepted has none.</summary>
    public Denial Outcome { get; private set; }

    /// <summary>Id of the latest order, of a bracket its entry's.</summary>
    public long LastOrderId { get; private set; }

    /// <summary>
    /// What the latest question about an order found: where it is, and of which kind; None for one that is not held.
    /// </summary>
    public (int InstrumentIndex, HeldKind Kind) Found { get; private set; }

    /// <summary>Why the latest replace of a held order was refused, where its terms are why; else null.</summary>
    public string? Fault { get; private set; }

    /// <summary>Turns a command into a wish, or answers it at once.</summary>
    public void OnCommand(in EngineEvent command)
    {
        if (command.Command.Kind == CommandKind.OrderSend && _state.Outbox.Room > 0)
        {
            BeginWaiting();
            Fill(ref _state.Outbox.Add(EventKind.NewOrder, in command), in command);
        }
        else if (command.Command.Kind == CommandKind.OrderHold && _state.Outbox.Room >= BracketOrderCount)
        {
            BeginWaiting();
            Hold(in command);
        }
        else if (command.Command.Kind == CommandKind.OrderHoldReplace)
            Replace(in command);
        else if (command.Command.Kind is CommandKind.OrderProbe or CommandKind.OrderHoldProbe)
            Probe(in command);
    }

    /// <summary>
    /// After the verdicts of the gate and of the order table: keeps the first refusal among the operator's orders and
    /// their parts.
    /// </summary>
    public void TakeVerdict()
    {
        if (_waitingIndex < 0)
            return;

        while (IsBeforeIt(in _state.Outbox[_waitingIndex]))
            _waitingIndex++;

        RiskVerdict verdict = RiskVerdict.Accepted;
        if (_state.Outbox[_waitingIndex].Order.OriginalOrderId != 0)
            verdict = _state.Outbox[_waitingIndex].Order.Verdict; // A replace, whosever the order is.

        LastOrderId = _state.Outbox[_waitingIndex].Order.OrderId;
        for (int i = _waitingIndex; i < _state.Outbox.Count && verdict == RiskVerdict.Accepted; i++)
        {
            ref readonly EngineEvent wish = ref _state.Outbox[i];
            bool isOwn = wish.Order.StrategyIndex == OrderRequest.OperatorStrategyIndex &&
                wish.Order.OriginalOrderId == 0 &&
                wish.Kind is EventKind.NewOrder or EventKind.HoldOrder or EventKind.OrderDenied;
            verdict = isOwn ? wish.Order.Verdict : verdict;
        }

        SetOutcome(verdict);
        Fault = _replacesHeld && verdict != RiskVerdict.Accepted ? _state.Held.Replaces.LastFault : null;
        _waitingIndex = -1;
    }

    // Own orders that give way to it were put there.
    private bool IsBeforeIt(in EngineEvent output) =>
        output.Order.OriginalOrderId != 0 && output.Order.OrderId != _waitingOrderId;

    private void BeginWaiting()
    {
        _waitingIndex = _state.Outbox.Count;
        _waitingOrderId = _state.Outbox.NextOrderId;
        _replacesHeld = false;
    }

    /// <summary>
    /// A bracket becomes an entry and two exits; the command's trigger is the stop, its amount the target.
    /// </summary>
    private void Hold(in EngineEvent command)
    {
        if (command.Held.Kind != HeldKind.Bracket)
        {
            AddHold(in command, in command.Held);
            return;
        }

        EngineEvent entry = EntryOf(in command);
        EngineEvent target = TargetOf(in command);
        target.Held.LinkedOrderId = AddHold(in entry, in entry.Held);
        EngineEvent stop = StopOf(in command);
        stop.Held.LinkedOrderId = AddHold(in target, in target.Held);
        AddHold(in stop, in stop.Held);
    }

    private static EngineEvent EntryOf(in EngineEvent bracket)
    {
        EngineEvent entry = bracket;
        entry.Held = new HeldTerms
        {
            Kind = HeldKind.Immediate, ExpireTimestampNs = bracket.Held.ExpireTimestampNs,
        };
        return entry;
    }

    private static EngineEvent TargetOf(in EngineEvent bracket)
    {
        EngineEvent target = bracket;
        target.Side = (Side)(-(sbyte)bracket.Side);
        target.Flags = target.Flags.WithClosing(true);
        target.Act.OrderType = OrderType.Limit;
        target.Act.TimeInForce = TimeInForce.None;
        target.Command.Argument = bracket.Held.Amount;
        target.Held = new HeldTerms { Kind = HeldKind.Immediate, Link = HeldLink.AfterFill };
        return target;
    }

    private static EngineEvent StopOf(in EngineEvent bracket)
    {
        EngineEvent stop = bracket;
        stop.Side = (Side)(-(sbyte)bracket.Side);
        stop.Flags = stop.Flags.WithClosing(true);
        stop.Act.OrderType = OrderType.Market;
        stop.Act.TimeInForce = TimeInForce.None;
        stop.Command.Argument = 0;
        stop.Held = new HeldTerms
        {
            Kind = HeldKind.Stop,
            Source = bracket.Held.Source,
            TriggerPriceTicks = bracket.Held.TriggerPriceTicks,
            ConfirmCount = bracket.Held.ConfirmCount,
            ConfirmOf = bracket.Held.ConfirmOf,
            Link = HeldLink.OneUpdatesOther,
        };
        return stop;
    }

    /// <summary>
    /// Other terms for an order that is held, or other price and quantity for one that is at the venue; what the
    /// command does not give stays. One that gives nothing only asks which order it is.
    /// </summary>
    private void Replace(in EngineEvent command)
    {
        Fault = null;
        long orderId = command.Held.LinkedOrderId;
        int slot = _state.Held.Orders.FindByPart(orderId);
        if (slot != HeldOrders.NoSlot)
            orderId = _state.Held.Orders[slot].OrderId; // A part is changed through what it is a part of.

        bool isHeld = _state.Held.Holds(orderId);
        bool isKnown = _state.Orders.TryFind(new OrderId(orderId), out Order order) && order.IsOpen;
        if (!(isHeld || isKnown) || _state.Outbox.Room == 0)
        {
            SetOutcome(RiskVerdict.UnknownOrder);
            return;
        }

        HeldOptions gives = command.Held.Options;
        if (gives == HeldOptions.None && command.Held.StepTicks == 0)
        {
            Find(orderId, order.InstrumentIndex);
            return;
        }

        BeginWaiting();
        _replacesHeld = isHeld;
        EventKind kind = isHeld ? EventKind.HoldOrder : EventKind.ReplaceOrder;
        ref EngineEvent wish = ref _state.Outbox.Add(kind, in command);
        Fill(ref wish, in command);
        wish.Order.OriginalOrderId = orderId;
        if (isHeld)
        {
            ref readonly HeldOrder held = ref _state.Held.Orders[_state.Held.Orders.Find(orderId)];
            wish.InstrumentIndex = held.InstrumentIndex; // The order's, whatever the command says.
            wish.Side = held.Side;
            wish.Held = command.Held;
            return;
        }

        wish.InstrumentIndex = order.InstrumentIndex;
        wish.Side = order.Side;
        bool givesPrice = (gives & HeldOptions.GivesPrice) != HeldOptions.None;
        bool givesQty = (gives & HeldOptions.GivesQty) != HeldOptions.None;
        (long priceTicks, long qtyLots) = _state.Orders.Kept.LatestOf(in order);
        wish.Order.PriceTicks = givesPrice ? command.Command.Argument : priceTicks;
        wish.Order.QtyLots = givesQty ? command.Act.QtyLots : qtyLots;
    }

    private void Find(long orderId, int instrumentIndex)
    {
        int slot = _state.Held.Orders.Find(orderId);
        Found = slot == HeldOrders.NoSlot
            ? (instrumentIndex, HeldKind.None)
            : (_state.Held.Orders[slot].InstrumentIndex, _state.Held.Orders[slot].Kind);
        LastOrderId = orderId;
        SetOutcome(RiskVerdict.Accepted);
    }

    private long AddHold(in EngineEvent command, in HeldTerms terms)
    {
        ref EngineEvent wish = ref _state.Outbox.Add(EventKind.HoldOrder, in command);
        Fill(ref wish, in command);
        SetTerms(ref wish, in command, in terms);
        return wish.Order.OrderId;
    }

    private static void SetTerms(ref EngineEvent wish, in EngineEvent command, in HeldTerms terms)
    {
        wish.Held = terms;
        if (terms.Kind.HasMarketPrice() && command.Act.TimeInForce == TimeInForce.None)
            wish.Order.TimeInForce = TimeInForce.GoodTillCancel; // Its price is a cap, or none: it stays all the same.
    }

    private void Probe(in EngineEvent command)
    {
        if (command.Command.Kind == CommandKind.OrderHoldProbe && command.Held.Kind == HeldKind.Bracket)
            SetOutcome(VerdictOnBracket(in command));
        else
            SetOutcome(VerdictOn(in command));
    }

    /// <summary>
    /// Of its orders the entry opens something, and is judged in full. The exits are judged in full when they go out;
    /// what no fill of the entry can change is told now.
    /// </summary>
    private RiskVerdict VerdictOnBracket(in EngineEvent bracket)
    {
        EngineEvent entry = EntryOf(in bracket);
        EngineEvent target = TargetOf(in bracket);
        EngineEvent stop = StopOf(in bracket);
        RiskVerdict verdict = VerdictOn(in entry);
        if (verdict == RiskVerdict.Accepted)
            verdict = VerdictOnShape(in target);

        return verdict == RiskVerdict.Accepted ? VerdictOnShape(in stop) : verdict;
    }

    /// <summary>The gate judges the shape before anything that depends on the position.</summary>
    private RiskVerdict VerdictOnShape(in EngineEvent command)
    {
        RiskVerdict verdict = VerdictOn(in command);
        return IsOfShape(verdict) ? verdict : RiskVerdict.Accepted;
    }

    /// <summary>Whether a refusal is about what can be said of one order by itself.</summary>
    internal static bool IsOfShape(RiskVerdict verdict) =>
        verdict is RiskVerdict.UnsupportedOrder or RiskVerdict.OrderQtyOutOfRange
            or RiskVerdict.PriceOutOfRange or RiskVerdict.PriceOutsideBand or RiskVerdict.PriceOutsideDynamicBand
            or RiskVerdict.QtyStep or RiskVerdict.PriceStep or RiskVerdict.NotionalLimit
            or RiskVerdict.NotionalTooSmall or RiskVerdict.LiquidityLimit or RiskVerdict.SweepCost;

    private RiskVerdict VerdictOn(in EngineEvent command)
    {
        EngineEvent order = default;
        order.Kind = EventKind.NewOrder;
        order.InstrumentIndex = command.InstrumentIndex;
        order.ReceiveTimestampNs = command.ReceiveTimestampNs;
        Fill(ref order, in command);
        order.Order.StrategyIndex = command.Act.ScopeIndex < _state.Positions.StrategyCount
            ? (ushort)command.Act.ScopeIndex
            : OrderRequest.OperatorStrategyIndex; // As the operator's own orders are counted.
        RiskMarket market = _state.RiskFeed.MarketOf(in order, command.ReceiveTimestampNs);
        if (command.Command.Kind == CommandKind.OrderProbe)
            return _state.SelfTrades.Probe(in order, in market);

        order.Kind = EventKind.HoldOrder;
        SetTerms(ref order, in command, in command.Held);
        return _state.Held.Probe(in order, in market);
    }

    private void SetOutcome(RiskVerdict verdict)
    {
        Denial denial = _state.Risk.LastDenial;
        Outcome = denial.Verdict == verdict ? denial : new Denial(verdict, Row: -1, default);
    }

    private static void Fill(ref EngineEvent order, in EngineEvent command)
    {
        order.Side = command.Side;
        order.Flags = order.Flags.WithClosing(command.Flags.Closes());
        order.Order.PriceTicks = command.Command.Argument;
        order.Order.QtyLots = command.Act.QtyLots;
        order.Order.Type = command.Act.OrderType;
        order.Order.TimeInForce = TimeOf(in command);
        order.Order.StrategyIndex = OrderRequest.OperatorStrategyIndex;
        order.Order.CauseSequence = command.Sequence;
    }

    private static TimeInForce TimeOf(in EngineEvent command)
    {
        if (command.Act.TimeInForce != TimeInForce.None)
            return command.Act.TimeInForce;

        return command.Act.OrderType == OrderType.Market
            ? TimeInForce.ImmediateOrCancel
            : TimeInForce.GoodTillCancel;
    }
}
