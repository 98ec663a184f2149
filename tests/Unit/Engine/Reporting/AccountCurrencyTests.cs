using System;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Reporting;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using LowLatencyEngine.Unit.Engine.Configuration;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Reporting;

/// <summary>
/// Accounts whose money is told in a currency of their own, beside a firm that counts in USD: the DAX is priced in EUR,
/// EURUSD in USD, USDJPY in JPY.
/// </summary>
public sealed class AccountCurrencyTests
{
    private const string Euros =
        "\"accounts\": [ { \"currency\": \"EUR\", \"balance\": \"100000\" } ], " +
        "\"rates\": [ { \"currency\": \"EUR\", \"instrument\": \"EURUSD\" } ]";

    private const string Yen =
        "\"accounts\": [ { \"currency\": \"JPY\", \"balance\": \"15000000\" } ], " +
        "\"rates\": [ { \"currency\": \"JPY\", \"instrument\": \"USDJPY\" } ]";

    [Fact]
    public void Buying_power_is_the_balance_at_the_rate_of_the_moment()
    {
        AccountBench bench = Start(Euros);
        Assert.Equal(RiskVerdict.MarginLimit, bench.Buy(1_001)); // 100,100 EUR of 100,000.
        Assert.Equal(RiskVerdict.Accepted, bench.Buy(1_000));
        Expect(bench, "1.085", "100000.000000", "0.000000");
        Assert.Equal(108_500_000_000, MarginLimit(bench));

        bench.Quote(1, 12_000);
        bench.Timer();
        Assert.Equal(120_000_000_000, MarginLimit(bench));
        Assert.Equal(120_000_000_000, bench.State.Risk.ScopeOf(AccountRow(bench)).CapitalMicros);
        Expect(bench, "1.2", "100000.000000", "0.000000");
        Assert.Equal(RiskVerdict.MarginLimit, bench.Buy(1));
    }

    [Fact]
    public void Profit_is_told_in_the_account_s_currency_and_adds_up_in_the_firm_s()
    {
        AccountBench bench = Start(Euros);
        bench.Buy(100);
        bench.Fill(100, 1_000_000);
        bench.Quote(0, 1_001_000); // 10 EUR.
        bench.Quote(1, 12_500);
        bench.Timer();
        AccountStatement account = bench.Account;
        Assert.Equal(
            ("EUR", "10.000000", "100010.000000", "90000.000000"),
            (account.Currency, account.Profit, account.Equity, account.Free));
        Assert.Equal(("USD", "125012.500000"), (account.BaseCurrency, account.BaseEquity));
    }

    [Fact]
    public void Without_a_fresh_rate_the_account_opens_nothing_and_its_worth_is_unknown()
    {
        AccountBench bench = Start(Yen);
        Assert.Equal(RiskVerdict.MarketDataUnfit, bench.Buy(100, 10_850, instrument: 1));
        Assert.Equal(("unknown", "unknown"), (bench.Account.Equity, bench.Account.Rate));
        bench.Quote(2, 15_000);
        bench.Timer();
        Assert.Equal("15000000.000000", bench.Account.Equity);
        Assert.Equal(100_000_000_000, MarginLimit(bench)); // At 150.
        Assert.Equal(RiskVerdict.Accepted, bench.Buy(100, 10_850, instrument: 1));

        bench.NowNs += 30_000_000_000;
        bench.Quote(1, 10_850);
        Assert.Equal(RiskVerdict.Accepted, bench.Buy(100, 10_850, instrument: 1));
        bench.NowNs++;
        Assert.Equal(RiskVerdict.MarketDataUnfit, bench.Buy(100, 10_850, instrument: 1));
    }

    [Fact]
    public void A_limit_that_somebody_has_set_stays_where_it_is()
    {
        AccountBench bench = Start(Euros);
        EngineEvent command = bench.Command(CommandKind.LimitSet);
        command.Command.Argument = 50_000_000_000;
        command.Act.Scope = RiskScope.Account;
        command.Act.LimitCode = (byte)LimitId.Margin;
        command.Act.Tier = LimitTier.Hard;
        bench.Feed(command);
        bench.Quote(1, 12_000);
        bench.Timer();
        Assert.Equal(50_000_000_000, MarginLimit(bench));
    }

