using System;
using System.IO;
using System.Text;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Risk.Bars;
using LowLatencyEngine.Risk.Sizing;
using LowLatencyEngine.Unit.Engine.Sizes;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Configuration;

/// <summary>"risk.strategies[].size".</summary>
public sealed class SizeReaderTests
{
    private const string Path = "risk.strategies[0].size";
    private const string Half = "\"fixedNotional\": { \"weight\": 0.5 }";
    private const string Bars = "\"bars\": { \"seconds\": 60, \"count\": 14 }";

    /// <summary>Fields of the section, what is named as wrong, what is told to be right.</summary>
    public static TheoryData<string, string, string> WrongSections => new()
    {
        { "", Path, "at least one of fixedFraction, fixedNotional" },
        { "\"fixed\": { \"weight\": 1 }", $"{Path}.fixed.weight", "is not a field" },
        { "\"fixedNotional\": { }", $"{Path}.fixedNotional.weight", "is missing" },
        { "\"fixedNotional\": { \"weight\": 0 }", $"{Path}.fixedNotional.weight=0", "a number from 1E-09 to 1000" },
        { "\"fixedFraction\": { \"fraction\": 0.01 }", $"{Path}.fixedFraction.stopTicks", "is missing" },
        {
            "\"fixedFraction\": { \"fraction\": 2, \"stopTicks\": 1 }", $"{Path}.fixedFraction.fraction=2",
            "a number from 1E-09 to 1"
        },
        { "\"averageTrueRange\": { \"fraction\": 0.01, \"multiple\": 2 }", Path, "bars {seconds, count, decay}" },
        { "\"volatilityTarget\": { \"sigma\": 0.2 }", Path, "bars {seconds, count, decay}" },
        { $"{Half}, {Bars}", $"{Path}.bars", "beside averageTrueRange, volatilityTarget or kelly" },
        {
            "\"kelly\": { \"fraction\": 0.5, \"meanExcess\": 0.01 }, \"bars\": { \"seconds\": 0, \"count\": 2 }",
            $"{Path}.bars.seconds=0", "a whole number from 1 to 86400"
        },
        {
            "\"kelly\": { \"fraction\": 0.5, \"meanExcess\": 0.01 }, \"bars\": { \"seconds\": 1, \"count\": 1 }",
            $"{Path}.bars.count=1", "a whole number from 2 to 10000"
        },
        { $"{Half}, \"metaLabel\": {{ \"qtyMax\": \"1\" }}", $"{Path}.metaLabel", "momentum does not" },
        { "\"metaLabel\": { \"step\": 0 }", $"{Path}.metaLabel.qtyMax", "is missing" },
        {
            "\"metaLabel\": { \"qtyMax\": \"1\", \"step\": 0 }", $"{Path}.metaLabel.step=0",
            "a number from 1E-09 to 1"
        },
        {
            "\"metaLabel\": { \"qtyMax\": \"1\", \"classes\": 1 }", $"{Path}.metaLabel.classes=1",
            "a whole number from 2 to 1000"
        },
    };

    [Theory]
    [MemberData(nameof(WrongSections))]
    public void What_is_wrong_is_named_with_what_is_right(string fields, string path, string right)
    {
        var refusal = Assert.Throws<ConfigurationException>(() => SizeBench.Configure(fields));
        Assert.Contains(
            refusal.Errors,
            e => e.StartsWith("test.json:", StringComparison.Ordinal) &&
                e.Contains(path, StringComparison.Ordinal) && e.Contains(right, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("firm")]
    [InlineData("trader:desk")]
    [InlineData("strategy:operator")]
    public void A_size_without_capital_of_the_strategy_or_its_account_is_refused(string scope)
    {
        var refusal = Assert.Throws<ConfigurationException>(() => SizeBench.Configure(Half, scope));
        Assert.Contains("has capital in risk.capital", Assert.Single(refusal.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_told_is_usual()
    {
        SizeRules rules = SizeBench.Configure($"\"volatilityTarget\": {{ \"sigma\": 0.2 }}, {Bars}").Sizes[0]!;
        Assert.Equal(new BarTerms(60_000_000_000, RangeBars: 14, Decay: 0.94), rules.Bars);
        Assert.Equal(
            new VolatilityTargetRule(0.2, WeightMax: 1, Buffer: 0.1, BarsPerYear: 525_600), rules.VolatilityTarget);
    }

    [Fact]
    public void A_meta_label_needs_a_strategy_that_states_probabilities_and_no_capital()
    {
        const string label = "\"metaLabel\": { \"qtyMax\": \"0.2\", \"classes\": 3 }";
        SizeRules rules = SizeBench.Configure(label, capital: "firm", slope: "0.01").Sizes[0]!;
        Assert.Equal(new SizeRules { MetaLabel = new MetaLabelRule(2_000, ClassCount: 3, Step: 0.1) }, rules);

        var refusal = Assert.Throws<ConfigurationException>(() => SizeBench.Configure(label, capital: "firm"));
        Assert.Equal(
            "test.json:25: risk.strategies[0].size.metaLabel={} is not allowed; use it for a strategy that states " +
            "probabilities, which momentum does not: kind momentum with probabilitySlope above 0",
            Assert.Single(refusal.Errors));
    }

    [Fact]
    public void The_example_sizes_both_strategies_and_a_size_is_part_of_what_decides()
    {
        string text = File.ReadAllText(Checkout.PathOf("config", "sizes.json"));
        EngineConfiguration example = Read(text);

        Assert.Equal(new SizeRules { FixedNotional = new FixedNotionalRule(0.02) }, example.Sizes[0]);
        Assert.Equal(
            new SizeRules
            {
                FixedFraction = new FixedFractionRule(0.0005, StopTicks: 1_000, CostTicks: 200),
                AverageTrueRange = new AverageTrueRangeRule(0.001, Multiple: 3),
                VolatilityTarget = new VolatilityTargetRule(0.4, WeightMax: 1, Buffer: 0.1, BarsPerYear: 3_153_600),
                Kelly = new KellyRule(0.25, MeanExcess: 0.00002, StandardError: 0.000005, StandardErrors: 1),
                MetaLabel = new MetaLabelRule(2_000_000, ClassCount: 2, Step: 0.1),
                Bars = new BarTerms(10_000_000_000, RangeBars: 14, Decay: 0.94),
            },
            example.Sizes[1]);
        Assert.NotEqual(
            example.DecisionHash,
            Read(text.Replace("\"weight\": 0.02", "\"weight\": 0.03", StringComparison.Ordinal)).DecisionHash);
    }

    [Fact]
    public void Without_a_size_nothing_is_sized() => Assert.Empty(TestConfiguration.Create().Sizes);

    private static EngineConfiguration Read(string text) =>
        EngineConfigurationFile.Read(ConfigurationText.Parse("sizes.json", Encoding.UTF8.GetBytes(text)));
}
