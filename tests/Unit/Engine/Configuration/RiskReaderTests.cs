using System;
using System.Linq;
using System.Text;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Configuration;

/// <summary>The section "risk" and the controls beside each instrument: what they become, and what each wrong value is
/// told.</summary>
public sealed class RiskReaderTests
{
    private const string FirmLimit = "\"limits\": [ { \"scope\": \"firm\", \"name\": ";

    /// <summary>Fields of the section, what is named as wrong, what is told to be allowed.</summary>
    public static TheoryData<string, string, string> WrongSections => new()
    {
        { "\"messagesMax\": 1", "risk.messagesMax", "a whole number from 2 to 1048576" },
        { "\"messagesMax\": 9, \"windowMs\": 0", "risk.windowMs", "a whole number from 1 to 3600000" },
        { "\"messagesMax\": 9, \"cancelReserve\": 9", "risk.cancelReserve", "a whole number from 1 to 8" },
        { "\"messagesMax\": 9, \"accounts\": [\"a\", \"A\"]", "risk.accounts", "names that differ" },
        { "\"messagesMax\": 9, \"traders\": [\"t\", \"t\"]", "risk.traders", "names that differ" },
        { "\"messagesMax\": 9, \"volumeWindowMs\": 15", "risk.volumeWindowMs", "a whole number from 16" },
        { "\"messagesMax\": 9, \"duplicateWindowMs\": 0", "risk.duplicateWindowMs", "a whole number from 1" },
        { "\"messagesMax\": 9, \"dayStartMinutes\": 1440", "risk.dayStartMinutes", "a whole number from 0 to 1439" },
        { "\"messagesMax\": 9, \"deadManSeconds\": -1", "risk.deadManSeconds", "a whole number from 0" },
        { "\"messagesMax\": 9, \"twoPersons\": 2", "risk.twoPersons", "true or false" },
        { "\"messagesMax\": 9, \"cancelOnDisconnect\": \"yes\"", "risk.cancelOnDisconnect", "true or false" },
        { "\"messagesMax\": 9, \"flattenOnReduce\": 1", "risk.flattenOnReduce", "true or false" },
        { "\"messagesMax\": 9, \"flattenOnHalt\": 1", "risk.flattenOnHalt", "true or false" },
        { "\"messagesMax\": 9, \"correlation\": [[0.5]]", "risk.correlation", "the same across the diagonal" },
        { "\"messagesMax\": 9, \"correlation\": [[2]]", "risk.correlation[0][0]", "a number from -1 to 1" },
        {
            "\"messagesMax\": 9, \"strategies\": [ { \"name\": \"maker\", \"account\": \"x\" } ]",
            "risk.strategies[0].account", "one of main"
        },
        {
            "\"messagesMax\": 9, \"strategies\": [ { \"name\": \"maker\", \"trader\": \"x\" } ]",
            "risk.strategies[0].trader", "one of desk"
        },
        {
            "\"messagesMax\": 9, \"strategies\": [ { \"name\": \"maker\", \"instruments\": [\"X\"] } ]",
            "risk.strategies[0].instruments[0]", "one of BTCUSDT"
        },
        {
            "\"messagesMax\": 9, \"limits\": [ { \"scope\": \"desk\", \"name\": \"credit\" } ]",
            "risk.limits[0].scope", "kind and name"
        },
        { $"\"messagesMax\": 9, {FirmLimit}\"wishes\" }} ]", "risk.limits[0].name", "one of orderValue" },
        { $"\"messagesMax\": 9, {FirmLimit}\"position\" }} ]", "risk.limits[0].name", "one of orderValue" },
        {
            $"\"messagesMax\": 9, {FirmLimit}\"credit\", \"hard\": \"-1\" }} ]",
            "risk.limits[0].hard", "a number in quotes"
        },
        {
            $"\"messagesMax\": 9, {FirmLimit}\"openOrders\", \"soft\": \"1.5\" }} ]",
            "risk.limits[0].soft", "a number in quotes"
        },
        {
            $"\"messagesMax\": 9, {FirmLimit}\"credit\", \"shadow\": \"on\" }} ]",
            "risk.limits[0].shadow", "true or false"
        },
        {
            $"\"messagesMax\": 9, {FirmLimit}\"credit\", \"hard\": \"1\" }}, " +
                "{ \"scope\": \"firm\", \"name\": \"credit\", \"hard\": \"9\" } ]",
            "risk.limits[1].name", "each limit of a scope once"
        },
        {
            "\"messagesMax\": 9, \"capital\": [ { \"scope\": \"firm\", \"amount\": \"1\" }, " +
                "{ \"scope\": \"firm\", \"amount\": \"9\" } ]",
            "risk.capital[1].scope", "each scope once"
        },
        {
            "\"messagesMax\": 9, \"capital\": [ { \"scope\": \"venue:venue\", \"amount\": \"1\" } ]",
            "risk.capital[0].scope", "firm, an account, a trader or a strategy"
        },
        {
            "\"messagesMax\": 9, \"capital\": [ { \"scope\": \"firm\", \"amount\": \"99999999999\" } ]",
            "risk.capital[0].amount", "at most 18014398509"
        },
    };

