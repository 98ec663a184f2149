using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using LowLatencyEngine.Feeds;
using LowLatencyEngine.Feeds.Kraken;
using LowLatencyEngine.Feeds.Recorded;
using LowLatencyEngine.Model;
using LowLatencyEngine.Unit.Feeds.Faults;
using Xunit;

namespace LowLatencyEngine.Unit.Feeds.Kraken;

public sealed class KrakenProtocolTests
{
    private const long NsPerSecond = 1_000_000_000;

    private readonly FeedCounters _counters = new();
    private readonly List<FeedFault> _faults = [];

    [SharedDataFact]
    public void Every_checksum_of_the_recorded_session_is_the_venues()
    {
        var channels = new KrakenChannels { Version = KrakenVersion.V1, BookDepth = 1_000 };
        string path = SharedData.PathOf(KrakenSamples.Session);
        using var feed = new RecordedFeed(KrakenVenue.Of(KrakenSamples.Recorded, channels), [path], _faults.Add);
        DictionaryBook[] books = [.. Enumerable.Range(0, 10).Select(index => new DictionaryBook(index))];
        while (feed.TryReadNext(out ReadOnlySpan<EngineEvent> events))
        {
            foreach (DictionaryBook book in books)
                book.Publish(events);
        }

        Assert.Equal((0L, 10L, 0L), (feed.Counters.GapCount, feed.Counters.SnapshotCount, feed.Counters.RefusedCount));
        Assert.Equal(4_269, books.Sum(book => book.FrameCount));
        Assert.Equal(18, books.Sum(book => book.QuoteCount));
        Assert.All(books, book => Assert.Equal(0, book.CrossedCount));
        Assert.All(books, book => Assert.InRange(Math.Max(book.Bids.Count, book.Asks.Count), 1, 1_000));
    }

    [SharedDataFact]
    public void One_wrong_digit_in_a_recorded_change_is_a_gap()
    {
        KrakenProtocol protocol = Connected(KrakenSamples.Recorded, KrakenVersion.V1, depth: 1_000);
        bool isBroken = false;
        foreach (byte[] frame in RecordedMessages.Of(KrakenSamples.Session))
        {
            string text = Encoding.UTF8.GetString(frame);
            if (!isBroken && text.Contains("\"354.15000000\",\"5.0", StringComparison.Ordinal))
            {
                isBroken = true;
                text = text.Replace("\"5.0", "\"6.0", StringComparison.Ordinal);
            }

            protocol.OnFrame(Encoding.UTF8.GetBytes(text), 1);
            protocol.Batch.Clear();
        }

        Assert.True(isBroken);
        Assert.Equal(1, _counters.GapCount);
        Assert.Equal(FeedState.Gap, protocol.StateOf(KrakenSamples.Recorded.FindByName("XMR/USD"u8)));
    }

    [Theory]
    [InlineData(KrakenVersion.V1, 10, 1, false)]
    [InlineData(KrakenVersion.V2, 10, 2, false)]
    [InlineData(KrakenVersion.V2, 10, 3, true)]
    [InlineData(KrakenVersion.V1, 25, 4, false)]
    [InlineData(KrakenVersion.V2, 100, 5, true)]
    public void Keeps_exactly_what_the_venue_shows(KrakenVersion version, int depth, int seed, bool dropsZeros)
    {
        var venue = new KrakenVenueTwin(version, depth, seed) { DropsZeros = dropsZeros };
        KrakenProtocol protocol = Connected(KrakenSamples.Bitcoin, version, depth);
        var book = new DictionaryBook(0);
        Send(protocol, book, venue.Snapshot());
        for (int i = 0; i < 3_000; i++)
        {
            Send(protocol, book, venue.Update());
            Assert.Equal(venue.Bids, book.Bids.OrderByDescending(level => level.Key).Select(Pair));
            Assert.Equal(venue.Asks, book.Asks.OrderBy(level => level.Key).Select(Pair));
        }

        Assert.Equal(FeedState.Live, protocol.StateOf(0));
        Assert.Equal(0, _counters.GapCount);
    }

    [Theory]
    [InlineData(KrakenVersion.V1)]
    [InlineData(KrakenVersion.V2)]
    public void A_wrong_checksum_makes_the_book_unfit_until_the_next_snapshot(KrakenVersion version)
    {
        var venue = new KrakenVenueTwin(version, depth: 10, seed: 9);
        KrakenProtocol protocol = Connected(KrakenSamples.Bitcoin, version, depth: 10);
        var book = new DictionaryBook(0);
        Send(protocol, book, venue.Snapshot());
        Requests(protocol);
        venue.Update(); // Lost.
        for (int i = 0; i < 20 && protocol.StateOf(0) == FeedState.Live; i++)
            Send(protocol, book, venue.Update());

        Assert.Equal(FeedState.Gap, protocol.StateOf(0));
        Assert.Equal(FeedState.Syncing, protocol.StateOf(1)); // The other book has nothing to do with it.
        string[] requests = Requests(protocol);
        Assert.Equal(2, requests.Length);
        Assert.Contains("unsubscribe", requests[0], StringComparison.Ordinal);
        Assert.Contains("BTC/USD", requests[1], StringComparison.Ordinal);
        long eventCount = book.EventCount;
        Send(protocol, book, venue.Update());
        Assert.Equal(eventCount, book.EventCount); // Passed over.

        Send(protocol, book, venue.Snapshot());
        Assert.Equal(FeedState.Live, protocol.StateOf(0));
        Assert.Equal(venue.Bids.Length, book.Bids.Count);
    }

