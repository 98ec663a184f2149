using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using LowLatencyEngine.Model;
using LowLatencyEngine.PriceAction;
using Xunit;
using Xunit.Abstractions;

namespace LowLatencyEngine.Unit.PriceAction;

public sealed class PriceActionStageTests(ITestOutputHelper output)
{
    private const int CutPoints = 200;

    [Fact]
    public void An_event_is_one_cache_line_without_padding()
    {
        Assert.Equal(PriceEvent.SizeBytes, Marshal.SizeOf<PriceEvent>());
        Assert.Equal(56, (int)Marshal.OffsetOf<PriceEvent>(nameof(PriceEvent.Kind)));
    }

    /// <summary>What was said of the first bars is said again, byte for byte, whatever comes after them.</summary>
    [Fact]
    public void A_prefix_of_the_bars_gives_a_prefix_of_the_events_at_200_cut_points()
    {
        Bar[] bars = Series.Walk(seed: 11, count: 2_000);
        List<PriceEvent> all = StageRun.EventsOf(bars);
        for (int i = 1; i <= CutPoints; i++)
        {
            int cut = i * bars.Length / CutPoints;
            List<PriceEvent> some = StageRun.EventsOf(bars.AsSpan(0, cut));

            Assert.Equal(all.Count(e => e.KnownRow < cut), some.Count);
            Assert.True(BytesOf(some).SequenceEqual(BytesOf(all)[..(some.Count * PriceEvent.SizeBytes)]), $"cut={cut}");
        }
    }

    [SharedDataFact]
    public void Recorded_bars_give_the_same_events_from_every_prefix()
    {
        Bar[] bars = Series.EurUsd[..6_000];
        List<PriceEvent> all = StageRun.EventsOf(bars);
        foreach (int cut in new[] { 1, 14, 201, 777, 2_048, 4_999 })
        {
            List<PriceEvent> some = StageRun.EventsOf(bars.AsSpan(0, cut));

            Assert.True(BytesOf(some).SequenceEqual(BytesOf(all)[..(some.Count * PriceEvent.SizeBytes)]), $"cut={cut}");
        }
    }

