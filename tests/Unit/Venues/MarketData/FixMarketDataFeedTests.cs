using System;
using System.Linq;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Venues.MarketData;

[Collection(ByteCounting.Name)]
public sealed class FixMarketDataFeedTests
{
    private const string Book0 = "35=W|262=1|55=EURUSD|268=2|269=0|270=1.08340|271=1000|269=1|270=1.08350|271=2000|";
    private const string Book1 = "35=W|262=2|55=XAUUSD|268=1|269=0|270=1900.50|271=3|";
    private const string Change0 = "35=X|262=1|268=1|279=1|269=0|55=EURUSD|270=1.08330|271=4000|";

    [Fact]
    public void Asks_for_every_book_and_is_live_with_its_snapshot()
    {
        using var bench = new MarketBench();
        bench.PollUntil(() => bench.Requests.Count == 2);
        bench.VenueSends(Book0);
        bench.VenueSends(Change0);
        bench.PollUntil(() => bench.Events.Count == 6);

        Assert.Equal(["V 262=1 263=1 264=0 55=EURUSD", "V 262=2 263=1 264=0 55=XAUUSD"], bench.Requests);
        Assert.Equal(
            ["i0 Syncing", "i1 Syncing", "i0 Buy 1 levels anew", "i0 Sell 1 levels", "i0 Live", "i0 Buy 1 levels"],
            bench.Events);
        Assert.Equal(FeedState.Syncing, bench.Feed.StateOf(1));
    }

    [Fact]
    public void Asks_for_best_prices_alone_where_that_is_wanted()
    {
        using var bench = new MarketBench(isTopOnly: true);
        bench.PollUntil(() => bench.Requests.Count == 2);
        Assert.Equal("V 262=1 263=1 264=1 55=EURUSD", bench.Requests[0]);
    }

    [Theory]
    [InlineData(false, "V 262=1 263=1 264=0 55=XAUUSD")]
    [InlineData(true, "V 262=2 263=1 264=0 55=41")]
    public void Asks_for_and_tells_of_its_own_instruments_alone(bool symbolsAreIds, string asked)
    {
        using var bench = new MarketBench(symbolsAreIds, carried: 1);
        bench.PollUntil(() => bench.Requests.Count == 1);
        if (symbolsAreIds)
            bench.VenueSends("35=y|320=1|322=1|560=0|146=2|55=41|1007=XAUUSD|1008=2|55=1|1007=EURUSD|1008=5|");

        bench.PollUntil(() => bench.Requests.Contains(asked));
        bench.VenueSends("35=X|268=1|279=0|269=0|55=EURUSD|270=1.08330|271=4000|");
        bench.Venue.Close();
        bench.PollUntil(() => bench.Events.Count == 2);

        Assert.Equal(["i1 Syncing", "i1 Disconnected"], bench.Events);
        Assert.Equal(symbolsAreIds ? 2 : 1, bench.Requests.Count);
    }

    [Fact]
    public void Learns_the_numbers_of_symbols_before_it_subscribes()
    {
        using var bench = new MarketBench(symbolsAreIds: true);
        bench.PollUntil(() => bench.Requests.Count == 1);
        bench.VenueSends("35=y|320=1|322=1|560=0|146=2|55=41|1007=XAUUSD|1008=2|55=1|1007=EURUSD|1008=5|");
        bench.PollUntil(() => bench.Requests.Count == 3);
        bench.VenueSends("35=W|262=2|55=1|268=2|269=0|270=1.08340|271=1000|278=7|269=1|270=1.08350|271=2000|278=8|");
        bench.PollUntil(() => bench.Feed.StateOf(0) == FeedState.Live);
        bench.VenueSends("35=X|268=1|279=2|278=7|55=1|"); // cTrader names no request in its changes.
        bench.PollUntil(() => bench.Events.Count == 6);

        Assert.Equal(["x 559=0", "V 262=2 263=1 264=0 55=1", "V 262=3 263=1 264=0 55=41"], bench.Requests);
        Assert.Equal("i0 Buy 1 levels", bench.Events[^1]);
    }

    [Fact]
    public void Drops_changes_before_the_snapshot_and_those_of_an_earlier_request()
    {
        using var bench = new MarketBench();
        bench.PollUntil(() => bench.Requests.Count == 2);
        bench.VenueSends(Change0);
        bench.VenueSends(Change0.Replace("262=1", "262=99", StringComparison.Ordinal));
        bench.VenueSends(Book0);
        bench.PollUntil(() => bench.Feed.StateOf(0) == FeedState.Live);

        Assert.Equal(2, bench.Feed.Counters.EventsDropped);
        Assert.Equal(["i0 Buy 1 levels anew", "i0 Sell 1 levels", "i0 Live"], bench.Events.Skip(2));
    }

    [Fact]
    public void A_refused_instrument_is_unfit_and_asked_for_again_later()
    {
        using var bench = new MarketBench();
        bench.PollUntil(() => bench.Requests.Count == 2);
        bench.VenueSends("35=Y|262=1|281=0|58=no such symbol|");
        bench.PollUntil(() => bench.Feed.StateOf(0) == FeedState.Disconnected);
        bench.Pass(seconds: 4.9);
        bench.PollOnce();
        Assert.Equal(2, bench.Requests.Count);
        bench.Pass(seconds: 0.2);
        bench.PollUntil(() => bench.Requests.Count >= 3 && bench.Requests.Any(r => r.EndsWith("1 264=0 55=EURUSD")));
        Assert.Equal(1, bench.Feed.Counters.RequestsRefused);
        Assert.Contains("V 262=3 263=1 264=0 55=EURUSD", bench.Requests);
    }