    [Theory]
    [InlineData(KrakenVersion.V1)]
    [InlineData(KrakenVersion.V2)]
    public void A_change_without_its_checksum_makes_the_book_unfit(KrakenVersion version)
    {
        var venue = new KrakenVenueTwin(version, depth: 10, seed: 9);
        KrakenProtocol protocol = Connected(KrakenSamples.Bitcoin, version, depth: 10);
        var book = new DictionaryBook(0);
        Send(protocol, book, venue.Snapshot());
        string nameless = version == KrakenVersion.V1 ? "\"d\":" : "\"checksun\":";
        string name = version == KrakenVersion.V1 ? "\"c\":" : "\"checksum\":";

        Send(protocol, book, venue.Update().Replace(name, nameless, StringComparison.Ordinal));

        Assert.Equal(FeedState.Gap, protocol.StateOf(0));
    }

    [Fact]
    public void Each_book_of_a_message_is_held_to_its_own_checksum()
    {
        var first = new KrakenModelVenue(new Random(1), KrakenVersion.V2, depth: 10);
        var second = new KrakenModelVenue(new Random(2), KrakenVersion.V2, depth: 10);
        KrakenProtocol protocol = Connected(
            VenueSamples.Symbols("ABC 0.1 0.01", "XYZ 0.1 0.01"), KrakenVersion.V2, depth: 10);
        DictionaryBook[] books = [new(0), new(1)];
        Take(Together(first.Snapshot(), second.Snapshot()));
        for (int i = 0; i < 50; i++)
            Take(Together(first.NextFrame(), second.NextFrame()));

        Assert.Equal((null, null), (first.JudgeNow(books[0]), second.JudgeNow(books[1])));
        Assert.Equal((FeedState.Live, FeedState.Live), (protocol.StateOf(0), protocol.StateOf(1)));
        second.NextFrame(); // Lost.
        for (int i = 0; i < 20; i++)
            Take(Together(first.NextFrame(), second.NextFrame()));

        Assert.Equal((FeedState.Live, FeedState.Gap), (protocol.StateOf(0), protocol.StateOf(1)));
        Assert.Null(first.JudgeNow(books[0]));

        void Take(byte[] frame)
        {
            Assert.Equal(FrameVerdict.Ok, protocol.OnFrame(frame, 1));
            books[0].Publish(protocol.Batch.Events);
            books[1].Publish(protocol.Batch.Events);
            protocol.Batch.Clear();
        }
    }

    [Fact]
    public void A_change_that_cannot_be_read_makes_books_unfit_and_a_trade_that_cannot_does_not()
    {
        var venue = new KrakenVenueTwin(KrakenVersion.V1, depth: 10, seed: 9);
        KrakenProtocol protocol = Connected(KrakenSamples.Bitcoin, KrakenVersion.V1, depth: 10);
        var book = new DictionaryBook(0);
        Send(protocol, book, venue.Snapshot());

        Send(protocol, book, """[0,[["1.001","1","1534614057.3","s","l",""]],"trade","BTC/USD"]""");
        Assert.Equal(FeedState.Live, protocol.StateOf(0));
        Send(protocol, book, """[0,{"a":[["1.001","1","1534614057.3"]]},"book-10","BTC/USD"]""");
        Assert.Equal(FeedState.Gap, protocol.StateOf(0));
    }

    [Fact]
    public void Subscribes_on_every_connection_and_asks_again_where_no_snapshot_comes()
    {
        KrakenProtocol protocol = Connected(KrakenSamples.Bitcoin, KrakenVersion.V2, depth: 10);
        Assert.Equal(
            [
                """{"method":"subscribe","params":{"channel":"book","symbol":["BTC/USD","ETH/USD"],"depth":10}}""",
                """{"method":"subscribe","params":{"channel":"trade","symbol":["BTC/USD","ETH/USD"]}}""",
                """{"method":"subscribe","params":{"channel":"ticker","symbol":["BTC/USD","ETH/USD"]}}""",
            ],
            Requests(protocol));

        protocol.OnTick(10 * NsPerSecond, 60 * NsPerSecond);
        Assert.Empty(Requests(protocol));
        protocol.OnTick(11 * NsPerSecond, 60 * NsPerSecond);
        Assert.Equal(4, Requests(protocol).Length); // Leave and take, for both.
        protocol.OnTick(12 * NsPerSecond, 60 * NsPerSecond);
        Assert.Empty(Requests(protocol));
    }

