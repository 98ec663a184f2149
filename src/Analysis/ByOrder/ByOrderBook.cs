using System;
using System.Diagnostics;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Analysis.ByOrder;

/// <summary>
/// Full book by order (L3): every resting order in price-time priority. Orders and levels lie in flat arrays, chained
/// by indexes; an order is found by its id, a level by its price, the touch by a bit scan. Prices are ticks, quantities
/// lots. A refused change alters nothing and is counted. Decision thread only; every change O(1) near the touch;
/// allocates nothing after construction.
/// </summary>
/// <remarks>
/// <code>
///  order id --KeyTable--> order --+-- previous, next in the queue (first come, first)
///                                 +-- level --LevelLadder-- price
/// </code>
/// </remarks>
public sealed class ByOrderBook
{
    private readonly BookOrder[] _orders;
    private readonly KeyTable _places;
    private readonly LevelLadder _bids;
    private readonly LevelLadder _asks;
    private int _freeOrder = -1;
    private int _usedLimit;

    /// <param name="orderCountMax">Orders that can rest at one time, both sides.</param>
    /// <param name="levelCountMax">Levels a side can have at one time.</param>
    public ByOrderBook(int orderCountMax, int levelCountMax)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(orderCountMax, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(levelCountMax, 1);
        _orders = new BookOrder[orderCountMax];
        _places = new KeyTable(orderCountMax);
        _bids = new LevelLadder(Side.Buy, levelCountMax);
        _asks = new LevelLadder(Side.Sell, levelCountMax);
    }

    /// <summary>Orders that rest.</summary>
    public int OrderCount { get; private set; }

    /// <summary>Bid levels.</summary>
    public int BidCount => _bids.Count;

    /// <summary>Ask levels.</summary>
    public int AskCount => _asks.Count;

    /// <summary>Changes refused since construction.</summary>
    public long RefusedCount { get; private set; }

    /// <summary>
    /// How often the touch left the window of a side, which costs time proportional to the levels.
    /// </summary>
    public long MoveCount => _bids.MoveCount + _asks.MoveCount;

    /// <summary>What the book looks like now; ask at the end of a venue's message.</summary>
    public BookShape Shape
    {
        get
        {
            if (_bids.Count == 0 || _asks.Count == 0)
                return _bids.Count == _asks.Count ? BookShape.Empty : BookShape.OneSided;

            long spreadTicks = _asks[_asks.BestIndex].PriceTicks - _bids[_bids.BestIndex].PriceTicks;
            return spreadTicks > 0 ? BookShape.TwoSided : spreadTicks == 0 ? BookShape.Locked : BookShape.Crossed;
        }
    }

    /// <summary>A new order, last in the queue of its price.</summary>
    public ByOrderVerdict Add(long orderId, Side side, long priceTicks, long qtyLots)
    {
        Debug.Assert(side is Side.Buy or Side.Sell);
        if (qtyLots <= 0)
            return Refuse(ByOrderVerdict.WrongQty);

        if (_places.Find(orderId) >= 0)
            return Refuse(ByOrderVerdict.DuplicateOrder);

        return Rest(orderId, side, priceTicks, qtyLots);
    }

    /// <summary>
    /// A new price and quantity. The order keeps its place in the queue where the price stays and the quantity does not
    /// grow, and goes to the end otherwise.
    /// </summary>
    public ByOrderVerdict Modify(long orderId, long priceTicks, long qtyLots)
    {
        int index = _places.Find(orderId);
        if (index < 0)
            return Refuse(ByOrderVerdict.UnknownOrder);

        if (qtyLots <= 0)
            return Refuse(ByOrderVerdict.WrongQty);

        ref BookOrder order = ref _orders[index];
        LevelLadder ladder = LadderOf(order.Side);
        ref BookLevel level = ref ladder[order.LevelIndex];
        if (level.PriceTicks == priceTicks && qtyLots <= order.QtyLots)
        {
            level.QtyLots -= order.QtyLots - qtyLots;
            order.QtyLots = qtyLots;
            return ByOrderVerdict.Done;
        }

        return Requeue(index, orderId, priceTicks, qtyLots);
    }

