using System;
using System.Linq;
using LowLatencyEngine.Feeds;
using LowLatencyEngine.Feeds.Binance;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Feeds.Binance;

public sealed class BinanceDecoderTests
{
    private const long ReceiveTimestampNs = 42;
    private const long Lots = 1_000_000; // One whole bitcoin.
    private readonly BinanceDecoder _decoder = new(FeedSamples.Symbols);
    private readonly EventBatch _batch = new(64);

    [Fact]
    public void Decodes_a_book_ticker()
    {
        BinanceFrame frame = DecodeOk(FeedSamples.BookTicker);

        EngineEvent expected = Header(EventKind.Quote);
        expected.Flags = EventFlags.EndOfMessage;
        expected.Quote = new Quote
        {
            UpdateId = 400, BidPriceTicks = 10_001, BidQtyLots = 2_500_000, AskPriceTicks = 10_002, AskQtyLots = 10,
        };
        FeedSamples.AssertSame([expected], _batch.Events, "book ticker");
        Assert.Equal(new BinanceFrame(BinanceFrameKind.BookTicker, 1, 400, 0, 400, FirstEvent: 0), frame);
    }

    [Theory]
    [InlineData("true", Side.Sell)]
    [InlineData("false", Side.Buy)]
    public void Decodes_a_trade_with_the_side_that_came_to_the_book(string isBuyerMaker, Side aggressor)
    {
        string text = FeedSamples.Trade.Replace("true,\"M\"", isBuyerMaker + ",\"M\"", StringComparison.Ordinal);
        BinanceFrame frame = DecodeOk(text);

        EngineEvent expected = Header(EventKind.Trade);
        expected.Flags = EventFlags.EndOfMessage;
        expected.VenueTimestampNs = 1_723_161_255_342_000_000;
        expected.Side = aggressor;
        expected.Trade = new Trade { TradeId = 77, PriceTicks = 10_002, QtyLots = 20_000 };
        FeedSamples.AssertSame([expected], _batch.Events, "trade");
        Assert.Equal(BinanceFrameKind.Trade, frame.Kind);
    }

    [Fact]
    public void Splits_a_depth_frame_into_records_of_five_levels_of_one_side()
    {
        string bids = FeedSamples.Levels(6, 90);
        BinanceFrame frame = DecodeOk(FeedSamples.Depth(7, 9, bids, "[\"110.05\",\"0.00000000\"]"));

        EngineEvent first = DepthRecord(
            Side.Buy, EventFlags.None, (9_000, Lots), (9_100, Lots), (9_200, Lots), (9_300, Lots), (9_400, Lots));
        EngineEvent second = DepthRecord(Side.Buy, EventFlags.None, (9_500, Lots));
        EngineEvent third = DepthRecord(Side.Sell, EventFlags.EndOfMessage, (11_005, 0));
        FeedSamples.AssertSame([first, second, third], _batch.Events, "depth");
        Assert.Equal(new BinanceFrame(BinanceFrameKind.Depth, 1, 7, 6, 9, FirstEvent: 0), frame);
    }

    [Fact]
    public void A_depth_frame_without_levels_still_shows_its_ids()
    {
        DecodeOk(FeedSamples.Depth(7, 9, "", ""));

        EngineEvent expected = DepthRecord(Side.None, EventFlags.EndOfMessage);
        FeedSamples.AssertSame([expected], _batch.Events, "empty depth");
    }

    [Fact]
    public void Decodes_a_snapshot_that_clears_the_book()
    {
        FrameVerdict verdict = DecodeSnapshot(FeedSamples.Snapshot(12), out BinanceFrame frame);

        EngineEvent bids = DepthRecord(Side.Buy, EventFlags.ClearsBook | EventFlags.Snapshot, (9_900, 1_500_000));
        EngineEvent asks = DepthRecord(
            Side.Sell, EventFlags.Snapshot | EventFlags.EndOfMessage, (10_100, 2_500_000), (10_200, 3_000_000));
        bids.Book.UpdateId = asks.Book.UpdateId = 12;
        bids.VenueTimestampNs = asks.VenueTimestampNs = 0;
        Assert.Equal(FrameVerdict.Ok, verdict);
        FeedSamples.AssertSame([bids, asks], _batch.Events, "snapshot");
        Assert.Equal(new BinanceFrame(BinanceFrameKind.Snapshot, 1, 12, 0, 12, FirstEvent: 0), frame);
    }

