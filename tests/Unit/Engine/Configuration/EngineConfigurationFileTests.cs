using System;
using System.IO;
using System.Linq;
using System.Text;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Risk.Accounts;
using LowLatencyEngine.Strategies;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Configuration;

public sealed class EngineConfigurationFileTests
{
    private static readonly string Shipped = File.ReadAllText(Checkout.PathOf("config", "engine.json"));

    private static readonly string Hedging = Shipped.Replace(
        "\"strategies\": [",
        "\"accounting\": { \"accounts\": [ { \"positions\": \"hedging\" } ] }, \"strategies\": [",
        StringComparison.Ordinal);

    [Fact]
    public void Reads_the_shipped_configuration_with_exact_ticks_and_lots()
    {
        EngineConfiguration configuration = Read(Shipped);

        Assert.Equal("BTCUSDT", configuration.Instruments[0].Symbol);
        Assert.Equal(10_000_000, configuration.Risk.LimitsByInstrument[0].OrderQtyLotsMax);
        Assert.Equal(100_000_000_000_000, configuration.Risk.LimitsByInstrument[0].OrderNotionalTickLotsMax);
        Assert.Equal(1_000_000, Assert.IsType<MarketMakerParameters>(configuration.Strategies[0].Parameters).QuoteLots);
        Assert.Equal(1_000_000, Assert.IsType<MomentumParameters>(configuration.Strategies[1].Parameters).OrderLots);
        Assert.Equal(ThreadMap.Inline, configuration.Threads.Map);
        Assert.EndsWith(".lle/engine", configuration.Journal.Folder);
    }

    [Fact]
    public void A_venue_that_sends_its_snapshots_in_the_stream_needs_no_address_for_them()
    {
        string bybit = Shipped
            .Replace("\"venue\": \"binance-spot\"", "\"venue\": \"bybit-linear\"", StringComparison.Ordinal)
            .Replace("\"rest\": \"http://127.0.0.1:9443\",", "", StringComparison.Ordinal);

        Assert.Equal("binance-spot", Read(Shipped).Feeds[0].VenueName);
        Assert.Equal("bybit-linear", Read(bybit).Feeds[0].VenueName);
    }

    [Theory]
    [InlineData(
        "\"tick\": \"0.01\"",
        "\"tick\": 0.01",
        "instruments[0].tick=0.01 is not allowed; use a positive decimal in quotes")]
    [InlineData("\"tick\": \"0.01\"", "\"tick\": \"0\"", "instruments[0].tick=0 is not allowed")]
    [InlineData(
        "\"orderQtyMax\": \"0.1\"",
        "\"orderQtyMax\": \"0.000000001\"",
        "orderQtyMax=0.000000001 is not allowed; use a positive decimal in quotes, a multiple of 0.00000001")]
    [InlineData(
        "\"port\": 9878",
        "\"port\": 99999",
        "venue.port=99999 is not allowed; use a whole number from 1 to 65535")]
    [InlineData("\"port\": 9878", "\"prot\": 9878", "venue.prot is not a field of the configuration")]
    [InlineData("\"port\": 9878", "\"prot\": 9878", "venue.port is missing; add it")]
    [InlineData(
        "\"map\": \"inline\"",
        "\"map\": \"outline\"",
        "threads.map=outline is not allowed; use one of inline, duo")]
    [InlineData(
        "\"inboundSlots\": 65536",
        "\"inboundSlots\": 65537",
        "threads.inboundSlots=65537 is not allowed; use a power of two")]
    [InlineData(
        "\"webSocket\": \"ws://127.0.0.1:9443\"",
        "\"webSocket\": \"http://x\"",
        "feed.webSocket=http://x is not allowed; use an address such as ws://127.0.0.1:9000 or wss://")]
    [InlineData(
        "\"venue\": \"binance-spot\"",
        "\"venue\": \"mtgox\"",
        "feed.venue=mtgox is not allowed; use one of binance-spot, binance-usdm, binance-coinm, bybit-spot")]
    [InlineData(
        "\"kind\": \"momentum\"",
        "\"kind\": \"oracle\"",
        "strategies[1].kind=oracle is not allowed; use one of marketmaker, momentum")]
    [InlineData(
        "\"name\": \"momentum\"",
        "\"name\": \"maker\"",
        "strategies[1].name=maker is not allowed; use a name that no other strategy has")]
    [InlineData(
        "\"mode\": \"process\"",
        "\"mode\": \"magic\"",
        "journal.mode=magic is not allowed; use one of process, power")]
    public void Refuses_a_wrong_value_with_file_line_field_value_and_what_is_allowed(
        string right, string wrong, string expected)
    {
        Assert.Contains(right, Shipped);

        ConfigurationException e = Assert.Throws<ConfigurationException>(
            () => Read(Shipped.Replace(right, wrong, StringComparison.Ordinal)));

        string error = Assert.Single(e.Errors, candidate => candidate.Contains(expected, StringComparison.Ordinal));
        Assert.Matches("^engine.json:[0-9]+: ", error);
    }

