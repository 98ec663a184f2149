using System;
using LowLatencyEngine.Analysis;
using LowLatencyEngine.Analysis.ByOrder;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Analysis.ByOrder;

public sealed class ByOrderBookTests
{
    private readonly ByOrderBook _book = new(orderCountMax: 64, levelCountMax: 32);

    [Fact]
    public void Orders_of_a_price_queue_by_time()
    {
        _book.Add(1, Side.Buy, 100, 5);
        _book.Add(2, Side.Buy, 100, 7);
        _book.Add(3, Side.Buy, 100, 9);
        _book.Execute(1, 2);

        Assert.Equal(new RestingOrder(Side.Buy, 100, 9, AheadLots: 10), Find(3));
        _book.Delete(1);
        Assert.Equal(new RestingOrder(Side.Buy, 100, 9, AheadLots: 7), Find(3));
    }

    [Fact]
    public void Less_at_the_same_price_keeps_the_place_and_more_or_another_price_loses_it()
    {
        _book.Add(1, Side.Sell, 100, 5);
        _book.Add(2, Side.Sell, 100, 5);
        _book.Modify(1, 100, 3);
        Assert.Equal(3, Find(2).AheadLots);

        _book.Modify(1, 100, 4);
        Assert.Equal(0, Find(2).AheadLots);
        Assert.Equal(5, Find(1).AheadLots);

        _book.Replace(2, 20, 100, 1);
        Assert.Equal(new RestingOrder(Side.Sell, 100, 1, AheadLots: 4), Find(20));
    }

    [Fact]
    public void The_shape_says_whether_the_sides_meet()
    {
        Assert.Equal(BookShape.Empty, _book.Shape);
        _book.Add(1, Side.Buy, 100, 1);
        Assert.Equal(BookShape.OneSided, _book.Shape);
        _book.Add(2, Side.Sell, 101, 1);
        Assert.Equal(BookShape.TwoSided, _book.Shape);
        _book.Modify(2, 100, 1);
        Assert.Equal(BookShape.Locked, _book.Shape);
        _book.Modify(2, 99, 1);
        Assert.Equal(BookShape.Crossed, _book.Shape);
    }

    [Fact]
    public void What_does_not_fit_is_refused_and_leaves_the_book_as_it_was()
    {
        var book = new ByOrderBook(orderCountMax: 3, levelCountMax: 2);
        book.Add(1, Side.Buy, 100, 1);
        book.Add(2, Side.Buy, 99, 1);

        Assert.Equal(ByOrderVerdict.Full, book.Add(3, Side.Buy, 98, 1)); // No level.
        Assert.Equal(ByOrderVerdict.Done, book.Add(3, Side.Buy, 99, 1));
        Assert.Equal(ByOrderVerdict.Full, book.Add(4, Side.Sell, 101, 1)); // No order.
        Assert.Equal(ByOrderVerdict.Full, book.Modify(3, 98, 1)); // Its level stays for the other order.
        Assert.Equal(ByOrderVerdict.DuplicateOrder, book.Add(1, Side.Sell, 105, 1));
        Assert.Equal(ByOrderVerdict.DuplicateOrder, book.Replace(1, 2, 100, 1));
        Assert.Equal(ByOrderVerdict.UnknownOrder, book.Cancel(9, 1));
        Assert.Equal(ByOrderVerdict.WrongQty, book.Cancel(1, 2));
        Assert.Equal(ByOrderVerdict.WrongQty, book.Execute(1, 0));
        Assert.Equal((3, 2, 0, 8), (book.OrderCount, book.BidCount, book.AskCount, (int)book.RefusedCount));
        Assert.Equal(ByOrderVerdict.Done, book.Modify(1, 98, 1)); // Its level goes with it.
    }

