using System.Diagnostics;
using LowLatencyEngine.Analysis;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Strategies;

/// <summary>
/// What one strategy may know and do while it works on one event. Orders it asks for go into the outbox; risk judges
/// them after it has returned, and an order report tells. Decision thread only; allocates nothing after construction.
/// </summary>
public sealed class StrategyContext
{
    private readonly OpenOrders _orders;
    private readonly Outbox _outbox;
    private readonly SizeTable? _sizes;
    private EngineEvent _cause; // Only the header fields that outputs carry on.
    private TradingBlocks _blocks = TradingBlocks.Stopped | TradingBlocks.VenueNotReady;
    private long _refusedCount;
    private bool _canCancel; // The venue is logged on: it takes cancels also while orders are still being reconciled.

    internal StrategyContext(
        ushort strategyIndex, MarketAnalysis markets, Outbox outbox, StrategySetParameters parameters)
    {
        StrategyIndex = strategyIndex;
        Markets = markets;
        _outbox = outbox;
        _sizes = parameters.Sizes;
        _orders = new OpenOrders(markets.Count, parameters);
    }

    /// <summary>Dense index of the strategy.</summary>
    public ushort StrategyIndex { get; }

    /// <summary>Every instrument's market, as it is after the current event.</summary>
    public MarketAnalysis Markets { get; }

    /// <summary>Receive time of the current event, ns since the Unix epoch: all the time a strategy has.</summary>
    public long NowNs => _cause.ReceiveTimestampNs;

    /// <summary>Why orders are refused now.</summary>
    public TradingBlocks Blocks => _blocks;

    /// <summary>Orders can be placed.</summary>
    public bool IsTradingAllowed => Blocks == TradingBlocks.None;

    /// <summary>Orders of the strategy that may still fill, whether it knows them or not.</summary>
    public int OpenOrderCount => _orders.Count;

    /// <summary>Orders not placed because the strategy had too many open, since construction.</summary>
    public long RefusedCount => _refusedCount;

    /// <summary>Lots held in an instrument; the sign is the side.</summary>
    public long PositionLots(int instrumentIndex) => _orders.PositionLots(instrumentIndex);

    /// <summary>
    /// What the strategy has long and short of an instrument, apart; where its account nets, one or the other.
    /// </summary>
    public (long LongLots, long ShortLots) Legs(int instrumentIndex) => _orders.Legs(instrumentIndex);

    /// <summary>Lots that may still fill on a side, those being cancelled included.</summary>
    public long OpenLots(int instrumentIndex, Side side) => _orders.OpenLots(instrumentIndex, side);

    /// <summary>
    /// Lots to enter with on a side now: what the engine works out with each timer, 0 where there is to be no entry, or
    /// <paramref name="unsizedLots"/> where no size is configured. Exits are not sized.
    /// </summary>
    public long SizeLots(int instrumentIndex, Side side, long unsizedLots) => _sizes is null
        ? unsizedLots
        : _sizes.LotsOr(unsizedLots, new OrderOwner(instrumentIndex, side, StrategyIndex));

    /// <summary>
    /// The same for an entry that succeeds with a probability, 0 to 1: where `metaLabel` is configured the size grows
    /// with it, and is 0 at chance; elsewhere it changes nothing. `lle risk` shows the one stated last.
    /// </summary>
    public long SizeLots(int instrumentIndex, Side side, long unsizedLots, double probability) => _sizes is null
        ? unsizedLots
        : _sizes.LotsAt(probability, unsizedLots, new OrderOwner(instrumentIndex, side, StrategyIndex));

    /// <summary>A buy that stays until it is filled or cancelled; see <see cref="SubmitLimit"/>.</summary>
    public OrderId Buy(int instrumentIndex, long priceTicks, long qtyLots) =>
        SubmitLimit(instrumentIndex, Side.Buy, priceTicks, qtyLots, TimeInForce.GoodTillCancel);

