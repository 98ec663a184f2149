using LowLatencyEngine.Analysis;
using LowLatencyEngine.Model;
using Xunit;
using static LowLatencyEngine.Unit.Analysis.MarketEvents;

namespace LowLatencyEngine.Unit.Analysis;

public sealed class InstrumentStateTests
{
    private readonly MarketAnalysis _analysis = new(instrumentCount: 1, AnalysisParameters.Default);

    private InstrumentState Market => _analysis[0];

    [Fact]
    public void A_snapshot_of_several_records_makes_a_live_market_fit_at_its_end()
    {
        Send(Feed(FeedState.Live));
        Send(Book(Side.Buy, 10, EventFlags.ClearsBook | EventFlags.Snapshot, [(100, 3), (99, 5)]));
        Assert.Equal(MarketFitness.OneSided, Market.Fitness);
        Assert.Equal(0, Market.LastUpdateId);
        Send(Book(Side.Sell, 10, EventFlags.EndOfMessage | EventFlags.Snapshot, [(101, 1)]));

        Assert.True(Market.IsFit);
        Assert.Equal((100, 3, 101, 1), TopOf(Market));
        Assert.Equal(TopSource.Book, Market.Top.Source);
        Assert.Equal((10, 1, 0), (Market.LastUpdateId, Market.SnapshotCount, Market.DepthMessageCount));
        Assert.Equal(100.5, Market.MidTicks);
        Assert.Equal(100.75, Market.MicroPriceTicks); // (100 * 1 + 101 * 3) / 4.
    }

    [Theory]
    [InlineData(100, 3, 101, 1, 100.75)]
    [InlineData(100, 1, 101, 1, 100.5)]
    [InlineData(100, 2, 110, 8, 102)]
    [InlineData(-10, 1, -8, 3, -9.5)]
    [InlineData(6_165_970, 148_600, 6_165_980, 98_100, 6_165_976.023510336)]
    public void Micro_price_leans_to_the_side_about_to_give_way(
        long bidTicks, long bidLots, long askTicks, long askLots, double expected)
    {
        Send(Feed(FeedState.Live));
        Send(Quote(1, (bidTicks, bidLots), (askTicks, askLots)));
        double cited = ((double)bidTicks * askLots + (double)askTicks * bidLots) / (bidLots + askLots);
        Assert.Equal(expected, Market.MicroPriceTicks, 1e-8);
        Assert.Equal(cited, Market.MicroPriceTicks, 1e-8);
    }

    [Theory]
    [InlineData(9, 100, false)]  // Older than the book.
    [InlineData(10, 100, false)] // The same state of the market.
    [InlineData(11, 98, true)]   // Newer.
    [InlineData(0, 98, true)]    // The venue numbers nothing: the later arrival counts.
    public void A_quote_counts_when_it_is_newer_than_the_book(long quoteId, long expectedBidTicks, bool isTaken)
    {
        GoLive(updateId: 10);
        Send(Quote(quoteId, (98, 1), (102, 1)));

        Assert.Equal(expectedBidTicks, Market.Top.BidPriceTicks);
        Assert.Equal(isTaken ? TopSource.Quote : TopSource.Book, Market.Top.Source);
        Assert.Equal(isTaken ? 0 : 1, Market.StaleQuoteCount);
    }

    [Fact]
    public void Depth_behind_the_quote_changes_the_book_but_not_the_top()
    {
        GoLive(updateId: 10);
        Send(Quote(20, (98, 1), (102, 1)));
        Send(Book(Side.Buy, 15, WholeMessage, [(100, 0), (99, 4)]));
        Assert.Equal((98, 1, 102, 1), TopOf(Market));
        Assert.Equal(99, Market.Book.Bid(0).PriceTicks);

        Send(Book(Side.Buy, 20, WholeMessage, [(97, 4)]));
        Assert.Equal((99, 4, 101, 1), TopOf(Market));
        Assert.Equal(2, Market.DepthMessageCount);
    }

    [Fact]
    public void An_older_quote_does_not_replace_a_newer_one()
    {
        GoLive(updateId: 10);
        Send(Quote(20, (98, 1), (102, 1)));
        Send(Quote(19, (97, 1), (103, 1)));
        Assert.Equal((98, 1, 102, 1), TopOf(Market));
    }

    [Fact]
    public void A_recording_played_again_starts_from_its_own_snapshot()
    {
        GoLive(updateId: 1_000);
        Send(Quote(2_000, (98, 1), (102, 1)));
        Send(Book(Side.Buy, 10, EventFlags.ClearsBook | EventFlags.Snapshot, [(50, 3)]));
        Send(Book(Side.Sell, 10, EventFlags.EndOfMessage | EventFlags.Snapshot, [(51, 3)]));
        Assert.Equal((50, 3, 51, 3), TopOf(Market));

        Send(Quote(11, (49, 1), (52, 1)));
        Assert.Equal((49, 1, 52, 1), TopOf(Market));
    }

    [Fact]
    public void A_new_session_may_number_its_quotes_from_anywhere()
    {
        Send(Feed(FeedState.Live));
        Send(Quote(2_000, (98, 1), (102, 1)));
        Send(Feed(FeedState.Disconnected));
        Send(Feed(FeedState.Live));
        Send(Quote(1, (97, 1), (103, 1)));
        Assert.Equal((97, 1, 103, 1), TopOf(Market));
    }