    [Fact]
    public void A_touch_that_leaves_the_window_takes_the_window_with_it()
    {
        _book.Add(1, Side.Buy, 1, 1);
        _book.Add(2, Side.Buy, 1_000_000, 2);
        _book.Add(3, Side.Buy, 500_000, 3);
        Assert.Equal("1000000x2 500000x3 1x1", Levels(Side.Buy));

        _book.Delete(2);
        Assert.Equal("500000x3 1x1", Levels(Side.Buy));
        _book.Delete(3);
        Assert.Equal("1x1", Levels(Side.Buy));
        Assert.Equal(4, _book.MoveCount);
    }

    [Theory]
    [InlineData(10, 40)]
    [InlineData(200, 400)]
    [InlineData(9_000, 60)]
    public void Random_changes_leave_the_book_as_its_twin(int priceSpreadTicks, int idCount)
    {
        for (int seed = 0; seed < 12; seed++)
        {
            var random = new Random(seed);
            var book = new ByOrderBook(1_024, 1_024);
            var twin = new ByOrderTwin();
            for (int step = 0; step < 3_000; step++)
            {
                (ByOrderVerdict verdict, ByOrderVerdict expected) =
                    Change(book, twin, random, priceSpreadTicks, idCount);
                Assert.True(verdict == expected, $"seed={seed}, step={step}, verdict={verdict}, expected={expected}");
                if (step % 17 != 0)
                    continue;

                Compare(book, twin, random.Next(idCount), $"seed={seed}, step={step}");
            }
        }
    }

    private static (ByOrderVerdict Verdict, ByOrderVerdict Expected) Change(
        ByOrderBook book, ByOrderTwin twin, Random random, int priceSpreadTicks, int idCount)
    {
        long id = random.Next(idCount);
        long price = 10_000 + random.Next(-priceSpreadTicks, priceSpreadTicks);
        long qty = random.Next(12);
        Side side = random.Next(2) == 0 ? Side.Buy : Side.Sell;
        switch (random.Next(12))
        {
            case < 6:
                return (book.Add(id, side, price, qty), twin.Add(id, side, price, qty));
            case 6:
                return (book.Modify(id, price, qty), twin.Modify(id, price, qty));
            case 7:
                return (book.Cancel(id, qty), twin.Reduce(id, qty));
            case 8:
                return (book.Execute(id, qty), twin.Reduce(id, qty));
            case 9:
                return (book.Delete(id), twin.Delete(id));
            case 10:
                long newId = random.Next(idCount);
                return (book.Replace(id, newId, price, qty), twin.Replace(id, newId, price, qty));
            default:
                if (random.Next(200) == 0)
                {
                    book.Clear();
                    twin.Clear();
                }

                return (ByOrderVerdict.Done, ByOrderVerdict.Done);
        }
    }

    private static void Compare(ByOrderBook book, ByOrderTwin twin, long orderId, string where)
    {
        foreach (Side side in (ReadOnlySpan<Side>)[Side.Buy, Side.Sell])
        {
            var levels = new Level[1_024];
            int count = book.CopyLevels(side, levels);
            Level[] expected = twin.Levels(side);
            Assert.True(Texts(expected) == Texts(levels[..count]), where);
            Assert.True(book.TryBest(side, out Level best) == expected.Length > 0, where);
            Assert.True(expected.Length == 0 || Texts([best]) == Texts(expected[..1]), where);
        }

        RestingOrder? found = book.TryFind(orderId, out RestingOrder order) ? order : null;
        Assert.True(Equals(twin.Find(orderId), found), where);
    }

    private RestingOrder Find(long orderId)
    {
        Assert.True(_book.TryFind(orderId, out RestingOrder order));
        return order;
    }

    private string Levels(Side side)
    {
        var levels = new Level[32];
        int count = _book.CopyLevels(side, levels);
        return string.Join(' ', Array.ConvertAll(levels[..count], level => $"{level.PriceTicks}x{level.QtyLots}"));
    }

    private static string Texts(Level[] levels) =>
        string.Join(' ', Array.ConvertAll(levels, level => $"{level.QtyLots}@{level.PriceTicks}"));
}
