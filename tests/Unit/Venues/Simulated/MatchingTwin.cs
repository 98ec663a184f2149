using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Model;
using LowLatencyEngine.Venues.Simulated;

namespace LowLatencyEngine.Unit.Venues.Simulated;

/// <summary>
/// The matching rules again, one lot at a time, over plain dictionaries: slow, obvious, and sharing no code.
/// </summary>
internal sealed class MatchingTwin
{
    private readonly Dictionary<(Side Side, long Price), long> _shown = [];
    private readonly Dictionary<(Side Side, long Price), long> _taken = [];
    private readonly List<TwinOrder> _orders = [];

    /// <summary>Lots filled so far, by order and price.</summary>
    public SortedDictionary<(int Id, long Price), long> Fills { get; } = [];

    public IEnumerable<int> OpenIds => _orders.Where(order => order.Left > 0).Select(order => order.Id);

    public void Depth(Side side, IEnumerable<BookLevel> levels)
    {
        foreach (BookLevel level in levels)
        {
            _shown[(side, level.PriceTicks)] = level.QtyLots;
            _taken[(side, level.PriceTicks)] = 0;
        }
    }

    public void AfterDepth()
    {
        foreach (TwinOrder order in _orders)
            order.Ahead = long.Min(order.Ahead, Shown(order.Side, order.Price));

        foreach (TwinOrder order in ByPriceThenTime())
        {
            while (order.Left > 0 && TryTakeOne(order, out _))
                Fill(order, order.Price);
        }
    }

    public void Submit(int id, Side side, long price, long qty, TimeInForce timeInForce)
    {
        var order = new TwinOrder { Id = id, Side = side, Price = price, Left = qty };
        if (timeInForce == TimeInForce.FillOrKill && AvailableTo(order) < qty)
            return;

        while (order.Left > 0 && TryTakeOne(order, out long levelPrice))
            Fill(order, levelPrice);

        if (timeInForce is not (TimeInForce.Day or TimeInForce.GoodTillCancel))
            return;

        order.Ahead = Shown(side, price);
        _orders.Add(order);
    }

    public void Cancel(int id) => _orders.RemoveAll(order => order.Id == id);

    public void Trade(Side aggressor, long price, long qty)
    {
        long passed = 0;
        for (long lot = 0; lot < qty; lot++)
        {
            TwinOrder? first = ByPriceThenTime()
                .FirstOrDefault(order => order.Left > 0 && order.Side != aggressor && !IsWorse(order, price));
            if (first is null)
                break;

            if (first.Price == price && first.Ahead > passed)
                passed++;
            else
                Fill(first, first.Price);
        }

        foreach (TwinOrder order in _orders.Where(order => order.Side != aggressor && !IsWorse(order, price)))
            order.Ahead = order.Price == price ? long.Max(order.Ahead - passed, 0) : 0;
    }

    /// <summary>The sort is stable: time decides among equals.</summary>
    private IEnumerable<TwinOrder> ByPriceThenTime() =>
        _orders.OrderBy(order => -(sbyte)order.Side * order.Price).ToList();

    private static bool IsWorse(TwinOrder order, long price) => (sbyte)order.Side * (order.Price - price) < 0;

    private long Shown(Side side, long price) => _shown.GetValueOrDefault((side, price));

    private IEnumerable<long> PricesFor(TwinOrder order)
    {
        Side opposite = order.Side == Side.Buy ? Side.Sell : Side.Buy;
        return _shown.Keys
            .Where(key => key.Side == opposite && (sbyte)order.Side * (order.Price - key.Price) >= 0)
            .Where(key => _shown[key] > _taken.GetValueOrDefault(key))
            .Select(key => key.Price)
            .OrderBy(price => (sbyte)order.Side * price);
    }

    private long AvailableTo(TwinOrder order)
    {
        Side opposite = order.Side == Side.Buy ? Side.Sell : Side.Buy;
        return PricesFor(order).Sum(price => _shown[(opposite, price)] - _taken.GetValueOrDefault((opposite, price)));
    }

    private bool TryTakeOne(TwinOrder order, out long price)
    {
        Side opposite = order.Side == Side.Buy ? Side.Sell : Side.Buy;
        foreach (long best in PricesFor(order))
        {
            price = best;
            _taken[(opposite, best)] = _taken.GetValueOrDefault((opposite, best)) + 1;
            return true;
        }

        price = 0;
        return false;
    }

    private void Fill(TwinOrder order, long price)
    {
        order.Left--;
        Fills[(order.Id, price)] = Fills.GetValueOrDefault((order.Id, price)) + 1;
    }

    private sealed class TwinOrder
    {
        public int Id { get; init; }
        public Side Side { get; init; }
        public long Price { get; init; }
        public long Left { get; set; }
        public long Ahead { get; set; }
    }
}
