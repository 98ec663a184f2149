using System;
using System.Collections.Generic;
using System.Net;
using System.Threading.Tasks;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Model;
using LowLatencyEngine.Ring;
using LowLatencyEngine.Venues.MarketData;
using LowLatencyEngine.Venues.Simulated;
using LowLatencyEngine.Venues.Simulated.MarketData;
using Xunit;

namespace LowLatencyEngine.Unit.Venues.Simulated;

/// <summary>The venue's market data over FIX, over real sockets.</summary>
public sealed class QuoteServerTests
{
    private const int SecurityListRequest = 'x';

    private static readonly string OpenBook =
        Samples.Snapshot(2, """["98.00","3"],["97.00","5"]""", """["102.00","4"]""");

    [Fact]
    public async Task Serves_a_snapshot_and_what_changes_after_it()
    {
        await using VenueBench bench = await StartAsync();
        bench.Play(Samples.Depth(1, 2, "", ""), OpenBook);
        using var client = new QuoteClient(bench.Venue.QuotePort);
        client.Ask(MsgTypes.MarketDataRequest, "262=7|263=1|264=0|265=1|267=2|269=0|269=1|146=1|55=BTCUSDT|");
        Assert.Equal(
            "35=W|262=7|55=BTCUSDT|268=3|269=0|270=98.00|271=3.00000|269=0|270=97.00|271=5.00000|" +
            "269=1|270=102.00|271=4.00000|",
            client.Next());

        bench.Play(Samples.Depth(3, 4, """["98.00","2"],["97.00","0"]""", """["101.00","1"]"""));
        Assert.Equal(
            "35=X|262=7|268=3|279=1|269=0|55=BTCUSDT|270=98.00|271=2.00000|279=2|269=0|55=BTCUSDT|270=97.00|" +
            "279=0|269=1|55=BTCUSDT|270=101.00|271=1.00000|",
            client.Next());
    }

    [Fact]
    public async Task Shows_the_best_prices_alone_where_no_more_is_asked_for()
    {
        await using VenueBench bench = await StartAsync();
        bench.Play(Samples.Depth(1, 2, "", ""), OpenBook);
        using var client = new QuoteClient(bench.Venue.QuotePort);
        client.Ask(MsgTypes.MarketDataRequest, "262=7|263=0|264=1|267=2|269=0|269=1|146=1|55=BTCUSDT|");
        Assert.Equal(
            "35=W|262=7|55=BTCUSDT|268=2|269=0|270=98.00|271=3.00000|269=1|270=102.00|271=4.00000|", client.Next());
    }

    [Fact]
    public async Task Says_nothing_more_after_the_end_of_a_subscription()
    {
        await using VenueBench bench = await StartAsync();
        bench.Play(Samples.Depth(1, 2, "", ""), OpenBook);
        using var client = new QuoteClient(bench.Venue.QuotePort);
        client.Ask(MsgTypes.MarketDataRequest, "262=7|263=1|264=0|267=1|269=0|146=1|55=BTCUSDT|");
        client.Next();
        client.Ask(MsgTypes.MarketDataRequest, "262=7|263=2|264=0|267=1|269=0|146=1|55=BTCUSDT|");
        client.Ask(SecurityListRequest, "320=9|559=4|");
        Assert.Equal("35=y|320=9|322=9|560=0|146=1|55=BTCUSDT|", client.Next()); // Both have been worked on.
        bench.Play(Samples.Depth(3, 4, """["98.00","2"]""", ""));
        client.Ask(SecurityListRequest, "320=10|559=4|");
        Assert.Equal("35=y|320=10|322=10|560=0|146=1|55=BTCUSDT|", client.Next());
    }