    [Fact]
    public void A_stated_rate_holds_for_balances_and_for_what_is_priced_in_the_currency()
    {
        const string stated = "\"accounts\": [ { \"currency\": \"EUR\", \"balance\": \"1000\" } ], " +
            "\"rates\": [ { \"currency\": \"EUR\", \"value\": \"1.1\" } ]";
        AccountBench bench = Start(stated);
        bench.Quote(1, 12_000); // No market moves it.
        bench.Timer();
        Assert.Equal(1_100_000_000, MarginLimit(bench));
        Assert.Equal(1_100_000, bench.State.Risk.MicrosOf(0, 10_000)); // One EUR.
        Assert.Equal(RiskVerdict.MarginLimit, bench.Buy(11));
        Assert.Equal(RiskVerdict.Accepted, bench.Buy(10));
    }

    [Fact]
    public void A_snapshot_and_a_replay_go_on_alike_while_rates_move()
    {
        const int seed = 5;
        var random = new Random(seed);
        AccountBench bench = Start(Euros);
        for (int part = 0; part < 4; part++)
        {
            for (int i = 0; i < 30; i++)
            {
                bench.NowNs += 100_000_000;
                bench.Quote(1, 10_850 + random.Next(-500, 500));
                bench.Quote(0, 1_000_000 + random.Next(-5_000, 5_000));
                bench.Timer();
                if (bench.Buy(random.Next(1, 200)) == RiskVerdict.Accepted)
                    bench.Fill(bench.LastQtyLots, 1_000_000);
            }

            bench.Reload();
        }

        bench.Replay(); // Of all four lives of the state, byte for byte.
        Assert.NotEqual(RiskVerdict.Accepted, bench.Buy(1_000));
    }

    [Fact]
    public void A_change_needs_the_rate_of_the_account_that_its_order_is_for()
    {
        const int maker = 0;
        const int momentum = 1;
        var run = new AccountRun(seed: 3,
            "\"accounts\": [ { \"name\": \"hedge\", \"currency\": \"BTC\", \"balance\": \"100\" } ], " +
            "\"rates\": [ { \"currency\": \"BTC\", \"instrument\": \"BTCUSDT\" } ]");
        for (int step = 0; step < 500 && !(run.HasOpen(maker) && run.HasOpen(momentum)); step++)
            run.Trade(steps: 1);

        run.AdvanceHours(1); // Without a quote.
        Assert.Equal(RiskVerdict.MarketDataUnfit, run.Reprice(momentum)); // Of the account in BTC.
        Assert.Equal(RiskVerdict.Accepted, run.Reprice(maker));
    }

    [Theory]
    [InlineData("\"accounts\": [ { \"currency\": \"GBP\" } ]", "accounting.accounts[0].currency", "that has a rate")]
    [InlineData("\"rates\": [ { \"currency\": \"GBP\", \"value\": \"1.3\" } ]", "accounting.rates[0].currency", "once")]
    [InlineData("\"rates\": [ { \"currency\": \"EUR\" } ]", "accounting.rates[0].instrument", "missing")]
    [InlineData("\"rates\": [ { \"currency\": \"EUR\", \"value\": \"0\" } ]", "accounting.rates[0].value", "positive")]
    public void What_has_no_rate_is_refused(string accounting, string path, string told)
    {
        var refusal = Assert.Throws<ConfigurationException>(() => AccountReaderTests.Read(accounting));
        Assert.Contains(path, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(told, refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>DAX at 10,000.00, EURUSD at 1.0850; no market yet for the yen.</summary>
    private static AccountBench Start(string accounting)
    {
        var bench = new AccountBench(AccountReaderTests.Read(accounting));
        bench.Quote(0, 1_000_000);
        bench.Quote(1, 10_850);
        bench.Timer();
        return bench;
    }

    private static void Expect(AccountBench bench, string rate, string margin, string free)
    {
        AccountStatement account = bench.Account;
        Assert.Equal((rate, margin, free), (account.Rate, account.Margin, account.Free));
    }

    private static int AccountRow(AccountBench bench) => bench.State.Risk.Scopes.TryRowOf(RiskScope.Account, 0);

    private static long MarginLimit(AccountBench bench) =>
        bench.State.Risk.Limits[AccountRow(bench), LimitId.Margin].Hard;
}
