using System;
using System.Text;
using LowLatencyEngine.Engine.Configuration;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Configuration;

/// <summary>The section "control": who may act, and what two persons are.</summary>
public sealed class ControlReaderTests
{
    [Fact]
    public void Without_it_nobody_else_may_act_and_two_persons_are_two_accounts()
    {
        EngineConfiguration configuration = Read("{}");
        Assert.Empty(configuration.Control.Operators);
        Assert.True(configuration.Risk.Setup.NeedsTwoUsers);
    }

    [Fact]
    public void Accounts_are_names_or_uids_and_what_two_persons_are_is_part_of_what_decides()
    {
        EngineConfiguration named = Read("""{ "operators": ["anna", 1001, "1002"], "twoPersons": "names" }""");
        Assert.Equal(["anna", "1001", "1002"], named.Control.Operators);
        Assert.False(named.Risk.Setup.NeedsTwoUsers);
        Assert.NotEqual(Read("{}").DecisionHash, named.DecisionHash);
        Assert.Equal(Read("{}").DecisionHash, Read("""{ "operators": ["anna"] }""").DecisionHash);
    }

    [Theory]
    [InlineData("""{ "operators": [] }""", "control.operators=[] is not allowed; use at least one account")]
    [InlineData("""{ "operators": "anna" }""", "control.operators=anna is not allowed; use at least one account")]
    [InlineData("""{ "operators": ["anna", "anna"] }""", "control.operators=[] is not allowed; use at least one")]
    [InlineData("""{ "operators": [-1] }""", "control.operators[0]=-1 is not allowed; use a name in quotes")]
    [InlineData("""{ "twoPersons": true }""", "control.twoPersons=true is not allowed; use one of accounts, names")]
    public void Says_what_is_wrong_and_what_is_allowed(string section, string expected) => Assert.Contains(
        expected, Assert.Throws<ConfigurationException>(() => Read(section)).Message, StringComparison.Ordinal);

    private static EngineConfiguration Read(string section) => EngineConfigurationFile.Read(ConfigurationText.Parse(
        "test.json", Encoding.UTF8.GetBytes(TestConfiguration.Text.Replace(
            "\"threads\":", $"\"control\": {section}, \"threads\":", StringComparison.Ordinal))));
}
