using System;
using System.Text;
using LowLatencyEngine.Model;
using LowLatencyEngine.Venues.Simulated;
using Xunit;

namespace LowLatencyEngine.Unit.Venues.Simulated;

public sealed class MarketDecoderTests
{
    private readonly MarketDecoder _decoder = new(Samples.BtcAndEth);
    private readonly MarketMessage _message = new();

    [Fact]
    public void Reads_a_depth_frame()
    {
        const string bids = """["61737.63","0.1"],["61730.17000000","0.00000000"]""";
        Assert.True(TryDecode(Samples.Depth(3, 5, bids, """["61837.64","1.5"]""")));

        Assert.Equal(
            (MarketMessageKind.Depth, 0, 3L, 5L),
            (_message.Kind, _message.InstrumentIndex, _message.FirstUpdateId, _message.LastUpdateId));
        Assert.Equal([new BookLevel(6_173_763, 10_000), new BookLevel(6_173_017, 0)], _message.Bids);
        Assert.Equal([new BookLevel(6_183_764, 150_000)], _message.Asks);
    }

    [Fact]
    public void Reads_a_ticker()
    {
        Assert.True(TryDecode(
            """
            {"stream":"ethusdt@bookTicker",
             "data":{"u":7,"s":"ETHUSDT","b":"2500.05","B":"1.000","a":"2500.10","A":"2"}}
            """));

        Assert.Equal(
            (MarketMessageKind.Ticker, 1, 7L), (_message.Kind, _message.InstrumentIndex, _message.LastUpdateId));
        Assert.Equal((new BookLevel(50_001, 1_000), new BookLevel(50_002, 2_000)), (_message.Bid, _message.Ask));
    }

    [Theory]
    [InlineData(true, Side.Sell)]
    [InlineData(false, Side.Buy)]
    public void The_aggressor_of_a_trade_is_the_side_that_is_not_the_maker(bool isBuyerMaker, Side expected)
    {
        Assert.True(TryDecode(Samples.Trade("61837.63", "0.02", isBuyerMaker)));

        Assert.Equal((MarketMessageKind.Trade, expected), (_message.Kind, _message.Aggressor));
        Assert.Equal(new BookLevel(6_183_763, 2_000), _message.Trade);
    }

    [Fact]
    public void Reads_a_snapshot_once_it_is_told_whose_it_is()
    {
        byte[] json = Encoding.UTF8.GetBytes(
            Samples.Snapshot(9, """["2500.05","1"]""", """["2500.10","2"],["2500.15","3"]"""));

        Assert.True(_decoder.TryDecode(json, _message));
        Assert.True(_decoder.ReadSnapshotLevels(json, Samples.Eth, _message));

        Assert.Equal(
            (MarketMessageKind.Snapshot, 1, 9L), (_message.Kind, _message.InstrumentIndex, _message.LastUpdateId));
        Assert.Equal([new BookLevel(50_001, 1_000)], _message.Bids);
        Assert.Equal([new BookLevel(50_002, 2_000), new BookLevel(50_003, 3_000)], _message.Asks);
    }

    [Theory]
    [InlineData("""{"stream":"xxxusdt@trade","data":{"s":"XXXUSDT","p":"1"}}""")]
    [InlineData("""{"stream":"btcusdt@kline_1m","data":{"s":"BTCUSDT"}}""")]
    public void Passes_over_what_it_does_not_know(string json)
    {
        Assert.True(TryDecode(json));
        Assert.Equal(MarketMessageKind.Other, _message.Kind);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nothing")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"lastUpdateId":1}""")]
    [InlineData("""{"stream":"btcusdt@trade","data":{"s":"BTCUSDT","p":"1","q":"1","m":true}""")]
    [InlineData("""{"stream":"btcusdt@trade","data":{"s":"BTCUSDT","p":"1","q":"1","m":true}} x""")]
    [InlineData("""{"stream":"btcusdt@trade","data":{"s":"BTCUSDT","p":"1","q":"1"}}""")]
    [InlineData("""{"stream":"btcusdt@trade","data":{"s":"BTCUSDT","p":"1.001","q":"1","m":true}}""")]
    [InlineData("""{"stream":"btcusdt@trade","data":{"s":"BTCUSDT","p":1,"q":"1","m":true}}""")]
    [InlineData("""{"stream":"btcusdt@bookTicker","data":{"s":"BTCUSDT","b":"1","B":"1","a":"2","A":"1"}}""")]
    [InlineData("""{"stream":"btcusdt@depth","data":{"s":"BTCUSDT","U":1,"u":2,"b":[["1"]],"a":[]}}""")]
    [InlineData("""{"stream":"btcusdt@depth","data":{"s":"BTCUSDT","U":1,"u":2,"b":[["1","-1"]],"a":[]}}""")]
    [InlineData("""{"stream":"btcusdt@depth","data":{"s":"BTCUSDT","U":1,"u":2,"b":["1"],"a":[]}}""")]
    [InlineData("""{"stream":"btcusdt@depth","data":{"s":"BTCUSDT","u":2,"b":[],"a":[]}}""")]
    public void Refuses_what_it_cannot_read(string json) => Assert.False(TryDecode(json));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Survives_any_damage_to_a_frame(int seed)
    {
        var random = new Random(seed);
        byte[] whole = Encoding.UTF8.GetBytes(Samples.Depth(3, 5, """["61737.63","0.1"]""", """["61837.64","1.5"]"""));
        for (int i = 0; i < 20_000; i++)
        {
            byte[] damaged = whole.AsSpan(0, random.Next(whole.Length + 1)).ToArray();
            for (int hits = random.Next(4); hits > 0 && damaged.Length > 0; hits--)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);

            _decoder.TryDecode(damaged, _message);
            if (_message.Kind == MarketMessageKind.Snapshot)
                _decoder.ReadSnapshotLevels(damaged, Samples.Btc, _message);
        }
    }

    private bool TryDecode(string json) => _decoder.TryDecode(Encoding.UTF8.GetBytes(json), _message);
}
