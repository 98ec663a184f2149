using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Model;
using LowLatencyEngine.PriceAction;
using Xunit;

namespace LowLatencyEngine.Unit.PriceAction;

public sealed class LiquidityTests
{
    private const long HourNs = 3_600L * 1_000_000_000;

    /// <summary>Against a list that is searched from end to end.</summary>
    [Fact]
    public void The_map_holds_exactly_the_levels_not_traded_beyond_nearest_first()
    {
        var window = new BarWindow(64);
        var swings = new SwingPivots(3, PriceScale.None);
        var map = new LiquidityMap(capacity: 4_096);
        var buffer = new PriceEventBuffer(64);
        List<PriceEvent> twin = [];
        foreach (Bar bar in Series.Walk(seed: 31, count: 3_000))
        {
            window.Add(in bar);
            buffer.Clear();
            buffer.BeginBar(window.LastRow);
            swings.Update(window, buffer);
            map.Update(window, buffer.Events);
            twin.AddRange(buffer.Events.ToArray().Where(e => e.Kind != PriceEventKind.SwingFinal));
            twin.RemoveAll(e => e.Direction > 0 ? bar.High > e.High : bar.Low < e.Low);

            Assert.Equal(
                twin.Where(e => e.Direction > 0).Select(e => e.High).Order(),
                map.Levels(1).ToArray().Select(level => level.SidedLevel));
            Assert.Equal(
                twin.Where(e => e.Direction < 0).Select(e => e.Low).OrderDescending(),
                map.Levels(-1).ToArray().Select(level => -level.SidedLevel));
        }

        Assert.NotEmpty(twin);
    }

    [Fact]
    public void A_full_side_of_the_map_drops_its_farthest_level()
    {
        var map = new LiquidityMap(capacity: 2);
        var window = new BarWindow(4);
        window.Add(new Bar(0, 10, 10, 10, 10, 1));
        PriceEvent[] pivots = [.. new[] { 30.0, 12, 20 }.Select((level, i) => new PriceEvent
        {
            Id = i + 1, Kind = PriceEventKind.PivotNew, Direction = 1, High = level, Low = level,
        })];
        map.Update(window, pivots);

        Assert.Equal([12.0, 20], map.Levels(1).ToArray().Select(level => level.SidedLevel));
        Assert.Equal(0.5, map.Levels(1)[0].WeightAt(500));
    }

    [Fact]
    public void A_kill_zone_is_told_at_the_first_bar_after_its_end()
    {
        var zones = new KillZones();
        var window = new BarWindow(64);
        var buffer = new PriceEventBuffer(8);
        List<PriceEvent> told = [];
        // 2023-07-10, summer: London's zone is 06:00 to 09:00 UTC.
        long midnightNs = new DateTime(2023, 7, 10, 0, 0, 0, DateTimeKind.Utc).Subtract(DateTime.UnixEpoch).Ticks * 100;
        for (int hour = 4; hour < 12; hour++)
        {
            window.Add(new Bar(midnightNs + hour * HourNs, hour, hour + 0.5, hour - 0.5, hour, 1));
            buffer.Clear();
            buffer.BeginBar(window.LastRow);
            zones.Update(window, buffer);
            told.AddRange(buffer.Events.ToArray());
        }

        PriceEvent london = Assert.Single(told);
        Assert.Equal((int)SessionKind.London, london.Count);
        Assert.Equal((2, 5), (london.Row, london.KnownRow));
        Assert.Equal((8.5, 5.5), (london.High, london.Low));
        Assert.Equal(SessionKind.NewYork, zones.Current);
    }

    [Fact]
    public void Days_weeks_and_months_are_told_when_they_are_complete()
    {
        var levels = new PeriodLevels();
        var window = new BarWindow(64);
        var buffer = new PriceEventBuffer(64);
        // Thursday 2023-06-29 to Tuesday 2023-07-04; highs rise, so each last day's high is taken on the next.
        long firstNs = new DateTime(2023, 6, 29, 0, 0, 0, DateTimeKind.Utc).Subtract(DateTime.UnixEpoch).Ticks * 100;
        for (int day = 0; day < 6; day++)
        {
            window.Add(new Bar(firstNs + day * NewYorkClock.DayNs, day, day + 1, day, day, 1));
            buffer.BeginBar(window.LastRow);
            levels.Update(window, buffer);
        }

        PriceEvent[] complete = [.. buffer.Events.ToArray().Where(e => e.Kind == PriceEventKind.PeriodExtremes)];
        Assert.Equal([1, 1, 30, 1, 1, 7, 1], complete.Select(e => e.Count));
        Assert.Equal((2.0, 0.0, 2), (complete[2].High, complete[2].Low, complete[2].KnownRow));
        Assert.Equal((4.0, 0.0, 4), (complete[5].High, complete[5].Low, complete[5].KnownRow));
        Assert.Equal(5, levels.PreviousDayHigh);
        Assert.DoesNotContain(buffer.Events.ToArray(), e => e.Kind == PriceEventKind.PeriodLowTaken);
    }

    [Fact]
    public void Every_inducement_is_formed_once_and_ends_once()
    {
        List<PriceEvent> events = StageRun.EventsOf(Series.Walk(seed: 17, count: 12_000));
        HashSet<long> open = [];
        int ended = 0;
        foreach (PriceEvent e in events)
        {
            if (e.Kind == PriceEventKind.InducementFormed)
                Assert.True(open.Add(e.Id));
            if (e.Kind is PriceEventKind.InducementTaken or PriceEventKind.InducementVoid)
            {
                Assert.True(open.Remove(e.ReferenceId));
                ended++;
            }
        }

        Assert.InRange(open.Count, 0, 2); // One a direction may still be waited for.
        Assert.InRange(ended, 10, 1_000);
    }

    /// <summary>A broken level is reclaimed within k bars or held; a swept one is neither.</summary>
    [Fact]
    public void Every_broken_pivot_is_reclaimed_or_held()
    {
        List<PriceEvent> events = StageRun.EventsOf(Series.Walk(seed: 18, count: 12_000));
        ILookup<long, PriceEvent> ends = events
            .Where(e => e.Kind is PriceEventKind.PivotReclaimed or PriceEventKind.PivotBreakHeld)
            .ToLookup(e => e.ReferenceId);
        PriceEvent[] broken = [.. events.Where(e => e.Kind == PriceEventKind.PivotBroken)];

        Assert.NotEmpty(broken);
        foreach (PriceEvent level in broken.Where(e => e.KnownRow < 12_000 - 3))
        {
            PriceEvent end = Assert.Single(ends[level.Id]);
            Assert.InRange(end.KnownRow - level.KnownRow, 1, 3);
        }
    }
}