    [Theory]
    [InlineData("262=8|263=1|264=0|267=1|269=0|146=1|55=NOTHING|", "0")]
    [InlineData("262=7|263=1|264=0|267=1|269=0|146=1|55=BTCUSDT|", "1")]
    [InlineData("262=8|263=5|264=0|267=1|269=0|146=1|55=BTCUSDT|", "4")]
    public async Task Refuses_what_it_cannot_serve(string request, string reason)
    {
        await using VenueBench bench = await StartAsync();
        bench.Play(Samples.Depth(1, 2, "", ""), OpenBook);
        using var client = new QuoteClient(bench.Venue.QuotePort);
        client.Ask(MsgTypes.MarketDataRequest, "262=7|263=1|264=0|267=1|269=0|146=1|55=BTCUSDT|");
        client.Next();
        client.Ask(MsgTypes.MarketDataRequest, request);
        Assert.StartsWith($"35=Y|{request[..6]}281={reason}|", client.Next(), StringComparison.Ordinal);
        client.Ask(MsgTypes.NewOrderSingle, "11=1|");
        Assert.StartsWith("35=j|", client.Next(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task The_engines_feed_ends_with_the_venues_own_best_prices(long seed)
    {
        await using VenueBench bench = await VenueBench.StartAsync(
            () => SyntheticMarket.Frames(Samples.Synthetic(frameCountMax: 3_000, seed)),
            options => options with
            {
                Quotes = new QuoteOptions(),
                Playback = options.Playback with
                {
                    StartsWithSubscriber = false, SnapshotHold = TimeSpan.Zero,
                },
            });
        var ring = RingBuffer<EngineEvent>.CreateSingleProducer(4_096);
        EventPoller<EngineEvent> poller = ring.NewPoller();
        ring.AddGatingSequence(poller.Sequence);
        using FixMarketDataFeed feed = FeedTo(bench.Venue.QuotePort);
        var book = new TwinBook();
        var clock = new SystemClock();
        VenueBench.WaitUntil(
            () =>
            {
                feed.Poll(clock.NowNs, ring);
                poller.Poll(ref book, batchSlotsMax: 256);
                VenueBookState venue = bench.Venue.BookState(0);
                return bench.Venue.EndOfData.IsCompleted && venue.IsOpen && book.BestBid == venue.BestBid &&
                    book.BestAsk == venue.BestAsk;
            },
            $"both books agree, seed={seed}");
        Assert.Equal((FeedState.Live, 0L), (feed.StateOf(0), feed.EntriesSkipped));
    }

    private static Task<VenueBench> StartAsync() =>
        VenueBench.StartAsync(options => options with { Quotes = new QuoteOptions() });

    private static FixMarketDataFeed FeedTo(int port) => new(
        new FixMarketDataOptions { EndPoints = [new IPEndPoint(IPAddress.Loopback, port)] },
        Samples.BtcOnly,
        new FixSession(
            new FixSessionOptions
            {
                SenderCompId = "LLE", TargetCompId = "SIM", IsInitiator = true, ResetOnLogon = true,
                MessageSizeBytesMax = FixMarketDataOptions.MessageSizeBytesMax,
            },
            new MemorySequenceStore()));

    /// <summary>A book made of what the feed said.</summary>
    private struct TwinBook() : IStage<EngineEvent>
    {
        private readonly SortedDictionary<long, long> _bids = [];
        private readonly SortedDictionary<long, long> _asks = [];

        public readonly BookLevel BestBid => Best(_bids, isLast: true);

        public readonly BookLevel BestAsk => Best(_asks, isLast: false);

        public readonly void OnEvent(ref EngineEvent item, long sequence, bool endOfBatch)
        {
            if (item.Kind != EventKind.BookUpdate)
                return;

            if ((item.Flags & EventFlags.ClearsBook) != EventFlags.None)
            {
                _bids.Clear();
                _asks.Clear();
            }

            SortedDictionary<long, long> side = item.Side == Side.Buy ? _bids : _asks;
            for (int i = 0; i < item.Count; i++)
            {
                Level level = item.Book.Levels[i];
                if (level.QtyLots == 0)
                    side.Remove(level.PriceTicks);
                else
                    side[level.PriceTicks] = level.QtyLots;
            }
        }

        private static BookLevel Best(SortedDictionary<long, long> side, bool isLast)
        {
            BookLevel best = default;
            foreach ((long priceTicks, long qtyLots) in side)
            {
                best = new BookLevel(priceTicks, qtyLots);
                if (!isLast)
                    break;
            }

            return best;
        }
    }
}
