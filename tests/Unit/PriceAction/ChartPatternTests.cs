using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Model;
using LowLatencyEngine.PriceAction;
using Xunit;

namespace LowLatencyEngine.Unit.PriceAction;

/// <summary>Textbook shapes, drawn with straight lines between points, and the same upside down.</summary>
public sealed class ChartPatternTests
{
    private const int LegBars = 12;

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void A_double_top_is_told_when_its_neckline_breaks(int sign)
    {
        List<PriceEvent> found = Find(sign, [0, 20, 0, 40, 20, 40.1, 10]);

        PriceEvent pattern = Assert.Single(
            found, e => e.Kind == PriceEventKind.DoubleTopBottom && e.Direction == -sign);
        Assert.DoesNotContain(found, e => e.Kind == PriceEventKind.TripleTopBottom);
        Assert.True(pattern.KnownRow > pattern.Row);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void A_triple_top_goes_before_a_double_one(int sign)
    {
        List<PriceEvent> found = Find(sign, [0, 40, 20, 40.1, 21, 40, 8]);

        PriceEvent pattern = Assert.Single(found, e => e.Kind == PriceEventKind.TripleTopBottom);
        Assert.Equal(-sign, pattern.Direction);
        Assert.DoesNotContain(found, e => e.Kind == PriceEventKind.DoubleTopBottom);
    }

    [Theory]
    [InlineData(1, ClosingShape.Ascending)]
    [InlineData(-1, ClosingShape.Descending)]
    public void A_triangle_with_a_flat_side_is_told_by_its_break(int sign, ClosingShape shape)
    {
        List<PriceEvent> found = Find(sign, [0, 40, 10, 40, 25, 60]);

        PriceEvent pattern = Assert.Single(found, e => e.Kind == PriceEventKind.Triangle);
        Assert.Equal((sign, (int)shape), (pattern.Direction, pattern.Count));
    }

    [Theory]
    [InlineData(1, ClosingShape.Rising)]
    [InlineData(-1, ClosingShape.Falling)]
    public void A_wedge_rises_or_falls_on_both_sides(int sign, ClosingShape shape)
    {
        List<PriceEvent> found = Find(sign, [0, 40, 10, 46, 30, 48, 20]);

        Assert.Equal((int)shape, found.Last(e => e.Kind == PriceEventKind.Wedge).Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void A_gartley_is_told_when_its_last_point_is_confirmed(int sign)
    {
        // X 0, A 100, B 38.2, C 75.3, D 21.4: the ratios of the book.
        List<PriceEvent> found = Find(sign, [50, 0, 100, 38.2, 75.3, 21.4, 60]);

        PriceEvent pattern = Assert.Single(found, e => e.Kind == PriceEventKind.Harmonic);
        Assert.Equal((sign, (int)HarmonicKind.Gartley), (pattern.Direction, pattern.Count));
        Assert.InRange(pattern.Score, 0.8, 1);
    }

    [Fact]
    public void A_level_is_told_from_its_third_touch_on()
    {
        List<PriceEvent> found = Find(1, [0, 40, 5, 40.2, 12, 40.1, 20, 40, 3]);
        List<PriceEvent> levels = [.. found.Where(e => e.Kind == PriceEventKind.PriceLevel && e.Direction > 0)];

        Assert.Equal([3, 4], levels.Select(e => e.Count));
        Assert.All(levels, e => Assert.InRange(e.High, 1_039.5, 1_040.9));
    }

    [Fact]
    public void Peaks_of_the_histogram_lie_where_closes_do()
    {
        Bar[] bars = Series.Walk(seed: 6, count: 2_000);
        var window = new BarWindow(16);
        var context = new PriceContext();
        var histogram = new PriceHistogram(windowBars: 100);
        var buffer = new PriceEventBuffer(8);
        var peaks = new PricePeak[32];
        for (int i = 0; i < bars.Length; i++)
        {
            window.Add(in bars[i]);
            buffer.Clear();
            context.Update(window, buffer);
            histogram.Update(window, context);
        }

        int count = histogram.FindPeaks(peaks);
        double high = bars[^100..].Max(b => b.Close);
        double low = bars[^100..].Min(b => b.Close);

        Assert.InRange(count, 1, 32);
        Assert.Contains(peaks[..count], peak => peak.Strength == 1);
        Assert.All(peaks[..count], peak => Assert.InRange(peak.Level, low - context.Atr, high + context.Atr));
    }

    private static List<PriceEvent> Find(int sign, double[] points)
    {
        var window = new BarWindow(64);
        var context = new PriceContext();
        var swings = new SwingPivots(5, PriceScale.None);
        var patterns = new ChartPatterns(swings, barsMax: 512);
        var buffer = new PriceEventBuffer(64);
        var events = new List<PriceEvent>();
        foreach (Bar bar in Draw(sign, [points[0], points[0] + 8, .. points]))
        {
            window.Add(in bar);
            buffer.Clear();
            buffer.BeginBar(window.LastRow);
            context.Update(window, buffer);
            swings.Update(window, buffer);
            patterns.Update(window, context, buffer);
            events.AddRange(buffer.Events);
        }

        return events;
    }

    private static IEnumerable<Bar> Draw(int sign, double[] points)
    {
        double last = points[0];
        for (int leg = 1; leg < points.Length; leg++)
        {
            for (int i = 1; i <= LegBars; i++)
            {
                double next = points[leg - 1] + (points[leg] - points[leg - 1]) * i / LegBars;
                (double open, double close) = (1_000 + sign * last, 1_000 + sign * next);
                yield return new Bar(0, open, Math.Max(open, close) + 0.1, Math.Min(open, close) - 0.1, close, 1);
                last = next;
            }
        }
    }
}
