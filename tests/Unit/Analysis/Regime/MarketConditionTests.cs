using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Analysis.Regime;
using LowLatencyEngine.Model;
using LowLatencyEngine.Unit.Indicators.Statistics;
using Xunit;

namespace LowLatencyEngine.Unit.Analysis.Regime;

[Collection(ByteCounting.Name)]
public sealed class MarketConditionTests
{
    private static readonly ConditionParameters Quick = ConditionParameters.Default with { VolatilityLength = 100 };

    [Fact]
    public void A_rise_is_a_trend_up_and_its_mirror_a_trend_down()
    {
        double[] logs = Path(seed: 301, (150, 0, 0.01), (60, 0.01, 0.01), (60, -0.01, 0.01));
        List<(TrendRegime Trend, ConditionEvents Events)> up = Run(new MarketCondition(Quick), logs);
        List<(TrendRegime Trend, ConditionEvents Events)> down =
            Run(new MarketCondition(Quick), [.. logs.Select(x => -x)]);

        Assert.Equal(TrendRegime.Up, up[209].Trend);
        Assert.Equal(TrendRegime.Down, up[269].Trend);
        Assert.Equal(up.Select(x => Mirror(x.Trend)), down.Select(x => x.Trend));
    }

    [Fact]
    public void A_series_that_returns_to_its_mean_is_a_range()
    {
        var random = new Random(302);
        double[] logs = [.. Enumerable.Range(0, 600).Select(_ => 0.01 * RandomSeries.Normal(random))];
        List<(TrendRegime Trend, ConditionEvents Events)> states = Run(new MarketCondition(Quick), logs);
        Assert.All(states.Skip(110), state => Assert.Equal(TrendRegime.Range, state.Trend));
        Assert.Equal(TrendRegime.Unknown, states[98].Trend);
    }

    [Fact]
    public void Calm_and_storm_are_told_apart_and_the_storm_begins_with_a_change_point()
    {
        var condition = new MarketCondition(Quick);
        double[] logs = Path(seed: 303, (400, 0, 0.01), (30, 0, 0.06), (150, 0, 0.06), (150, 0, 0.004));
        var regimes = new List<VolatilityRegime>();
        long firstChange = -1;
        for (int i = 0; i < logs.Length; i++)
        {
            ConditionEvents events = condition.Update(Close(logs[i]));
            regimes.Add(condition.Volatility);
            if (firstChange < 0 && i > 380 && (events & ConditionEvents.ChangePoint) != ConditionEvents.None)
                firstChange = i;
        }

        Assert.Equal(VolatilityRegime.High, regimes[410]);
        Assert.Equal(VolatilityRegime.Low, regimes[650]);
        Assert.InRange(firstChange, 400, 415);
    }

    [Theory]
    [InlineData(304)]
    [InlineData(305)]
    public void Labels_change_by_events_only_and_not_before_the_dwell_is_over(int seed)
    {
        double[] logs = Path(
            seed, (300, 0, 0.01), (100, 0.008, 0.01), (300, 0, 0.02), (100, -0.008, 0.01), (300, 0, 0.01));
        var condition = new MarketCondition(Quick with { DwellCount = 5, ChangeEnter = 1 });
        TrendRegime trend = TrendRegime.Unknown;
        VolatilityRegime volatility = VolatilityRegime.Unknown;
        long sinceChange = 0;
        int changeCount = 0;
        for (int i = 0; i < logs.Length; i++)
        {
            ConditionEvents events = condition.Update(Close(logs[i]));
            Assert.Equal(condition.Trend != trend, (events & ConditionEvents.TrendChanged) != ConditionEvents.None);
            Assert.Equal(
                condition.Volatility != volatility,
                (events & ConditionEvents.VolatilityChanged) != ConditionEvents.None);
            sinceChange++;
            if (condition.Trend != trend)
            {
                Assert.True(sinceChange >= 5, $"bar={i}, sinceChange={sinceChange}");
                sinceChange = 0;
                changeCount++;
            }

            Assert.Equal(i + 1, condition.BarCount);
            (trend, volatility) = (condition.Trend, condition.Volatility);
        }

        Assert.InRange(changeCount, 3, 40);
    }

