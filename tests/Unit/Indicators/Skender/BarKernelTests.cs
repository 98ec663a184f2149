using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using LowLatencyEngine.Indicators.Skender;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Indicators.Skender;

/// <summary>Peeking and resetting, for the formula of every group of the set.</summary>
[Collection(ByteCounting.Name)]
public sealed class BarKernelTests
{
    private static readonly Bar[] Bars = TestBars.Walk(seed: 13, count: 400);

    [Fact]
    public void A_forming_bar_shows_what_it_would_give_and_changes_nothing()
    {
        foreach (Action<Check> check in Statistics())
            check(Check.Peek);
    }

    [Fact]
    public void After_a_reset_it_gives_the_same_values_again()
    {
        foreach (Action<Check> check in Statistics())
            check(Check.Reset);
    }

    [Fact]
    public void Peeking_allocates_nothing()
    {
        foreach (Action<Check> check in Statistics())
            check(Check.Bytes);
    }

    [Fact]
    public void A_bar_that_is_not_finite_shows_no_value()
    {
        var kernel = new BarKernel<Vwap, double>(default);
        kernel.Update(in Bars[0]);
        Assert.Equal(double.NaN, kernel.Peek(Bars[1] with { Low = double.NaN }));
    }

    private static List<Action<Check>> Statistics() =>
    [
        check => Run<Alma, double>(check, () => new(9, 0.85, 6)),
        check => Run<Alligator, AlligatorValue>(check, () => new()),
        check => Run<Aroon, AroonValue>(check, () => new(25)),
        check => Run<AnchoredVwap, VwapBandsValue>(check, () => new(30 * TestBars.IntervalNs, 2)),
        check => Run<AtrStop, AtrStopValue>(check, () => new(21, 3)),
        check => Run<AverageTrueRange, AtrValue>(check, () => new(14)),
        check => Run<BalanceOfPower, double>(check, () => new(14)),
        check => Run<BollingerBands, BollingerValue>(check, () => new(20, 2)),
        check => Run<Cci, double>(check, () => new(20)),
        check => Run<ChaikinMoneyFlow, MoneyFlowValue>(check, () => new(20)),
        check => Run<Chandelier, double>(check, () => new(22, 3, isLong: true)),
        check => Run<Choppiness, double>(check, () => new(14)),
        check => Run<ConnorsRsi, ConnorsRsiValue>(check, () => new(3, 2, 100)),
        check => Run<DailyPivots, PivotLevels>(check, () => new()),
        check => Run<DetrendedPrice, DetrendedValue>(check, () => new(14)),
        check => Run<DirectionalMovement, DirectionalValue>(check, () => new(14)),
        check => Run<Donchian, ChannelValue>(check, () => new(20)),
        check => Run<FisherTransform, FisherValue>(check, () => new(10)),
        check => Run<Fractal, FractalValue>(check, () => new(2)),
        check => Run<FractalChaosBands, BoundsValue>(check, () => new(2)),
        check => Run<Gator, GatorValue>(check, () => new()),
        check => Run<HilbertTrendline, HilbertTrendlineValue>(check, () => new()),
        check => Run<Hma, double>(check, () => new(20)),
        check => Run<Hurst, HurstValue>(check, () => new(100)),
        check => Run<Ichimoku, IchimokuValue>(check, () => new(9, 26, 52)),
        check => Run<KaufmanAverage, KaufmanValue>(check, () => new(10, 2, 30)),
        check => Run<Keltner, ChannelValue>(check, () => new(20, 2, 10)),
        check => Run<Klinger, SignalledValue>(check, () => new(34, 55, 13)),
        check => Run<MesaAverage, MesaValue>(check, () => new(0.5, 0.05)),
        check => Run<MoneyFlowIndex, double>(check, () => new(14)),
        check => Run<ParabolicSar, SarValue>(check, () => new(0.02, 0.2)),
        check => Run<RateOfChangeBands, RateOfChangeBandsValue>(check, () => new(20, 5, 5)),
        check => Run<RollingPivots, PivotLevels>(check, () => new(20)),
        check => Run<SchaffTrendCycle, double>(check, () => new(10, 23, 50)),
        check => Run<SessionVwap, VwapBandsValue>(check, () => new(60 * TestBars.IntervalNs, 0, 2)),
        check => Run<Slope, SlopeValue>(check, () => new(14)),
        check => Run<Stochastic, StochasticValue>(check, () => new(14, 3, 3)),
        check => Run<StochasticMomentum, SignalledValue>(check, () => new(13, 25, 2, 3)),
        check => Run<StochasticRsi, SignalledValue>(check, () => new(14, 14, 3, 1)),
        check => Run<SuperTrend, SuperTrendValue>(check, () => new(10, 3)),
        check => Run<T3, double>(check, () => new(5, 0.7)),
        check => Run<TrueStrength, SignalledValue>(check, () => new(25, 13, 7)),
        check => Run<UlcerIndex, double>(check, () => new(14)),
        check => Run<UltimateOscillator, double>(check, () => new(7, 14, 28)),
        check => Run<VolatilityStop, VolatilityStopValue>(check, () => new(7, 3)),
        check => Run<Vortex, VortexValue>(check, () => new(14)),
        check => Run<WilliamsR, double>(check, () => new(14)),
    ];

