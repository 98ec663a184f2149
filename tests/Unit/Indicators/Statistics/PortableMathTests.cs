using System;
using LowLatencyEngine.Indicators.Statistics;
using Xunit;

namespace LowLatencyEngine.Unit.Indicators.Statistics;

public sealed class PortableMathTests
{
    [Theory]
    [InlineData(0.5)]
    [InlineData(1e-300)]
    [InlineData(3e-310)]
    [InlineData(0.70710678118654746)]
    [InlineData(1.0000000000000002)]
    [InlineData(0.99999999999999989)]
    [InlineData(2)]
    [InlineData(double.Epsilon)]
    [InlineData(double.MaxValue)]
    public void Logarithm_agrees_with_the_library(double x) =>
        Assert.Equal(Math.Log(x), PortableMath.Log(x), Math.Abs(Math.Log(x)) * 1e-15);

    [Fact]
    public void Both_agree_with_the_library_over_their_ranges()
    {
        var random = new Random(105);
        for (int i = 0; i < 100_000; i++)
        {
            double exponent = random.NextDouble() * 1_417 - 708;
            double expected = Math.Exp(exponent);
            Assert.Equal(expected, PortableMath.Exp(exponent), expected * 1e-15);
            double expectedLog = Math.Log(expected);
            Assert.Equal(expectedLog, PortableMath.Log(expected), Math.Abs(expectedLog) * 1e-15);
            double near = 1 + (random.NextDouble() - 0.5) * 1e-3;
            Assert.Equal(Math.Log(near), PortableMath.Log(near), Math.Abs(Math.Log(near)) * 1e-15);
        }
    }

    [Fact]
    public void Ends_of_the_range_are_what_they_should_be()
    {
        Assert.Equal(
            [0, double.NegativeInfinity, double.PositiveInfinity, double.NaN, double.NaN],
            [
                PortableMath.Log(1), PortableMath.Log(0), PortableMath.Log(double.PositiveInfinity),
                PortableMath.Log(-1), PortableMath.Log(double.NaN),
            ]);
        Assert.Equal(
            [1, 0, 0, double.PositiveInfinity, double.PositiveInfinity, double.NaN],
            [
                PortableMath.Exp(0), PortableMath.Exp(-709), PortableMath.Exp(double.NegativeInfinity),
                PortableMath.Exp(710), PortableMath.Exp(double.PositiveInfinity), PortableMath.Exp(double.NaN),
            ]);
    }
}
