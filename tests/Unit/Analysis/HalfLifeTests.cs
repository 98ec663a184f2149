using System;
using LowLatencyEngine.Analysis;
using Xunit;

namespace LowLatencyEngine.Unit.Analysis;

public sealed class HalfLifeTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0.5)]
    [InlineData(2, 0.75)]
    [InlineData(10, 1023.0 / 1024)]
    [InlineData(0.5, 0.29289321881345247560)]  // 1 - 1/sqrt(2).
    [InlineData(1.5, 0.64644660940672623780)]  // 1 - 1/sqrt(8).
    [InlineData(1e-12, 6.9314718055970509e-13)] // ln(2) * n - (ln(2) * n)^2 / 2.
    [InlineData(1_000, 1)]
    [InlineData(1e300, 1)]
    public void Weight_is_one_minus_two_to_the_minus_n(double halfLives, double expected) =>
        Assert.Equal(expected, HalfLife.NewWeight(halfLives), Math.Max(expected * 1e-13, double.Epsilon));

    [Fact]
    public void Agrees_with_the_library_and_rises()
    {
        double previous = 0;
        for (double halfLives = 1e-4; halfLives < 60; halfLives *= 1.003)
        {
            double weight = HalfLife.NewWeight(halfLives);
            Assert.Equal(1 - Math.Pow(2, -halfLives), weight, 1e-15 + weight * 1e-13);
            Assert.True(weight >= previous, $"halfLives={halfLives}");
            previous = weight;
        }
    }

    [Theory]
    [InlineData(10.0, 10, 10)]
    [InlineData(10.2, 10, 11)]
    [InlineData(-10.2, -11, -10)]
    [InlineData(0.0, 0, 0)]
    [InlineData(-0.5, -1, 0)]
    [InlineData(1e300, long.MaxValue, long.MaxValue)]
    public void Ticks_are_rounded_by_name(double ticks, long floor, long ceiling)
    {
        Assert.Equal(floor, TickRounding.FloorToTick(ticks));
        Assert.Equal(ceiling, TickRounding.CeilToTick(ticks));
    }
}