    [Fact]
    public void Every_event_has_its_number_and_is_known_no_earlier_than_its_bar()
    {
        List<PriceEvent> events = StageRun.EventsOf(Series.Walk(seed: 5, count: 6_000));

        Assert.NotEmpty(events);
        for (int i = 0; i < events.Count; i++)
        {
            PriceEvent e = events[i];
            Assert.Equal(i + 1, e.Id);
            Assert.InRange(e.ReferenceId, 0, e.Id - 1);
            Assert.InRange(e.Row, 0, e.KnownRow);
            Assert.NotEqual(PriceEventKind.None, e.Kind);
            Assert.True(e.High >= e.Low || IsSpikeBlock(in e), $"{e.Kind} high={e.High}, low={e.Low}");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_false_move_candidate_ends_in_exactly_one_way(int seed)
    {
        var run = new StageRun();
        run.Add(Series.Walk(seed, count: 8_000));
        ILookup<long, PriceEvent> ends = run.Events
            .Where(e => e.Kind is >= PriceEventKind.FalseMove and <= PriceEventKind.FalseMoveExpired)
            .ToLookup(e => e.ReferenceId);
        List<PriceEvent> candidates = [.. run.Events.Where(e => e.Kind == PriceEventKind.FalseMoveCandidate)];

        Assert.Equal(0, run.DroppedCount);
        Assert.NotEmpty(candidates);
        Assert.Equal(3, ends.SelectMany(group => group).Select(e => e.Kind).Distinct().Count());
        foreach (PriceEvent candidate in candidates)
        {
            bool mayBeOpen = candidate.KnownRow >= 8_000 - 10;
            Assert.InRange(ends[candidate.Id].Count(), mayBeOpen ? 0 : 1, 1);
        }

        Assert.Equal(ends.Sum(group => group.Count()), candidates.Count(c => ends[c.Id].Any()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(13)]
    [InlineData(250)]
    [InlineData(2_900)]
    public void What_is_saved_midway_goes_on_as_if_never_interrupted(int cut)
    {
        Bar[] bars = Series.Walk(seed: 9, count: 5_000);
        var whole = new StageRun();
        whole.Add(bars);
        var first = new StageRun();
        first.Add(bars.AsSpan(0, cut));
        StageRun second = first.Restored();

        Assert.Equal(first.Hash(), second.Hash());
        second.Add(bars.AsSpan(cut));

        Assert.Equal(whole.Hash(), second.Hash());
        Assert.True(BytesOf([.. first.Events, .. second.Events]).SequenceEqual(BytesOf(whole.Events)));
    }

    /// <summary>Powers of two scale without rounding, so everything but the prices stays as it is, bit for
    /// bit.</summary>
    [Theory]
    [InlineData(0.0000152587890625)]
    [InlineData(4_096)]
    public void Scaled_prices_give_the_same_events(double factor)
    {
        Bar[] bars = Series.Walk(seed: 21, count: 5_000);
        Bar[] scaled = [.. bars.Select(b => b with
        {
            Open = b.Open * factor, High = b.High * factor, Low = b.Low * factor, Close = b.Close * factor,
        })];
        List<PriceEvent> expected = StageRun.EventsOf(bars);
        List<PriceEvent> actual = StageRun.EventsOf(scaled);

        Assert.Equal(expected.Count, actual.Count);
        for (int i = 0; i < expected.Count; i++)
        {
            PriceEvent e = expected[i];
            e.High *= factor;
            e.Low *= factor;
            if (e.Kind == PriceEventKind.EqualLevels)
                e.Score *= factor; // A difference of prices.
            Assert.True(BytesOf([e]).SequenceEqual(BytesOf([actual[i]])), $"{e.Kind} row={e.Row} id={e.Id}");
        }
    }

    /// <summary>Prices are whole numbers here, so a shift by one is exact; patterns of slopes are left out.</summary>
    [Fact]
    public void Shifted_prices_give_the_same_events()
    {
        const double Shift = 1_024;
        Bar[] bars = Series.Walk(seed: 22, count: 5_000);
        Bar[] shifted = [.. bars.Select(b => b with
        {
            Open = b.Open + Shift, High = b.High + Shift, Low = b.Low + Shift, Close = b.Close + Shift,
        })];

        Assert.Equal(
            StageRun.EventsOf(bars).Where(IsOfBars)
                .Select(e => (e.Kind, e.Row, e.KnownRow, e.Direction, e.High + Shift)),
            StageRun.EventsOf(shifted).Where(IsOfBars)
                .Select(e => (e.Kind, e.Row, e.KnownRow, e.Direction, e.High)));
    }

    /// <summary>Upside down, every rally is a decline: the same events with the other sign.</summary>
    [Fact]
    public void Mirrored_prices_give_mirrored_events()
    {
        Bar[] bars = Series.WicklessWalk(seed: 23, count: 5_000);
        Bar[] mirrored = [.. bars.Select(b => b with
        {
            Open = -b.Open, High = -b.Low, Low = -b.High, Close = -b.Close,
        })];

        // The leg rule starts as if in a decline: before the first turns the two are not mirror images. A bar takes the
        // high before the low of a period, so the kinds of one bar are compared without their order.
        Assert.Equal(
            StageRun.EventsOf(bars).Where(IsMirrored)
                .Select(e => (e.KnownRow, MirrorOf(e.Kind), e.Row, -e.Direction, -e.Low)).Order(),
            StageRun.EventsOf(mirrored).Where(IsMirrored)
                .Select(e => (e.KnownRow, e.Kind, e.Row, (int)e.Direction, e.High)).Order());
    }

    [Fact]
    public void A_bar_that_is_not_finite_is_refused_and_changes_nothing()
    {
        var run = new StageRun();
        run.Add(Series.Walk(seed: 3, count: 300));
        long before = run.Hash();
        var buffer = new PriceEventBuffer(8);

        Assert.False(run.Stage.Update(new Bar(0, 1, double.NaN, 1, 1, 1), buffer));
        Assert.False(run.Stage.Update(new Bar(0, 1, 2, double.NegativeInfinity, 1, 1), buffer));
        Assert.Equal(before, run.Hash());
        Assert.Equal(0, buffer.Count);
    }

    [SharedDataFact]
    public void Recorded_bars_show_every_kind_of_event()
    {
        var run = new StageRun();
        run.Add(Series.EurUsd);
        Dictionary<PriceEventKind, int> counts = run.Events.CountBy(e => e.Kind).ToDictionary();
        foreach ((PriceEventKind kind, int count) in counts.OrderBy(pair => pair.Key))
            output.WriteLine($"{kind} {count}");

        PriceEventKind[] elsewhere =
        [
            PriceEventKind.None, PriceEventKind.WindowExtreme, PriceEventKind.DirectionalChange,
            PriceEventKind.SwingOrderBlock, PriceEventKind.SwingBlockBreak,
        ];
        Assert.Empty(Enum.GetValues<PriceEventKind>().Except(elsewhere).Except(counts.Keys));
    }

    private static PriceEventKind MirrorOf(PriceEventKind kind) => kind switch
    {
        PriceEventKind.PeriodHighTaken => PriceEventKind.PeriodLowTaken,
        PriceEventKind.PeriodLowTaken => PriceEventKind.PeriodHighTaken,
        _ => kind,
    };

    private static bool IsSpikeBlock(in PriceEvent e) => e.Kind == PriceEventKind.OrderBlock;

    private static bool IsOfBars(PriceEvent e) => e.Kind < PriceEventKind.HeadAndShoulders &&
        e.Kind is not (PriceEventKind.PoolFormed or PriceEventKind.PoolJoined or PriceEventKind.PoolSwept);

    private static bool IsMirrored(PriceEvent e) => e.Row >= 1_000 && (e.OtherRow >= 1_000 || e.OtherRow == 0);

    private static ReadOnlySpan<byte> BytesOf(List<PriceEvent> events) =>
        MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(events));
}
