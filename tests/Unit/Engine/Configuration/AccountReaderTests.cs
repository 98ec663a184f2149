using System;
using System.Text;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using LowLatencyEngine.Risk;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Configuration;

/// <summary>The section "accounting" and the fees beside each instrument.</summary>
public sealed class AccountReaderTests
{
    private const string Funding = "\"funding\": [ { \"instrument\": ";
    private const string Rate = "\"rates\": [ { \"currency\": ";

    /// <summary>Fields of the section, what is named as wrong, what is told to be allowed.</summary>
    public static TheoryData<string, string, string> WrongSections => new()
    {
        { "\"accounts\": [ { \"name\": \"x\" } ]", "accounting.accounts[0].name", "one of risk.accounts: main" },
        {
            "\"accounts\": [ { \"name\": \"main\" }, { \"name\": \"main\", \"cost\": \"fifo\" } ]",
            "accounting.accounts[1].name", "each account once"
        },
        { "\"accounts\": [ { \"cost\": \"lifo\" } ]", "accounting.accounts[0].cost", "one of average, fifo" },
        { "\"accounts\": [ { \"positions\": \"x\" } ]", "accounting.accounts[0].positions", "one of netting, hedging" },
        {
            "\"accounts\": [ { \"hedgedMargin\": \"net\" } ]", "accounting.accounts[0].hedgedMargin",
            "nothing unless positions is hedging"
        },
        { "\"accounts\": [ { \"balance\": \"-1\" } ]", "accounting.accounts[0].balance", "a positive decimal" },
        {
            "\"accounts\": [ { \"balance\": \"90000000000\" } ]", "accounting.accounts[0].balance",
            "at most 18014398509"
        },
        { "\"accounts\": [ { \"marginShare\": 101 } ]", "accounting.accounts[0].marginShare", "from 0 to 100" },
        {
            "\"accounts\": [ { \"instruments\": [ { \"symbol\": \"X\", \"marginShare\": 1 } ] } ]",
            "accounting.accounts[0].instruments[0].symbol", "one of DAX, EURUSD, USDJPY"
        },
        {
            "\"accounts\": [ { \"instruments\": [ { \"symbol\": \"DAX\" } ] } ]",
            "accounting.accounts[0].instruments[0].marginShare", "the share of a position's value"
        },
        { "\"fees\": { \"maker\": \"1.1\" }", "accounting.fees.maker", "a share of the value" },
        { "\"fees\": { \"taker\": \"0.0000000001\" }", "accounting.fees.taker", "a share of the value" },
        { "\"fees\": { \"perLot\": \"1\" }", "accounting.fees.perLot", "is not a field" },
        { Funding + "\"X\", \"everyHours\": 8 } ]", "accounting.funding[0].instrument", "each once" },
        { Funding + "\"DAX\", \"everyHours\": 0 } ]", "accounting.funding[0].everyHours", "from 1 to 8784" },
        {
            Funding + "\"DAX\", \"everyHours\": 8, \"rate\": \"2\" } ]", "accounting.funding[0].rate", "above 0 longs"
        },
        {
            Funding + "\"DAX\", \"everyHours\": 8, \"anchor\": \"2026-01-01\" } ]", "accounting.funding[0].anchor",
            "a time in UTC"
        },
        { Rate + "\"USD\", \"instrument\": \"EURUSD\" } ]", "accounting.rates[0].currency", "that is not USD" },
        { Rate + "\"EUR\", \"instrument\": \"X\" } ]", "accounting.rates[0].instrument", "priced in USD or EUR" },
        { Rate + "\"EUR\", \"instrument\": \"USDJPY\" } ]", "accounting.rates[0].instrument", "priced in USD or EUR" },
    };

