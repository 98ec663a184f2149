using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using Xunit;
using static LowLatencyEngine.Unit.Orders.OrderEvents;

namespace LowLatencyEngine.Unit.Orders;

public sealed class PositionLedgerTests
{
    private readonly PositionLedger _ledger = NewLedger();

    [Fact]
    public void Buys_and_sells_at_average_cost()
    {
        Book(Side.Buy, 10, 100);
        Book(Side.Buy, 10, 110); // 20 lots at 105.
        Expect(lots: 20, cash: -2_100, cost: 2_100, fees: 0, realized: 0);

        Book(Side.Sell, 5, 120, fee: 3);
        Expect(lots: 15, cash: -1_500, cost: 1_575, fees: 3, realized: 72);
        Assert.Equal((100 * 15) - 1_575, _ledger.OfInstrument(1).UnrealizedTickLots(100));
    }

    [Fact]
    public void A_fill_through_zero_closes_everything_and_opens_the_rest_at_its_own_price()
    {
        Book(Side.Sell, 4, 100);
        Book(Side.Buy, 10, 90);
        Expect(lots: 6, cash: -500, cost: 540, fees: 0, realized: 40);
    }

    [Fact]
    public void Rounding_is_towards_zero_and_leaves_a_flat_position_without_cost()
    {
        Book(Side.Buy, 2, 100);
        Book(Side.Buy, 1, 101); // Cost 301 for 3 lots.
        Book(Side.Sell, 1, 100); // Takes 100.33, booked as 100.
        Expect(lots: 2, cash: -201, cost: 201, fees: 0, realized: 0);
        Book(Side.Sell, 1, 100); // Takes 100.5, booked as 100.
        Expect(lots: 1, cash: -101, cost: 101, fees: 0, realized: 0);
        Book(Side.Sell, 1, 100);
        Expect(lots: 0, cash: -1, cost: 0, fees: 0, realized: -1);
    }

    [Fact]
    public void Rounding_of_a_short_position_mirrors_that_of_a_long_one()
    {
        Book(Side.Sell, 2, 100);
        Book(Side.Sell, 1, 101);
        Book(Side.Buy, 1, 100);
        Expect(lots: -2, cash: 201, cost: -201, fees: 0, realized: 0);
    }

    [Fact]
    public void A_rebate_is_a_fee_below_zero()
    {
        Book(Side.Buy, 1, 100, fee: -2);
        Expect(lots: 1, cash: -100, cost: 100, fees: -2, realized: 2);
    }

    [Fact]
    public void Prices_below_zero_count_like_others()
    {
        Book(Side.Buy, 10, -5);
        Book(Side.Sell, 10, -2);
        Expect(lots: 0, cash: 30, cost: 0, fees: 0, realized: 30);
    }

    [Fact]
    public void The_largest_quantities_and_prices_that_are_booked_do_not_overflow()
    {
        const long max = OrderTable.QtyLotsMax;
        Book(Side.Buy, max, max);
        Book(Side.Buy, max, max - 1);
        Book(Side.Sell, max, -max);
        Position position = _ledger.OfInstrument(1);
        Assert.Equal(((Int128)max * max * -2) + max + ((Int128)max * -max), position.CashTickLots);
        Assert.Equal(max, position.Lots);
    }

    [Fact]
    public void Strategies_have_books_of_their_own_that_add_up_to_the_instrument()
    {
        Book(Side.Buy, 10, 100, strategy: 0);
        Book(Side.Sell, 10, 110, strategy: 2);
        Assert.Equal(0, _ledger.OfInstrument(1).Lots);
        Assert.Equal(100, _ledger.OfInstrument(1).RealizedTickLots);
        Assert.Equal(10, _ledger.OfStrategy(0, 1).Lots);
        Assert.Equal(-10, _ledger.OfStrategy(2, 1).Lots);
        Assert.Equal(0, _ledger.OfStrategy(1, 1).Lots);
        Assert.Equal(0, _ledger.OfStrategy(0, 0).Lots);
        Assert.Equal(100, _ledger.OfStrategy(0, 1).UnrealizedTickLots(107) +
            _ledger.OfStrategy(2, 1).UnrealizedTickLots(107));
    }

