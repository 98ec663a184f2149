using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using LowLatencyEngine.Feeds;
using LowLatencyEngine.Feeds.KrakenFutures;
using LowLatencyEngine.Feeds.Recorded;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Feeds.KrakenFutures;

/// <summary>Decoder against twin, the recorded session, and the rule of sync.</summary>
[Collection(ByteCounting.Name)]
public sealed class KrakenFuturesTests
{
    private const string Session = "data/exchange-ws-cryptofeed/KRAKEN_FUTURES.jsonl.gz";

    private const string Snapshot =
        """{"feed":"book_snapshot","product_id":"PI_XBTUSD","timestamp":1612269825817,"seq":100,""" +
        """ "tickSize":null,"bids":[{"price":34892.5,"qty":6385},{"price":34892,"qty":0}],""" +
        """ "asks":[{"price":3.49115E4,"qty":20598.0}]}""";

    private static readonly FeedSymbols Bitcoin = VenueSamples.Symbols("PI_XBTUSD 0.5 1", "PI_ETHUSD 0.05 1");

    private static readonly FeedSymbols Recorded = VenueSamples.Symbols(
        "FI_ETHUSD_211231 0.05 1", "PI_XRPUSD 0.0001 1", "PI_LTCUSD 0.01 1", "FI_BCHUSD_210730 0.1 1",
        "PI_ETHUSD 0.05 1", "FI_XBTUSD_210924 0.5 1", "FI_ETHUSD_210730 0.05 1", "FI_BCHUSD_210924 0.1 1",
        "FI_XRPUSD_210924 0.0001 1", "FI_XBTUSD_210730 0.5 1");

    private static readonly string[] Samples =
    [
        Snapshot,
        Change(101),
        """{"feed":"trade","product_id":"PI_XBTUSD","uid":"05af78ac","side":"sell","type":"fill","seq":""" +
            """653355,"time":1612266317519,"qty":15000,"price":34969.5}""",
        """{"time":1676393235406,"product_id":"PI_XBTUSD","funding_rate":-6.2604214e-11,"feed":"ticker","bid":""" +
            """21978.5,"ask":21987.0,"bid_size":2536.0,"ask_size":13948.0,"premium":-0.0,"suspended":false}""",
        """{"feed":"ticker","product_id":"PI_ETHUSD","bid":null,"ask":21987.0,"bid_size":null,"ask_size":13948.0}""",
        """{"feed":"ticker_lite","product_id":"PI_ETHUSD","bid":439.3,"ask":439.6,"change":2.640803926150981}""",
        """{"feed":"trade_snapshot","product_id":"PI_XBTUSD","trades":[{"feed":"trade","side":"sell","seq":1}]}""",
    ];

    private readonly FeedCounters _counters = new();
    private readonly List<FeedFault> _faults = [];

    [SharedDataFact]
    public void Agrees_on_every_recorded_frame()
    {
        TwinAgreement agreement = Agreement(Recorded);
        int count = RecordedMessages.Of(Session).Count(frame => agreement.Check(frame, "recorded"));

        Assert.Equal(10 + 10 + 107 + 7_014 + 3, count); // Books, trades before, tickers, changes, trades.
    }

    [SharedDataFact]
    public void Agrees_on_mutations_of_recorded_frames() => Agreement(Recorded).CheckMutations(
        [.. RecordedMessages.Of(Session).Where(frame => frame.Length < 1_000).Take(2_000)], seed: 1);

    [Fact]
    public void Agrees_on_mutations_of_sample_frames() =>
        Agreement(Bitcoin).CheckMutations([.. Samples.Select(FeedSamples.Utf8)], seed: 2);

    [Fact]
    public void Accepts_every_sample_frame_whole_and_refuses_every_cut_of_it()
    {
        TwinAgreement agreement = Agreement(Bitcoin);
        foreach (byte[] frame in Samples.Select(FeedSamples.Utf8))
        {
            Assert.True(agreement.Check(frame, "whole"), Encoding.UTF8.GetString(frame));
            for (int length = 0; length < frame.Length; length++)
                Assert.False(agreement.Check(frame[..length], "cut"));
        }
    }