    [Fact]
    public void Hysteresis_makes_fewer_changes_than_one_threshold()
    {
        double[] logs = Path(seed: 306, (3_000, 0, 0.01));
        int with = Run(new MarketCondition(Quick with { DwellCount = 1 }), logs).Count(IsTrendChange);
        int without =
            Run(new MarketCondition(Quick with { DwellCount = 1, TrendExit = 0.45 }), logs).Count(IsTrendChange);
        Assert.True(with < 0.8 * without, $"with={with}, without={without}");
    }

    [Fact]
    public void The_scale_of_prices_does_not_matter()
    {
        double[] logs = Path(seed: 307, (500, 0.001, 0.01));
        Assert.Equal(
            Run(new MarketCondition(Quick), logs),
            Run(new MarketCondition(Quick), [.. logs.Select(x => x - 20)]));
    }

    [Fact]
    public void A_bar_that_is_no_number_or_not_above_zero_changes_nothing()
    {
        var condition = new MarketCondition(Quick);
        Run(condition, Path(seed: 308, (200, 0, 0.01)));
        long before = StateBytes.Hash(condition.Transfer);
        foreach (double close in new[] { double.NaN, double.PositiveInfinity, 0, -1 })
            Assert.Equal(ConditionEvents.None, condition.Update(new Bar(0, close, close, close, close, 0)));

        Assert.Equal(before, StateBytes.Hash(condition.Transfer));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(77)]
    [InlineData(333)]
    public void Restored_from_saved_bytes_it_goes_on(int cut)
    {
        double[] logs = Path(seed: 309, (200, 0, 0.01), (200, 0.005, 0.02));
        var original = new MarketCondition(Quick);
        var restored = new MarketCondition(Quick);
        Run(original, logs[..cut]);
        Run(restored, logs[(cut / 2)..]);
        StateBytes.Load(StateBytes.Save(original.Transfer), restored.Transfer);
        Assert.Equal(Run(original, logs[cut..]), Run(restored, logs[cut..]));
        Assert.Equal(StateBytes.Hash(original.Transfer), StateBytes.Hash(restored.Transfer));
    }

    [Fact]
    public void Updating_allocates_nothing()
    {
        Bar[] bars = [.. Path(seed: 310, (400, 0, 0.01)).Select(Close)];
        var condition = new MarketCondition(Quick);
        int count = Count(condition, bars);
        long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        count += Count(condition, bars);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - allocatedBefore);
        Assert.NotEqual(0, count);
    }

    [Fact]
    public void Bad_parameters_are_all_named_at_once()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => new MarketCondition(new ConditionParameters { TrendExit = 0.9, DwellCount = 0, HighExit = 10 }));
        Assert.Contains("condition.trendExit=0.9", error.Message, StringComparison.Ordinal);
        Assert.Contains("condition.dwellCount=0", error.Message, StringComparison.Ordinal);
        Assert.Contains("condition.highExit=10", error.Message, StringComparison.Ordinal);
    }

    private static bool IsTrendChange((TrendRegime Trend, ConditionEvents Events) state) =>
        (state.Events & ConditionEvents.TrendChanged) != ConditionEvents.None;

    private static TrendRegime Mirror(TrendRegime trend) => trend switch
    {
        TrendRegime.Up => TrendRegime.Down,
        TrendRegime.Down => TrendRegime.Up,
        _ => trend,
    };

    private static int Count(MarketCondition condition, Bar[] bars)
    {
        int count = 0;
        foreach (ref readonly Bar bar in bars.AsSpan())
            count += (int)condition.Update(in bar) + (int)condition.Trend;

        return count;
    }

    private static List<(TrendRegime Trend, ConditionEvents Events)> Run(MarketCondition condition, double[] logs)
    {
        var states = new List<(TrendRegime, ConditionEvents)>();
        foreach (double log in logs)
        {
            ConditionEvents events = condition.Update(Close(log));
            states.Add((condition.Trend, events));
        }

        return states;
    }

    private static Bar Close(double log) => new(0, Math.Exp(log), Math.Exp(log), Math.Exp(log), Math.Exp(log), 1);

    private static double[] Path(int seed, params (int Count, double Drift, double Deviation)[] parts)
    {
        var random = new Random(seed);
        var logs = new List<double>();
        double log = 3;
        foreach ((int count, double drift, double deviation) in parts)
        {
            for (int i = 0; i < count; i++)
            {
                log += drift + deviation * RandomSeries.Normal(random);
                logs.Add(log);
            }
        }

        return [.. logs];
    }
}