    /// <summary>Takes a canceled quantity off an order; all of it removes the order.</summary>
    public ByOrderVerdict Cancel(long orderId, long qtyLots) => Reduce(orderId, qtyLots);

    /// <summary>Takes a traded quantity off an order; all of it removes the order.</summary>
    public ByOrderVerdict Execute(long orderId, long qtyLots) => Reduce(orderId, qtyLots);

    /// <summary>Removes an order.</summary>
    public ByOrderVerdict Delete(long orderId)
    {
        int index = _places.Find(orderId);
        if (index < 0)
            return Refuse(ByOrderVerdict.UnknownOrder);

        Remove(index);
        return ByOrderVerdict.Done;
    }

    /// <summary>An order takes another's place on its side under a new id, and the end of the queue.</summary>
    public ByOrderVerdict Replace(long orderId, long newOrderId, long priceTicks, long qtyLots)
    {
        int index = _places.Find(orderId);
        if (index < 0)
            return Refuse(ByOrderVerdict.UnknownOrder);

        if (qtyLots <= 0)
            return Refuse(ByOrderVerdict.WrongQty);

        if (newOrderId != orderId && _places.Find(newOrderId) >= 0)
            return Refuse(ByOrderVerdict.DuplicateOrder);

        return Requeue(index, newOrderId, priceTicks, qtyLots);
    }

    /// <summary>Removes every order. O(capacity).</summary>
    public void Clear()
    {
        _places.Clear();
        _bids.Clear();
        _asks.Clear();
        _usedLimit = 0;
        _freeOrder = -1;
        OrderCount = 0;
    }

    /// <summary>Best level of a side; false where there is none.</summary>
    public bool TryBest(Side side, out Level level)
    {
        LevelLadder ladder = LadderOf(side);
        int index = ladder.BestIndex;
        level = index < 0 ? default : LevelOf(ladder, index);
        return index >= 0;
    }

    /// <summary>The best levels of a side, best first; gives how many.</summary>
    public int CopyLevels(Side side, Span<Level> levels)
    {
        LevelLadder ladder = LadderOf(side);
        int count = 0;
        for (int index = ladder.BestIndex; index >= 0 && count < levels.Length; index = ladder.Next(index))
            levels[count++] = LevelOf(ladder, index);

        return count;
    }

    /// <summary>Lots and orders at a price; 0 where there are none.</summary>
    public long QtyLotsAt(Side side, long priceTicks, out int orderCount)
    {
        LevelLadder ladder = LadderOf(side);
        int index = ladder.Find(priceTicks);
        orderCount = index < 0 ? 0 : ladder[index].OrderCount;
        return index < 0 ? 0 : ladder[index].QtyLots;
    }

    /// <summary>
    /// An order and the lots before it in the queue of its price; false where it does not rest. O(orders before it).
    /// </summary>
    public bool TryFind(long orderId, out RestingOrder order)
    {
        order = default;
        int index = _places.Find(orderId);
        if (index < 0)
            return false;

        ref readonly BookOrder found = ref _orders[index];
        long aheadLots = 0;
        for (int i = found.Previous; i >= 0; i = _orders[i].Previous)
            aheadLots += _orders[i].QtyLots;

        long priceTicks = LadderOf(found.Side)[found.LevelIndex].PriceTicks;
        order = new RestingOrder(found.Side, priceTicks, found.QtyLots, aheadLots);
        return true;
    }

    private static Level LevelOf(LevelLadder ladder, int index)
    {
        ref readonly BookLevel level = ref ladder[index];
        return new Level { PriceTicks = level.PriceTicks, QtyLots = level.QtyLots };
    }

