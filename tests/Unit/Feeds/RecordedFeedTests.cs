using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using LowLatencyEngine.Feeds;
using LowLatencyEngine.Feeds.Binance;
using LowLatencyEngine.Feeds.Recorded;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Feeds;

public sealed class RecordedFeedTests
{
    [SharedDataFact]
    public void Rebuilds_the_book_and_the_trades_of_the_recorded_spot_session()
    {
        var book = new DictionaryBook(1);
        var faults = new List<FeedFault>();
        using (var feed = new RecordedFeed(BinanceVenue.Spot(FeedSamples.Symbols), FeedSamples.SpotPaths, faults.Add))
        {
            feed.Play(book);
            Assert.Equal(1, feed.Counters.SnapshotCount);
            Assert.Equal(0, feed.Counters.GapCount);
            Assert.Equal(0, feed.Counters.RefusedCount);
            Assert.Equal(41_249 + 58_325 - 1, feed.Counters.FrameCount);
            Assert.Equal(book.EventCount, feed.Counters.EventCount);
        }

        Assert.Empty(faults);
        Assert.Equal(6_493, book.FrameCount);
        Assert.Equal(50_093_696_318, book.LastUpdateId);
        Assert.Equal((1_971, 2_962), (book.Bids.Count, book.Asks.Count));
        Assert.Equal((6_160_201, 1_671_770), book.BestBid);
        Assert.Equal((6_160_202, 2_667_950), book.BestAsk);
        Assert.Equal((19_904, 437_915_520), (book.TradeCount, book.TradedLots));
        Assert.Equal(28_040 + 45_134, book.QuoteCount);
        Assert.Equal(0, book.CrossedCount);
        Assert.Equal([FeedState.Connecting, FeedState.Syncing, FeedState.Live, FeedState.Disconnected], book.States);
    }

    [SharedDataFact]
    public void A_lot_coarser_than_the_book_refuses_seven_recorded_frames_and_says_so()
    {
        var table = new InstrumentTable([FeedSamples.InstrumentOf(0, "BTCUSDT", lot: "0.00001")]);
        var faults = new List<FeedFault>();
        using var feed = new RecordedFeed(
            BinanceVenue.Spot(new FeedSymbols(table)), FeedSamples.SpotPaths, faults.Add);
        feed.Play(new DictionaryBook(1));

        Assert.Equal(7, feed.Counters.RefusedCountOf(FrameVerdict.NumberDoesNotFit));
        Assert.Equal(7, feed.Counters.RefusedCount);
        Assert.True(feed.Counters.GapCount > 0);
        Assert.Contains(faults, fault => fault.Detail.Contains("a finer tick or lot", StringComparison.Ordinal));
    }

    [Fact]
    public void Plays_files_as_one_recording_and_ends_with_the_loss_of_the_connection()
    {
        string folder = Directory.CreateTempSubdirectory("recorded-feed-tests-").FullName;
        try
        {
            string first = WriteLines(
                folder, "1.jsonl", FeedSamples.Depth(8, 9), FeedSamples.Depth(10, 12), FeedSamples.Snapshot(9));
            string second = WriteLines(folder, "2.jsonl", FeedSamples.Depth(13, 14), "{\"id\":1}", FeedSamples.Trade);
            var sink = new CollectingSink();
            var faults = new List<FeedFault>();
            using (var feed = new RecordedFeed(BinanceVenue.Spot(FeedSamples.Symbols, 64), [first, second], faults.Add))
                feed.Play(sink);

            string[] expected =
            [
                "Connecting", "Connecting", "Syncing", "Syncing", "snapshot 9", "snapshot 9", "book 12", "Live",
                "book 14", "trade 77", "Disconnected", "Disconnected",
            ];
            Assert.Equal(expected, sink.Story);
            Assert.Equal(FrameVerdict.UnknownMessage, Assert.Single(faults).Verdict);
            Assert.Equal([1L, 1, 1, 1, 3, 3, 3, 3, 1, 3, 3, 3], sink.Events.Select(item => item.ReceiveTimestampNs));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void No_files_are_no_events()
    {
        using var feed = new RecordedFeed(BinanceVenue.Spot(FeedSamples.Symbols, 64), [], _ => { });

        Assert.False(feed.TryReadNext(out ReadOnlySpan<EngineEvent> events));
        Assert.Equal(0, events.Length);
    }

    private static string WriteLines(string folder, string name, params string[] messages)
    {
        string path = Path.Combine(folder, name);
        File.WriteAllLines(path, messages.Select((message, index) => $"{index + 1} {message}"));
        return path;
    }
}