    [Fact]
    public void Silence_makes_an_instrument_stale_and_data_makes_it_live_again()
    {
        using var bench = new MarketBench();
        bench.PollUntil(() => bench.Requests.Count == 2);
        bench.VenueSends(Book0);
        bench.VenueSends(Book1);
        bench.PollUntil(() => bench.Feed.StateOf(1) == FeedState.Live);
        bench.Pass(seconds: 2);
        bench.VenueSends(Book1);
        bench.PollUntil(() => bench.Feed.Counters.MessagesReceived == 3);
        bench.Pass(seconds: 1);
        bench.PollOnce();
        Assert.Equal((FeedState.Stale, FeedState.Live), (bench.Feed.StateOf(0), bench.Feed.StateOf(1)));
        bench.VenueSends(Change0);
        bench.PollUntil(() => bench.Feed.StateOf(0) == FeedState.Live);
        Assert.Equal(1, bench.Feed.Counters.StaleCount);
    }

    [Fact]
    public void A_lost_connection_makes_everything_unfit_and_begins_anew()
    {
        using var bench = new MarketBench();
        bench.PollUntil(() => bench.Requests.Count == 2);
        bench.VenueSends(Book0);
        bench.PollUntil(() => bench.Feed.StateOf(0) == FeedState.Live);
        bench.Events.Clear();
        bench.Requests.Clear();
        bench.Venue.Close();
        bench.PollUntil(() => bench.Feed.StateOf(0) == FeedState.Disconnected);
        bench.Pass(seconds: 1);
        bench.PollUntil(() => bench.Requests.Count == 2);

        Assert.Equal(["i0 Disconnected", "i1 Disconnected", "i0 Syncing", "i1 Syncing"], bench.Events);
        Assert.Equal(["V 262=3 263=1 264=0 55=EURUSD", "V 262=4 263=1 264=0 55=XAUUSD"], bench.Requests);
    }

    [Fact]
    public void An_unanswered_request_is_withdrawn_and_made_anew()
    {
        using var bench = new MarketBench();
        bench.PollUntil(() => bench.Requests.Count == 2);
        bench.VenueSends(Book1);
        bench.PollUntil(() => bench.Feed.StateOf(1) == FeedState.Live);
        bench.Pass(seconds: 5.1);
        bench.PollUntil(() => bench.Requests.Count == 4);

        Assert.Equal(["V 262=1 263=2 264=0 55=EURUSD", "V 262=3 263=1 264=0 55=EURUSD"], bench.Requests.Skip(2));
    }

    [Fact]
    public void A_full_ring_leaves_the_socket_unread_and_loses_nothing()
    {
        using var bench = new MarketBench(ringCapacitySlots: 16);
        bench.PollUntil(() => bench.Requests.Count == 2);
        bench.VenueSends(Book0);
        bench.PollUntil(() => bench.Feed.StateOf(0) == FeedState.Live);
        bench.Events.Clear();
        bench.IsRingRead = false;
        for (int i = 0; i < 100; i++)
            bench.VenueSends(Change0);

        for (int i = 0; i < 1_000; i++)
            bench.PollOnce();

        Assert.True(bench.Feed.Counters.RingFull > 0);
        bench.IsRingRead = true;
        bench.PollUntil(() => bench.Events.Count == 100);
    }

    [Fact]
    public void Speaks_of_several_instruments_and_trades_in_one_message_with_each_book_whole()
    {
        using var bench = new MarketBench();
        bench.PollUntil(() => bench.Requests.Count == 2);
        bench.VenueSends(Book0);
        bench.VenueSends(Book1);
        bench.PollUntil(() => bench.Feed.StateOf(1) == FeedState.Live);
        bench.Events.Clear();
        bench.VenueSends("35=X|268=3|279=1|269=0|55=EURUSD|270=1.08330|271=4000|" +
            "279=1|269=0|55=XAUUSD|270=1900.40|271=3|279=0|269=2|55=XAUUSD|270=1900.50|271=1|");
        bench.PollUntil(() => bench.Events.Count == 3);

        Assert.Equal(["i0 Buy 1 levels", "i1 Buy 1 levels", "i1 trade 190050x1"], bench.Events);
    }

    [Fact]
    public void Reading_changes_allocates_nothing()
    {
        using var bench = new MarketBench();
        bench.PollUntil(() => bench.Requests.Count == 2);
        bench.VenueSends(Book0);
        bench.PollUntil(() => bench.Feed.StateOf(0) == FeedState.Live);
        bench.IsRecording = false;
        Read(count: 200);
        long allocated = Read(count: 200);

        Assert.Equal(0, allocated);

        long Read(int count)
        {
            for (int i = 0; i < count; i++)
                bench.VenueSends(Change0);

            bench.Venue.Flush();
            long expected = bench.EventCount + count;
            long before = GC.GetAllocatedBytesForCurrentThread();
            while (bench.EventCount < expected)
                bench.PollOnce();

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }
}
