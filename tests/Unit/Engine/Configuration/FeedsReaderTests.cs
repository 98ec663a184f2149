using System;
using System.Linq;
using System.Text;
using LowLatencyEngine.Engine.Configuration;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Configuration;

/// <summary>`feeds` and `consolidated`: what they become, and what is refused.</summary>
public sealed class FeedsReaderTests
{
    private const string Text = """
        {
          "instruments": [
            INSTRUMENTS
          ],
          "feeds": [
            { "name": "spot", "webSocket": "ws://a", "rest": "http://a", "instruments": ["BTC", "ETH"] },
            { "venue": "bybit-spot", "webSocket": "ws://b", "instruments": ["BTC@bybit"] }
          ],
          "consolidated": [ { "name": "Bitcoin", "instruments": ["BTC", "BTC@bybit"] } ],
          "venue": { "host": "127.0.0.1", "port": 1, "senderCompId": "LLE", "targetCompId": "SIM" },
          "strategies": [],
          "risk": { "messagesMax": 500 }
        }
        """;

    [Fact]
    public void Each_feed_has_its_name_and_its_instruments()
    {
        EngineConfiguration configuration = Read(Text);

        Assert.Equal(
            ["spot binance-spot 0 1", "bybit-spot bybit-spot 2"],
            configuration.Feeds.Select(
                feed => $"{feed.Name} {feed.VenueName} {string.Join(' ', feed.InstrumentIndexes)}"));
        Assert.Equal("Bitcoin", Assert.Single(configuration.Analysis.Consolidated).Name);
        Assert.Equal([0, 2], configuration.Analysis.Consolidated[0].InstrumentIndexes);
    }

    [Fact]
    public void One_feed_carries_everything_and_is_called_as_its_venue()
    {
        string text = Text[..Text.IndexOf("\"feeds\"", StringComparison.Ordinal)] +
            "\"feed\": { \"venue\": \"kraken\", \"webSocket\": \"ws://a\" }, " +
            Text[Text.IndexOf("\"venue\": {", StringComparison.Ordinal)..];

        FeedConfiguration feed = Assert.Single(Read(text, bybitName: "XBT").Feeds);

        Assert.Equal("kraken", feed.Name);
        Assert.Equal([0, 1, 2], feed.InstrumentIndexes);
    }

    [Theory]
    [InlineData("[\"BTC\", \"ETH\"]", "[\"BTC\"]", "instruments[1].symbol=ETH is not allowed; use a symbol that")]
    [InlineData("[\"BTC@bybit\"] }", "[\"ETH\"] }", "feeds[1].instruments[0]=ETH is not allowed; use an")]
    [InlineData("[\"BTC@bybit\"] }", "[\"X\"] }", "feeds[1].instruments[0]=X is not allowed; use the symbol of an")]
    [InlineData("[\"BTC\", \"ETH\"]", "[]", "feeds[0].instruments")]
    [InlineData("\"venue\": \"bybit-spot\"", "\"name\": \"spot\", \"rest\": \"http://b\"",
        "feeds[1].name=spot is not allowed; use a name that no other feed has")]
    [InlineData("\"name\": \"spot\"", "\"name\": \"Spot 1\"", "feeds[0].name=Spot 1 is not allowed; use 1 to 24 lower")]
    [InlineData("[\"BTC\", \"ETH\"]", "[\"BTC\", \"BTC@bybit\"]", "instruments[2].symbol=BTC@bybit is not")]
    [InlineData("\"feeds\": [", "\"feed\": { \"webSocket\": \"ws://a\", \"rest\": \"http://a\" }, \"feeds\": [",
        "use feed or feeds, not both")]
    [InlineData("\"webSocket\": \"ws://b\"", "\"webSocket\": \"b\"", "feeds[1].webSocket=b is not allowed")]
    [InlineData("[\"BTC\", \"BTC@bybit\"]", "[\"BTC\", \"ETH\"]",
        "consolidated[0].instruments[1]=ETH is not allowed; use an instrument with the tick, lot, currency")]
    [InlineData("[\"BTC\", \"BTC@bybit\"]", "[\"BTC\"]", "consolidated[0].instruments")]
    [InlineData("[\"BTC\", \"BTC@bybit\"]", "[\"BTC\", \"BTC\"]",
        "consolidated[0].instruments[1]=BTC is not allowed; use an instrument that is in no group yet")]
    [InlineData("\"Bitcoin\"", "\"ETH\"", "consolidated[0].name=ETH is not allowed")]
    public void Refuses_what_cannot_be_with_its_line(string right, string wrong, string expected)
    {
        Assert.Contains(right, Text, StringComparison.Ordinal);

        string message = Assert.Throws<ConfigurationException>(
            () => Read(Text.Replace(right, wrong, StringComparison.Ordinal))).Message;

        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Matches(@"test\.json:\d+: ", message);
    }

    [Fact]
    public void Groups_decide_and_feeds_do_not()
    {
        long hash = Read(Text).DecisionHash;

        Assert.Equal(hash, Read(Text.Replace("ws://b", "ws://c", StringComparison.Ordinal)).DecisionHash);
        Assert.NotEqual(hash, Read(Text.Replace("Bitcoin", "Coin", StringComparison.Ordinal)).DecisionHash);
    }

    private static EngineConfiguration Read(string text, string bybitName = "BTC")
    {
        string instruments = string.Join(", ", new[]
        {
            Instrument("\"symbol\": \"BTC\", \"currency\": \"USDT\"", "0.01"),
            Instrument("\"symbol\": \"ETH\", \"currency\": \"USDT\"", "0.1"),
            Instrument($"\"symbol\": \"BTC@bybit\", \"venueSymbol\": \"{bybitName}\", \"currency\": \"USDT\"", "0.01"),
        });
        return EngineConfigurationFile.Read(ConfigurationText.Parse(
            "test.json", Encoding.UTF8.GetBytes(text.Replace("INSTRUMENTS", instruments, StringComparison.Ordinal))));
    }

    private static string Instrument(string names, string tick) => $$"""
        {
          {{names}}, "tick": "{{tick}}", "lot": "0.001", "limits": {
            "orderQtyMax": "1", "orderNotionalMax": "100000", "positionMax": "1", "priceBandTicks": 100000,
            "openOrdersMax": 16
          }
        }
        """;
}
