using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using LowLatencyEngine.Feeds;
using LowLatencyEngine.Feeds.Live;
using LowLatencyEngine.Feeds.Recorded;
using Xunit;

namespace LowLatencyEngine.Unit.Feeds;

/// <summary>
/// The recorded futures sessions sent over a real WebSocket, their snapshots by HTTP where they stand in the
/// recording: the live feed ends where the recording does.
/// </summary>
public sealed class BinanceFuturesLiveTests
{
    private const string Sessions = "data/binance-ws-hftbacktest/";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    // Best bid and best ask in ticks and lots, as the recordings' own oracle has them.
    [SharedDataTheory]
    [InlineData(
        "binance-usdm", "usdm_btcusdt_20240808.jsonl.gz", "BTCUSDT 0.1 0.001", "(616597, 1486) (616598, 981)")]
    [InlineData(
        "binance-coinm", "cm_btcusd_perp_20240808.jsonl.gz", "BTCUSD_PERP 0.1 1", "(616686, 1380) (616687, 871)")]
    public async Task A_live_feed_ends_at_the_book_of_the_recording(
        string venue, string file, string instrument, string top)
    {
        string path = SharedData.PathOf(Sessions + file);
        FeedSymbols symbols = VenueSamples.Symbols(instrument);
        var expected = new DictionaryBook(0);
        using (var recorded = new RecordedFeed(VenueCatalog.FindOrThrow(venue, symbols), [path], _ => { }))
            recorded.Play(expected);

        (DictionaryBook live, FeedCounters counters) = await PlayLiveAsync(
            VenueCatalog.FindOrThrow(venue, symbols), path);

        Assert.Equal(top, $"{live.BestBid} {live.BestAsk}");
        Assert.Equal(expected.Bids, live.Bids);
        Assert.Equal(expected.Asks, live.Asks);
        Assert.Equal(expected.LastUpdateId, live.LastUpdateId);
        Assert.Equal((expected.TradeCount, expected.TradedLots), (live.TradeCount, live.TradedLots));
        Assert.Equal(expected.QuoteCount, live.QuoteCount);
        Assert.Equal((0L, 1L), (counters.GapCount, counters.SnapshotCount));
    }

    private static async Task<(DictionaryBook Book, FeedCounters Counters)> PlayLiveAsync(
        VenueFactory venue, string path)
    {
        using var stop = new CancellationTokenSource();
        await using var server = new LoopbackVenue();
        var book = new DictionaryBook(0);
        var options = new FeedOptions
        {
            WebSocketBase = new Uri($"ws://127.0.0.1:{server.Port}"),
            RestBase = new Uri($"http://127.0.0.1:{server.Port}"),
            RequestTimeoutNs = 600_000_000_000, // Never over: see InstantTime.
        };
        var seams = new FeedSeams(book, new ManualClock(), new InstantTime(), () => 0.5, _ => { });
        using var feed = new LiveFeed(options, venue, seams);
        Task running = Task.Run(() => feed.RunAsync(stop.Token));
        VenueStream stream = await server.NextStreamAsync();
        long sentCount = 0;
        foreach ((byte[] bytes, bool isSnapshot) in MessagesOf(path))
        {
            if (isSnapshot)
            {
                await WaitAsync(() => feed.Counters.FrameCount == sentCount);
                await (await server.NextRequestAsync()).AnswerAsync(System.Text.Encoding.UTF8.GetString(bytes));
                await WaitAsync(() => feed.Counters.SnapshotCount == 1);
            }
            else
            {
                await stream.SendAsync(bytes);
                sentCount++;
            }
        }

        await WaitAsync(() => feed.Counters.FrameCount == sentCount);
        await stop.CancelAsync();
        await running.WaitAsync(Patience);
        return (book, feed.Counters);
    }

    private static IEnumerable<(byte[] Bytes, bool IsSnapshot)> MessagesOf(string path)
    {
        using RecordedFile file = RecordedFile.OpenOrThrow(path);
        while (file.TryRead(out RecordedFrame line))
        {
            byte[] bytes = line.Bytes.ToArray();
            yield return (bytes, bytes.AsSpan().IndexOf("\"lastUpdateId\""u8) >= 0);
        }
    }

    private static async Task WaitAsync(Func<bool> holds)
    {
        long begin = Environment.TickCount64;
        while (!holds())
        {
            Assert.True(Environment.TickCount64 - begin < Patience.TotalMilliseconds, "the feed does not get on");
            await Task.Yield();
        }
    }
}