    [SharedDataFact]
    public void Follows_every_product_of_the_recorded_session_without_a_gap()
    {
        string path = SharedData.PathOf(Session);
        using var feed = new RecordedFeed(KrakenFuturesVenue.Of(Recorded), [path], _faults.Add);
        DictionaryBook[] books = [.. Enumerable.Range(0, 10).Select(index => new DictionaryBook(index))];
        while (feed.TryReadNext(out ReadOnlySpan<EngineEvent> events))
        {
            foreach (DictionaryBook book in books)
                book.Publish(events);
        }

        Assert.Equal((0L, 10L, 0L), (feed.Counters.GapCount, feed.Counters.SnapshotCount, feed.Counters.RefusedCount));
        Assert.Equal(7_014, books.Sum(book => book.FrameCount));
        Assert.Equal(3, books.Sum(book => book.TradeCount));
        Assert.All(books, book => Assert.Equal(0, book.CrossedCount));
    }

    [Fact]
    public void A_gap_makes_the_book_unfit_until_the_next_snapshot()
    {
        KrakenFuturesProtocol protocol = Connected();
        Assert.Equal(4, Requests(protocol).Length); // Heartbeat, book, trade, ticker.
        Assert.Equal(["snapshot 100", "snapshot 100", "Live"], Story(protocol, Snapshot));
        Assert.Equal(["book 101"], Story(protocol, Change(101)));
        Assert.Equal(["Gap 102 103"], Story(protocol, Change(103)));
        Assert.Equal(
            [
                """{"event":"unsubscribe","feed":"book","product_ids":["PI_XBTUSD"]}""",
                """{"event":"subscribe","feed":"book","product_ids":["PI_XBTUSD"]}""",
            ],
            Requests(protocol));
        Assert.Empty(Story(protocol, Change(104)));
        Assert.Equal("Live", Story(protocol, Snapshot)[^1]);
        Assert.Equal(["book 101"], Story(protocol, Change(101)));
        Assert.Equal(["Gap 102 101"], Story(protocol, Change(101))); // Told twice: nobody knows what else is wrong.
        Assert.Equal(2, _counters.GapCount);
    }

    [Theory]
    [InlineData("""{"event":"info","version":1}""", FrameVerdict.Control)]
    [InlineData("""{"event":"subscribed","feed":"book","product_ids":["PI_XBTUSD"]}""", FrameVerdict.Control)]
    [InlineData("""{"feed":"book","event":"subscribed","product_ids":["PI_XBTUSD"]}""", FrameVerdict.Control)]
    [InlineData("""{"feed":"heartbeat","time":1534262350627}""", FrameVerdict.Control)]
    [InlineData("""{"event":"alert","message":"Bad websocket message"}""", FrameVerdict.RequestRefused)]
    [InlineData("""{"event":"subscribed_failed","feed":"book"}""", FrameVerdict.RequestRefused)]
    [InlineData("""{"feed":"fills"}""", FrameVerdict.UnknownStream)]
    [InlineData("""{"hello":1}""", FrameVerdict.UnknownMessage)]
    [InlineData("""{"feed":"book","seq":1}""", FrameVerdict.Malformed)]
    [InlineData("""{"feed":"book","product_id":"PI_DOGE","seq":1}""", FrameVerdict.UnknownSymbol)]
    public void Tells_what_a_frame_without_market_data_is(string frame, FrameVerdict expected) =>
        Assert.Equal(expected, Connected().OnFrame(FeedSamples.Utf8(frame), 1));

    private static string Change(long sequence) =>
        """{"feed":"book","product_id":"PI_XBTUSD","side":"sell","seq":""" + sequence +
        ""","price":34981,"qty":0,"timestamp":1612269953629}""";

    private static string[] Story(KrakenFuturesProtocol protocol, string frame)
    {
        protocol.OnFrame(FeedSamples.Utf8(frame), 1);
        string[] story = FeedSamples.Story(protocol.Batch.Events.ToArray());
        protocol.Batch.Clear();
        return story;
    }

    private static string[] Requests(KrakenFuturesProtocol protocol)
    {
        var texts = new List<string>();
        while (protocol.TryTakeRequest(out ReadOnlyMemory<byte> text))
            texts.Add(Encoding.UTF8.GetString(text.Span));

        return [.. texts];
    }

    private static TwinAgreement Agreement(FeedSymbols symbols)
    {
        var decoder = new KrakenFuturesDecoder(symbols);
        return new TwinAgreement(
            (bytes, batch) => decoder.DecodeFrame(bytes, JsonTwin.ReceiveTimestampNs, batch, out _),
            new KrakenFuturesTwin(symbols).Frame);
    }

    private KrakenFuturesProtocol Connected()
    {
        var protocol = new KrakenFuturesProtocol(Bitcoin, _counters, new FaultReporter(_faults.Add));
        protocol.OnConnecting(0);
        protocol.OnConnected(0);
        protocol.Batch.Clear();
        return protocol;
    }
}
