using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Model;
using LowLatencyEngine.PriceAction;
using Xunit;
using Xunit.Abstractions;

namespace LowLatencyEngine.Unit.PriceAction;

/// <summary>
/// Forecasts of gap fills, each made before its outcome, against a table of base rates by size that was counted on the
/// first half of the series and knows nothing of the second; both are scored on the second half only.
/// </summary>
public sealed class FillProbabilityTests(ITestOutputHelper output)
{
    private const int HorizonBars = 20;

    [SharedDataFact]
    public void Forecasts_beat_the_base_rates_on_data_that_neither_has_seen()
    {
        Bar[] bars = Series.EurUsd;
        List<(int Row, Forecast Made)> all = ForecastsOf(bars);
        List<Forecast> known = [.. all.Where(f => f.Row < bars.Length / 2).Select(f => f.Made)];
        List<Forecast> unseen = [.. all.Where(f => f.Row >= bars.Length / 2 + HorizonBars).Select(f => f.Made)];

        foreach (int age in FillProbability.Ages.ToArray())
        {
            List<Forecast> aged = [.. unseen.Where(f => f.AgeBars == age)];
            double ours = Brier(aged, f => f.Probability);
            double bySize = Brier(aged, BaseRates(known, 0));
            double bySizeAndAge = Brier(aged, BaseRates(known, age));
            output.WriteLine(
                $"age={age}, forecasts={aged.Count}, brier={ours:F4}, table by size={bySize:F4}, " +
                $"by size and age={bySizeAndAge:F4}");
            Assert.True(ours < bySize && ours < bySizeAndAge, $"age={age}");
        }

        PrintCalibration(unseen);
        Assert.InRange(unseen.Count, 5_000, 50_000);
        Assert.InRange(unseen.Average(f => f.Probability) - unseen.Average(f => f.IsFilled ? 1.0 : 0), -0.03, 0.03);
    }

    [Fact]
    public void An_estimate_with_no_observations_is_one_half()
    {
        FillEstimate estimate = new FillProbability().Estimate(0.3, 2, 0.1, 0.5);

        Assert.Equal(new FillEstimate(0.5, 0), estimate);
    }

    [Fact]
    public void Gaps_that_are_always_filled_become_likely_to_be()
    {
        var fills = new FillProbability(HorizonBars);
        Run(Series.Walk(seed: 8, count: 20_000), fills, _ => { });
        FillEstimate near = fills.Estimate(0.3, 1, 0.6, 0.1);
        FillEstimate far = fills.Estimate(2, 10, 0, 5);

        Assert.True(near.Probability > far.Probability, $"near={near.Probability}, far={far.Probability}");
    }

    private static List<(int Row, Forecast Made)> ForecastsOf(Bar[] bars)
    {
        var fills = new FillProbability(HorizonBars);
        var all = new List<(int, Forecast)>();
        Run(bars, fills, row =>
        {
            foreach (Forecast forecast in fills.Decided)
                all.Add((row - HorizonBars, forecast));
        });
        return all;
    }

    private static void Run(Bar[] bars, FillProbability fills, Action<int> afterBar)
    {
        var window = new BarWindow(512);
        var context = new PriceContext();
        var gaps = new FairValueGaps(64);
        var buffer = new PriceEventBuffer(256);
        foreach (ref readonly Bar bar in bars.AsSpan())
        {
            window.Add(in bar);
            buffer.Clear();
            buffer.BeginBar(window.LastRow);
            context.Update(window, buffer);
            gaps.Update(window, context, buffer);
            fills.Update(window, gaps, context);
            afterBar(window.LastRow);
        }
    }

    private static double Brier(List<Forecast> forecasts, Func<Forecast, double> chance) =>
        forecasts.Average(f => Math.Pow(chance(f) - (f.IsFilled ? 1 : 0), 2));

    private static Func<Forecast, double> BaseRates(List<Forecast> known, int age)
    {
        double[] rates = [.. Enumerable.Range(0, 5).Select(size => known
            .Where(f => f.AgeBars == age && SizeOf(f) == size).Average(f => f.IsFilled ? 1.0 : 0))];
        return forecast => rates[SizeOf(forecast)];
    }

    private static int SizeOf(Forecast forecast) =>
        new[] { 0.1, 0.25, 0.5, 1 }.Count(limit => forecast.SizeAtr >= limit);

    private void PrintCalibration(List<Forecast> forecasts)
    {
        output.WriteLine("forecast      count  said   came");
        foreach (IGrouping<int, Forecast> tenth in forecasts
            .GroupBy(f => Math.Min(9, (int)(f.Probability * 10))).OrderBy(g => g.Key))
        {
            double said = tenth.Average(f => f.Probability);
            double came = tenth.Average(f => f.IsFilled ? 1.0 : 0);
            output.WriteLine(
                $"{tenth.Key / 10.0:F1} to {(tenth.Key + 1) / 10.0:F1}  {tenth.Count(),6}  {said:F3}  {came:F3}");
        }
    }
}
