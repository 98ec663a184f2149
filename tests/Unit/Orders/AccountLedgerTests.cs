using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using Xunit;

namespace LowLatencyEngine.Unit.Orders;

/// <summary>
/// What an account's terms make of fills: average cost or FIFO, netting or hedging, funding beside them.
/// </summary>
[Collection(ByteCounting.Name)]
public sealed class AccountLedgerTests
{
    private const int InstrumentCount = 2;
    private const int StrategyCount = 6;

    private static readonly AccountTerms[] AllTerms =
    [
        new(CostMethod.Average, PositionMode.Netting), new(CostMethod.Fifo, PositionMode.Netting),
        new(CostMethod.Average, PositionMode.Hedging), new(CostMethod.Fifo, PositionMode.Hedging),
    ];

    private readonly PositionLedger _ledger = NewLedger();

    [Fact]
    public void Fifo_closes_the_oldest_lots_at_what_they_cost()
    {
        Book(account: 1, Side.Buy, 10, 100);
        Book(account: 1, Side.Buy, 10, 110);
        Book(account: 1, Side.Sell, 15, 120, new FillEdge(Fee: 3));
        Assert.Equal((5L, 550L, 250L - 3), Numbers(_ledger.OfAccount(1, 0)));

        Book(account: 1, Side.Sell, 8, 90); // Through zero: five lots lose 100, three open a short.
        Assert.Equal((-3L, -270L, 147L), Numbers(_ledger.OfAccount(1, 0)));

        static (long, long, long) Numbers(Position position) =>
            (position.Lots, (long)position.OpenCostTickLots, (long)position.RealizedTickLots);
    }

    [Fact]
    public void The_same_fills_at_average_cost_realize_otherwise_and_come_to_the_same_together()
    {
        foreach (int account in (int[])[0, 1])
        {
            Book(account, Side.Buy, 10, 100);
            Book(account, Side.Buy, 10, 110);
            Book(account, Side.Sell, 15, 120);
        }

        Position average = _ledger.OfAccount(0, 0);
        Position fifo = _ledger.OfAccount(1, 0);
        Assert.Equal((225L, 250L), ((long)average.RealizedTickLots, (long)fifo.RealizedTickLots));
        Assert.Equal(
            average.RealizedTickLots + average.UnrealizedTickLots(97),
            fifo.RealizedTickLots + fifo.UnrealizedTickLots(97));
    }

    [Fact]
    public void A_hedging_account_is_long_and_short_at_once_until_a_fill_says_that_it_closes()
    {
        Book(account: 2, Side.Buy, 10, 100);
        Book(account: 2, Side.Sell, 4, 120);
        Assert.Equal((10L, -4L), (_ledger.OfAccount(2, 0).Lots, _ledger.ShortOfAccount(2, 0).Lots));
        Assert.Equal(0, _ledger.OfAccount(2, 0).RealizedTickLots);

        Book(account: 2, Side.Sell, 6, 130, new FillEdge(FillFacts.Closes));
        Assert.Equal((4L, -4L), (_ledger.OfAccount(2, 0).Lots, _ledger.ShortOfAccount(2, 0).Lots));
        Assert.Equal(180, _ledger.OfAccount(2, 0).RealizedTickLots);

        // One lot more than there is to close.
        Book(account: 2, Side.Buy, 5, 110, new FillEdge(FillFacts.Closes, Fee: 7));
        Assert.Equal((5L, 0L), (_ledger.OfAccount(2, 0).Lots, _ledger.ShortOfAccount(2, 0).Lots));
        Assert.Equal(40 - 7, _ledger.ShortOfAccount(2, 0).RealizedTickLots);
    }

    [Fact]
    public void A_queue_that_is_full_closes_at_a_common_average_and_loses_nothing()
    {
        Int128 cost = 0;
        for (int i = 0; i < 1_500; i++)
        {
            Book(account: 1, Side.Buy, 1, 1_000 + i);
            cost += 1_000 + i;
        }

        Assert.Equal((cost, 476L), (_ledger.OfAccount(1, 0).OpenCostTickLots, _ledger.MergedCount(1, 0)));
        Book(account: 1, Side.Sell, 1_024, 5_000);
        Book(account: 1, Side.Sell, 476, 5_000);
        Position position = _ledger.OfAccount(1, 0);
        Assert.Equal(
            (0L, Int128.Zero, (5_000 * 1_500) - cost),
            (position.Lots, position.OpenCostTickLots, position.RealizedTickLots));
    }

