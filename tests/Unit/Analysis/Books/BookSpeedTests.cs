using System;
using System.Globalization;
using LowLatencyEngine.Analysis;
using LowLatencyEngine.Model;
using LowLatencyEngine.Ring;
using Xunit;
using Xunit.Abstractions;

namespace LowLatencyEngine.Unit.Analysis.Books;

/// <summary>
/// What a change of the book costs, in processor time of this thread. The bars are far above the figures, so that only
/// another order of growth fails.
/// </summary>
[Collection(ByteCounting.Name)]
public sealed class BookSpeedTests(ITestOutputHelper output)
{
    private const int RoundCount = 9;

    [Fact]
    public void A_change_near_the_touch_of_a_full_book_costs_tens_of_nanoseconds()
    {
        var book = new OrderBook(OrderBook.DefaultLevelCountMax);
        Fill(book, OrderBook.DefaultLevelCountMax);
        var random = new Random(1);
        var changes = new Level[20_000];
        for (int i = 0; i < changes.Length; i++)
            changes[i] = new Level { PriceTicks = -random.Next(0, 8), QtyLots = random.Next(9) };

        double ns = MedianNs(() => Apply(book, changes)) / changes.Length;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"near the touch: {ns:F1} ns a change"));

        Assert.InRange(ns, 0.1, 250);
    }

    [Fact]
    public void A_snapshot_from_the_best_to_the_farthest_costs_no_more_than_its_levels()
    {
        const int levelCount = 2 * OrderBook.DefaultLevelCountMax;
        var book = new OrderBook(OrderBook.DefaultLevelCountMax);
        double ns = MedianNs(() => Fill(book, levelCount)) / levelCount;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"snapshot, best first: {ns:F1} ns a level"));

        Assert.InRange(ns, 0.1, 1_000);
    }

    private static void Apply(OrderBook book, Level[] changes)
    {
        foreach (ref Level level in changes.AsSpan())
            book.Apply(Side.Buy, new ReadOnlySpan<Level>(ref level));
    }

    private static void Fill(OrderBook book, int levelCount)
    {
        book.Clear();
        for (int i = 0; i < levelCount; i++)
        {
            var level = new Level { PriceTicks = -i, QtyLots = 1 };
            book.Apply(Side.Buy, new ReadOnlySpan<Level>(ref level));
        }
    }

    private static double MedianNs(Action action)
    {
        long[] costsNs = new long[RoundCount];
        for (int round = -2; round < RoundCount; round++)
        {
            long before = ThreadCpuTime.NowNs;
            action();
            costsNs[Math.Max(round, 0)] = ThreadCpuTime.NowNs - before; // The rounds before the first warm up.
        }

        Array.Sort(costsNs);
        return costsNs[RoundCount / 2];
    }
}
