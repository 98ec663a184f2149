using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Analysis;
using LowLatencyEngine.Analysis.Books;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Analysis.Books;

[Collection(ByteCounting.Name)]
public sealed class ConsolidatedTopTests
{
    private readonly ConsolidatedTop _top = new(venueCount: 3);

    [Fact]
    public void Shows_the_best_of_the_fit_venues_and_adds_up_what_is_at_one_price()
    {
        FitAll();
        _top.SetTop(0, new VenueTop(100, 5, 103, 1));
        _top.SetTop(1, new VenueTop(101, 2, 104, 9));
        _top.SetTop(2, new VenueTop(101, 4, 103, 6));

        Assert.Equal(new BestPrice(101, 6, VenueIndex: 1, VenueCount: 2), _top.Bid);
        Assert.Equal(new BestPrice(103, 7, VenueIndex: 0, VenueCount: 2), _top.Ask);
        Assert.Equal(BookShape.TwoSided, _top.Shape);
    }

    [Fact]
    public void A_venue_that_is_not_fit_takes_no_part_until_it_is_again()
    {
        FitAll();
        _top.SetTop(0, new VenueTop(100, 5, 103, 1));
        _top.SetTop(1, new VenueTop(101, 2, 102, 9));
        Assert.True(_top.SetFitness(1, isFit: false));

        Assert.Equal((100L, 103L, 2), (_top.Bid.PriceTicks, _top.Ask.PriceTicks, _top.FitVenueCount));
        Assert.False(_top.SetTop(1, new VenueTop(102, 1, 103, 1))); // Remembered, not shown.
        Assert.True(_top.SetFitness(1, isFit: true));
        Assert.Equal((102L, 103L), (_top.Bid.PriceTicks, _top.Ask.PriceTicks));
    }

    [Theory]
    [InlineData(103, 103)]
    [InlineData(104, 103)]
    public void A_venue_whose_own_book_is_locked_or_crossed_is_not_believed(long bidTicks, long askTicks)
    {
        FitAll();
        _top.SetTop(0, new VenueTop(100, 5, 103, 1));
        _top.SetTop(1, new VenueTop(bidTicks, 1, askTicks, 1));

        Assert.False(_top.IsFit(1));
        Assert.Equal(0, _top.Bid.VenueIndex);
    }

    [Theory]
    [InlineData(103, BookShape.Locked)]
    [InlineData(104, BookShape.Crossed)]
    [InlineData(102, BookShape.TwoSided)]
    public void Two_fit_venues_may_lock_or_cross_each_other(long bidTicks, BookShape expected)
    {
        FitAll();
        _top.SetTop(0, new VenueTop(100, 5, 103, 1));
        _top.SetTop(1, new VenueTop(bidTicks, 1, 0, 0));

        Assert.Equal(expected, _top.Shape);
    }

    [Fact]
    public void Without_a_fit_venue_nothing_is_shown()
    {
        _top.SetTop(0, new VenueTop(100, 5, 103, 1));

        Assert.Equal((BestPrice.None, BestPrice.None, BookShape.Empty), (_top.Bid, _top.Ask, _top.Shape));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConsolidatedTop(venueCount: 0));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Agrees_with_sorting_everything_anew(int seed)
    {
        var random = new Random(seed);
        var tops = new VenueTop[3];
        bool[] isFit = new bool[3];
        for (int step = 0; step < 20_000; step++)
        {
            int venue = random.Next(3);
            (BestPrice, BestPrice) before = (_top.Bid, _top.Ask);
            bool isChanged;
            if (random.Next(5) == 0)
            {
                isFit[venue] = random.Next(3) != 0;
                isChanged = _top.SetFitness(venue, isFit[venue]);
            }
            else
            {
                long bidTicks = random.Next(-5, 5);
                tops[venue] = new VenueTop(
                    bidTicks, random.Next(3), bidTicks + random.Next(-1, 5), random.Next(3));
                isChanged = _top.SetTop(venue, in tops[venue]);
            }

            int[] fit = [.. Enumerable.Range(0, 3).Where(i => isFit[i] && !tops[i].IsLockedOrCrossed)];
            Assert.Equal(Best(fit.Select(i => (i, tops[i].BidPriceTicks, tops[i].BidQtyLots)), sign: 1), _top.Bid);
            Assert.Equal(Best(fit.Select(i => (i, tops[i].AskPriceTicks, tops[i].AskQtyLots)), sign: -1), _top.Ask);
            Assert.Equal(before != (_top.Bid, _top.Ask), isChanged);
            Assert.Equal(fit.Length, _top.FitVenueCount);
        }
    }

    [Fact]
    public void Changing_it_allocates_nothing()
    {
        FitAll();
        Churn();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Churn();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void What_is_saved_is_what_is_loaded()
    {
        FitAll();
        _top.SetTop(2, new VenueTop(100, 5, 103, 1));
        StateTransfer measure = StateTransfer.Measure();
        _top.Transfer(ref measure);
        byte[] bytes = new byte[measure.SizeBytes];
        StateTransfer save = StateTransfer.Save(bytes);
        _top.Transfer(ref save);
        var loaded = new ConsolidatedTop(venueCount: 3);
        StateTransfer load = StateTransfer.Load(bytes);
        loaded.Transfer(ref load);

        Assert.Equal((_top.Bid, _top.Ask, 3), (loaded.Bid, loaded.Ask, loaded.FitVenueCount));
    }

    private static BestPrice Best(IEnumerable<(int Venue, long PriceTicks, long QtyLots)> shown, int sign)
    {
        (int Venue, long PriceTicks, long QtyLots)[] there =
            [.. shown.Where(level => level.QtyLots > 0).OrderByDescending(level => level.PriceTicks * sign)];
        there = [.. there.Where(level => level.PriceTicks == there[0].PriceTicks).OrderBy(level => level.Venue)];
        return there.Length == 0
            ? BestPrice.None
            : new BestPrice(there[0].PriceTicks, there.Sum(level => level.QtyLots), there[0].Venue, there.Length);
    }

    private void Churn()
    {
        for (int i = 0; i < 300; i++)
        {
            _top.SetTop(i % 3, new VenueTop(100 + (i % 7), 5, 110 - (i % 5), 1));
            _top.SetFitness(i % 3, i % 4 != 0);
        }
    }

    private void FitAll()
    {
        for (int i = 0; i < 3; i++)
            _top.SetFitness(i, isFit: true);
    }
}
