using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using LowLatencyEngine.Feeds;
using LowLatencyEngine.Feeds.Bybit;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Feeds.Bybit;

public sealed class BybitProtocolTests
{
    private const string BookTopic = "\"orderbook.200.BTCUSDT\"";
    private readonly List<FeedFault> _faults = [];
    private readonly FeedCounters _counters = new();
    private readonly FeedIntake _intake;

    public BybitProtocolTests()
    {
        var streams = new BybitStreams { Market = BybitMarket.Linear };
        _intake = VenueSamples.Intake(
            BybitVenue.Of(VenueSamples.Symbols("BTCUSDT 0.01 0.001"), streams), _counters, _faults);
        _intake.OnConnecting(1);
        _intake.OnConnected(2);
    }

    [Fact]
    public void Asks_for_everything_of_an_instrument_once_connected()
    {
        Assert.Equal(
            [$$"""{"op":"subscribe","args":[{{BookTopic}},"publicTrade.BTCUSDT","tickers.BTCUSDT"]}"""], Requests());
        Assert.Equal("wss://stream.bybit.com/v5/public/linear",
            _intake.Protocol.StreamUri(new Uri("wss://stream.bybit.com")).AbsoluteUri);
    }

    [Fact]
    public void Is_live_from_the_snapshot_on_and_applies_changes_in_order()
    {
        Frames(BybitSamples.Book("delta", 9, 9), BybitSamples.Book("snapshot", 10, 10));
        Frames(BybitSamples.Book("delta", 11, 11), BybitSamples.Book("delta", 12, 12));

        string[] expected =
        [
            "Connecting", "Syncing", "snapshot 10", "snapshot 10", "Live", "book 11", "book 11", "book 12", "book 12",
        ];
        Assert.Equal(expected, Story());
        Assert.Equal(1, _counters.SnapshotCount);
    }

    [Theory]
    [InlineData(13, "lost")]
    [InlineData(11, "twice")]
    [InlineData(10, "behind")]
    [InlineData(1, "begun anew without a snapshot")]
    public void Any_id_but_the_next_is_a_gap_until_a_snapshot_that_is_asked_for(long updateId, string how)
    {
        Frames(BybitSamples.Book("snapshot", 10, 10), BybitSamples.Book("delta", 11, 11));
        Requests();
        _intake.Batch.Clear();
        Frames(BybitSamples.Book("delta", updateId, 12), BybitSamples.Book("delta", updateId + 1, 13));

        Assert.Equal([$"Gap 12 {updateId}"], Story());
        Assert.Equal(
            [
                $$"""{"op":"unsubscribe","args":[{{BookTopic}}]}""",
                $$"""{"op":"subscribe","args":[{{BookTopic}}]}""",
            ],
            Requests());
        Frames(BybitSamples.Granted, BybitSamples.Book("snapshot", 40, 40), BybitSamples.Book("delta", 41, 41));
        Assert.Equal(["snapshot 40", "snapshot 40", "Live", "book 41", "book 41"], Story().Skip(1));
        Assert.Equal((1, 2), (_counters.GapCount, _counters.SnapshotCount));
        Assert.NotEmpty(how);
    }

    [Fact]
    public void Takes_a_snapshot_that_comes_unasked_because_the_venue_began_its_ids_anew()
    {
        Frames(BybitSamples.Book("snapshot", 10, 10), BybitSamples.Book("delta", 11, 11));
        _intake.Batch.Clear();
        Frames(BybitSamples.Book("snapshot", 1, 12), BybitSamples.Book("delta", 2, 13));

        Assert.Equal(["snapshot 1", "snapshot 1", "book 2", "book 2"], Story());
        Assert.Equal(FeedState.Live, _intake.StateOf(0));
        Assert.Equal(0, _counters.GapCount);
    }