    [Fact]
    public void An_empty_snapshot_is_one_record_that_clears_the_book()
    {
        Assert.Equal(FrameVerdict.Ok, DecodeSnapshot("{\"asks\":[],\"lastUpdateId\":9,\"bids\":[]}", out _));

        const EventFlags flags = EventFlags.ClearsBook | EventFlags.Snapshot | EventFlags.EndOfMessage;
        EngineEvent expected = DepthRecord(Side.None, flags);
        expected.VenueTimestampNs = 0;
        FeedSamples.AssertSame([expected], _batch.Events, "empty snapshot");
    }

    [Fact]
    public void Appends_behind_what_the_batch_holds_and_takes_only_its_own_back()
    {
        DecodeOk(FeedSamples.Trade);
        BinanceFrame frame = DecodeOk(FeedSamples.Depth(7, 9));
        Assert.Equal(1, frame.FirstEvent);
        string unfit = FeedSamples.Depth(10, 10, "[\"100.00\",\"1\"],[\"100.001\",\"1\"]", "");
        Assert.Equal(FrameVerdict.NumberDoesNotFit, Decode(unfit));

        Assert.Equal(["trade 77", "book 9"], FeedSamples.Story(_batch.Events.ToArray()));
    }

    [Fact]
    public void Refuses_what_the_batch_has_no_room_for()
    {
        var small = new EventBatch(2);
        byte[] frame = FeedSamples.Utf8(FeedSamples.Depth(7, 9, FeedSamples.Levels(11, 90), ""));
        byte[] quote = FeedSamples.Utf8(FeedSamples.BookTicker);

        Assert.Equal(FrameVerdict.NoRoom, _decoder.DecodeFrame(frame, 0, small, out _));
        Assert.Equal(0, small.Count);
        Assert.Equal(FrameVerdict.Ok, _decoder.DecodeFrame(quote, 0, small, out _));
        Assert.Equal(FrameVerdict.Ok, _decoder.DecodeFrame(quote, 0, small, out _));
        Assert.Equal(FrameVerdict.NoRoom, _decoder.DecodeFrame(quote, 0, small, out _));
        Assert.Equal(2, small.Count);
    }

    [Theory]
    [InlineData(FrameVerdict.Malformed, "")]
    [InlineData(FrameVerdict.Malformed, "[]")]
    [InlineData(FrameVerdict.Malformed, "{")]
    [InlineData(FrameVerdict.Malformed, "{} x")]
    [InlineData(FrameVerdict.Malformed, "{\"a\":01}")]
    [InlineData(FrameVerdict.Malformed, "{\"a\":1.}")]
    [InlineData(FrameVerdict.Malformed, "{\"a\":-}")]
    [InlineData(FrameVerdict.Malformed, "{\"a\":1e}")]
    [InlineData(FrameVerdict.Malformed, "{\"a\":tru}")]
    [InlineData(FrameVerdict.Malformed, "{\"a\":\"\\x\"}")]
    [InlineData(FrameVerdict.Malformed, "{\"a\":\"\\u12g4\"}")]
    [InlineData(FrameVerdict.Malformed, "{\"a\":\"\u0001\"}")]
    [InlineData(FrameVerdict.Malformed, "{\"a\":[1,]}")]
    [InlineData(FrameVerdict.Malformed, "{\"a\":[,1]}")]
    [InlineData(FrameVerdict.Malformed, "{\"a\":[1}")]
    [InlineData(FrameVerdict.Malformed, "{\"a\":1,}")]
    [InlineData(FrameVerdict.Malformed, "{\"a\" 1}")]
    [InlineData(FrameVerdict.Malformed, "{a:1}")]
    [InlineData(FrameVerdict.UnknownMessage, "{}")]
    [InlineData(FrameVerdict.UnknownMessage, "{\"result\":null,\"id\":1}")]
    [InlineData(FrameVerdict.UnknownMessage, "{\"data\":{\"a\":[-0.5E+3,true,null,{\"\\ud83d\\ude00\":\"\\\"\"}]}}")]
    [InlineData(FrameVerdict.UnknownMessage, "{\"stream\":\"btcusdt@trade\"}")]
    [InlineData(FrameVerdict.UnknownStream, "{\"stream\":\"btcusdt\",\"data\":{}}")]
    [InlineData(FrameVerdict.UnknownStream, "{\"stream\":\"btcusdt@depth5\",\"data\":{}}")]
    [InlineData(FrameVerdict.UnknownStream, "{\"stream\":\"btcusdt@kline_1m\",\"data\":{}}")]
    [InlineData(FrameVerdict.UnknownSymbol, "{\"stream\":\"dogeusdt@trade\",\"data\":{}}")]
    [InlineData(FrameVerdict.Malformed, "{\"stream\":\"btcusdt@trade\",\"stream\":\"btcusdt@trade\"}")]
    [InlineData(FrameVerdict.Malformed, "{\"stream\":\"btcusdt@trade\",\"data\":[]}")]
    public void Refuses_what_is_no_frame(FrameVerdict expected, string frame) => Assert.Equal(expected, Decode(frame));