    private static void Run<TStatistic, TValue>(Check check, Func<TStatistic> create)
        where TStatistic : struct, IBarStatistic<TValue>
        where TValue : unmanaged
    {
        var kernel = new BarKernel<TStatistic, TValue>(create());
        switch (check)
        {
            case Check.Peek:
                AssertPeeks(kernel, new BarKernel<TStatistic, TValue>(create()));
                break;

            case Check.Reset:
                AssertResets(kernel, new BarKernel<TStatistic, TValue>(create()));
                break;

            default:
                AssertPeeksWithoutBytes(kernel);
                break;
        }
    }

    private static void AssertPeeks<TStatistic, TValue>(
        BarKernel<TStatistic, TValue> peeked, BarKernel<TStatistic, TValue> plain)
        where TStatistic : struct, IBarStatistic<TValue>
        where TValue : unmanaged
    {
        foreach (Bar bar in Bars)
        {
            // Extremes that a careless peek would leave behind.
            peeked.Peek(bar with { High = bar.High + 100, Close = bar.Low });
            peeked.Peek(bar with { Low = bar.Low - 100, Close = bar.High });
            TValue forming = peeked.Peek(in bar);
            peeked.Update(in bar);
            plain.Update(in bar);
            AssertSame<TStatistic, TValue>(plain.Value, forming);
            AssertSame<TStatistic, TValue>(plain.Value, peeked.Value);
        }
    }

    private static void AssertResets<TStatistic, TValue>(
        BarKernel<TStatistic, TValue> used, BarKernel<TStatistic, TValue> fresh)
        where TStatistic : struct, IBarStatistic<TValue>
        where TValue : unmanaged
    {
        foreach (Bar bar in Bars.AsSpan(0, 237))
            used.Update(in bar);

        used.Reset();
        foreach (Bar bar in Bars)
        {
            used.Update(in bar);
            fresh.Update(in bar);
            AssertSame<TStatistic, TValue>(fresh.Value, used.Value);
        }
    }

    private static void AssertPeeksWithoutBytes<TStatistic, TValue>(BarKernel<TStatistic, TValue> kernel)
        where TStatistic : struct, IBarStatistic<TValue>
        where TValue : unmanaged
    {
        kernel.Peek(in Bars[0]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        foreach (ref readonly Bar bar in Bars.AsSpan())
        {
            kernel.Update(in bar);
            kernel.Peek(in bar);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void AssertSame<TStatistic, TValue>(TValue expected, TValue actual)
        where TValue : unmanaged
    {
        ReadOnlySpan<byte> expectedBytes = MemoryMarshal.AsBytes(new ReadOnlySpan<TValue>(in expected));
        if (!expectedBytes.SequenceEqual(MemoryMarshal.AsBytes(new ReadOnlySpan<TValue>(in actual))))
            Assert.Fail($"{typeof(TStatistic).Name}: expected={expected} is={actual}");
    }

    private enum Check
    {
        None = 0,
        Peek = 1,
        Reset = 2,
        Bytes = 3,
    }
}