    /// <summary>Fields of the instrument's controls, what is named as wrong, what is told to be allowed.</summary>
    public static TheoryData<string, string, string> WrongControls => new()
    {
        { "\"beta\": 101", "beta", "a number from -100 to 100" },
        { "\"margin\": -1", "margin", "a number from 0 to 100" },
        { "\"sigma\": 101", "sigma", "a number from 0 to 100" },
        { "\"priceStepTicks\": 0", "priceStepTicks", "a whole number from 1" },
        { "\"qtyStep\": \"0\"", "qtyStep", "a positive decimal" },
        { "\"previousClose\": \"0.001\"", "previousClose", "a multiple of 0.01" },
        { "\"restriction\": \"never\"", "restriction", "one of none, notrade, closeonly, noshort" },
        { "\"orderTypes\": [\"stop\"]", "orderTypes[0]", "one of" },
        { "\"timesInForce\": [\"soon\"]", "timesInForce[0]", "one of" },
        { "\"phases\": [ { \"fromMinute\": 1440, \"phase\": \"closed\" } ]", "phases[0].fromMinute", "to 1439" },
        { "\"phases\": [ { \"fromMinute\": 1, \"phase\": \"night\" } ]", "phases[0].phase", "one of continuous" },
        {
            "\"phases\": [ { \"fromMinute\": 1, \"phase\": \"closingAuction\" } ], \"closeCutOffMinute\": 1440",
            "closeCutOffMinute", "a whole number from 1 to 1439"
        },
        {
            "\"phases\": [ { \"fromMinute\": 1, \"phase\": \"auction\" } ], \"closeCutOffMinute\": 950",
            "closeCutOffMinute", "nothing where no phase is a closingAuction"
        },
        { "\"preventsSelfTrade\": 1", "preventsSelfTrade", "true or false" },
        { "\"shortSaleRule\": 1", "shortSaleRule", "true or false" },
        { "\"collar\": { \"shareMinBasisPoints\": 0 }", "collar.shareMinBasisPoints", "a whole number from 1" },
        { "\"collar\": { \"horizonSeconds\": 0 }", "collar.horizonSeconds", "a whole number from 1" },
        { "\"currencyValue\": \"0\"", "currencyValue", "a positive decimal" },
        { "\"sensitivityMicrosPerLot\": 0.5", "sensitivityMicrosPerLot", "a whole number" },
    };

    [Theory]
    [MemberData(nameof(WrongSections))]
    public void A_wrong_value_of_the_section_is_named_with_what_is_allowed(
        string fields, string path, string allowed) => ExpectError(Section(fields), path, allowed);

    [Theory]
    [MemberData(nameof(WrongControls))]
    public void A_wrong_control_of_an_instrument_is_named_with_what_is_allowed(
        string fields, string path, string allowed) =>
        ExpectError(Controls(fields), $"instruments[0].risk.{path}", allowed);

    [Fact]
    public void The_example_has_a_day_with_auctions_and_orders_for_them()
    {
        EngineConfiguration example = EngineConfigurationFile.Load(Checkout.PathOf("config", "auction.json"));
        InstrumentControls controls = example.Risk.Setup.Instruments[0];
        SessionPhase[] expected =
        [
            SessionPhase.Closed, SessionPhase.PreOpen, SessionPhase.OpeningAuction, SessionPhase.Continuous,
            SessionPhase.ClosingAuction, SessionPhase.Closed,
        ];
        Assert.Equal(expected, controls.Phases.Select(phase => phase.Phase));
        Assert.Equal(993 * 60_000_000_000, controls.CloseCutOffNs);
        Assert.NotEqual(0, controls.OrderKinds & OrderKinds.Of(OrderType.Limit, TimeInForce.AtTheClose));
    }

    [Fact]
    public void All_errors_come_at_once()
    {
        var refused = Assert.Throws<ConfigurationException>(() => Read(Section(
            "\"messagesMax\": 1, \"twoPersons\": 2, \"dayStartMinutes\": 1440")));
        Assert.Equal(3, refused.Errors.Count);
    }

    [Fact]
    public void What_is_not_said_sets_no_limit_beyond_those_of_the_instrument()
    {
        RiskConfiguration risk = Read(TestConfiguration.Text).Risk;
        Assert.Empty(risk.Setup.Limits);
        Assert.Empty(risk.Setup.Capital);
        Assert.Null(risk.Setup.Correlation);
        Assert.Equal((false, false, 0), (risk.CancelsOnDisconnect, risk.FlattensOnReduce, risk.Setup.DeadManNs));
        Assert.False(risk.FlattensOnHalt);
        Assert.Equal(OrderKinds.Plain, risk.Setup.Instruments[0].OrderKinds);
    }

    [Fact]
    public void A_limit_is_read_in_the_units_that_people_write()
    {
        RiskConfiguration risk = Read(Section(
            $"\"messagesMax\": 9, {FirmLimit}\"credit\", \"hard\": \"12.5\", \"soft\": \"10\", \"shadow\": true }}, " +
            "{ \"scope\": \"instrument:BTCUSDT\", \"name\": \"referenceAge\", \"hard\": \"250\" } ]")).Risk;
        Assert.Equal(
            [
                new LimitSetting(RiskScope.Firm, 0, LimitId.Credit, 12_500_000, 10_000_000, IsShadow: true),
                new LimitSetting(RiskScope.Instrument, 0, LimitId.ReferenceAge, 250_000_000),
            ],
            risk.Setup.Limits);
    }

    private static void ExpectError(string text, string path, string allowed)
    {
        var refused = Assert.Throws<ConfigurationException>(() => Read(text));
        Assert.Contains(refused.Errors, e => e.Contains(path, StringComparison.Ordinal) &&
            e.Contains(allowed, StringComparison.Ordinal));
    }

    private static string Section(string fields) => TestConfiguration.Text.Replace(
        "\"risk\": { \"messagesMax\": 500 }", $"\"risk\": {{ {fields} }}", StringComparison.Ordinal);

    private static string Controls(string fields) => TestConfiguration.Text.Replace(
        "\"limits\": {", $"\"risk\": {{ {fields} }}, \"limits\": {{", StringComparison.Ordinal);

    private static EngineConfiguration Read(string text) =>
        EngineConfigurationFile.Read(ConfigurationText.Parse("test.json", Encoding.UTF8.GetBytes(text)));
}