    [Theory]
    [InlineData(FeedState.None)]
    [InlineData(FeedState.Connecting)]
    [InlineData(FeedState.Syncing)]
    [InlineData(FeedState.Gap)]
    [InlineData(FeedState.Disconnected)]
    [InlineData(FeedState.Stale)]
    public void Only_a_live_feed_is_fit(FeedState state)
    {
        GoLive(updateId: 10);
        Send(Feed(state));
        Assert.Equal(MarketFitness.FeedNotLive, Market.Fitness);
        Assert.Equal(state, Market.FeedState);
        Assert.Equal(state == FeedState.Gap ? 1 : 0, Market.GapCount);

        Send(Feed(FeedState.Live));
        Assert.True(Market.IsFit);
    }

    [Fact]
    public void A_book_crossed_at_the_end_of_a_message_is_unfit_until_it_uncrosses()
    {
        GoLive(updateId: 10);
        Send(Book(Side.Buy, 11, EventFlags.None, [(105, 1)])); // Crossed only within the message.
        Assert.True(Market.IsFit);
        Send(Book(Side.Sell, 11, WholeMessage, [(101, 0), (106, 1)]));
        Assert.True(Market.IsFit);
        Assert.Equal(0, Market.CrossedCount);

        Send(Book(Side.Buy, 12, WholeMessage, [(107, 1)]));
        Assert.Equal(MarketFitness.Crossed, Market.Fitness);
        Assert.Equal(1, Market.CrossedCount);

        Send(Quote(13, (100, 1), (101, 1))); // A fair quote does not mend a book that is wrong.
        Assert.Equal(MarketFitness.Crossed, Market.Fitness);

        Send(Book(Side.Buy, 14, WholeMessage, [(107, 0)]));
        Assert.True(Market.IsFit);
    }

    [Fact]
    public void A_crossed_quote_is_unfit()
    {
        Send(Feed(FeedState.Live));
        Send(Quote(1, (103, 1), (102, 1)));
        Assert.Equal(MarketFitness.Crossed, Market.Fitness);
        Assert.Equal(0, Market.FastEma.Count);
    }

    [Fact]
    public void A_locked_book_is_fit_and_counted()
    {
        GoLive(updateId: 10);
        Send(Book(Side.Buy, 11, WholeMessage, [(101, 1)]));
        Assert.True(Market.IsFit);
        Assert.Equal(1, Market.LockedCount);
    }

    [Fact]
    public void Without_one_side_there_is_no_price()
    {
        GoLive(updateId: 10);
        Send(Book(Side.Sell, 11, WholeMessage, [(101, 0)]));
        Assert.Equal(MarketFitness.OneSided, Market.Fitness);
        Assert.Equal((0, 0), (Market.MidTicks, Market.MicroPriceTicks));
    }

    [Fact]
    public void Averages_take_the_mid_of_fit_markets_only()
    {
        Send(Quote(1, (98, 1), (102, 1)).At(1)); // Not live yet.
        Assert.Equal(0, Market.SlowEma.Count);

        Send(Feed(FeedState.Live));
        Send(Quote(2, (98, 1), (102, 1)).At(2));
        Send(Quote(3, (198, 1), (202, 1)).At(3));

        Assert.Equal(2, Market.FastEma.Count);
        Assert.Equal(100 + 100 * HalfLife.NewWeight(1.0 / 50), Market.FastEma.Value, 1e-10);
        Assert.Equal(100 + 100 * HalfLife.NewWeight(1.0 / 500), Market.SlowEma.Value, 1e-10);
    }

    [Fact]
    public void Trades_are_counted_whatever_the_feed_says()
    {
        Send(Trade(Side.Buy, 101, 3));
        Send(Trade(Side.Sell, 100, 4));

        Assert.Equal((2, 7), (Market.TradeCount, Market.TradedLots));
        Assert.Equal((100, 4, Side.Sell), (Market.LastTradePriceTicks, Market.LastTradeQtyLots, Market.LastTradeSide));
    }

    [Fact]
    public void A_start_of_the_engine_forgets_the_market_and_keeps_the_counts()
    {
        GoLive(updateId: 10);
        Send(Quote(20, (98, 1), (102, 1)));
        Send(Trade(Side.Buy, 101, 3));
        Send(Start());

        Assert.Equal((MarketFitness.FeedNotLive, FeedState.None), (Market.Fitness, Market.FeedState));
        Assert.Equal((0, 0, 0), (Market.Book.BidCount, Market.Book.AskCount, Market.LastUpdateId));
        Assert.Equal(TopSource.None, Market.Top.Source);
        Assert.Equal((0, 0), (Market.FastEma.Count, Market.SlowEma.Count));
        Assert.Equal((1, 1), (Market.SnapshotCount, Market.TradeCount));

        GoLive(updateId: 5);
        Assert.True(Market.IsFit);
    }

    private static (long Bid, long BidLots, long Ask, long AskLots) TopOf(InstrumentState market) =>
        (market.Top.BidPriceTicks, market.Top.BidQtyLots, market.Top.AskPriceTicks, market.Top.AskQtyLots);

    private void GoLive(long updateId)
    {
        Send(Book(Side.Buy, updateId, EventFlags.ClearsBook | EventFlags.Snapshot, [(100, 3)]));
        Send(Book(Side.Sell, updateId, EventFlags.EndOfMessage | EventFlags.Snapshot, [(101, 1)]));
        Send(Feed(FeedState.Live));
    }

    private void Send(EngineEvent e) => _analysis.OnEvent(in e);
}
