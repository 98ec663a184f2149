using System;
using System.Text;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Unit.Venues.OrderEntry;
using LowLatencyEngine.Venues.OrderEntry;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Configuration;

/// <summary>What orders tell the venue of the configured prevention of self-trades.</summary>
public sealed class SelfTradeTagReaderTests
{
    [Theory]
    [InlineData("\"mode\": \"cancelNew\"", "2362=main|2964=1|")]
    [InlineData("\"mode\": \"cancelOld\"", "2362=main|2964=2|")]
    [InlineData("\"mode\": \"cancelBoth\"", "2362=main|2964=3|")]
    [InlineData("\"mode\": \"decrement\"", "2362=main|2964=1|")]
    [InlineData("\"mode\": \"cancelOld\", \"group\": \"firm\"", "2362=test|2964=2|")]
    [InlineData("\"mode\": \"off\"", "")]
    public void Says_who_must_not_meet_and_what_gives_way(string rule, string expected)
    {
        SelfTradeTags? tags = SelfTradeTagReader.Of(Read("\"selfTradeTags\": true", rule));
        var bench = new EntryBench(VenueDialect.Fix44, selfTrades: tags);
        string text = bench.Text(MsgTypes.NewOrderSingle, (OrderEntryWriter requests, ref FixWriter writer) =>
            requests.WriteNewOrder(ref writer, EntryBench.Limit, EntryBench.NowNs));
        Assert.EndsWith($"|59=1|{expected}", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_example_tells_the_venue_that_the_older_order_gives_way()
    {
        EngineConfiguration example = EngineConfigurationFile.Load(Checkout.PathOf("config", "selftrade.json"));
        var bench = new EntryBench(VenueDialect.Fix44, selfTrades: SelfTradeTagReader.Of(example));
        string text = bench.Text(MsgTypes.NewOrderSingle, (OrderEntryWriter requests, ref FixWriter writer) =>
            requests.WriteNewOrder(ref writer, EntryBench.Limit, EntryBench.NowNs));
        Assert.EndsWith("|2964=2|", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"selfTradeTags\": false")]
    public void Says_nothing_unless_told_to(string venue) =>
        Assert.Null(SelfTradeTagReader.Of(Read(venue, "\"mode\": \"cancelNew\"")));

    [Theory]
    [InlineData("FIX.4.2")]
    [InlineData("cTrader")]
    public void A_dialect_without_the_fields_refuses_them(string dialect)
    {
        ConfigurationException error = Assert.Throws<ConfigurationException>(
            () => Read($"\"selfTradeTags\": true, \"dialect\": \"{dialect}\"", "\"mode\": \"cancelNew\""));
        Assert.Contains("venue.selfTradeTags", error.Message, StringComparison.Ordinal);
        Assert.Contains("FIX.4.4 or FIX.5.0SP2", error.Message, StringComparison.Ordinal);
    }

    private static EngineConfiguration Read(string venue, string rule)
    {
        string text = TestConfiguration.Text
            .Replace("\"risk\": {", $"\"risk\": {{ \"selfTrade\": {{ {rule} }},", StringComparison.Ordinal)
            .Replace("\"targetCompId\": \"SIM\"", "\"targetCompId\": \"SIM\"" + (venue.Length > 0 ? ", " : "") + venue,
                StringComparison.Ordinal);
        return EngineConfigurationFile.Read(ConfigurationText.Parse("test.json", Encoding.UTF8.GetBytes(text)));
    }
}