    [Theory]
    [InlineData(FrameVerdict.UnknownSymbol, "\"s\":\"BTCUSDT\"", "\"s\":\"ETHUSDT\"")]
    [InlineData(FrameVerdict.Malformed, "\"s\":\"BTCUSDT\",", "")]
    [InlineData(FrameVerdict.Malformed, "\"p\":", "\"p\":\"1.00\",\"p\":")]
    [InlineData(FrameVerdict.Malformed, "\"100.02000000\"", "100.02")]
    [InlineData(FrameVerdict.Malformed, "\"100.02000000\"", "\"100.02 \"")]
    [InlineData(FrameVerdict.Malformed, "\"100.02000000\"", "\"1e2\"")]
    [InlineData(FrameVerdict.NumberDoesNotFit, "\"100.02000000\"", "\"100.02000001\"")]
    [InlineData(FrameVerdict.NumberDoesNotFit, "\"100.02000000\"", "\"99999999999999999999\"")]
    [InlineData(FrameVerdict.ValueOutOfRange, "\"100.02000000\"", "\"0.00000000\"")]
    [InlineData(FrameVerdict.ValueOutOfRange, "\"100.02000000\"", "\"-1.00000000\"")]
    [InlineData(FrameVerdict.ValueOutOfRange, "\"0.02000000\"", "\"0.00000000\"")]
    [InlineData(FrameVerdict.Malformed, "\"t\":77", "\"t\":-77")]
    [InlineData(FrameVerdict.Malformed, "\"t\":77", "\"t\":77.0")]
    [InlineData(FrameVerdict.Malformed, "\"t\":77", "\"t\":\"77\"")]
    [InlineData(FrameVerdict.Malformed, "\"t\":77", "\"t\":9223372036854775808")]
    [InlineData(FrameVerdict.Ok, "\"t\":77", "\"t\":9223372036854775807")]
    [InlineData(FrameVerdict.NumberDoesNotFit, "\"T\":1723161255342", "\"T\":9223372036855")]
    [InlineData(FrameVerdict.Ok, "\"T\":1723161255342", "\"T\":9223372036854")]
    [InlineData(FrameVerdict.Malformed, "\"m\":true", "\"m\":1")]
    [InlineData(FrameVerdict.Malformed, "\"e\":\"trade\"", "\"e\":\"aggTrade\"")]
    [InlineData(FrameVerdict.Ok, "\"s\":\"BTCUSDT\"", "\"\\u0073\":\"BTC\\u0055SDT\"")]
    [InlineData(FrameVerdict.Ok, "\"M\":true", "\"M\":true,\"M\":[{\"p\":\"0\"}],\"Y\":{}")]
    public void Judges_each_field_of_a_trade(FrameVerdict expected, string part, string replacement) =>
        Assert.Equal(expected, Decode(FeedSamples.Trade.Replace(part, replacement, StringComparison.Ordinal)));

