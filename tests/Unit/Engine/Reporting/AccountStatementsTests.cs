using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Reporting;
using LowLatencyEngine.Engine.Snapshots;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Reporting;

/// <summary>Every number that is reported of an account follows from the journal's records alone.</summary>
public sealed class AccountStatementsTests
{
    private const string Fees = "\"fees\": { \"maker\": \"-0.0001\", \"taker\": \"0.0004\" }";

    [Theory]
    [InlineData(2, "")]
    [InlineData(2, Fees)]
    [InlineData(3, Fees + ", \"accounts\": [ { \"name\": \"main\", \"cost\": \"fifo\" } ]")]
    [InlineData(4, Fees + ", \"accounts\": [ { \"name\": \"hedge\", \"positions\": \"hedging\" } ]")]
    [InlineData(
        5,
        Fees + ", \"accounts\": [ { \"name\": \"main\", \"cost\": \"fifo\", \"balance\": \"250000\" }, " +
        "{ \"name\": \"hedge\", \"positions\": \"hedging\", \"cost\": \"fifo\", \"balance\": \"250000.5\" } ]")]
    public void The_books_are_what_a_slow_reader_makes_of_the_journal(int seed, string accounting)
    {
        var run = new AccountRun(seed, accounting);
        for (int part = 0; part < 5; part++)
        {
            run.Trade(steps: 200);
            var books = new JournalBooks(run.Configuration);
            books.Read(run.Records);
            for (int account = 0; account < 2; account++)
                ExpectSame(books, run, account);
        }

        Assert.True(run.State.Positions.OfStrategy(0, 0).FillCount > 50, "the maker has to trade");
        Assert.True(run.State.Positions.OfStrategy(1, 0).FillCount > 5, "momentum has to trade");
        Assert.Equal(0, run.State.Risk.DiscrepancyCount);
    }

    [Fact]
    public void Accounts_come_out_the_same_of_a_replay_and_of_a_snapshot_with_the_rest()
    {
        const string accounting = Fees + ", \"accounts\": [ { \"name\": \"main\", \"cost\": \"fifo\" } ]";
        var run = new AccountRun(7, accounting);
        run.Trade(steps: 300);
        byte[][] saved = [.. StateSections.All.ToArray().Select(section => Save(run.State, section))];
        int savedCount = run.Records.Count;
        run.Trade(steps: 300);

        var replayed = new DecisionState(AccountRun.Configure(accounting));
        Replay(replayed, run.Records);
        Assert.Equal(run.State.Hash(), replayed.Hash());
        Assert.Equal(Text(run, run.State), Text(run, replayed));

        var restored = new DecisionState(AccountRun.Configure(accounting));
        foreach ((StateSection section, byte[] bytes) in StateSections.All.ToArray().Zip(saved))
        {
            StateTransfer load = StateTransfer.Load(bytes);
            restored.Transfer(section, ref load);
        }

        Replay(restored, run.Records.Skip(savedCount), savedCount);
        Assert.Equal(Text(run, run.State), Text(run, restored));
    }

    [Fact]
    public void A_payment_that_is_told_twice_is_booked_once_and_counts_in_the_breakers_profit()
    {
        var run = new AccountRun(1, "");
        run.Fund(account: 1, tickLots: -30_000_000_000, paymentId: 5);
        Assert.True(run.State.WasFundingNew);
        run.Fund(account: 1, tickLots: -30_000_000_000, paymentId: 5);
        Assert.False(run.State.WasFundingNew);
        run.Timer();
        AccountStatement hedge = AccountStatements.Of(run.Configuration, run.State)[1];
        Assert.Equal(("-3.000000", "-3.0000000000"), (hedge.Profit, hedge.ByInstrument.Single().Funding));
        int row = run.State.Risk.Scopes.TryRowOf(RiskScope.Account, 1);
        Assert.Equal(-3_000_000, run.State.Risk.ScopeOf(row).ProfitMicros);
    }

    private static void ExpectSame(JournalBooks books, AccountRun run, int account)
    {
        AccountNumbers numbers = AccountNumbers.Of(run.State, account, instrumentIndex: 0);
        Assert.Equal(
            (books.LongLots(account), books.ShortLots(account), books.Cost(account), books.Fees(account),
                books.Funding(account)),
            ((BigInteger)numbers.LongLots, numbers.ShortLots, (BigInteger)numbers.LongCost + numbers.ShortCost,
                numbers.Fees, numbers.Funding));
        Assert.Equal(
            (books.Realized(account), books.Unrealized(account), books.ProfitMicros(account)),
            ((BigInteger)numbers.Realized, numbers.Unrealized, numbers.ProfitMicros));
        int row = run.State.Risk.Scopes.TryRowOf(RiskScope.Account, account);
        Assert.Equal(books.MarginMicros(account), run.State.Risk.ScopeOf(row).MarginMicros);

        AccountStatement statement = AccountStatements.Of(run.Configuration, run.State)[account];
        BigInteger balance = run.Configuration.Accounts.BalanceMicros[account];
        Assert.Equal(
            ($"{balance + books.ProfitMicros(account)}",
                $"{balance + books.ProfitMicros(account) - books.MarginMicros(account)}"),
            (Micros(statement.Equity), Micros(statement.Free)));
    }

    private static string Micros(string money)
    {
        string digits = string.Concat(money.Where(char.IsAsciiDigit)).TrimStart('0');
        return (money[0] == '-' ? "-" : "") + (digits.Length == 0 ? "0" : digits);
    }

    private static byte[] Save(DecisionState state, StateSection section)
    {
        StateTransfer size = StateTransfer.Measure();
        state.Transfer(section, ref size);
        byte[] bytes = new byte[size.SizeBytes];
        StateTransfer save = StateTransfer.Save(bytes);
        state.Transfer(section, ref save);
        return bytes;
    }

    private static void Replay(DecisionState state, IEnumerable<EngineEvent> records, int recordCount = 0)
    {
        var made = new List<EngineEvent>(new EngineEvent[recordCount]);
        var pipeline = new Pipeline<AccountRun.ListLog, PipelineScript.NoSink>(
            state, new AccountRun.ListLog(made), default);
        foreach (EngineEvent record in records.Where(r => !r.Kind.IsOutput()))
        {
            EngineEvent input = record;
            pipeline.OnEvent(ref input, sequence: 0, endOfBatch: true);
        }
    }

    private static string Text(AccountRun run, DecisionState state) => System.Text.Json.JsonSerializer.Serialize(
        AccountStatements.Of(run.Configuration, state));
}
