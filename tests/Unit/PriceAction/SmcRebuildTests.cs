using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using LowLatencyEngine.Model;
using LowLatencyEngine.PriceAction;
using Xunit;

namespace LowLatencyEngine.Unit.PriceAction;

/// <summary>
/// The labels of smart-money-concepts, which look ahead, rebuilt from events that do not: what it erases is left out,
/// what it draws late is waited for, and what derives from its artificial last point is let go.
/// </summary>
public sealed class SmcRebuildTests
{
    private const double Printed = 1e-6; // Its columns are of single precision.

    [SharedDataTheory]
    [InlineData(5)]
    [InlineData(10)]
    [InlineData(50)]
    public void Final_swings_are_its_swings(int length)
    {
        List<string[]> expected = Rows($"swings_{length}");
        List<Pivot> actual = SwingsOf(length);

        // Its first and last row are made up.
        AssertSame(expected[1..^1], [.. actual.Skip(1).Select(p => new double[] { p.Row, p.Side, p.Level })]);
    }

    [SharedDataTheory]
    [InlineData("ob_5", 5, false)]
    [InlineData("ob_10", 10, false)]
    [InlineData("ob_50", 50, false)]
    [InlineData("ob_closemit_5", 5, true)]
    [InlineData("ob_closemit_10", 10, true)]
    [InlineData("ob_closemit_50", 50, true)]
    public void Order_blocks_that_are_never_gone_are_its_order_blocks(string file, int length, bool byBody)
    {
        List<PriceEvent> events = BlocksOf(length, byBody);
        ILookup<long, PriceEvent> later = events.ToLookup(e => e.ReferenceId);
        List<double[]> actual = [];
        PriceEvent[] blocks = [.. events.Where(e => e.Kind == PriceEventKind.SwingOrderBlock).OrderBy(e => e.Row)];
        foreach (PriceEvent block in blocks)
        {
            PriceEvent broken = later[block.Id].First(e => e.Kind == PriceEventKind.SwingBlockBreak);
            // It has one place a bar: a later block of the same origin takes it, and whichever goes empties it.
            IEnumerable<PriceEvent> sharing = blocks.Where(other => other.Row == block.Row);
            if (sharing.Any(other => other.Id > block.Id) || sharing.SelectMany(other => later[other.Id])
                .Any(e => e.Kind == PriceEventKind.ZoneGone && e.Row > broken.Row))
                continue;

            int filledRow = later[block.Id].Where(e => e.Kind == PriceEventKind.ZoneFilled)
                .Select(e => e.Row).FirstOrDefault();
            // It notes the bar before for bullish blocks.
            int noted = filledRow > 0 && block.Direction > 0 ? filledRow - 1 : filledRow;
            actual.Add([block.Row, block.Direction, block.High, block.Low, broken.Score, noted, block.Score]);
        }

        // Its edges are of single precision, so that a body which ends on the edge of this one block counts as beyond
        // it.
        if (file == "ob_closemit_5")
            Assert.Equal(1, actual.RemoveAll(row => row[0] == 3_068));

        AssertSame(Rows(file), actual);
    }

    [SharedDataFact]
    public void Extended_gaps_are_its_joined_gaps()
    {
        var run = new StageRun(new PriceActionParameters { HasChartPatterns = false });
        run.Add(Series.EurUsd);
        List<PriceEvent> joined = [];
        foreach (PriceEvent e in run.Events)
        {
            if (e.Kind == PriceEventKind.FairValueGap)
                joined.Add(e);
            if (e.Kind != PriceEventKind.GapExtended)
                continue;

            joined.RemoveAt(joined.Count - 2); // The earlier of the two, which it moves to the later row.
            joined[^1] = e;
        }

        AssertSame(
            [.. Rows("fvg_joined").Select(row => row[..4])],
            [.. joined.Select(e => new double[] { e.Row, e.Direction, e.High, e.Low })]);
    }

    [SharedDataTheory]
    [InlineData("bos_choch_close_5", 5, true)]
    [InlineData("bos_choch_close_10", 10, true)]
    [InlineData("bos_choch_close_50", 50, true)]
    [InlineData("bos_choch_wick_5", 5, false)]
    [InlineData("bos_choch_wick_10", 10, false)]
    [InlineData("bos_choch_wick_50", 50, false)]
    public void Structure_labels_follow_from_final_swings(string file, int length, bool byClose)
    {
        List<Label> labels = LabelsOf(SwingsOf(length, addsLastBar: true), byClose);
        List<double[]> actual = [.. labels.OrderBy(l => l.Row).Select(l => new double[]
        {
            l.Row, l.IsCharacter ? 0 : l.Direction, l.IsCharacter ? l.Direction : 0, l.Level, l.BrokenRow,
        })];

        AssertSame(Rows(file), actual);
    }

