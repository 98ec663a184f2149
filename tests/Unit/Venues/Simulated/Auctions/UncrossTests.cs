using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Venues.Simulated;
using LowLatencyEngine.Venues.Simulated.Auctions;
using Xunit;

namespace LowLatencyEngine.Unit.Venues.Simulated.Auctions;

public sealed class UncrossTests
{
    /// <summary>Bids, asks ("?" at any price), reference, and "lots@price surplus".</summary>
    public static TheoryData<string, string, long, string> Cases => new()
    {
        { "100x5", "101x5", 100, "0" },
        { "", "", 100, "0" },
        { "102x5", "", 100, "0" },
        { "101x5", "101x5", 90, "5@101 0" },
        { "103x5", "99x5", 101, "5@101 0" }, // Any from 99 to 103: the reference.
        { "103x5", "99x5", 110, "5@103 0" },
        { "103x5", "99x5", 50, "5@99 0" },
        { "103x7", "99x5", 101, "5@101 2" },
        { "103x5 101x5", "99x7 102x3", 100, "7@100 3" }, // Most trades, not the smallest surplus.
        { "103x5 101x3", "99x5 102x2", 101, "5@102 -2" },
        { "?x5", "?x5", 77, "5@77 0" },
        { "?x5", "101x3 104x9", 100, "5@104 -7" },
        { "?x9", "101x3 104x2", 100, "5@104 4" },
        { "100x5", "?x10 100x3", 100, "5@99 -5" }, // Below it the surplus is smaller.
        { "1x5", "?x10", 100, "5@1 -5" }, // No price is below one tick.
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Most_trades_then_the_smallest_surplus_then_the_nearest_to_the_reference(
        string bids, string asks, long reference, string expected)
    {
        UncrossResult result = Uncross.Find(Levels(bids, long.MaxValue), Levels(asks, long.MinValue), reference);
        Assert.Equal(expected, result.Lots == 0 ? "0" : $"{result.Lots}@{result.PriceTicks} {result.SurplusLots}");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Finds_the_price_that_trying_every_price_finds(int seed)
    {
        var random = new Random(seed);
        int traded = 0;
        for (int i = 0; i < 20_000; i++)
        {
            List<BookLevel> bids = Some(random, long.MaxValue);
            List<BookLevel> asks = Some(random, long.MinValue);
            long reference = random.Next(1, 40);
            UncrossResult expected = ByEveryPrice(bids, asks, reference);
            UncrossResult result = Uncross.Find(bids, asks, reference);
            Assert.True(
                expected.Lots == 0 ? result.Lots == 0 : expected == result,
                $"seed={seed}, i={i}: bids={string.Join(' ', bids)}, asks={string.Join(' ', asks)}, " +
                $"reference={reference}, expected={expected}, result={result}");
            traded += result.Lots > 0 ? 1 : 0;
        }

        Assert.InRange(traded, 8_000, 19_000);
    }

    /// <summary>Slow and obvious: all prices that any limit or the reference lies near.</summary>
    private static UncrossResult ByEveryPrice(List<BookLevel> bids, List<BookLevel> asks, long reference) =>
        Enumerable.Range(1, 45)
            .Select(price =>
            {
                long wanted = bids.Where(bid => bid.PriceTicks >= price).Sum(bid => bid.QtyLots);
                long offered = asks.Where(ask => ask.PriceTicks <= price).Sum(ask => ask.QtyLots);
                return new UncrossResult(price, Math.Min(wanted, offered), wanted - offered);
            })
            .OrderByDescending(result => result.Lots)
            .ThenBy(result => Math.Abs(result.SurplusLots))
            .ThenBy(result => Math.Abs(result.PriceTicks - reference))
            .ThenBy(result => result.PriceTicks)
            .First();

    private static List<BookLevel> Some(Random random, long atAnyPrice) =>
    [
        .. Enumerable.Range(0, random.Next(6)).Select(_ => new BookLevel(
            random.Next(6) == 0 ? atAnyPrice : random.Next(1, 40), random.Next(1, 9))),
    ];

    private static List<BookLevel> Levels(string text, long atAnyPrice) =>
    [
        .. text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(level => level.Split('x'))
            .Select(parts => new BookLevel(
                parts[0] == "?" ? atAnyPrice : long.Parse(parts[0]), long.Parse(parts[1]))),
    ];
}