    /// <summary>A sale that stays until it is filled or cancelled; see <see cref="SubmitLimit"/>.</summary>
    public OrderId Sell(int instrumentIndex, long priceTicks, long qtyLots) =>
        SubmitLimit(instrumentIndex, Side.Sell, priceTicks, qtyLots, TimeInForce.GoodTillCancel);

    /// <summary>A sale that closes what is long; see <see cref="SubmitClose"/>.</summary>
    public OrderId CloseLong(int instrumentIndex, long priceTicks, long qtyLots) =>
        SubmitClose(instrumentIndex, Side.Sell, priceTicks, qtyLots, TimeInForce.GoodTillCancel);

    /// <summary>A buy that closes what is short; see <see cref="SubmitClose"/>.</summary>
    public OrderId CloseShort(int instrumentIndex, long priceTicks, long qtyLots) =>
        SubmitClose(instrumentIndex, Side.Buy, priceTicks, qtyLots, TimeInForce.GoodTillCancel);

    /// <summary>
    /// A limit order that, in a hedging account, closes the leg on the other side and opens nothing; risk denies what
    /// is more than the leg holds. Where the account nets it is <see cref="SubmitLimit"/>.
    /// </summary>
    public OrderId SubmitClose(int instrumentIndex, Side side, long priceTicks, long qtyLots, TimeInForce timeInForce)
    {
        OrderId id = SubmitLimit(instrumentIndex, side, priceTicks, qtyLots, timeInForce);
        if (id.Value != 0)
            _outbox[_outbox.Count - 1].Flags |= EventFlags.ClosesLeg;

        return id;
    }

    /// <summary>Asks for a limit order of <paramref name="qtyLots"/>, at least 1.</summary>
    /// <returns>
    /// Its id, by which reports will name it; 0 where it was not placed: trading is blocked, too many orders are open,
    /// or the outbox is full. Nothing reports on an order that was not placed.
    /// </returns>
    public OrderId SubmitLimit(int instrumentIndex, Side side, long priceTicks, long qtyLots, TimeInForce timeInForce)
    {
        Debug.Assert(qtyLots > 0);
        Debug.Assert(side is Side.Buy or Side.Sell);
        if (!IsTradingAllowed)
            return default;

        if (_orders.IsFull)
        {
            _refusedCount++;
            return default;
        }

        ref EngineEvent output = ref _outbox.AddWish(
            EventKind.NewOrder, in _cause, new OrderOwner(instrumentIndex, side, StrategyIndex));
        output.Order.PriceTicks = priceTicks;
        output.Order.QtyLots = qtyLots;
        output.Order.Type = OrderType.Limit;
        output.Order.TimeInForce = timeInForce;
        if (output.Order.OrderId == 0)
            return default;

        _orders.Add(new OpenOrder
        {
            OrderId = output.Order.OrderId,
            OpenLots = qtyLots,
            InstrumentIndex = instrumentIndex,
            Side = side,
        });
        return new OrderId(output.Order.OrderId);
    }

    /// <summary>
    /// Asks the engine to keep an order until its time has come. Reports name it by its own id from the wish to the
    /// end, whatever goes out of it; <see cref="Cancel"/> ends it, <see cref="Replace"/> and <see cref="ReplaceHeld"/>
    /// change it.
    /// </summary>
    /// <returns>Its id; 0 where it was not placed, as of <see cref="SubmitLimit"/>.</returns>
    public OrderId Hold(in HeldWish wish) => CanPlace(1) ? Place(in wish, HeldLink.None, default) : default;

    /// <summary>
    /// Two orders of which one is to fill: any fill of one ends the other or, where they share their lots, makes it
    /// smaller by as much. Both may fill all the same if both are out at once: what is too much is told and undone.
    /// </summary>
    /// <param name="first">Any.</param>
    /// <param name="second">Of the same instrument; where lots are shared, of the same side and quantity.</param>
    /// <param name="sharesLots">Whether partial fills leave the rest of the other one.</param>
    public (OrderId First, OrderId Second) HoldPair(in HeldWish first, in HeldWish second, bool sharesLots)
    {
        if (!CanPlace(2))
            return default;

        OrderId firstId = Place(in first, HeldLink.None, default);
        HeldLink link = sharesLots ? HeldLink.OneUpdatesOther : HeldLink.OneCancelsOther;
        return (firstId, Place(in second, link, firstId));
    }

