using System;
using System.Collections.Generic;
using LowLatencyEngine.Analysis;
using LowLatencyEngine.Analysis.ByOrder;
using LowLatencyEngine.Feeds.Files;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Programs.Feeds;

/// <summary>
/// Changes of books: levels near the touch of a book by price, orders added to and taken from a book by order. The
/// same work in every run.
/// </summary>
internal sealed class BookWork
{
    private const int ChangeCount = 65_536;
    private const int LevelCount = 5_000;
    private const int NearTicks = 8;
    private const long MidTicks = 1_000_000;
    private const int OrderCountMax = 131_072;
    private const int OrderLevelCountMax = 8_192;
    private const long CentE9 = 10_000_000;
    private const long ShareE8 = 100_000_000;
    private const string OrderFile = "lobster-aapl/AAPL_2012-06-21_34200000_37800000_message_50.csv.gz";

    private readonly OrderBook _book = new(OrderBook.DefaultLevelCountMax);
    private readonly ByOrderBook _byOrder = new(OrderCountMax, OrderLevelCountMax);
    private readonly (Side Side, Level Level)[] _changes = new (Side, Level)[ChangeCount];
    private readonly DataRecord[] _orders;

    public BookWork()
    {
        FillBook();
        _orders = [.. ReadOrders() ?? MakeOrders()];
    }

    /// <summary>Changes of a pass over the book by price.</summary>
    public int LevelChangeCount => _changes.Length;

    /// <summary>Changes of a pass over the book by order.</summary>
    public int OrderChangeCount => _orders.Length;

    /// <summary>Changes refused so far: of orders that are older than the recording.</summary>
    public long RefusedCount => _byOrder.RefusedCount;

    /// <summary>A third of the changes delete.</summary>
    public void ChangeLevels()
    {
        foreach (ref readonly (Side Side, Level Level) change in _changes.AsSpan())
            _book.Apply(change.Side, new ReadOnlySpan<Level>(in change.Level));
    }

    /// <summary>All orders of the file, beginning with an empty book.</summary>
    public void ChangeOrders()
    {
        foreach (ref readonly DataRecord order in _orders.AsSpan())
        {
            if (order.Action == BookAction.Add)
                _byOrder.Add(order.OrderId, order.Side, order.PriceE9, order.QtyE8);
            else if (order.Action == BookAction.Delete)
                _byOrder.Delete(order.OrderId);
            else
                _byOrder.Execute(order.OrderId, order.QtyE8);
        }
    }

    /// <summary>Between two passes, outside of the time.</summary>
    public void ClearOrders() => _byOrder.Clear();

    private void FillBook()
    {
        for (int i = 1; i <= LevelCount; i++)
        {
            _book.Apply(Side.Buy, [new Level { PriceTicks = MidTicks - 2 * i, QtyLots = 10 }]);
            _book.Apply(Side.Sell, [new Level { PriceTicks = MidTicks + 2 * i, QtyLots = 10 }]);
        }

        var random = new Random(Seed: 42);
        for (int i = 0; i < _changes.Length; i++)
        {
            Side side = random.Next(2) == 0 ? Side.Buy : Side.Sell;
            long priceTicks = MidTicks - (sbyte)side * (1 + random.Next(NearTicks));
            long qtyLots = random.Next(3) == 0 ? 0 : random.Next(1, 1_000);
            _changes[i] = (side, new Level { PriceTicks = priceTicks, QtyLots = qtyLots });
        }
    }

    /// <summary>Prices in cents and quantities in shares, not in the file's units; null where there is none.</summary>
    private static List<DataRecord>? ReadOrders()
    {
        if (BenchData.TryFind(OrderFile) is not { } path)
            return null;

        var orders = new List<DataRecord>();
        using DataFile file = DataFile.OpenOrThrow(path);
        while (file.TryRead(out DataRecord record))
        {
            if (record.Action is BookAction.ExecuteHidden or BookAction.Halt)
                continue;

            record.PriceE9 /= CentE9;
            record.QtyE8 /= ShareE8;
            orders.Add(record);
        }

        return orders;
    }

    private static List<DataRecord> MakeOrders()
    {
        var random = new Random(Seed: 42);
        var orders = new List<DataRecord>();
        var resting = new List<DataRecord>();
        for (int i = 0; i < ChangeCount; i++)
        {
            bool isAdded = resting.Count < 100 || random.Next(2) == 0;
            int place = isAdded ? resting.Count : random.Next(resting.Count);
            if (isAdded)
                resting.Add(MakeOrder(random, i));

            orders.Add(resting[place] with { Action = isAdded ? BookAction.Add : BookAction.Delete });
            if (!isAdded)
                resting.RemoveAt(place);
        }

        return orders;
    }

    private static DataRecord MakeOrder(Random random, int id)
    {
        Side side = random.Next(2) == 0 ? Side.Buy : Side.Sell;
        long priceTicks = MidTicks - (sbyte)side * (1 + random.Next(64));
        return new DataRecord { OrderId = id + 1, Side = side, PriceE9 = priceTicks, QtyE8 = random.Next(1, 500) };
    }
}