    [Fact]
    public void Turnover_fills_and_the_last_price_are_kept()
    {
        Book(Side.Buy, 10, 100);
        Book(Side.Sell, 4, 110);
        Position position = _ledger.OfStrategy(Strategy, 1);
        Assert.Equal((14L, 2L, 110L), (position.TradedLots, position.FillCount, position.LastFillPriceTicks));
    }

    [Fact]
    public void A_position_that_is_not_in_the_ledger_cannot_be_asked_for()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _ledger.OfStrategy(StrategyCount, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ledger.OfStrategy(0, InstrumentCount));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ledger.OfStrategy(0, -1));
        Assert.True(_ledger.Knows(StrategyCount - 1));
        Assert.False(_ledger.Knows(StrategyCount));
        Assert.True(_ledger.Knows(OrderRequest.OperatorStrategyIndex));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Realized_and_unrealized_are_cash_and_value_less_fees_for_every_mark(int seed)
    {
        var random = new Random(seed);
        var twins = new Dictionary<(int Strategy, int Instrument), Twin>();
        for (int step = 0; step < 5_000; step++)
        {
            Fill fill = RandomFill(random);
            _ledger.Apply(in fill);
            TwinOf(fill.StrategyIndex, fill.InstrumentIndex).Apply(fill);
            TwinOf(-1, fill.InstrumentIndex).Apply(fill);
            foreach (((int strategy, int instrument), Twin twin) in twins)
            {
                Position position = strategy < 0
                    ? _ledger.OfInstrument(instrument)
                    : _ledger.OfStrategy((ushort)strategy, instrument);
                twin.ExpectSame(in position, random.NextInt64(-1L << 50, 1L << 50));
            }
        }

        for (int instrument = 0; instrument < InstrumentCount; instrument++)
        {
            BigInteger sum = twins.Where(t => t.Key.Strategy >= 0 && t.Key.Instrument == instrument)
                .Aggregate(BigInteger.Zero, (total, t) => total + t.Value.Cash);
            Assert.Equal(sum, (BigInteger)_ledger.OfInstrument(instrument).CashTickLots);
        }

        Twin TwinOf(int strategy, int instrument) =>
            twins.TryGetValue((strategy, instrument), out Twin? twin)
                ? twin
                : twins[(strategy, instrument)] = new Twin();
    }

    /// <summary>Whatever is corrected, however often: as if every fill had been right from the start.</summary>
    [Theory]
    [InlineData(1, 4)]
    [InlineData(2, 64)]
    [InlineData(3, 1_024)]
    public void Corrected_books_are_those_of_the_corrected_fills(int seed, int historyFills)
    {
        var random = new Random(seed);
        var ledger = new PositionLedger(InstrumentCount, StrategyCount, historyFills);
        var fills = new List<Fill>();
        for (int step = 0; step < 1_500; step++)
        {
            if (fills.Count > 0 && random.Next(4) == 0)
                CorrectOne(random, ledger, fills);
            else
                AddOne(random, ledger, fills);
        }

        var expected = new PositionLedger(InstrumentCount, StrategyCount);
        foreach (Fill fill in fills.Where(f => f.QtyLots > 0))
            expected.Apply(in fill);

        for (int instrument = 0; instrument < InstrumentCount; instrument++)
        {
            Assert.Equal(expected.OfInstrument(instrument), ledger.OfInstrument(instrument));
            for (ushort strategy = 0; strategy < StrategyCount; strategy++)
                Assert.Equal(expected.OfStrategy(strategy, instrument), ledger.OfStrategy(strategy, instrument));
        }
    }

    private static void AddOne(Random random, PositionLedger ledger, List<Fill> fills)
    {
        Fill fill = RandomFill(random) with { OrderId = random.Next(1, 50), ExecIdHash = fills.Count + 1 };
        ledger.Apply(in fill);
        fills.Add(fill);
    }

    private static void CorrectOne(Random random, PositionLedger ledger, List<Fill> fills)
    {
        int index = random.Next(fills.Count);
        Fill fill = fills[index];
        bool isKnown = ledger.TryFind(fill.OrderId, fill.ExecIdHash, out Fill found);
        Assert.True(isKnown || index < fills.Count - 4, "a late fill is forgotten");
        if (!isKnown)
            return;

        Assert.Equal(fill, found);
        var corrected = new FillCorrection(
            random.Next(3) == 0 ? 0 : random.NextInt64(1, 1_000), random.NextInt64(-50, 2_000), random.Next(-5, 20),
            fill.ExecIdHash + 1_000_000);
        ledger.Correct(fill.OrderId, fill.ExecIdHash, in corrected);
        fills[index] = fill with
        {
            QtyLots = corrected.QtyLots, PriceTicks = corrected.PriceTicks, FeeTickLots = corrected.FeeTickLots,
            ExecIdHash = corrected.ExecIdHash,
        };
    }

    private static Fill RandomFill(Random random)
    {
        int qtyBits = random.Next(1, 40);
        int priceBits = random.Next(1, 50);
        int strategy = random.Next(10) == 0 ? OrderRequest.OperatorStrategyIndex : random.Next(StrategyCount);
        return new Fill
        {
            InstrumentIndex = random.Next(InstrumentCount),
            StrategyIndex = (ushort)strategy,
            Side = random.Next(2) == 0 ? Side.Buy : Side.Sell,
            QtyLots = random.NextInt64(1, 1L << qtyBits),
            PriceTicks = random.NextInt64(-1L << priceBits, 1L << priceBits),
            FeeTickLots = random.NextInt64(-100, 1_000),
        };
    }

    private void Book(Side side, long qtyLots, long priceTicks, long fee = 0, ushort strategy = Strategy)
    {
        var fill = new Fill
        {
            InstrumentIndex = 1, StrategyIndex = strategy, Side = side, QtyLots = qtyLots, PriceTicks = priceTicks,
            FeeTickLots = fee,
        };
        _ledger.Apply(in fill);
    }

    private void Expect(long lots, Int128 cash, Int128 cost, Int128 fees, Int128 realized)
    {
        Position position = _ledger.OfInstrument(1);
        Assert.Equal(
            (lots, cash, cost, fees, realized),
            (position.Lots, position.CashTickLots, position.OpenCostTickLots, position.FeesTickLots,
                position.RealizedTickLots));
        Assert.Equal(position, _ledger.OfStrategy(Strategy, 1));
    }

    /// <summary>The same sums in unbounded integers, written as one would on paper.</summary>
    private sealed class Twin
    {
        private BigInteger _lots;
        private BigInteger _cost;
        private BigInteger _fees;
        private BigInteger _realized;

        public BigInteger Cash { get; private set; }

        public void Apply(Fill fill)
        {
            BigInteger side = (int)fill.Side;
            BigInteger opened = fill.QtyLots;
            if (_lots * side < 0)
            {
                BigInteger held = BigInteger.Abs(_lots);
                BigInteger closed = BigInteger.Min(held, fill.QtyLots);
                BigInteger costOfClosed = BigInteger.Divide(_cost * closed, held); // Towards zero.
                _realized += (-side * closed * fill.PriceTicks) - costOfClosed;
                _cost -= costOfClosed;
                opened -= closed;
            }

            _cost += side * opened * fill.PriceTicks;
            _lots += side * fill.QtyLots;
            Cash -= side * fill.QtyLots * fill.PriceTicks;
            _fees += fill.FeeTickLots;
        }

        public void ExpectSame(in Position position, long markPriceTicks)
        {
            Assert.Equal(_lots, position.Lots);
            Assert.Equal(_cost, (BigInteger)position.OpenCostTickLots);
            Assert.Equal(_realized - _fees, (BigInteger)position.RealizedTickLots);
            BigInteger value = (BigInteger)position.RealizedTickLots +
                (BigInteger)position.UnrealizedTickLots(markPriceTicks);
            Assert.Equal(Cash + (_lots * markPriceTicks) - _fees, value);
        }
    }
}
