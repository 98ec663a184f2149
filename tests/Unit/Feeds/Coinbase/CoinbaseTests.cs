using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using LowLatencyEngine.Feeds;
using LowLatencyEngine.Feeds.Coinbase;
using LowLatencyEngine.Feeds.Recorded;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Feeds.Coinbase;

/// <summary>Decoder against twin, the recorded session, and the rule of sync.</summary>
[Collection(ByteCounting.Name)]
public sealed class CoinbaseTests
{
    private const string Session = "data/exchange-ws-cryptofeed/COINBASE.jsonl.gz";
    private const string Time = "\"timestamp\":\"2026-04-07T14:30:01.456789Z\"";

    private static readonly FeedSymbols Symbols =
        VenueSamples.Symbols("BTC-USD 0.01 0.00000001", "ETH-USD 0.01 0.00000001");

    private static readonly string[] Samples =
    [
        Book(
            3, Event("snapshot", "BTC-USD", Bid("68900.00", "1.500"), Bid("68899.5", "1e-2"), Offer("68901", "2"))),
        Book(4, Event("update", "BTC-USD", Bid("68900.00", "0"), Offer("68901", "2")), Event("update", "DOGE-USD", "7"),
            Event("update", "ETH-USD", Offer("1900.01", "0.00000001"), Bid("1900", "1"))),
        $$"""{"channel":"market_trades",{{Time}},"sequence_num":5,"events":[{"type":"update","trades":[""" +
            Trade("995098700", "BTC-USD", "68900.50", "BUY") + "," +
            Trade("995098701", "ETH-USD", "1900.1", "SELL") + "]}]}",
        $$"""{"channel":"market_trades",{{Time}},"sequence_num":6,"events":[{"type":"snapshot","trades":[""" +
            Trade("995098700", "BTC-USD", "68900.50", "BUY") + "]}]}",
        $$"""{"channel":"ticker",{{Time}},"sequence_num":7,"events":[{"type":"snapshot","tickers":[{"type":""" +
            """ "ticker","product_id":"BTC-USD","price":"68900.50","best_bid":"68900.00","best_bid_quantity":""" +
            """ "1.5","best_ask":"68901.00","best_ask_quantity":"0.50000000"}]}]}""",
    ];

    private readonly FeedCounters _counters = new();
    private readonly List<FeedFault> _faults = [];

    [SharedDataFact]
    public void Agrees_on_every_recorded_frame()
    {
        TwinAgreement agreement = Agreement();
        int count = RecordedMessages.Of(Session).Count(frame => agreement.Check(frame, "recorded"));

        Assert.Equal(2 + 773 + 2 + 57 + 2 + 158, count); // Books, changes, trades before, trades, tickers.
    }

    [SharedDataFact]
    public void Agrees_on_mutations_of_recorded_frames() => Agreement().CheckMutations(
        [.. RecordedMessages.Of(Session).Where(frame => frame.Length < 2_000)], seed: 1);

    [Fact]
    public void Agrees_on_mutations_of_sample_frames() =>
        Agreement().CheckMutations([.. Samples.Select(FeedSamples.Utf8)], seed: 2);

    [Fact]
    public void Accepts_every_sample_frame_whole_and_refuses_every_cut_of_it()
    {
        TwinAgreement agreement = Agreement();
        foreach (byte[] frame in Samples.Select(FeedSamples.Utf8))
        {
            Assert.True(agreement.Check(frame, "whole"), Encoding.UTF8.GetString(frame));
            for (int length = 0; length < frame.Length; length++)
                Assert.False(agreement.Check(frame[..length], "cut"));
        }
    }

    [SharedDataFact]
    public void Follows_the_recorded_session_without_a_gap_and_never_crosses()
    {
        using var feed = new RecordedFeed(CoinbaseVenue.Of(Symbols), [SharedData.PathOf(Session)], _faults.Add);
        DictionaryBook[] books = [new(0), new(1)];
        while (feed.TryReadNext(out ReadOnlySpan<EngineEvent> events))
        {
            foreach (DictionaryBook book in books)
                book.Publish(events);
        }

        Assert.Equal((1_030L, 0L, 2L), (feed.Counters.FrameCount, feed.Counters.GapCount, feed.Counters.SnapshotCount));
        Assert.Equal(0, feed.Counters.RefusedCount);
        Assert.Equal(773, books.Sum(book => book.FrameCount));
        Assert.Equal(160, books.Sum(book => book.QuoteCount));
        Assert.All(books, book => Assert.Equal(0, book.CrossedCount));
        Assert.All(books, book => Assert.True(book.TradeCount > 0));
    }

    [Fact]
    public void The_aggressor_is_on_the_other_side_of_the_maker_that_the_venue_names()
    {
        var batch = new EventBatch(64);
        new CoinbaseDecoder(Symbols).DecodeFrame(FeedSamples.Utf8(Samples[2]), 42, batch);

        Assert.Equal([Side.Sell, Side.Buy], batch.Events.ToArray().Select(item => item.Side)); // Makers: BUY, SELL.
    }