    [Fact]
    public void Finds_all_errors_at_once_each_with_its_own_line()
    {
        string broken = Shipped
            .Replace("\"tick\": \"0.01\"", "\"tick\": \"nothing\"", StringComparison.Ordinal)
            .Replace("\"port\": 9878", "\"port\": 0", StringComparison.Ordinal)
            .Replace("\"messagesMax\": 500", "\"messagesMax\": -1", StringComparison.Ordinal);

        ConfigurationException e = Assert.Throws<ConfigurationException>(() => Read(broken));

        string[] lines = broken.Split('\n');
        Assert.Equal(
            [LineOf(lines, "nothing"), LineOf(lines, "\"port\": 0"), LineOf(lines, "-1,")],
            e.Errors.Select(error => int.Parse(error.Split(':')[1])).Order());
    }

    [Theory]
    [InlineData("", "not valid JSON")]
    [InlineData("[]", "one JSON object")]
    [InlineData("{ \"name\": }", "not valid JSON")]
    [InlineData("{ \"name\": \"a\", \"name\": \"b\" }", "name occurs twice")]
    [InlineData("{ \"name\": \"a\" } { }", "not valid JSON")]
    public void Refuses_what_is_not_one_json_object(string json, string expected)
    {
        ConfigurationException e = Assert.Throws<ConfigurationException>(() => Read(json));

        Assert.Contains(expected, e.Message);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        ConfigurationException e = Assert.Throws<ConfigurationException>(
            () => EngineConfigurationFile.Load("nowhere/engine.json"));

        Assert.Contains("nowhere/engine.json: cannot be read", e.Message);
    }

    [Fact]
    public void The_decision_hash_changes_with_what_decides_and_with_nothing_else()
    {
        long hash = Read(Shipped).DecisionHash;

        Assert.Equal(hash, Read(Shipped.Replace("9878", "9879", StringComparison.Ordinal)).DecisionHash);
        Assert.Equal(hash, Read(Shipped.Replace("\"inline\"", "\"duo\"", StringComparison.Ordinal)).DecisionHash);
        Assert.NotEqual(
            hash,
            Read(Shipped.Replace("\"orderQtyMax\": \"0.1\"", "\"orderQtyMax\": \"0.2\"", StringComparison.Ordinal))
                .DecisionHash);
        Assert.NotEqual(
            hash,
            Read(Shipped.Replace("\"messagesMax\": 500", "\"messagesMax\": 501", StringComparison.Ordinal))
                .DecisionHash);
    }

    [Theory]
    [InlineData("flattenOnHalt")]
    [InlineData("flattenOnReduce")]
    public void A_hedging_account_can_be_flattened_where_orders_name_the_leg_they_close(string field)
    {
        EngineConfiguration configuration = Read(
            Hedging.Replace("\"risk\": {", $"\"risk\": {{ \"{field}\": true,", StringComparison.Ordinal));
        Assert.True(configuration.Risk.FlattensOnHalt || configuration.Risk.FlattensOnReduce);
        Assert.Equal([true], configuration.Risk.Setup.Hedges);
        Assert.Empty(Read(Shipped).Risk.Setup.Hedges);
        Assert.Empty(configuration.Risk.Setup.HedgedMargins);
        string net = Hedging.Replace("\"hedging\"", "\"hedging\", \"hedgedMargin\": \"net\"", StringComparison.Ordinal);
        Assert.Equal([HedgedMargin.Net], Read(net).Risk.Setup.HedgedMargins);
    }

    [Theory]
    [InlineData("FIX.4.2")]
    [InlineData("cTrader")]
    public void An_account_cannot_hedge_where_orders_name_no_leg(string dialect)
    {
        string text = Hedging.Replace(
            "\"venue\": {", $"\"venue\": {{ \"dialect\": \"{dialect}\",", StringComparison.Ordinal);
        Assert.Contains(
            "venue.dialect", Assert.Throws<ConfigurationException>(() => Read(text)).Message,
            StringComparison.Ordinal);
    }

    private static EngineConfiguration Read(string json) =>
        EngineConfigurationFile.Read(ConfigurationText.Parse("engine.json", Encoding.UTF8.GetBytes(json)));

    private static int LineOf(string[] lines, string text) =>
        1 + Array.FindIndex(lines, line => line.Contains(text, StringComparison.Ordinal));
}
