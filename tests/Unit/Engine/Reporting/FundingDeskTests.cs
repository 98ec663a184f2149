using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using LowLatencyEngine.Model;
using LowLatencyEngine.Unit.Engine.Configuration;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Reporting;

/// <summary>Funding that falls due by a schedule: how much, when, once.</summary>
public sealed class FundingDeskTests
{
    private const long NsPerHour = 3_600_000_000_000;
    private const string EightHours =
        "\"funding\": [ { \"instrument\": \"DAX\", \"everyHours\": 8, \"rate\": \"0.0001\" } ]";

    [Fact]
    public void A_position_pays_at_the_first_input_at_the_instant_and_not_again()
    {
        AccountBench bench = Holding(100, EightHours);
        bench.NowNs = (8 * NsPerHour) - 1;
        bench.Quote(0, 1_002_000);
        Assert.Empty(bench.Payments);
        bench.NowNs++;
        bench.Timer();
        FundingPayment payment = Assert.Single(bench.Payments);
        Assert.Equal(
            (8 * NsPerHour, 100L, 1_002_000L, 100_000L, -10_020L, FundingOutcome.Booked),
            (payment.DueTimestampNs, payment.PositionLots, payment.MarkTicks, payment.RatePpb, payment.TickLots,
                payment.Outcome));
        Assert.Equal("-1.0020", bench.Account.ByInstrument[0].Funding); // 0.0001 of 1.00 at 10,020.00.
        bench.Timer();
        bench.Quote(0, 1_002_000);
        Assert.Single(bench.Payments);
        bench.Replay();
    }

    [Fact]
    public void A_short_position_receives_and_a_fill_of_the_instant_comes_after_it()
    {
        AccountBench bench = Holding(100, EightHours);
        bench.NowNs = 8 * NsPerHour;
        bench.Send(Side.Sell, 300, 999_000);
        bench.Fill(300, 1_000_000, Side.Sell);
        Assert.Equal([-10_000L], bench.Payments.Select(p => p.TickLots));
        bench.NowNs = 16 * NsPerHour;
        bench.Timer();
        Assert.Equal([(100L, -10_000L), (-200L, 20_000L)], bench.Payments.Select(p => (p.PositionLots, p.TickLots)));
        Assert.Equal("1.0000", bench.Account.ByInstrument[0].Funding);
    }

    [Fact]
    public void Each_account_pays_for_what_it_holds_and_who_holds_nothing_is_not_told()
    {
        var run = new AccountRun(
            seed: 7, "\"funding\": [ { \"instrument\": \"BTCUSDT\", \"everyHours\": 1, \"rate\": \"-0.00025\" } ]");
        run.Trade(steps: 60);
        run.AdvanceHours(1);
        run.Trade(steps: 60);
        run.AdvanceHours(3);
        run.Trade(steps: 20);
        Assert.Equal(
            4, run.Records.Where(r => r.Kind == EventKind.FundingPayment).Select(r => r.Funding.DueTimestampNs)
                .Distinct().Count());
        var books = new JournalBooks(run.Configuration);
        books.Read(run.Records);
        for (int account = 0; account < 2; account++)
        {
            Assert.NotEqual(0, books.Funding(account));
            Assert.Equal(
                books.Funding(account),
                (BigInteger)run.State.Positions.OfAccount(account, 0).FundingTickLots);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_restart_over_instants_pays_each_once_when_the_account_is_known_again(bool hasSnapshot)
    {
        AccountBench bench = Holding(100, EightHours);
        if (hasSnapshot)
            bench.Reload();
        else
            bench.Replay();

        bench.NowNs = 17 * NsPerHour;
        bench.Restart();
        bench.Timer();
        bench.Quote(0, 1_000_000);
        Assert.Empty(bench.Payments);
        bench.Session(VenueState.Ready);
        List<long> due = Dues(bench);
        Assert.Empty(due); // Before what the input says.
        for (int i = 0; i < 4; i++)
            bench.Timer();

        Assert.Equal([8, 16], Dues(bench).Select(ns => ns / NsPerHour));
        Assert.Equal("-2.0000", bench.Account.ByInstrument[0].Funding);
        bench.Reload();
        bench.Timer();
        bench.Restart();
        bench.Session(VenueState.Ready);
        bench.Timer();
        Assert.Equal(2, Dues(bench).Count);
    }

    [Fact]
    public void Without_a_rate_nothing_is_booked_and_the_journal_says_so()
    {
        AccountBench bench = Holding(100, "\"funding\": [ { \"instrument\": \"DAX\", \"everyHours\": 8 } ]");
        bench.NowNs = 8 * NsPerHour;
        bench.Timer();
        FundingPayment payment = Assert.Single(bench.Payments);
        Assert.Equal((FundingOutcome.RateMissing, 0L), (payment.Outcome, payment.TickLots));
        Assert.Equal("0.0000", bench.Account.ByInstrument[0].Funding);
    }

    /// <summary>So many lots of the DAX, bought at 10,000.00.</summary>
    private static AccountBench Holding(long lots, string accounting)
    {
        var bench = new AccountBench(AccountReaderTests.Read(accounting));
        bench.Quote(0, 1_000_000);
        bench.Quote(1, 10_850);
        bench.Timer();
        Assert.Equal(RiskVerdict.Accepted, bench.Buy(lots));
        bench.Fill(lots, 1_000_000);
        return bench;
    }

    private static List<long> Dues(AccountBench bench) => [.. bench.Payments.Select(p => p.DueTimestampNs)];
}