    [Fact]
    public void A_silent_connection_is_stale_until_anything_comes()
    {
        var venue = new KrakenVenueTwin(KrakenVersion.V2, depth: 10, seed: 9);
        KrakenProtocol protocol = Connected(KrakenSamples.Bitcoin, KrakenVersion.V2, depth: 10);
        Send(protocol, new DictionaryBook(0), venue.Snapshot());
        protocol.OnFrame("""{"channel":"heartbeat"}"""u8, 5 * NsPerSecond);
        protocol.OnTick(6 * NsPerSecond, 5 * NsPerSecond);
        Assert.Equal(FeedState.Live, protocol.StateOf(0)); // A quiet book is no stale book.
        protocol.OnTick(11 * NsPerSecond, 5 * NsPerSecond);
        Assert.Equal(FeedState.Stale, protocol.StateOf(0));
        protocol.OnFrame("""{"channel":"heartbeat"}"""u8, 12 * NsPerSecond);
        Assert.Equal(FeedState.Live, protocol.StateOf(0));
    }

    [Theory]
    [InlineData(KrakenVersion.V1, """{"event":"heartbeat"}""", FrameVerdict.Control)]
    [InlineData(KrakenVersion.V1, """{"connectionID":18239578009413566319,"event":"systemStatus","status":"online"}""",
        FrameVerdict.Control)]
    [InlineData(KrakenVersion.V1, """{"event":"subscriptionStatus","pair":"XBT/USD","status":"subscribed"}""",
        FrameVerdict.Control)]
    [InlineData(KrakenVersion.V1, """{"errorMessage":"x","event":"subscriptionStatus","status":"error"}""",
        FrameVerdict.RequestRefused)]
    [InlineData(KrakenVersion.V1, """{"event":"new"}""", FrameVerdict.UnknownMessage)]
    [InlineData(KrakenVersion.V1, """[1,{"a":[]},"spread","BTC/USD"]""", FrameVerdict.UnknownStream)]
    [InlineData(KrakenVersion.V1, """[1,{"a":[]},"book-10","DOGE/USD"]""", FrameVerdict.UnknownSymbol)]
    [InlineData(KrakenVersion.V2, """{"channel":"status","type":"update","data":[{"system":"online"}]}""",
        FrameVerdict.Control)]
    [InlineData(KrakenVersion.V2, """{"method":"subscribe","result":{"channel":"book"},"success":true}""",
        FrameVerdict.Control)]
    [InlineData(KrakenVersion.V2, """{"method":"pong","time_in":"x"}""", FrameVerdict.Control)]
    [InlineData(KrakenVersion.V2, """{"error":"Currency pair not supported","method":"subscribe","success":false}""",
        FrameVerdict.RequestRefused)]
    [InlineData(KrakenVersion.V2, """{"channel":"ohlc","type":"update","data":[]}""", FrameVerdict.UnknownStream)]
    [InlineData(KrakenVersion.V2, """{"hello":1}""", FrameVerdict.UnknownMessage)]
    [InlineData(KrakenVersion.V2, """{"channel":"book","data":[]}""", FrameVerdict.Malformed)]
    public void Tells_what_a_frame_without_market_data_is(KrakenVersion version, string frame, FrameVerdict expected) =>
        Assert.Equal(
            expected, Connected(KrakenSamples.Bitcoin, version, depth: 10).OnFrame(Encoding.UTF8.GetBytes(frame), 1));

    [Theory]
    [InlineData(KrakenVersion.None, 10)]
    [InlineData(KrakenVersion.V2, 50)]
    public void Refuses_a_book_that_the_venue_does_not_have(KrakenVersion version, int depth) =>
        Assert.Throws<ArgumentException>(() => KrakenVenue.Of(
            KrakenSamples.Bitcoin, new KrakenChannels { Version = version, BookDepth = depth }));

    /// <summary>Two messages of one symbol as one of two, the second's renamed.</summary>
    private static byte[] Together(byte[] first, byte[] second)
    {
        string text = Encoding.UTF8.GetString(second).Replace("ABC", "XYZ", StringComparison.Ordinal);
        string entry = text[(text.IndexOf('[', StringComparison.Ordinal) + 1)..];
        return Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(first)[..^2] + "," + entry);
    }

    private static void Send(KrakenProtocol protocol, DictionaryBook book, string frame)
    {
        protocol.OnFrame(Encoding.UTF8.GetBytes(frame), 1);
        book.Publish(protocol.Batch.Events);
        protocol.Batch.Clear();
    }

    private static (long, long) Pair(KeyValuePair<long, long> level) => (level.Key, level.Value);

    private static string[] Requests(KrakenProtocol protocol)
    {
        var texts = new List<string>();
        while (protocol.TryTakeRequest(out ReadOnlyMemory<byte> text))
            texts.Add(Encoding.UTF8.GetString(text.Span));

        return [.. texts];
    }

    private KrakenProtocol Connected(FeedSymbols symbols, KrakenVersion version, int depth)
    {
        var channels = new KrakenChannels { Version = version, BookDepth = depth };
        var protocol = (KrakenProtocol)KrakenVenue.Of(symbols, channels)(_counters, new FaultReporter(_faults.Add));
        protocol.OnConnecting(0);
        protocol.OnConnected(0);
        protocol.Batch.Clear();
        return protocol;
    }
}
