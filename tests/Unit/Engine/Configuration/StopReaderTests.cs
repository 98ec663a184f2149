using System;
using System.Linq;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Risk.Bars;
using LowLatencyEngine.Risk.Stops;
using LowLatencyEngine.Unit.Engine.Stops;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Configuration;

/// <summary>Stops of strategies as they are configured, and what cannot be one.</summary>
public sealed class StopReaderTests
{
    [Fact]
    public void Every_field_arrives()
    {
        StopTerms stop = Read("""
            "fixedTicks": 1, "fixedRanges": 1.5, "trailTicks": 2, "trailRanges": 2.5, "trailAfterTicks": 3,
            "breakEvenAfterTicks": 5, "breakEvenOffsetTicks": 4, "timeSeconds": 6, "trigger": "opposite",
            "confirm": { "count": 7, "of": 8 }, "bars": { "seconds": 9, "count": 10 }
            """);
        Assert.Equal(
            new StopRules
            {
                FixedTicks = 1, FixedRanges = 1.5, TrailTicks = 2, TrailRanges = 2.5, TrailAfterTicks = 3,
                BreakEvenAfterTicks = 5, BreakEvenOffsetTicks = 4, TimeNs = 6_000_000_000,
                Trigger = StopTrigger.Opposite, ConfirmCount = 7, ConfirmOf = 8,
            },
            stop.Rules);
        Assert.Equal((9_000_000_000L, 10), (stop.Bars!.BarNs, stop.Bars.RangeBars));
    }

    [Fact]
    public void What_is_not_told_is_off_and_the_last_trade_is_looked_at_once()
    {
        StopTerms stop = Read("\"fixedTicks\": 7");
        Assert.Equal(new StopTerms(new StopRules { FixedTicks = 7 }, Bars: null), stop);
    }

    [Fact]
    public void The_other_strategy_has_none_and_without_any_there_is_nothing()
    {
        Assert.Null(StopScript.Configure("\"fixedTicks\": 7").Stops[1]);
        Assert.All(TestConfiguration.Create().Stops, Assert.Null);
    }

    [Theory]
    [InlineData("", "stop", "timeSeconds at least")]
    [InlineData("\"fixedTicks\": 0", "fixedTicks=0", "a whole number from 1 to")]
    [InlineData("\"trigger\": \"best\", \"fixedTicks\": 1", "trigger=best", "one of last, opposite, mid, mark")]
    [InlineData("\"fixedTick\": 1, \"timeSeconds\": 1", "fixedTick", "is not a field of the configuration")]
    [InlineData("\"fixedRanges\": 2", "fixedRanges=2", "bars {seconds, count} beside it")]
    [InlineData("\"trailRanges\": 2", "trailRanges=2", "bars {seconds, count} beside it")]
    [InlineData("\"trailRanges\": 2, \"bars\": { \"seconds\": 1 }", "bars.count", "is missing; add it")]
    [InlineData(
        "\"trailTicks\": 2, \"bars\": { \"seconds\": 1, \"count\": 2 }", "bars.seconds=1",
        "fixedRanges or trailRanges")]
    [InlineData("\"fixedTicks\": 2, \"trailAfterTicks\": 1", "trailAfterTicks=1", "beside trailTicks or trailRanges")]
    [InlineData(
        "\"breakEvenAfterTicks\": 2, \"breakEvenOffsetTicks\": 2", "breakEvenOffsetTicks=2",
        "less than breakEvenAfterTicks")]
    [InlineData(
        "\"fixedTicks\": 2, \"confirm\": { \"count\": 3, \"of\": 2 }", "confirm.count=3", "number from 1 to 2")]
    [InlineData(
        "\"timeSeconds\": 2, \"confirm\": { \"count\": 1, \"of\": 2 }", "confirm.of=2", "time needs no confirmation")]
    public void Refuses_with_field_and_what_is_right(string stop, string field, string right)
    {
        string error = Assert.Single(
            Assert.Throws<ConfigurationException>(() => StopScript.Configure(stop)).Errors);
        Assert.Contains("risk.strategies[0].stop", error, StringComparison.Ordinal);
        Assert.Contains(field, error, StringComparison.Ordinal);
        Assert.Contains(right, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_stop_of_a_strategy_that_there_is_not()
    {
        string error = Assert.Throws<ConfigurationException>(() => ReadText(StopText("nobody"))).Errors
            .Single(e => e.Contains("risk.strategies[0].name", StringComparison.Ordinal));
        Assert.Contains("the name of a strategy", error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_example_has_a_stop_for_each_strategy_and_stops_are_part_of_what_decides()
    {
        EngineConfiguration example = EngineConfigurationFile.Load(Checkout.PathOf("config", "stops.json"));
        Assert.Equal((2_000, 600_000_000_000L), (example.Stops[0]!.Rules.FixedTicks, example.Stops[0]!.Rules.TimeNs));
        Assert.Equal(new BarTerms(60_000_000_000, 14, example.Stops[1]!.Bars!.Decay), example.Stops[1]!.Bars);
        Assert.Equal(StopTrigger.Opposite, example.Stops[1]!.Rules.Trigger);
        Assert.NotEqual(
            StopScript.Configure("\"fixedTicks\": 7").DecisionHash,
            StopScript.Configure("\"fixedTicks\": 8").DecisionHash);
    }

    private static StopTerms Read(string stop) => StopScript.Configure(stop).Stops[0]!;

    private static string StopText(string name) => TestConfiguration.Text.Replace(
        "\"messagesMax\": 500",
        $$"""
        "messagesMax": 500, "strategies": [ { "name": "{{name}}", "stop": { "fixedTicks": 7 } } ]
        """,
        StringComparison.Ordinal);

    private static EngineConfiguration ReadText(string text) => EngineConfigurationFile.Read(
        ConfigurationText.Parse("test.json", System.Text.Encoding.UTF8.GetBytes(text)));
}
