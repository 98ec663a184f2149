using System;
using System.IO;
using System.Linq;
using System.Text;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Strategies;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Configuration;

public sealed class HeldReaderTests
{
    [Theory]
    [InlineData("{}", BothFilledPolicy.Flatten)]
    [InlineData("""{ "held": { "bothFilled": "flatten" } }""", BothFilledPolicy.Flatten)]
    [InlineData("""{ "held": { "bothFilled": "alert" } }""", BothFilledPolicy.Alert)]
    public void Undoes_what_both_have_filled_unless_told_otherwise(string text, BothFilledPolicy expected)
    {
        var reader = new ConfigurationReader(Parse(text));
        Assert.Equal(expected, HeldReader.Read(reader).BothFilled);
        reader.ThrowIfRefused();
    }

    [Fact]
    public void Refuses_another_word()
    {
        var reader = new ConfigurationReader(Parse("""{ "held": { "bothFilled": "ignore" } }"""));
        HeldReader.Read(reader);
        Assert.Contains("held.bothFilled", Assert.Throws<ConfigurationException>(reader.ThrowIfRefused).Message);
    }

    [Fact]
    public void The_example_makes_brackets_and_what_follows_both_fills_is_part_of_what_decides()
    {
        string text = File.ReadAllText(Checkout.PathOf("config", "bracket.json"));
        EngineConfiguration flattens = EngineConfigurationFile.Read(Parse(text));
        EngineConfiguration alerts = EngineConfigurationFile.Read(Parse(
            text.Replace("\"bothFilled\": \"flatten\"", "\"bothFilled\": \"alert\"", StringComparison.Ordinal)));

        var momentum = Assert.IsType<MomentumParameters>(flattens.Strategies.Single().Parameters);
        Assert.Equal((1_500L, 1_000L), (momentum.TargetDistanceTicks, momentum.StopDistanceTicks));
        Assert.Equal(BothFilledPolicy.Flatten, flattens.Held.BothFilled);
        Assert.Equal(BothFilledPolicy.Alert, alerts.Held.BothFilled);
        Assert.NotEqual(flattens.DecisionHash, alerts.DecisionHash);
    }

    private static ConfigurationText Parse(string text) =>
        ConfigurationText.Parse("held.json", Encoding.UTF8.GetBytes(text));
}