    [Theory]
    [MemberData(nameof(WrongSections))]
    public void What_is_wrong_is_named_with_what_is_allowed(string fields, string path, string allowed)
    {
        var refusal = Assert.Throws<ConfigurationException>(() => Read(fields));
        Assert.Contains(path, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(allowed, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_the_section_accounts_net_at_average_cost_and_reports_say_the_fees()
    {
        EngineConfiguration configuration = Read("");
        Assert.Equal([default], configuration.Accounts.Terms);
        Assert.Empty(configuration.Accounts.Fees);
        Assert.Empty(configuration.Risk.Setup.LiveRates);
        Assert.Empty(configuration.Risk.Setup.Limits);
    }

    [Fact]
    public void Fees_of_an_instrument_go_before_those_of_the_venue()
    {
        EngineConfiguration configuration = Read(
            "\"fees\": { \"maker\": \"-0.0001\", \"taker\": \"0.0005\" }",
            "\"fees\": { \"taker\": \"0.0007\", \"perLot\": \"0.0003\" }, ");
        Assert.Equal(
            [
                new FeeTerms(-100_000, 700_000, 3), new FeeTerms(-100_000, 500_000, 0),
                new FeeTerms(-100_000, 500_000, 0),
            ],
            configuration.Accounts.Fees);
    }

    [Fact]
    public void A_balance_is_the_margin_limit_and_the_capital_of_its_account()
    {
        RiskSetup setup = Read("\"accounts\": [ { \"balance\": \"1000.5\", \"cost\": \"fifo\" } ]").Risk.Setup;
        Assert.Equal([new LimitSetting(RiskScope.Account, 0, LimitId.Margin, 1_000_500_000)], setup.Limits);
        Assert.Equal([new CapitalSetting(RiskScope.Account, 0, 1_000_500_000)], setup.Capital);
    }

    [Fact]
    public void An_account_puts_up_its_own_share_and_of_an_instrument_that_share()
    {
        RiskSetup setup = Read(
            "\"accounts\": [ { \"marginShare\": 0.1, " +
            "\"instruments\": [ { \"symbol\": \"EURUSD\", \"marginShare\": 0.033333 } ] } ]").Risk.Setup;
        Assert.Equal(
            (100_000L, 33_333L, 100_000L),
            (setup.MarginPpmOf(0, 0), setup.MarginPpmOf(0, 1), setup.MarginPpmOf(0, 2)));
        Assert.Equal(1_000_000, Read("").Risk.Setup.MarginPpmOf(0, 1));
    }

    [Fact]
    public void Funding_is_paid_from_an_anchor_on_at_a_rate_that_may_be_unknown()
    {
        EngineConfiguration configuration = Read(
            Funding + "\"EURUSD\", \"everyHours\": 8, \"anchor\": \"1970-01-02T01:00:00Z\", " +
            "\"rate\": \"-0.00025\" }, " +
            "{ \"instrument\": \"DAX\", \"everyHours\": 1 } ]");
        const long nsPerHour = 3_600_000_000_000;
        Assert.Equal(
            [
                new FundingTerms(nsPerHour, 0, null), new FundingTerms(8 * nsPerHour, 25 * nsPerHour, -250_000),
                default,
            ],
            configuration.Accounts.Funding);
    }

    [Fact]
    public void Rates_follow_an_instrument_that_is_priced_in_either_currency()
    {
        RiskSetup setup = Read(
            "\"rates\": [ { \"currency\": \"EUR\", \"instrument\": \"EURUSD\" }, " +
            "{ \"currency\": \"JPY\", \"instrument\": \"USDJPY\", \"staleAfterSeconds\": 5 } ]").Risk.Setup;
        Assert.Equal(2, setup.LiveRates.Count);
        Assert.Equal((0, 1, false, 30_000_000_000L), Shape(0));
        Assert.Equal((2, 2, true, 5_000_000_000L), Shape(1));
        Assert.True(setup.LiveRates[0].AtOneTick.TryTimes(10_850, out MoneyRate euro));
        Assert.Equal(108, euro.MicrosOf((Int128)1)); // A tick of a lot is 0.0001 EUR, at 1.0850: 108.5, cut.
        Assert.True(setup.LiveRates[1].AtOneTick.TryOver(15_000, out MoneyRate yen));
        Assert.Equal(6_666_666, yen.MicrosOf((Int128)100_000)); // 1000 yen at 150.

        (int, int, bool, long) Shape(int i) => (
            setup.LiveRates[i].InstrumentIndex, setup.LiveRates[i].SourceIndex, setup.LiveRates[i].IsInverse,
            setup.LiveRates[i].StaleAfterNs);
    }

    /// <summary>One instrument priced in EUR, one in USD, one in JPY; the base currency is USD.</summary>
    internal static EngineConfiguration Read(string accounting, string firstInstrument = "", string risk = "") =>
        EngineConfigurationFile.Read(ConfigurationText.Parse("test.json", Encoding.UTF8.GetBytes($$"""
        {
          "name": "test",
          "instruments": [
            { "symbol": "DAX", "currency": "EUR", "tick": "0.01", "lot": "0.01", {{firstInstrument}}{{Limits}} },
            { "symbol": "EURUSD", "currency": "USD", "tick": "0.0001", "lot": "1", {{Limits}} },
            { "symbol": "USDJPY", "currency": "JPY", "tick": "0.01", "lot": "1", {{Limits}} }
          ],
          "feed": { "webSocket": "ws://127.0.0.1:1", "rest": "http://127.0.0.1:1" },
          "venue": { "host": "127.0.0.1", "port": 1, "senderCompId": "LLE", "targetCompId": "SIM" },
          "strategies": [],
          "risk": { "messagesMax": 500, "currency": "USD"{{risk}} },
          "accounting": { {{accounting}} },
          "threads": { "map": "inline", "inboundSlots": 8192 },
          "journal": { "folder": "journal", "segmentMb": 1 }
        }
        """)));

    private const string Limits =
        "\"limits\": { \"orderQtyMax\": \"1000\", \"orderNotionalMax\": \"100000000\", \"positionMax\": \"1000\", " +
        "\"priceBandTicks\": 100000, \"openOrdersMax\": 16 }";
}