    [Fact]
    public void Funding_goes_to_the_strategies_that_hold_the_position_and_stays_when_a_fill_is_corrected()
    {
        var ledger = new PositionLedger(new LedgerSetup { InstrumentCount = 1, StrategyCount = 2 });
        ledger.Apply(FillOf(0, Side.Buy, 9, 100) with { InstrumentIndex = 0, OrderId = 1, ExecIdHash = 1 });
        ledger.Apply(FillOf(1, Side.Sell, 2, 100) with { InstrumentIndex = 0, OrderId = 2, ExecIdHash = 2 });
        ledger.BookFunding(0, 0, -10);
        Assert.Equal((-12L, 2L), (Funding(0), Funding(1))); // -12.86 and 2.86, towards zero; nothing is left over.
        Assert.Equal(-10, ledger.OfInstrument(0).FundingTickLots);
        Assert.Equal(-10, ledger.OfInstrument(0).RealizedTickLots);

        ledger.Correct(1, 1, new FillCorrection(4, 100, 0, 3));
        Assert.Equal(-10, ledger.OfInstrument(0).RealizedTickLots);
        ledger.Correct(1, 3, new FillCorrection(2, 100, 0, 4));
        ledger.BookFunding(0, 0, 5); // Nothing is held.
        Assert.Equal((-7L, -5L), (Funding(0), (long)ledger.OfInstrument(0).FundingTickLots));

        long Funding(ushort strategy) => (long)ledger.OfStrategy(strategy, 0).FundingTickLots;
    }