    [Fact]
    public void A_ticker_gets_what_it_does_not_give_from_the_one_before()
    {
        _intake.Batch.Clear();
        Frames(BybitSamples.Ticker("delta", 1, "'bid1Price':'99',"));
        Assert.Equal(0, _intake.Batch.Count);
        Frames(
            BybitSamples.Ticker("snapshot", 2, BybitSamples.WholeQuote),
            BybitSamples.Ticker("delta", 3, "'ask1Size':'3',"),
            BybitSamples.Ticker("delta", 4, ""));

        var expected = new Quote
        {
            BidPriceTicks = 9_900, BidQtyLots = 1_000, AskPriceTicks = 10_100, AskQtyLots = 3_000,
        };
        Assert.Equal(2, _intake.Batch.Count);
        Assert.Equal(expected, _intake.Batch[1].Quote);
        Assert.Equal(1_786_310_819_276_000_000, _intake.Batch[1].VenueTimestampNs);
    }

    [Fact]
    public void A_ticker_that_the_venue_puts_before_the_book_makes_no_event()
    {
        const string whole = BybitSamples.WholeQuote;
        Frames(BybitSamples.Book("snapshot", 10, 10));
        _intake.Batch.Clear();
        Frames(BybitSamples.Ticker("snapshot", 9, whole), BybitSamples.Ticker("snapshot", 11, whole));

        Assert.Equal(1, _intake.Batch.Count);
    }

    [Fact]
    public void Trades_of_one_frame_are_one_message_without_those_agreed_upon_outside_the_book()
    {
        _intake.Batch.Clear();
        Frames(BybitSamples.Trades);

        EngineEvent[] events = _intake.Batch.Events.ToArray();
        Assert.Equal([EventFlags.None, EventFlags.EndOfMessage], events.Select(item => item.Flags));
        Assert.Equal([Side.Sell, Side.Buy], events.Select(item => item.Side));
        Assert.Equal([0x29188a0a82bc50de, 77], events.Select(item => item.Trade.TradeId));
        Assert.Equal([(10_020L, 4L), (10_021L, 10L)],
            events.Select(item => (item.Trade.PriceTicks, item.Trade.QtyLots)));
    }

    [Theory]
    [InlineData(BybitSamples.Granted, FrameVerdict.Control)]
    [InlineData("""{"success":true,"ret_msg":"pong","conn_id":"c","op":"ping"}""", FrameVerdict.Control)]
    [InlineData(BybitSamples.Refused, FrameVerdict.RequestRefused)]
    [InlineData("""{"topic":"kline.1.BTCUSDT","type":"snapshot","data":[]}""", FrameVerdict.UnknownStream)]
    [InlineData("""{"topic":"tickers.ETHUSDT","type":"snapshot","data":[]}""", FrameVerdict.UnknownSymbol)]
    [InlineData("""{"hello":1}""", FrameVerdict.UnknownMessage)]
    public void Tells_answers_from_refusals_and_strangers(string text, FrameVerdict expected)
    {
        Assert.Equal(expected, _intake.OnFrame(FeedSamples.Utf8(text), 3));
        Assert.Equal(expected.IsRefusal() ? 1 : 0, _counters.RefusedCount);
        Assert.Equal(expected.IsRefusal() ? 1 : 0, _faults.Count);
    }

    [Fact]
    public void A_book_without_a_frame_is_stale_and_live_again_with_the_next()
    {
        Frames(BybitSamples.Book("snapshot", 10, 10));
        _intake.Batch.Clear();
        _intake.OnTick(nowNs: 1_000, staleAfterNs: 900);
        _intake.OnTick(nowNs: 1_100, staleAfterNs: 900);
        _intake.OnFrame(FeedSamples.Utf8(BybitSamples.Book("delta", 11, 11)), 1_200);

        Assert.Equal(["Stale", "book 11", "book 11", "Live"], Story());
    }

    private void Frames(params string[] texts)
    {
        foreach (string text in texts)
            _intake.OnFrame(FeedSamples.Utf8(text), 3);
    }

    private string[] Story() => FeedSamples.Story(_intake.Batch.Events.ToArray());

    private string[] Requests()
    {
        var texts = new List<string>();
        while (_intake.Protocol.TryTakeRequest(out ReadOnlyMemory<byte> text))
            texts.Add(Encoding.UTF8.GetString(text.Span));

        return [.. texts];
    }
}
