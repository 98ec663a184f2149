using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Analysis.ByOrder;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Unit.Analysis.ByOrder;

/// <summary>A book by order as slow as it is obvious: one list of orders in order of arrival.</summary>
internal sealed class ByOrderTwin
{
    private readonly List<(long Id, Side Side, long Price, long Qty)> _orders = [];

    public ByOrderVerdict Add(long id, Side side, long price, long qty)
    {
        if (qty <= 0)
            return ByOrderVerdict.WrongQty;

        if (IndexOf(id) >= 0)
            return ByOrderVerdict.DuplicateOrder;

        _orders.Add((id, side, price, qty));
        return ByOrderVerdict.Done;
    }

    public ByOrderVerdict Modify(long id, long price, long qty)
    {
        int index = IndexOf(id);
        if (index < 0)
            return ByOrderVerdict.UnknownOrder;

        if (qty <= 0)
            return ByOrderVerdict.WrongQty;

        if (_orders[index].Price == price && qty <= _orders[index].Qty)
        {
            _orders[index] = _orders[index] with { Qty = qty };
            return ByOrderVerdict.Done;
        }

        return Requeue(index, id, price, qty);
    }

    public ByOrderVerdict Reduce(long id, long qty)
    {
        int index = IndexOf(id);
        if (index < 0)
            return ByOrderVerdict.UnknownOrder;

        if (qty <= 0 || qty > _orders[index].Qty)
            return ByOrderVerdict.WrongQty;

        _orders[index] = _orders[index] with { Qty = _orders[index].Qty - qty };
        _orders.RemoveAll(order => order.Qty == 0);
        return ByOrderVerdict.Done;
    }

    public ByOrderVerdict Delete(long id)
    {
        int count = _orders.RemoveAll(order => order.Id == id);
        return count == 0 ? ByOrderVerdict.UnknownOrder : ByOrderVerdict.Done;
    }

    public ByOrderVerdict Replace(long id, long newId, long price, long qty)
    {
        int index = IndexOf(id);
        if (index < 0)
            return ByOrderVerdict.UnknownOrder;

        if (qty <= 0)
            return ByOrderVerdict.WrongQty;

        return newId != id && IndexOf(newId) >= 0 ? ByOrderVerdict.DuplicateOrder : Requeue(index, newId, price, qty);
    }

    public void Clear() => _orders.Clear();

    public Level[] Levels(Side side) =>
    [
        .. from order in _orders
           where order.Side == side
           group order by order.Price into level
           orderby level.Key * (sbyte)side descending
           select new Level { PriceTicks = level.Key, QtyLots = level.Sum(order => order.Qty) },
    ];

    public RestingOrder? Find(long id)
    {
        int index = IndexOf(id);
        if (index < 0)
            return null;

        (long _, Side side, long price, long qty) = _orders[index];
        long aheadLots = _orders.Take(index)
            .Where(order => order.Side == side && order.Price == price)
            .Sum(order => order.Qty);
        return new RestingOrder(side, price, qty, aheadLots);
    }

    private ByOrderVerdict Requeue(int index, long newId, long price, long qty)
    {
        Side side = _orders[index].Side;
        _orders.RemoveAt(index);
        _orders.Add((newId, side, price, qty));
        return ByOrderVerdict.Done;
    }

    private int IndexOf(long id) => _orders.FindIndex(order => order.Id == id);
}
