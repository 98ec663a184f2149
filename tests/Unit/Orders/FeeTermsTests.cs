using System;
using System.Numerics;
using LowLatencyEngine.Model;
using LowLatencyEngine.Orders;
using Xunit;

namespace LowLatencyEngine.Unit.Orders;

public sealed class FeeTermsTests
{
    private static readonly FeeTerms Terms = new(MakerPpb: -100_000, TakerPpb: 500_000, LotTickLots: 2);

    [Theory]
    [InlineData(FillFacts.LiquidityAdded, 1_000, 10_000, -1_000 + 20_000)]
    [InlineData(FillFacts.LiquidityRemoved, 1_000, 10_000, 5_000 + 20_000)]
    [InlineData(FillFacts.None, 1_000, 10_000, 5_000 + 20_000)] // Nobody said: the dearer rate.
    [InlineData(FillFacts.LiquidityRemoved, -1_000, 10_000, 5_000 + 20_000)] // A price below zero is worth as much.
    [InlineData(FillFacts.LiquidityRemoved, 1, 1, 1 + 2)] // A fee is rounded up,
    [InlineData(FillFacts.LiquidityAdded, 99, 1, 2)] // a rebate down.
    [InlineData(FillFacts.LiquidityAdded, 10_000, 1, 2 - 1)]
    [InlineData(FillFacts.LiquidityAdded, 10_001, 1, 2 - 1)]
    public void A_fee_is_the_rate_of_the_value_and_so_much_a_lot(
        FillFacts facts, long priceTicks, long qtyLots, long expectedTickLots) =>
        Assert.Equal(expectedTickLots, Terms.Of(FillOf(priceTicks, qtyLots, facts)));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Fees_are_those_of_unbounded_integers_up_to_the_largest_fills(int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < 20_000; i++)
        {
            var terms = new FeeTerms(
                random.NextInt64(-FeeTerms.PpbPerOne, FeeTerms.PpbPerOne + 1),
                random.NextInt64(-FeeTerms.PpbPerOne, FeeTerms.PpbPerOne + 1),
                random.NextInt64(0, 1L << random.Next(1, 30)));
            long priceTicks = random.NextInt64(-1L << random.Next(53), 1L << random.Next(1, 54));
            long qtyLots = random.NextInt64(1, 1L << random.Next(1, 54));
            var facts = (FillFacts)(random.Next(3) * 2);
            long ratePpb = facts switch
            {
                FillFacts.LiquidityAdded => terms.MakerPpb,
                FillFacts.LiquidityRemoved => terms.TakerPpb,
                _ => Math.Max(terms.MakerPpb, terms.TakerPpb),
            };
            BigInteger product = BigInteger.Abs((BigInteger)priceTicks * qtyLots) * ratePpb;
            BigInteger fee = -BigFloor(-product) + ((BigInteger)terms.LotTickLots * qtyLots);
            BigInteger expected = BigInteger.Max(-long.MaxValue, BigInteger.Min(long.MaxValue, fee));
            Assert.Equal((long)expected, terms.Of(FillOf(priceTicks, qtyLots, facts)));
        }
    }

    [Fact]
    public void What_the_report_states_goes_before_the_terms_even_if_it_is_nothing()
    {
        var ledger = new PositionLedger(new LedgerSetup { InstrumentCount = 1, StrategyCount = 1, Fees = [Terms] });
        ledger.Apply(FillOf(1_000, 10_000, FillFacts.FeeStated));
        Assert.Equal(0, ledger.OfInstrument(0).FeesTickLots);
        ledger.Apply(FillOf(1_000, 10_000, FillFacts.None) with { FeeTickLots = 7 });
        Assert.Equal(7, ledger.OfInstrument(0).FeesTickLots);
        ledger.Apply(FillOf(1_000, 10_000, FillFacts.None));
        Assert.Equal(7 + 25_000, ledger.OfInstrument(0).FeesTickLots);
    }

    [Fact]
    public void A_correction_that_states_no_fee_is_priced_by_the_terms_of_what_it_makes_of_the_fill()
    {
        var ledger = new PositionLedger(new LedgerSetup { InstrumentCount = 1, StrategyCount = 1, Fees = [Terms] });
        ledger.Apply(FillOf(1_000, 10_000, FillFacts.LiquidityRemoved) with { OrderId = 5, ExecIdHash = 1 });
        ledger.Correct(5, 1, new FillCorrection(5_000, 1_000, 25_000, ExecIdHash: 2, IsFeeStated: false));
        Assert.Equal(2_500 + 10_000, ledger.OfInstrument(0).FeesTickLots);
        ledger.Correct(5, 2, new FillCorrection(5_000, 2_000, 33, ExecIdHash: 3));
        Assert.Equal(33, ledger.OfInstrument(0).FeesTickLots);
        ledger.Correct(5, 3, new FillCorrection(0, 2_000, 0, ExecIdHash: 4));
        Assert.Equal(0, ledger.OfInstrument(0).FeesTickLots);
    }

    [Theory]
    [InlineData(16)]
    [InlineData(1)] // The assumed lots are forgotten when the fill comes.
    public void A_missed_fill_costs_what_the_terms_say_until_its_own_report_comes(int historyFills)
    {
        var ledger = new PositionLedger(new LedgerSetup
        {
            InstrumentCount = 1, StrategyCount = 1, HistoryFills = historyFills, Fees = [Terms],
        });
        Fill fill = FillOf(1_000, 10_000, FillFacts.None) with { OrderId = 5 };
        ledger.Apply(fill with { IsAssumed = true });
        ledger.Apply(FillOf(1_000, 10_000, FillFacts.FeeStated));
        Assert.Equal(25_000, ledger.OfInstrument(0).FeesTickLots);
        ledger.Explain(fill with { QtyLots = 4_000, Facts = FillFacts.LiquidityAdded }, assumedPriceTicks: 1_000);
        Assert.Equal(15_000 - 400 + 8_000, ledger.OfInstrument(0).FeesTickLots);
        Assert.Equal(20_000, ledger.OfInstrument(0).Lots);
    }

    private static Fill FillOf(long priceTicks, long qtyLots, FillFacts facts) => new()
    {
        InstrumentIndex = 0, StrategyIndex = 0, Side = Side.Buy, QtyLots = qtyLots, PriceTicks = priceTicks,
        FeeTickLots = 0, Facts = facts,
    };

    private static BigInteger BigFloor(BigInteger product)
    {
        BigInteger quotient = BigInteger.DivRem(product, FeeTerms.PpbPerOne, out BigInteger rest);
        return rest < 0 ? quotient - 1 : quotient;
    }
}