    [Theory]
    [InlineData(1, 8_192)]
    [InlineData(2, 16)]
    [InlineData(3, 256)]
    public void Every_method_agrees_with_a_list_of_lots_whatever_is_busted_and_corrected(int seed, int historyFills)
    {
        var random = new Random(seed);
        PositionLedger ledger = NewLedger(historyFills);
        var fills = new List<Fill>();
        for (int step = 0; step < 1_200; step++)
        {
            if (fills.Count > 0 && random.Next(5) == 0)
                Correct(random, ledger, fills);
            else
                Add(random, ledger, fills);

            if (step % 40 == 0)
                ExpectSame(ledger, fills);
        }

        ExpectSame(ledger, fills);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public void Two_legs_come_to_the_profit_of_one_position_at_every_mark(int seed)
    {
        var random = new Random(seed);
        for (int step = 0; step < 400; step++)
        {
            Side side = random.Next(2) == 0 ? Side.Buy : Side.Sell;
            (long lots, long priceTicks) = (random.NextInt64(1, 50), random.NextInt64(80, 120));
            var edge = new FillEdge(random.Next(2) == 0 ? FillFacts.Closes : FillFacts.Opens, random.Next(-3, 9));
            for (int account = 0; account < AllTerms.Length; account++)
                Book(account, side, lots, priceTicks, edge);

            long markTicks = random.NextInt64(80, 120);
            for (int account = 1; account < AllTerms.Length; account++)
                Assert.Equal(ProfitOf(0, markTicks), ProfitOf(account, markTicks));
        }

        Int128 ProfitOf(int account, long markTicks) => Gain(in _ledger.OfAccount(account, 0), markTicks) +
            Gain(in _ledger.ShortOfAccount(account, 0), markTicks);

        static Int128 Gain(in Position leg, long markTicks) => leg.RealizedTickLots + leg.UnrealizedTickLots(markTicks);
    }

    [Fact]
    public void Saved_books_go_on_as_the_original()
    {
        var random = new Random(9);
        var fills = new List<Fill>();
        for (int step = 0; step < 300; step++)
            Add(random, _ledger, fills);

        StateTransfer size = StateTransfer.Measure();
        _ledger.Transfer(ref size);
        byte[] saved = new byte[size.SizeBytes];
        StateTransfer save = StateTransfer.Save(saved);
        _ledger.Transfer(ref save);
        PositionLedger other = NewLedger();
        StateTransfer load = StateTransfer.Load(saved);
        other.Transfer(ref load);
        Add(random, other, fills);
        Correct(random, other, fills);
        ExpectSame(other, fills);
    }

    [Fact]
    public void Fills_funding_and_corrections_allocate_nothing()
    {
        Book(account: 3, Side.Buy, 1, 100);
        Book(account: 1, Side.Buy, 1, 100);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 500; i++)
        {
            Book(account: 1, Side.Buy, 2, 100 + i);
            Book(account: 3, Side.Sell, 3, 100 - i, new FillEdge(FillFacts.Closes));
            _ledger.BookFunding(1, 0, i);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Lists_that_do_not_fit_are_refused()
    {
        var setup = new LedgerSetup { InstrumentCount = 1, StrategyCount = 1 };
        Assert.Throws<ArgumentException>(() => new PositionLedger(setup with { Accounts = [] }));
        Assert.Throws<ArgumentException>(() => new PositionLedger(setup with { AccountByStrategy = [1] }));
        Assert.Throws<ArgumentException>(() => new PositionLedger(setup with { AccountByStrategy = [0, 0] }));
        Assert.Throws<ArgumentException>(() => new PositionLedger(setup with { Fees = new FeeTerms[2] }));
    }

    private static PositionLedger NewLedger(int historyFills = 64) => new(new LedgerSetup
    {
        InstrumentCount = InstrumentCount, StrategyCount = StrategyCount, HistoryFills = historyFills,
        Accounts = AllTerms, AccountByStrategy = [0, 1, 2, 3, 2, 3],
    });

    private static void ExpectSame(PositionLedger ledger, List<Fill> fills)
    {
        for (int account = 0; account < AllTerms.Length; account++)
        {
            for (int instrument = 0; instrument < InstrumentCount; instrument++)
            {
                AccountLedgerTwin[] legs = AccountLedgerTwin.Of(AllTerms[account], fills.Where(f =>
                    f.QtyLots > 0 && f.InstrumentIndex == instrument && ledger.AccountOf(f.StrategyIndex) == account));
                ExpectSame(legs[0], in ledger.OfAccount(account, instrument));
                ExpectSame(legs[1], in ledger.ShortOfAccount(account, instrument));
                ExpectParts(ledger, account, instrument);
                Assert.Equal(0, ledger.MergedCount(account, instrument));
            }
        }
    }

    /// <summary>The legs come to the position, and the strategies' parts of them come to the legs.</summary>
    private static void ExpectParts(PositionLedger ledger, int account, int instrument)
    {
        Legs legs = ledger.LegsOfAccount(account, instrument);
        (long longLots, long shortLots) = (0, 0);
        ushort[] strategies = [.. Enumerable.Range(0, StrategyCount).Select(i => (ushort)i),
            OrderRequest.OperatorStrategyIndex];
        foreach (ushort strategy in strategies.Where(s => ledger.AccountOf(s) == account))
        {
            Legs part = ledger.LegsOfStrategy(strategy, instrument);
            Assert.Equal(ledger.OfStrategy(strategy, instrument).Lots, part.LongLots - part.ShortLots);
            longLots += part.LongLots;
            shortLots += part.ShortLots;
        }

        Assert.Equal(legs.LongLots - legs.ShortLots, longLots - shortLots);
        if (AllTerms[account].Mode == PositionMode.Hedging)
            Assert.Equal(legs, new Legs(longLots, shortLots));
    }

    private static void ExpectSame(AccountLedgerTwin expected, in Position position) => Assert.Equal(
        (expected.Lots, expected.Cost, expected.Realized, expected.Fees),
        (position.Lots, (BigInteger)position.OpenCostTickLots, (BigInteger)position.RealizedTickLots,
            (BigInteger)position.FeesTickLots));

    private static void Add(Random random, PositionLedger ledger, List<Fill> fills)
    {
        Side side = random.Next(2) == 0 ? Side.Buy : Side.Sell;
        int strategy = random.Next(StrategyCount + 1);
        Fill fill = FillOf(strategy, side, random.NextInt64(1, 50), random.NextInt64(-5, 20)) with
        {
            InstrumentIndex = random.Next(InstrumentCount),
            FeeTickLots = random.Next(-3, 9),
            OrderId = random.Next(1, 50),
            ExecIdHash = fills.Count + 1,
            Facts = random.Next(2) == 0 ? FillFacts.Closes : FillFacts.Opens,
        };
        ledger.Apply(in fill);
        fills.Add(fill);
    }

    private static void Correct(Random random, PositionLedger ledger, List<Fill> fills)
    {
        int index = random.Next(fills.Count);
        Fill fill = fills[index];
        if (!ledger.TryFind(fill.OrderId, fill.ExecIdHash, out _))
            return;

        var corrected = new FillCorrection(
            random.Next(3) == 0 ? 0 : random.NextInt64(1, 60), random.NextInt64(-5, 20), random.Next(-3, 9),
            fill.ExecIdHash + 1_000_000);
        ledger.Correct(fill.OrderId, fill.ExecIdHash, in corrected);
        fills[index] = fill with
        {
            QtyLots = corrected.QtyLots, PriceTicks = corrected.PriceTicks, FeeTickLots = corrected.FeeTickLots,
            ExecIdHash = corrected.ExecIdHash,
        };
    }

    private void Book(
        int account, Side side, long qtyLots, long priceTicks, FillEdge edge = default) =>
        _ledger.Apply(
            FillOf(account, side, qtyLots, priceTicks) with { Facts = edge.Facts, FeeTickLots = edge.Fee });

    private static Fill FillOf(int strategy, Side side, long qtyLots, long priceTicks) => new()
    {
        InstrumentIndex = 0,
        StrategyIndex = strategy == StrategyCount ? OrderRequest.OperatorStrategyIndex : (ushort)strategy,
        Side = side,
        QtyLots = qtyLots,
        PriceTicks = priceTicks,
        FeeTickLots = 0,
    };

    /// <summary>What few fills have beside price and quantity.</summary>
    private readonly record struct FillEdge(FillFacts Facts = FillFacts.None, long Fee = 0);
}