    private ByOrderVerdict Rest(long orderId, Side side, long priceTicks, long qtyLots)
    {
        int index = _freeOrder;
        if (index < 0 && _usedLimit == _orders.Length)
            return Refuse(ByOrderVerdict.Full);

        LevelLadder ladder = LadderOf(side);
        int levelIndex = ladder.FindOrAdd(priceTicks);
        if (levelIndex < 0)
            return Refuse(ByOrderVerdict.Full);

        if (index < 0)
            index = _usedLimit++;
        else
            _freeOrder = _orders[index].Next;

        ref BookLevel level = ref ladder[levelIndex];
        ref BookOrder order = ref _orders[index];
        order.OrderId = orderId;
        order.QtyLots = qtyLots;
        order.LevelIndex = levelIndex;
        order.Previous = level.LastOrder;
        order.Next = -1;
        order.Side = side;
        if (level.LastOrder >= 0)
            _orders[level.LastOrder].Next = index;
        else
            level.FirstOrder = index;

        level.LastOrder = index;
        level.QtyLots += qtyLots;
        level.OrderCount++;
        _places.Add(orderId, index);
        OrderCount++;
        return ByOrderVerdict.Done;
    }

    private ByOrderVerdict Reduce(long orderId, long qtyLots)
    {
        int index = _places.Find(orderId);
        if (index < 0)
            return Refuse(ByOrderVerdict.UnknownOrder);

        ref BookOrder order = ref _orders[index];
        if (qtyLots <= 0 || qtyLots > order.QtyLots)
            return Refuse(ByOrderVerdict.WrongQty);

        if (qtyLots == order.QtyLots)
        {
            Remove(index);
            return ByOrderVerdict.Done;
        }

        order.QtyLots -= qtyLots;
        LadderOf(order.Side)[order.LevelIndex].QtyLots -= qtyLots;
        return ByOrderVerdict.Done;
    }

    // The order's own room is free again before the new one needs room, but its level only if it was alone there.
    private ByOrderVerdict Requeue(int index, long newOrderId, long priceTicks, long qtyLots)
    {
        Side side = _orders[index].Side;
        LevelLadder ladder = LadderOf(side);
        bool needsLevel = ladder.Find(priceTicks) < 0 && ladder[_orders[index].LevelIndex].OrderCount > 1;
        if (needsLevel && ladder.Count == ladder.CountMax)
            return Refuse(ByOrderVerdict.Full);

        Remove(index);
        return Rest(newOrderId, side, priceTicks, qtyLots);
    }

    private void Remove(int index)
    {
        ref BookOrder order = ref _orders[index];
        LevelLadder ladder = LadderOf(order.Side);
        ref BookLevel level = ref ladder[order.LevelIndex];
        if (order.Previous >= 0)
            _orders[order.Previous].Next = order.Next;
        else
            level.FirstOrder = order.Next;

        if (order.Next >= 0)
            _orders[order.Next].Previous = order.Previous;
        else
            level.LastOrder = order.Previous;

        level.QtyLots -= order.QtyLots;
        level.OrderCount--;
        if (level.OrderCount == 0)
            ladder.Remove(order.LevelIndex);

        _places.Remove(order.OrderId);
        order.Next = _freeOrder;
        _freeOrder = index;
        OrderCount--;
    }

    private ByOrderVerdict Refuse(ByOrderVerdict verdict)
    {
        RefusedCount++;
        return verdict;
    }

    private LevelLadder LadderOf(Side side)
    {
        Debug.Assert(side is Side.Buy or Side.Sell);
        return side == Side.Buy ? _bids : _asks;
    }

    private struct BookOrder
    {
        public long OrderId;
        public long QtyLots;
        public int LevelIndex;
        public int Previous;
        public int Next; // Of a free order the next free one.
        public Side Side;
    }
}

/// <summary>An order as it rests.</summary>
/// <param name="Side">Its side.</param>
/// <param name="PriceTicks">Its price.</param>
/// <param name="QtyLots">What is left of it.</param>
/// <param name="AheadLots">What must trade before it does.</param>
public readonly record struct RestingOrder(Side Side, long PriceTicks, long QtyLots, long AheadLots);
