using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using Xunit;

namespace LowLatencyEngine.Unit.Risk;

/// <summary>Prices against a sorted dictionary: near the market, far from it, and while it moves away.</summary>
public sealed class OwnPricesTests
{
    private const int Capacity = 40;

    [Theory]
    [InlineData(Side.Buy, 1)]
    [InlineData(Side.Sell, 2)]
    public void Best_price_and_room_are_those_of_a_sorted_list(Side side, int seed)
    {
        var random = new Random(seed);
        var prices = new OwnPrices(side, Capacity);
        var expected = new SortedDictionary<long, int>();
        long marketTicks = 10_000;
        for (int step = 0; step < 200_000; step++)
        {
            marketTicks += step % 5_000 == 0 ? random.Next(-2_000, 2_000) : random.Next(-3, 4);
            bool isAdded = random.Next(2) == 0 && expected.Count < Capacity;
            int spreadTicks = random.Next(4) == 0 ? 3_000 : 30;
            long priceTicks = marketTicks + random.Next(-spreadTicks, spreadTicks);
            if (isAdded)
            {
                prices.Add(priceTicks);
                expected[priceTicks] = expected.GetValueOrDefault(priceTicks) + 1;
            }
            else
                Remove(prices, expected, random.Next(8) == 0 ? priceTicks : Any(expected, random));

            Assert.Equal(expected.Count == 0, prices.IsEmpty);
            Assert.Equal(expected.Count >= Capacity, prices.IsFull);
            if (expected.Count > 0)
                Assert.Equal(side == Side.Buy ? expected.Keys.Last() : expected.Keys.First(), prices.BestTicks);
        }
    }

    [Fact]
    public void What_is_saved_goes_on_as_what_it_was_saved_from()
    {
        var prices = new OwnPrices(Side.Sell, Capacity);
        foreach (long priceTicks in (long[])[100, 100, 101, 5_000, 9_000])
            prices.Add(priceTicks);

        byte[] image = new byte[16_384];
        StateTransfer save = StateTransfer.Save(image);
        prices.Transfer(ref save);
        var copy = new OwnPrices(Side.Sell, Capacity);
        StateTransfer load = StateTransfer.Load(image);
        copy.Transfer(ref load);
        foreach (long priceTicks in (long[])[100, 100, 101])
            copy.Remove(priceTicks);

        Assert.Equal(5_000, copy.BestTicks);
        copy.Add(9_010); // The window moves there and covers what lay far from it.
        copy.Remove(5_000);
        Assert.Equal(9_000, copy.BestTicks);
    }

    private static long Any(SortedDictionary<long, int> expected, Random random) =>
        expected.Count == 0 ? 0 : expected.Keys.ElementAt(random.Next(expected.Count));

    private static void Remove(OwnPrices prices, SortedDictionary<long, int> expected, long priceTicks)
    {
        prices.Remove(priceTicks);
        if (!expected.TryGetValue(priceTicks, out int count))
            return;

        if (count == 1)
            expected.Remove(priceTicks);
        else
            expected[priceTicks] = count - 1;
    }
}
