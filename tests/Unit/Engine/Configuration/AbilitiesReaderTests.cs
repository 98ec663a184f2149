using System;
using System.Text;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Configuration;

/// <summary>What is said of the venue's own types of order, and what becomes of it.</summary>
public sealed class AbilitiesReaderTests
{
    [Fact]
    public void What_the_venue_has_comes_on_top_of_market_and_limit_orders()
    {
        InstrumentControls controls = Read("""
            "abilities": {
              "orderTypes": ["stop", "stopLimit"], "timesInForce": ["goodTillDate"],
              "instructions": ["display", "postOnly"]
            }
            """);
        Assert.Equal(OrderInstructions.Display | OrderInstructions.PostOnly, controls.Instructions);
        Assert.True(Has(controls, OrderType.StopLimit, TimeInForce.GoodTillDate));
        Assert.True(Has(controls, OrderType.Limit, TimeInForce.GoodTillDate));
        Assert.False(Has(controls, OrderType.MarketToLimit, TimeInForce.Day));
        Assert.False(Has(controls, OrderType.Market, TimeInForce.GoodTillDate)); // Which means nothing anywhere.
        Assert.Equal(OrderKinds.Plain, controls.OrderKinds & OrderKinds.Plain);
    }

    [Fact]
    public void An_instrument_may_have_less_than_the_venue_but_not_more()
    {
        InstrumentControls controls = Read(
            "\"abilities\": { \"orderTypes\": [\"stop\"] }",
            "\"risk\": { \"timesInForce\": [\"day\"], \"orderTypes\": [\"limit\", \"stop\"] }, ");
        Assert.Equal(
            OrderKinds.Of(OrderType.Limit, TimeInForce.Day) | OrderKinds.Of(OrderType.Stop, TimeInForce.Day),
            controls.OrderKinds);
    }

    [Fact]
    public void An_instrument_cannot_have_what_the_venue_has_not()
    {
        var refused = Assert.Throws<ConfigurationException>(() => Read(
            "\"abilities\": { \"orderTypes\": [\"stop\"] }",
            "\"risk\": { \"orderTypes\": [\"stopLimit\"] }, "));
        Assert.Contains("one of market, limit, stop", Assert.Single(refused.Errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "\"abilities\": { \"orderTypes\": [\"stopp\"] }", "venue.abilities.orderTypes[0]=stopp",
        "one of stop, stoplimit, markettolimit, marketiftouched, limitiftouched")]
    [InlineData(
        "\"abilities\": { \"timesInForce\": [\"day\"] }", "venue.abilities.timesInForce[0]=day",
        "one of goodtilldate, attheopening, attheclose")]
    [InlineData(
        "\"abilities\": { \"instructions\": [\"hidden\"] }", "venue.abilities.instructions[0]=hidden",
        "one of display, postonly")]
    [InlineData(
        "\"dialect\": \"FIX.4.2\", \"abilities\": { \"orderTypes\": [\"marketToLimit\"] }",
        "venue.abilities.orderTypes[0]=marketToLimit", "one of stop, stoplimit")]
    [InlineData(
        "\"dialect\": \"cTrader\", \"abilities\": { \"instructions\": [\"display\"] }",
        "venue.abilities.instructions", "nothing: the dialect has no word for it")]
    [InlineData("\"abilities\": { \"types\": [\"stop\"] }", "venue.abilities.types", "not a field")]
    public void An_unknown_word_is_named_with_those_that_are_known(string fields, string path, string allowed)
    {
        var refused = Assert.Throws<ConfigurationException>(() => Read(fields));
        string error = Assert.Single(refused.Errors, e => e.Contains(path, StringComparison.Ordinal));
        Assert.Contains(allowed, error, StringComparison.Ordinal);
    }

    private static bool Has(InstrumentControls controls, OrderType type, TimeInForce time) =>
        (controls.OrderKinds & OrderKinds.Of(type, time)) != 0;

    private static InstrumentControls Read(string venueFields, string instrumentFields = "")
    {
        string text = TestConfiguration.Text
            .Replace("\"port\": 1,", $"\"port\": 1, {venueFields},", StringComparison.Ordinal)
            .Replace(
                "\"symbol\": \"BTCUSDT\",", $"\"symbol\": \"BTCUSDT\", {instrumentFields}", StringComparison.Ordinal);
        return EngineConfigurationFile.Read(ConfigurationText.Parse("test.json", Encoding.UTF8.GetBytes(text)))
            .Risk.Setup.Instruments[0];
    }
}