    [Fact]
    public void A_missing_number_makes_every_book_unfit_until_its_next_snapshot()
    {
        CoinbaseProtocol protocol = Connected();
        Assert.Equal(4, Requests(protocol).Length); // Heartbeats, level2, market_trades, ticker.
        string[] snapshots = [Event("snapshot", "BTC-USD", Bid("1", "1")), Event("snapshot", "ETH-USD", Bid("1", "1"))];
        Assert.Equal(["snapshot 7", "snapshot 7", "Live", "Live"], Story(protocol, Book(7, snapshots)));
        Assert.Equal(["book 8"], Story(protocol, Book(8, Event("update", "BTC-USD", Bid("1", "2")))));
        Assert.Empty(Story(protocol, Heartbeat(9)));
        Assert.Equal(["Gap 10 11", "Gap 10 11"], Story(protocol, Heartbeat(11)));
        Assert.Equal(4, Requests(protocol).Length); // Leave and take, for both.
        string[] mixed = [Event("update", "ETH-USD", Bid("1", "2")), Event("snapshot", "BTC-USD", Bid("1", "2"))];
        Assert.Equal(["snapshot 12", "Live"], Story(protocol, Book(12, mixed)));
        Assert.Equal(["book 13"], Story(protocol, Book(13, Event("update", "BTC-USD", Bid("1", "3")))));
        Assert.Empty(Story(protocol, Book(14, Event("update", "ETH-USD", Bid("1", "3")))));
        Assert.Equal((FeedState.Live, FeedState.Gap), (protocol.StateOf(0), protocol.StateOf(1)));
    }

    [Fact]
    public void A_change_that_does_not_fit_is_a_gap_though_the_numbers_follow()
    {
        CoinbaseProtocol protocol = Connected();
        Story(protocol, Book(7, Event("snapshot", "BTC-USD", Bid("1", "1"))));
        Assert.Equal(["Gap 8 8"], Story(protocol, Book(8, Event("update", "BTC-USD", Bid("1.001", "1")))));
    }

    [Fact]
    public void A_snapshot_in_mid_stream_replaces_the_book()
    {
        CoinbaseProtocol protocol = Connected();
        var book = new DictionaryBook(0);
        foreach (string frame in new[]
        {
            Book(7, Event("snapshot", "BTC-USD", Bid("1", "1"), Offer("9", "1"))),
            Book(8, Event("snapshot", "BTC-USD", Bid("2", "1"))),
        })
        {
            protocol.OnFrame(FeedSamples.Utf8(frame), 1);
            book.Publish(protocol.Batch.Events);
            protocol.Batch.Clear();
        }

        Assert.Equal([200L], book.Bids.Keys);
        Assert.Empty(book.Asks);
    }

    [Theory]
    [InlineData(
        """{"channel":"heartbeats","sequence_num":1,"events":[{"heartbeat_counter":4}]}""", FrameVerdict.Control)]
    [InlineData("""{"channel":"subscriptions","sequence_num":1,"events":[]}""", FrameVerdict.Control)]
    [InlineData("""{"channel":"candles","sequence_num":1,"events":[{"type":"update"}]}""", FrameVerdict.Control)]
    [InlineData("""{"type":"error","message":"no such channel"}""", FrameVerdict.RequestRefused)]
    [InlineData("""{"channel":"user","sequence_num":1,"events":[]}""", FrameVerdict.UnknownStream)]
    [InlineData("""{"hello":1}""", FrameVerdict.UnknownMessage)]
    [InlineData("""{"channel":"l2_data","events":[]}""", FrameVerdict.Malformed)]
    public void Tells_what_a_frame_without_market_data_is(string frame, FrameVerdict expected) =>
        Assert.Equal(expected, Connected().OnFrame(FeedSamples.Utf8(frame), 1));

    private static string Book(long sequence, params string[] events) =>
        $$"""{"channel":"l2_data",{{Time}},"sequence_num":{{sequence}},"events":[{{string.Join(',', events)}}]}""";

    private static string Heartbeat(long sequence) =>
        $$"""{"channel":"heartbeats",{{Time}},"sequence_num":{{sequence}},"events":[]}""";

    private static string Event(string type, string product, params string[] updates) =>
        $$"""{"type":"{{type}}","product_id":"{{product}}","updates":[{{string.Join(',', updates)}}]}""";

    private static string Bid(string price, string qty) => Update("bid", price, qty);

    private static string Offer(string price, string qty) => Update("offer", price, qty);

    private static string Update(string side, string price, string qty) =>
        $$"""{"side":"{{side}}","event_time":"2026-04-07T14:30:01.456789Z","price_level":""" +
        $$""" "{{price}}","new_quantity":"{{qty}}"}""";

    private static string Trade(string id, string product, string price, string side) =>
        $$"""{"trade_id":"{{id}}","product_id":"{{product}}","price":"{{price}}","size":"0.0015","side":""" +
        $$""" "{{side}}","time":"2026-04-07T14:30:02.789012Z"}""";

    private static string[] Story(CoinbaseProtocol protocol, string frame)
    {
        protocol.OnFrame(FeedSamples.Utf8(frame), 1);
        string[] story = FeedSamples.Story(protocol.Batch.Events.ToArray());
        protocol.Batch.Clear();
        return story;
    }

    private static string[] Requests(CoinbaseProtocol protocol)
    {
        var texts = new List<string>();
        while (protocol.TryTakeRequest(out ReadOnlyMemory<byte> text))
            texts.Add(Encoding.UTF8.GetString(text.Span));

        return [.. texts];
    }

    private static TwinAgreement Agreement()
    {
        var decoder = new CoinbaseDecoder(Symbols);
        return new TwinAgreement(
            (bytes, batch) => decoder.DecodeFrame(bytes, JsonTwin.ReceiveTimestampNs, batch),
            new CoinbaseTwin(Symbols).Frame);
    }

    private CoinbaseProtocol Connected()
    {
        var protocol = new CoinbaseProtocol(Symbols, _counters, new FaultReporter(_faults.Add));
        protocol.OnConnecting(0);
        protocol.OnConnected(0);
        protocol.Batch.Clear();
        return protocol;
    }
}
