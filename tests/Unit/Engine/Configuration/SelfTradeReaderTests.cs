using System;
using System.Text;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Configuration;

/// <summary>How self-trade prevention is said, for the firm, an instrument and groups of accounts.</summary>
public sealed class SelfTradeReaderTests
{
    [Theory]
    [InlineData("", "", SelfTradeMode.Off, false)]
    [InlineData("", "\"preventsSelfTrade\": true", SelfTradeMode.CancelNew, false)]
    [InlineData("\"mode\": \"cancelOld\"", "", SelfTradeMode.CancelOld, false)]
    [InlineData("\"mode\": \"cancelOld\"", "\"preventsSelfTrade\": true", SelfTradeMode.CancelOld, false)]
    [InlineData("\"mode\": \"cancelOld\"", "\"preventsSelfTrade\": false", SelfTradeMode.Off, false)]
    [InlineData("\"mode\": \"cancelBoth\", \"group\": \"firm\"", "", SelfTradeMode.CancelBoth, true)]
    [InlineData("\"mode\": \"off\"", "\"selfTrade\": { \"mode\": \"decrement\" }", SelfTradeMode.Decrement, false)]
    [InlineData(
        "\"mode\": \"cancelOld\", \"group\": \"firm\"", "\"selfTrade\": { \"group\": \"account\" }",
        SelfTradeMode.CancelOld, false)]
    public void An_instrument_says_it_itself_or_has_it_from_the_firm(
        string firm, string instrument, SelfTradeMode mode, bool isFirmWide)
    {
        InstrumentControls controls = Read(firm, instrument).Risk.Setup.Instruments[0];
        Assert.Equal((mode, isFirmWide), (controls.SelfTrade, controls.IsSelfTradeFirmWide));
        Assert.Equal(mode != SelfTradeMode.Off, controls.PreventsSelfTrade);
    }

    [Theory]
    [InlineData("\"mode\": \"both\"", "", "risk.selfTrade.mode", "one of off, cancelnew, cancelold")]
    [InlineData("\"group\": \"desk\"", "", "risk.selfTrade.group", "one of account, firm")]
    [InlineData("", "\"selfTrade\": { \"mode\": 1 }", "instruments[0].risk.selfTrade.mode", "one of off")]
    [InlineData(
        "", "\"preventsSelfTrade\": true, \"selfTrade\": { \"mode\": \"off\" }",
        "instruments[0].risk.preventsSelfTrade", "not both")]
    public void What_cannot_be_is_named_with_what_is_allowed(
        string firm, string instrument, string path, string allowed)
    {
        var refused = Assert.Throws<ConfigurationException>(() => Read(firm, instrument));
        string error = Assert.Single(refused.Errors);
        Assert.Contains(path, error, StringComparison.Ordinal);
        Assert.Contains(allowed, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Accounts_of_one_group_are_one_and_the_others_are_their_own()
    {
        const string accounts = """
            , "accounting": { "accounts": [
              { "name": "b", "smpGroup": "one" }, { "name": "c" }, { "name": "d", "smpGroup": "one" }
            ] }
            """;
        RiskSetup setup = Read("\"mode\": \"cancelNew\"", "", "\"accounts\": [\"a\", \"b\", \"c\", \"d\"],", accounts)
            .Risk.Setup;
        Assert.Equal([0, 1, 2, 1], setup.SelfTradeGroups);
        setup = setup with
        {
            Strategies = [new StrategyControls("x", 1), new StrategyControls("y", 2), new StrategyControls("z", 3)],
        };
        SelfTrades rules = new PreTradeRisk(setup).SelfTrades;
        Assert.True(rules.AreOne(0, 2, 0));
        Assert.False(rules.AreOne(0, 1, 0));
        Assert.False(rules.AreOne(0, OrderRequest.OperatorStrategyIndex, 0));
    }

    private static EngineConfiguration Read(
        string firm, string instrument, string section = "", string more = "") => EngineConfigurationFile.Read(
        ConfigurationText.Parse("test.json", Encoding.UTF8.GetBytes(TestConfiguration.Text
            .Replace(
                "\"limits\": {",
                instrument.Length > 0 ? $"\"risk\": {{ {instrument} }}, \"limits\": {{" : "\"limits\": {",
                StringComparison.Ordinal)
            .Replace(
                "\"risk\": { \"messagesMax\": 500 }",
                $"\"risk\": {{ {section} {(firm.Length > 0 ? $"\"selfTrade\": {{ {firm} }}," : "")} " +
                    $"\"messagesMax\": 500 }}{more}",
                StringComparison.Ordinal))));
}
