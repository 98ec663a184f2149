using System.Linq;
using LowLatencyEngine.Engine.Reporting;
using LowLatencyEngine.Model;
using LowLatencyEngine.Unit.Engine.Configuration;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Reporting;

/// <summary>
/// Money of an instrument that is counted at the mid of another, and what happens when that is silent.
/// </summary>
public sealed class CurrencyRateTests
{
    private const string Accounting =
        "\"accounts\": [ { \"balance\": \"100000\" } ], " +
        "\"rates\": [ { \"currency\": \"EUR\", \"instrument\": \"EURUSD\", \"staleAfterSeconds\": 30 } ]";

    private readonly AccountBench _bench = new(AccountReaderTests.Read(Accounting));

    public CurrencyRateTests()
    {
        _bench.Quote(0, 1_000_000); // 10,000.00 EUR.
        _bench.Quote(1, 10_850);    // 1.0850 USD.
        _bench.Timer();
    }

    [Fact]
    public void Profit_and_margin_follow_the_rate()
    {
        Assert.Equal(RiskVerdict.Accepted, _bench.Buy(100)); // One of 10,000 EUR.
        _bench.Fill(100, 1_000_000);
        _bench.Quote(0, 1_001_000); // 10 EUR more.
        _bench.Timer();
        AccountStatement account = _bench.Account;
        Assert.Equal(
            ("10.850000", "100010.850000", "10860.850000", "89150.000000"),
            (account.Profit, account.Equity, account.Margin, account.Free));
        Assert.Equal("10.0000", account.ByCurrency.Single(c => c.Currency == "EUR").Unrealized);

        _bench.Quote(1, 12_000);
        _bench.Timer();
        account = _bench.Account;
        Assert.Equal(
            ("12.000000", "12012.000000", "88000.000000"), (account.Profit, account.Margin, account.Free));
    }

    [Fact]
    public void A_silent_rate_stops_new_orders_there_and_nowhere_else()
    {
        _bench.NowNs += 30_000_000_000;
        _bench.Quote(0, 1_000_000);
        Assert.Equal(RiskVerdict.Accepted, _bench.Buy(1));
        _bench.NowNs += 1;
        Assert.Equal(RiskVerdict.MarketDataUnfit, _bench.Buy(1));
        _bench.Quote(1, 10_850);
        Assert.Equal(RiskVerdict.Accepted, _bench.Buy(1));
    }

    [Fact]
    public void Margin_refuses_at_its_boundary_and_is_let_go_with_the_order()
    {
        Assert.Equal(RiskVerdict.Accepted, _bench.Buy(921)); // 9.21 x 10,000 EUR x 1.0850 = 99,928.50 of 100,000.
        Assert.Equal(RiskVerdict.MarginLimit, _bench.Buy(1)); // 108.50 more.
        _bench.Cancel();
        Assert.Equal(RiskVerdict.MarginLimit, _bench.Buy(922));
        Assert.Equal(RiskVerdict.Accepted, _bench.Buy(921));
    }
}
