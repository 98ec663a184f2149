using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Feeds.Kraken;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Feeds.Kraken;

public sealed class KrakenBookTests
{
    [Fact]
    public void Crc_of_the_standards_check_text_is_its_check_value()
    {
        Assert.Equal(0xCBF43926, Crc32.Finish(Crc32.Append(Crc32.Start, "123456789"u8))); // ISO-HDLC.
        Assert.Equal(0xCBF43926, Crc32Twin.Of("123456789"));
    }

    [Fact]
    public void Crc_agrees_with_one_bit_by_bit_however_the_text_is_cut()
    {
        var random = new Random(1);
        for (int length = 0; length < 100; length++)
        {
            byte[] bytes = [.. Enumerable.Range(0, length).Select(_ => (byte)random.Next('0', '9' + 1))];
            int cut = random.Next(length + 1);
            uint state = Crc32.Append(Crc32.Append(Crc32.Start, bytes.AsSpan(0, cut)), bytes.AsSpan(cut));
            Assert.Equal(Crc32Twin.Of(string.Concat(bytes.Select(b => (char)b))), Crc32.Finish(state));
        }
    }

    [Theory]
    [InlineData(Side.Buy, 1)]
    [InlineData(Side.Sell, 2)]
    public void A_side_agrees_with_a_sorted_dictionary_after_every_change(Side side, int seed)
    {
        const int depth = 25;
        var random = new Random(seed);
        var book = new KrakenBookSide(side);
        book.Clear(depth);
        var twin = new SortedDictionary<long, long>(Comparer<long>.Create((x, y) => (sbyte)side * y.CompareTo(x)));
        for (int step = 0; step < 30_000; step++)
        {
            long qtyLots = random.Next(3) == 0 ? 0 : random.Next(1, 99);
            var level = new Level { PriceTicks = random.Next(-60, 60), QtyLots = qtyLots };
            (long Price, long Qty)[] topBefore = Top(twin);
            book.AcknowledgeTop();
            bool isPushed = book.Set(new KrakenLevel { Side = side, Level = level }, out KrakenLevel pushedOut);
            if (level.QtyLots == 0)
                twin.Remove(level.PriceTicks);
            else
                twin[level.PriceTicks] = level.QtyLots;

            Assert.Equal(twin.Count > depth, isPushed);
            if (isPushed)
            {
                Assert.Equal(twin.Keys.Last(), pushedOut.Level.PriceTicks);
                twin.Remove(pushedOut.Level.PriceTicks);
            }

            Assert.True(book.IsTopChanged || topBefore.SequenceEqual(Top(twin)));
            Assert.Equal(twin.Select(pair => (pair.Key, pair.Value)), LevelsOf(book));
        }
    }

    private static (long, long)[] Top(SortedDictionary<long, long> twin) =>
        [.. twin.Take(KrakenBookSide.TopCount).Select(pair => (pair.Key, pair.Value))];

    private static IEnumerable<(long, long)> LevelsOf(KrakenBookSide book) => Enumerable.Range(0, book.Count)
        .Select(depthIndex => (book[depthIndex].Level.PriceTicks, book[depthIndex].Level.QtyLots));
}