    [SharedDataFact]
    public void Previous_day_levels_are_its_own_but_for_the_first_bar_of_a_day()
    {
        var window = new BarWindow(4);
        var levels = new PeriodLevels();
        var buffer = new PriceEventBuffer(64);
        Queue<string[]> changes = new(Rows("prev_high_low_1D"));
        string[] current = changes.Dequeue();
        int compared = 0;
        long lastDay = 0;
        foreach (Bar bar in Series.EurUsd)
        {
            window.Add(in bar);
            buffer.Clear();
            levels.Update(window, buffer);
            while (changes.Count > 0 && int.Parse(changes.Peek()[0], CultureInfo.InvariantCulture) <= window.LastRow)
                current = changes.Dequeue();

            long day = bar.OpenTimestampNs / NewYorkClock.DayNs;
            bool isFirst = day != lastDay;
            lastDay = day;
            if (isFirst || current[1].Length == 0)
                continue;

            compared++;
            Assert.Equal(Number(current[1]), levels.PreviousDayHigh, Printed);
            Assert.Equal(Number(current[2]), levels.PreviousDayLow, Printed);
        }

        Assert.InRange(compared, 20_000, 24_424);
    }

    private static List<Pivot> SwingsOf(int length, bool addsLastBar = false)
    {
        var window = new BarWindow(1_024);
        var swings = new SwingPivots(length, PriceScale.None, seedsFirstBar: true);
        var buffer = new PriceEventBuffer(64);
        List<Pivot> all = [];
        foreach (Bar bar in Series.EurUsd)
        {
            window.Add(in bar);
            buffer.Clear();
            swings.Update(window, buffer);
            if (swings.Final.Exists)
                all.Add(swings.Final);
        }

        all.Add(swings.Pending);
        if (addsLastBar)
        {
            int side = -swings.Pending.Side;
            all.Add(new Pivot(side > 0 ? window.Last.High : window.Last.Low, 0, window.LastRow, side));
        }

        return all;
    }

    private static List<PriceEvent> BlocksOf(int length, bool byBody)
    {
        var window = new BarWindow(1_024);
        var swings = new SwingPivots(length, PriceScale.None, seedsFirstBar: true);
        var blocks = new SwingOrderBlocks(swings, 4_096, byBody);
        var buffer = new PriceEventBuffer(1_024);
        List<PriceEvent> events = [];
        foreach (Bar bar in Series.EurUsd)
        {
            window.Add(in bar);
            buffer.Clear();
            buffer.BeginBar(window.LastRow);
            swings.Update(window, buffer);
            blocks.Update(window, buffer);
            events.AddRange(buffer.Events);
        }

        buffer.Clear();
        swings.CompleteSeries(buffer);
        blocks.CompleteSeries(buffer);
        events.AddRange(buffer.Events);
        return events;
    }

    // Four swings in a row make a label at the second; a later label that breaks no later deletes an earlier one.
    private static List<Label> LabelsOf(List<Pivot> swings, bool byClose)
    {
        List<Label> labels = [];
        for (int i = 3; i < swings.Count; i++)
        {
            int side = swings[i].Side;
            double[] a = [.. swings[(i - 3)..(i + 1)].Select(p => side * p.Level)];
            bool isStructure = a[0] < a[2] && a[2] < a[1] && a[1] < a[3];
            bool isCharacter = a[3] > a[1] && a[1] > a[0] && a[0] > a[2];
            if (!isStructure && !isCharacter)
                continue;

            Pivot second = swings[i - 2];
            double level = (float)second.Level;
            int broken = BreakOf(second.Row + 2, side, level, byClose);
            if (broken > 0)
                labels.Add(new Label(second.Row, side, level, broken, isCharacter));
        }

        List<Label> kept = [];
        for (int k = 0; k < labels.Count; k++)
        {
            if (!labels.Skip(k + 1).Any(later => labels[k].BrokenRow >= later.BrokenRow))
                kept.Add(labels[k]);
        }

        return kept;
    }

    private static int BreakOf(int fromRow, int side, double level, bool byClose)
    {
        Bar[] bars = Series.EurUsd;
        for (int row = fromRow; row < bars.Length; row++)
        {
            SidedBar bar = SidedBar.Of(in bars[row], side);
            if ((byClose ? bar.Close : bar.High) > side * level)
                return row;
        }

        return 0;
    }

    private static List<string[]> Rows(string file) =>
        Series.ReadRows(SharedData.PathOf($"reference/eurusd_15m/smc/{file}.csv.gz"));

    private static void AssertSame(List<string[]> expected, List<double[]> actual)
    {
        for (int i = 0; i < Math.Min(expected.Count, actual.Count); i++)
        {
            for (int j = 0; j < expected[i].Length; j++)
            {
                double wanted = Number(expected[i][j]);
                Assert.True(
                    Math.Abs(wanted - actual[i][j]) <= Printed * Math.Max(1, Math.Abs(wanted)),
                    $"line={i + 2}, expected={string.Join(',', expected[i])}, actual={string.Join(',', actual[i])}");
            }
        }

        Assert.Equal(expected.Count, actual.Count);
    }

    private static double Number(string text) =>
        text.Length == 0 ? 0 : double.Parse(text, CultureInfo.InvariantCulture);

    private readonly record struct Label(int Row, int Direction, double Level, int BrokenRow, bool IsCharacter);
}