    /// <summary>
    /// An entry and two exits that go out after its fills, for no more than those, and share their lots. An exit that
    /// is triggered ends what is open of the entry and of the other exit first. If one is refused, all are.
    /// </summary>
    /// <param name="entry">Any.</param>
    /// <param name="target">Of the other side, usually a limit.</param>
    /// <param name="stop">Of the same side and quantity as the target.</param>
    public BracketIds HoldBracket(in HeldWish entry, in HeldWish target, in HeldWish stop)
    {
        if (!CanPlace(3))
            return default;

        OrderId entryId = Place(in entry, HeldLink.None, default);
        OrderId targetId = Place(target with { Closes = true }, HeldLink.AfterFill, entryId);
        OrderId stopId = Place(stop with { Closes = true }, HeldLink.OneUpdatesOther, targetId);
        return new BracketIds(entryId, targetId, stopId);
    }

    /// <summary>
    /// Asks for another price and quantity of a limit order that is open, in one message that keeps what is filled. One
    /// replace an order at a time: the next is denied until a report of kind Replaced or ReplaceRejected has come.
    /// </summary>
    /// <param name="orderId">As it was returned; a replace does not change it.</param>
    /// <param name="priceTicks">New limit, in ticks.</param>
    /// <param name="qtyLots">New quantity of the whole order, filled lots included; above those.</param>
    /// <returns>False where no such order is open, its cancel is wanted, or trading is blocked.</returns>
    public bool Replace(OrderId orderId, long priceTicks, long qtyLots)
    {
        Debug.Assert(qtyLots > 0);
        if (!IsTradingAllowed || !_orders.TryFind(orderId.Value, out OpenOrder order) ||
            order.Cancel != CancelState.None)
            return false;

        ref EngineEvent output = ref _outbox.AddReplace(in _cause, OwnerOf(in order), order.OrderId);
        output.Order.PriceTicks = priceTicks;
        output.Order.QtyLots = qtyLots;
        return output.Order.OrderId != 0;
    }

    /// <summary>
    /// Asks for other terms of an order that is held: trigger, distance, offset or display quantity, expiry, limit and
    /// quantity. Kind, side and ties stay. A report of kind Replaced or ReplaceRejected answers.
    /// </summary>
    /// <param name="orderId">As it was returned.</param>
    /// <param name="wish">
    /// All its terms. Of what is at the venue, those that the venue keeps change there, and others not with them.
    /// </param>
    /// <returns>False where no such order is open, its cancel is wanted, or trading is blocked.</returns>
    public bool ReplaceHeld(OrderId orderId, in HeldWish wish)
    {
        Debug.Assert(wish.QtyLots > 0);
        if (!IsTradingAllowed || !_orders.TryFind(orderId.Value, out OpenOrder order) ||
            order.Cancel != CancelState.None)
            return false;

        ref EngineEvent output = ref _outbox.AddWish(EventKind.HoldOrder, in _cause, OwnerOf(in order));
        Fill(ref output, in wish);
        output.Order.OriginalOrderId = order.OrderId;
        output.Held.Options |= HeldOptions.GivesAll;
        return output.Order.OrderId != 0;
    }

    /// <summary>
    /// Has an order cancelled, now or as soon as the venue takes it, again after a while when the venue refuses, until
    /// a report says that it is closed. Calling it again does nothing.
    /// </summary>
    /// <returns>False where no such order of the strategy is open.</returns>
    public bool Cancel(OrderId orderId)
    {
        bool isOpen = _orders.WantCancel(orderId.Value);
        SendWantedCancels();
        return isOpen;
    }

