using System;
using LowLatencyEngine.Risk.Sizing;
using Xunit;

namespace LowLatencyEngine.Unit.Risk.Sizing;

[Collection(ByteCounting.Name)]
public sealed class PositionSizingTests
{
    [Fact]
    public void A_fixed_fraction_is_lost_at_the_stop_with_the_costs()
    {
        SizeOpinion size = PositionSizing.FixedFraction(
            equity: 100_000, fraction: 0.01, stopLossPerLot: 4.5, costPerLot: 0.5);
        Assert.Equal(200, size.Lots); // 200 * 5 = 1% of 100,000.
    }

    [Fact]
    public void The_smallest_opinion_binds_and_says_so()
    {
        SizeAnswer answer = PositionSizing.Smallest(
        [
            PositionSizing.FixedNotional(equity: 100_000, weight: 0.5, valuePerLot: 100), // 500
            PositionSizing.AverageTrueRange(equity: 100_000, fraction: 0.01, multiple: 2, rangePerLot: 2), // 250
            new SizeOpinion(SizeBound.RemainingLimit, 237.9),
        ], stepLots: 10);

        Assert.Equal(new SizeAnswer(230, SizeBound.RemainingLimit), answer);
    }

    [Theory]
    [InlineData(0.3, 1, 0.1, 1, 3)] // 2.9999999999999996 of binary fractions.
    [InlineData(0.6, 1, 0.2, 3, 3)]
    [InlineData(0.29999, 1_000, 0.1, 10, 2_990)] // 2999.9 stays below.
    public void A_decimal_share_is_not_a_step_less_than_it_is(
        double weight, double equity, double value, long stepLots, long expected) =>
        Assert.Equal(
            expected,
            PositionSizing.Smallest([PositionSizing.FixedNotional(equity, weight, value)], stepLots).QtyLots);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-5)]
    [InlineData(0.99)]
    public void What_is_no_whole_lot_is_none(double lots) =>
        Assert.Equal(0, PositionSizing.Smallest([new SizeOpinion(SizeBound.Kelly, lots)], stepLots: 1).QtyLots);

    [Fact]
    public void A_volatility_target_is_capped()
    {
        Assert.Equal(500, PositionSizing.VolatilityTarget(100_000, 0.10, 0.20, weightMax: 2, valuePerLot: 100).Lots);
        Assert.Equal(2_000, PositionSizing.VolatilityTarget(100_000, 0.10, 0.01, weightMax: 2, valuePerLot: 100).Lots);
        Assert.Equal(0, PositionSizing.VolatilityTarget(100_000, 0.10, 0, weightMax: 2, valuePerLot: 100).Lots);
    }

    [Theory]
    [InlineData(100, 91, 91)]
    [InlineData(100, 90, 90)]
    [InlineData(100, 89, 100)]
    [InlineData(100, 111, 100)]
    [InlineData(0, 1, 0)]
    public void Within_the_buffer_nothing_is_traded(long target, long held, long expected) =>
        Assert.Equal(expected, PositionSizing.WithBuffer(target, held, buffer: 0.1));

    [Fact]
    public void Twice_the_kelly_bet_grows_no_faster_than_the_riskless_rate()
    {
        var edge = new KellyEdge(MeanExcess: 0.06, Sigma: 0.2, StandardError: 0, StandardErrors: 1);
        Assert.Equal(0, ExcessGrowth(2), precision: 12);
        Assert.Equal(0.06 * 0.06 / (2 * 0.2 * 0.2), ExcessGrowth(1), precision: 12);
        Assert.True(ExcessGrowth(1) > ExcessGrowth(0.9));
        Assert.True(ExcessGrowth(1) > ExcessGrowth(1.1));

        // f (mu - r) - f^2 sigma^2 / 2 at what is bet of an equity of 1.
        double ExcessGrowth(double fraction)
        {
            double bet = PositionSizing.Kelly(in edge, fraction, equity: 1, valuePerLot: 1).Lots;
            return (bet * edge.MeanExcess) - (bet * bet * edge.Sigma * edge.Sigma / 2);
        }
    }

    [Fact]
    public void Kelly_shrinks_with_the_error_of_the_mean()
    {
        var edge = new KellyEdge(MeanExcess: 0.06, Sigma: 0.2, StandardError: 0.02, StandardErrors: 1);
        Assert.Equal(500, PositionSizing.Kelly(in edge, fraction: 0.5, equity: 100_000, valuePerLot: 100).Lots, 9);
        Assert.Equal(0, PositionSizing.Kelly(edge with { StandardErrors = 3 }, 0.5, 100_000, 100).Lots);
    }

    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.3, 0)]
    [InlineData(0.75, 0.4)] // z = 0.57735, 2 Phi - 1 = 0.43630.
    [InlineData(0.9999999999, 1)]
    public void A_meta_label_sizes_by_its_certainty_in_steps(double probability, double expected) =>
        Assert.Equal(expected, PositionSizing.MetaLabelShare(probability, classCount: 2, step: 0.1), precision: 12);

    [Fact]
    public void Sizing_allocates_nothing()
    {
        Size();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1_000; i++)
            Size();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        static void Size() => PositionSizing.Smallest(
        [
            PositionSizing.MetaLabel(0.7, 2, 0.1, 100), PositionSizing.FixedNotional(1_000, 0.1, 3),
        ], stepLots: 1);
    }
}