    [Theory]
    [InlineData(FrameVerdict.Ok, "[\"100\",\"1\",[],{\"x\":1}]")]
    [InlineData(FrameVerdict.Malformed, "[\"100\"]")]
    [InlineData(FrameVerdict.Malformed, "[]")]
    [InlineData(FrameVerdict.Malformed, "[100,\"1\"]")]
    [InlineData(FrameVerdict.Malformed, "\"100\"")]
    [InlineData(FrameVerdict.ValueOutOfRange, "[\"0.00\",\"1\"]")]
    [InlineData(FrameVerdict.ValueOutOfRange, "[\"100\",\"-1\"]")]
    [InlineData(FrameVerdict.NumberDoesNotFit, "[\"100\",\"0.0000001\"]")]
    public void Judges_each_level(FrameVerdict expected, string level) =>
        Assert.Equal(expected, Decode(FeedSamples.Depth(7, 9, level, "")));

    [Fact]
    public void Refuses_a_depth_frame_whose_ids_run_backwards() =>
        Assert.Equal(FrameVerdict.ValueOutOfRange, Decode(FeedSamples.Depth(9, 7)));

    [Fact]
    public void Reads_the_data_when_it_stands_before_the_name_of_its_stream()
    {
        const string data = """{"s":"BTCUSDT","A":"0.00001","a":"100.02","B":"2.5","b":"100.01","u":400}""";
        DecodeOk($$"""{"id":[{"stream":1}],"data":{{data}},"x":{"data":2},"stream":"btcusdt@bookTicker"}""");
        EngineEvent behind = _batch[0];

        DecodeOk(FeedSamples.BookTicker);
        FeedSamples.AssertSame([behind], _batch.Events[1..], "data first");
    }

    [Theory]
    [InlineData(62, FrameVerdict.Ok)]
    [InlineData(63, FrameVerdict.Malformed)]
    public void Nesting_is_bounded(int arrays, FrameVerdict expected)
    {
        string nested = new string('[', arrays) + new string(']', arrays);
        string text = FeedSamples.Trade.Replace("\"M\":true", "\"M\":" + nested, StringComparison.Ordinal);
        Assert.Equal(expected, Decode(text));
    }

    [Fact]
    public void A_price_in_escapes_is_read_up_to_256_bytes()
    {
        string digits = string.Concat(Enumerable.Repeat("\\u0030", 252));
        string shortest = FeedSamples.Trade.Replace("100.02000000", "1." + digits, StringComparison.Ordinal);
        string longer = FeedSamples.Trade.Replace("100.02000000", "1." + digits + "000", StringComparison.Ordinal);

        Assert.Equal(FrameVerdict.Ok, Decode(shortest));
        Assert.Equal(FrameVerdict.Malformed, Decode(longer));
    }

    private static EngineEvent Header(EventKind kind) => new()
    {
        Kind = kind,
        Source = EventSource.Feed,
        SchemaVersion = EngineEvent.CurrentSchemaVersion,
        InstrumentIndex = 1,
        ReceiveTimestampNs = ReceiveTimestampNs,
    };

    private static EngineEvent DepthRecord(Side side, EventFlags flags, params (long PriceTicks, long QtyLots)[] levels)
    {
        EngineEvent record = Header(EventKind.BookUpdate);
        record.VenueTimestampNs = 1_723_161_255_208_000_000;
        record.Side = side;
        record.Flags = flags;
        record.Count = (byte)levels.Length;
        record.Book.UpdateId = 9;
        for (int i = 0; i < levels.Length; i++)
            record.Book.Levels[i] = new Level { PriceTicks = levels[i].PriceTicks, QtyLots = levels[i].QtyLots };

        return record;
    }

    private FrameVerdict Decode(string frame) =>
        _decoder.DecodeFrame(FeedSamples.Utf8(frame), ReceiveTimestampNs, _batch, out _);

    private FrameVerdict DecodeSnapshot(string text, out BinanceFrame frame) =>
        _decoder.DecodeSnapshot(FeedSamples.Utf8(text), FeedSamples.Bitcoin, ReceiveTimestampNs, _batch, out frame);

    private BinanceFrame DecodeOk(string text)
    {
        FrameVerdict verdict =
            _decoder.DecodeFrame(FeedSamples.Utf8(text), ReceiveTimestampNs, _batch, out BinanceFrame frame);
        Assert.Equal(FrameVerdict.Ok, verdict);
        return frame;
    }
}