    internal void BeginEvent(in EngineEvent e)
    {
        _cause.Sequence = e.Sequence;
        _cause.ReceiveTimestampNs = e.ReceiveTimestampNs;
        _cause.InstrumentIndex = e.InstrumentIndex;
    }

    internal void SetBlock(TradingBlocks block, bool isOn) =>
        _blocks = isOn ? _blocks | block : _blocks & ~block;

    internal void OnReport(in OrderReport report) => _orders.OnReport(in report, NowNs);

    internal void CancelAll() => _orders.WantCancelAll();

    internal void OnVenueStatus(VenueState state)
    {
        SetBlock(TradingBlocks.VenueNotReady, state != VenueState.Ready);
        _canCancel = state is VenueState.LoggedOn or VenueState.Ready;
        if (!_canCancel)
            _orders.ForgetSentCancels();
    }

    /// <summary>Cancels that are wanted and due leave, unless the venue cannot take them.</summary>
    internal void SendWantedCancels()
    {
        if (_orders.CancelWantedCount > 0)
            SendDueCancels();
    }

    /// <summary>Not the event being worked on: the next one begins by replacing it.</summary>
    internal void Transfer(ref StateTransfer state)
    {
        state.Value(ref _blocks);
        state.Value(ref _canCancel);
        state.Value(ref _refusedCount);
        _orders.Transfer(ref state);
    }

    private bool CanPlace(int orderCount)
    {
        if (!IsTradingAllowed || _outbox.Room < orderCount)
            return false;

        if (_orders.Room >= orderCount)
            return true;

        _refusedCount++;
        return false;
    }

    private OrderId Place(in HeldWish wish, HeldLink link, OrderId linkedId)
    {
        Debug.Assert(wish.QtyLots > 0);
        ref EngineEvent output = ref _outbox.AddWish(
            EventKind.HoldOrder, in _cause, new OrderOwner(wish.InstrumentIndex, wish.Side, StrategyIndex));
        Fill(ref output, in wish);
        output.Held.LinkedOrderId = linkedId.Value;
        output.Held.Link = link;
        _orders.Add(new OpenOrder
        {
            OrderId = output.Order.OrderId,
            OpenLots = wish.QtyLots,
            InstrumentIndex = wish.InstrumentIndex,
            Side = wish.Side,
            IsHeld = true,
        });
        return new OrderId(output.Order.OrderId);
    }

    private void SendDueCancels()
    {
        for (int i = 0; i < _orders.Count; i++)
        {
            ref OpenOrder order = ref _orders[i];
            bool isDue = order.Cancel == CancelState.Wanted && NowNs >= order.CancelNotBeforeNs;
            if (isDue && (_canCancel || order.IsHeld) && TrySendCancel(in order))
                _orders.MarkCancelSent(ref order);
        }
    }

    private bool TrySendCancel(in OpenOrder order)
    {
        ref EngineEvent output = ref _outbox.AddCancel(in _cause, OwnerOf(in order), order.OrderId);
        output.Order.QtyLots = order.OpenLots;
        return output.Order.OrderId != 0;
    }

    private OrderOwner OwnerOf(in OpenOrder order) => new(order.InstrumentIndex, order.Side, StrategyIndex);

    private static void Fill(ref EngineEvent output, in HeldWish wish)
    {
        output.Flags = output.Flags.WithClosing(wish.Closes);
        output.Order.PriceTicks = wish.PriceTicks;
        output.Order.QtyLots = wish.QtyLots;
        output.Order.Type = wish.Type;
        output.Order.TimeInForce = wish.TimeInForce;
        output.Held.TriggerPriceTicks = wish.TriggerPriceTicks;
        output.Held.Amount = wish.Amount;
        output.Held.ExpireTimestampNs = wish.ExpireTimestampNs;
        output.Held.Kind = wish.Kind;
        output.Held.Source = wish.Source;
        output.Held.ConfirmCount = wish.ConfirmCount;
        output.Held.ConfirmOf = wish.ConfirmOf;
        output.Held.StepTicks = wish.StepTicks;
        output.Held.Options = wish.Options;
    }
}
