using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Model;
using LowLatencyEngine.PriceAction;
using Xunit;

namespace LowLatencyEngine.Unit.PriceAction;

public sealed class ZoneTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void A_zone_lives_from_its_first_touch_to_the_close_beyond_its_other_edge(int sign)
    {
        (ZoneTable table, BarWindow window, PriceEventBuffer buffer) = With(sign, new ZoneRules());
        Feed(sign, table, window, buffer, (112, 111, 112), (111, 109, 111), (110, 105, 108), (104, 99, 101),
            (103, 97, 98), (109, 98, 109), (112, 108, 111));

        Assert.Equal(
            [
                (PriceEventKind.ZoneTested, 2), (PriceEventKind.ZoneHalf, 3), (PriceEventKind.ZoneFilled, 4),
                (PriceEventKind.ZoneBroken, 5), (PriceEventKind.ZoneBreaker, 5), (PriceEventKind.ZoneGone, 7),
            ],
            buffer.Events.ToArray().Select(e => (e.Kind, e.Row)));
        Assert.Equal(0, table.Zones.Length);
        Assert.All(buffer.Events.ToArray(), e => Assert.Equal(77, e.ReferenceId));
        Assert.Equal(-sign, buffer.Events[4].Direction);
    }

    [Fact]
    public void One_bar_through_a_zone_tells_every_stage_in_order()
    {
        (ZoneTable table, BarWindow window, PriceEventBuffer buffer) =
            With(1, new ZoneRules { FillsOnTouch = true, EndsWhenFilled = true });
        Feed(1, table, window, buffer, (112, 100, 101));

        Assert.Equal(
            [PriceEventKind.ZoneTested, PriceEventKind.ZoneHalf, PriceEventKind.ZoneFilled],
            buffer.Events.ToArray().Select(e => e.Kind));
        Assert.Equal(0, table.Zones.Length);
    }

    [Fact]
    public void A_full_table_and_an_old_zone_give_up_the_oldest()
    {
        (ZoneTable table, BarWindow window, PriceEventBuffer buffer) =
            With(1, new ZoneRules { Capacity = 2, AgeBarsMax = 3 });
        table.Add(new Zone { Top = 90, Bottom = 80, EventId = 78, KnownRow = 1 }, buffer);
        table.Add(new Zone { Top = 70, Bottom = 60, EventId = 79, KnownRow = 2 }, buffer);
        Feed(1, table, window, buffer, [.. Enumerable.Repeat((112.0, 111.0, 112.0), 5)]);

        Assert.Equal([77L, 78], buffer.Events.ToArray().Select(e => e.ReferenceId));
        Assert.Equal(79, table.Zones[0].EventId);
    }

    [Fact]
    public void Touches_are_counted_by_visits_not_by_bars()
    {
        (ZoneTable table, BarWindow window, PriceEventBuffer buffer) = With(1, new ZoneRules { CountsTouches = true });
        Feed(1, table, window, buffer, (112, 109, 111), (112, 108, 111), (115, 112, 113), (113, 107, 111));

        Assert.Equal(2, table.Zones[0].TouchCount);
        Assert.Equal(0.25, SupplyDemandZones.FreshnessOf(in table.Zones[0]));
    }

    [Fact]
    public void Zones_that_overlap_by_more_than_half_become_one()
    {
        (ZoneTable table, _, PriceEventBuffer buffer) = With(1, new ZoneRules());

        Assert.True(table.TryMerge(new Zone { Top = 112, Bottom = 104 }, buffer));
        Assert.False(table.TryMerge(new Zone { Top = 101, Bottom = 90 }, buffer));
        Assert.Equal((112.0, 100.0), (table.Zones[0].Top, table.Zones[0].Bottom));
        Assert.Equal(PriceEventKind.ZoneMerged, buffer.Events[0].Kind);
    }

    /// <summary>Against a loop over all bars for every gap.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Gaps_are_touched_halved_and_filled_when_a_plain_search_says(int seed)
    {
        Bar[] bars = Series.Walk(seed, count: 2_000);
        var run = new StageRun(new PriceActionParameters { GapCapacity = 4_096 });
        run.Add(bars);
        ILookup<long, PriceEvent> later = run.Events.ToLookup(e => e.ReferenceId);
        PriceEvent[] gaps = [.. run.Events.Where(e => e.Kind == PriceEventKind.FairValueGap)];

        Assert.NotEmpty(gaps);
        foreach (PriceEvent gap in gaps)
        {
            (double near, double far) = gap.Direction > 0 ? (gap.High, gap.Low) : (-gap.Low, -gap.High);
            Assert.Equal(FirstRow(bars, in gap, near), RowOf(later[gap.Id], PriceEventKind.ZoneTested));
            Assert.Equal(FirstRow(bars, in gap, 0.5 * (near + far)), RowOf(later[gap.Id], PriceEventKind.ZoneHalf));
            Assert.Equal(FirstRow(bars, in gap, far), RowOf(later[gap.Id], PriceEventKind.ZoneFilled));
        }
    }

    [Fact]
    public void A_break_wicks_confirms_and_fails()
    {
        var window = new BarWindow(16);
        var parameters = new StructureParameters { ConfirmAtr = double.PositiveInfinity, ConfirmCloses = 2 };
        var structure = new MarketStructure(2, PriceScale.Internal, parameters);
        var context = new PriceContext();
        var buffer = new PriceEventBuffer(64);
        double[] closes = [10, 9, 8, 11, 10, 9, 10, 12, 12.5, 10.5, 10];
        foreach (double close in closes)
        {
            window.Add(new Bar(0, close, close + 0.6, close - 0.6, close, 1));
            buffer.BeginBar(window.LastRow);
            context.Update(window, buffer);
            structure.Update(window, context, buffer);
        }

        PriceEvent[] breaks = [.. buffer.Events.ToArray().Where(e =>
            e.Kind is >= PriceEventKind.InitialBreak and <= PriceEventKind.BreakFailed)];
        Assert.Equal(
            [
                (PriceEventKind.InitialBreak, 7), (PriceEventKind.BreakConfirmed, 8), (PriceEventKind.BreakFailed, 9),
            ],
            breaks.Where(e => e.Direction > 0).Select(e => (e.Kind, e.Row)));
        Assert.All(breaks[1..3], e => Assert.Equal(breaks[0].Id, e.ReferenceId));
    }

    private static (ZoneTable, BarWindow, PriceEventBuffer) With(int sign, ZoneRules rules)
    {
        var table = new ZoneTable(sign, rules);
        var window = new BarWindow(16);
        var buffer = new PriceEventBuffer(64);
        window.Add(new Bar(0, sign * 112, sign * 112, sign * 112, sign * 112, 1));
        table.Add(new Zone { Top = 110, Bottom = 100, EventId = 77 }, buffer);
        return (table, window, buffer);
    }

    private static void Feed(
        int sign, ZoneTable table, BarWindow window, PriceEventBuffer buffer,
        params (double High, double Low, double Close)[] bars)
    {
        foreach ((double high, double low, double close) in bars)
        {
            window.Add(sign > 0 ? new Bar(0, close, high, low, close, 1) : new Bar(0, -close, -low, -high, -close, 1));
            buffer.BeginBar(window.LastRow);
            table.Update(window, buffer);
        }
    }

    private static int FirstRow(Bar[] bars, in PriceEvent gap, double level)
    {
        for (int row = gap.KnownRow + 1; row < bars.Length; row++)
        {
            if (SidedBar.Of(in bars[row], gap.Direction).Low <= level)
                return row;
        }

        return -1;
    }

    private static int RowOf(IEnumerable<PriceEvent> events, PriceEventKind kind) =>
        events.Where(e => e.Kind == kind).Select(e => e.Row).FirstOrDefault(-1);
}
