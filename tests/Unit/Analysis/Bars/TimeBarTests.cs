using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Analysis.Bars;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Analysis.Bars;

[Collection(ByteCounting.Name)]
public sealed class TimeBarTests
{
    private const long MinuteNs = 60 * TickSeries.SecondNs;
    private const long HourNs = 60 * MinuteNs;
    private const long DayNs = SessionCalendar.DayNs;
    private const long WeekNs = TimeBarRule.WeekNs;

    private static readonly TimeZoneInfo NewYorkZone = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");
    private static readonly ZoneOffsets NewYorkOffsets = ZoneOffsets.Load("America/New_York");
    private static readonly SessionCalendar NewYork = new(NewYorkOffsets, 17 * HourNs, DayNs, DayOfWeek.Sunday);
    private static readonly SessionCalendar Shares =
        new(NewYorkOffsets, 9 * HourNs + 30 * MinuteNs, 6 * HourNs + 30 * MinuteNs, DayOfWeek.Monday);

    [Theory]
    [InlineData("America/New_York")]
    [InlineData("Europe/London")]
    [InlineData("Australia/Lord_Howe")] // Clocks change by half an hour.
    [InlineData("Africa/Casablanca")]
    [InlineData("Asia/Tokyo")]
    public void Offsets_are_those_of_the_zone(string zoneId)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneId);
        ZoneOffsets offsets = ZoneOffsets.Load(zoneId);
        var random = new Random(211);
        for (int i = 0; i < 20_000; i++)
        {
            long utcNs = random.NextInt64(Ns(1991, 1, 1), Ns(2040, 1, 1));
            Assert.Equal(zone.GetUtcOffset(At(utcNs)).Ticks * 100, offsets.OffsetNsAt(utcNs));
        }
    }

    [Fact]
    public void A_local_time_that_is_skipped_or_comes_twice_has_one_instant()
    {
        long dayNs = Ns(2024, 3, 10); // 02:00 becomes 03:00.
        Assert.Equal(dayNs + 7 * HourNs + 30 * MinuteNs, NewYorkOffsets.ToUtcNs(dayNs + 2 * HourNs + 30 * MinuteNs));
        Assert.Equal(dayNs + 7 * HourNs, NewYorkOffsets.ToUtcNs(dayNs + 3 * HourNs));
        dayNs = Ns(2024, 11, 3); // 02:00 becomes 01:00.
        Assert.Equal(dayNs + 5 * HourNs + 30 * MinuteNs, NewYorkOffsets.ToUtcNs(dayNs + HourNs + 30 * MinuteNs));
        Assert.Equal(dayNs + 7 * HourNs, NewYorkOffsets.ToUtcNs(dayNs + 2 * HourNs));
    }

    [Theory]
    [InlineData(2024, 3, 9, 23)]
    [InlineData(2024, 11, 2, 25)]
    [InlineData(2024, 7, 1, 24)]
    public void A_session_over_a_change_of_clocks_is_an_hour_shorter_or_longer(int year, int month, int day, int hours)
    {
        TimeInterval session = NewYork.SessionAt(Ns(year, month, day) + 23 * HourNs);
        Assert.Equal(hours * HourNs, session.EndNs - session.BeginNs);
        Assert.Equal(17, TimeZoneInfo.ConvertTimeFromUtc(At(session.BeginNs), NewYorkZone).Hour);
        Assert.Equal(17, TimeZoneInfo.ConvertTimeFromUtc(At(session.EndNs), NewYorkZone).Hour);
    }

    [Theory]
    [InlineData(TickSeries.SecondNs, 3)]
    [InlineData(7 * MinuteNs, 40)]
    [InlineData(4 * HourNs, 900)]
    [InlineData(DayNs, 5_000)]
    [InlineData(WeekNs, 20_000)]
    public void Bars_are_those_of_the_calendar_of_the_framework_and_late_ticks_are_left_out(long intervalNs, long gapS)
    {
        // Begins two days before clocks change.
        long startNs = Ns(2024, 3, 8) + 20 * HourNs;
        MarketTick[] ticks = TickSeries.Random(212, 4_000, startNs, gapS * TickSeries.SecondNs, hasLate: true);
        foreach (SessionCalendar calendar in new[] { NewYork, Shares })
        {
            List<PriceBar> expected =
                BarTwins.OfTime(ticks, timestampNs => IntervalOf(calendar, intervalNs, timestampNs), out int lateCount);
            var builder = new RuleBarBuilder<TimeBarRule>(new(calendar, intervalNs));
            Assert.Equal(expected, TickSeries.Build(builder, ticks));
            Assert.Equal(lateCount, builder.LateCount);
            Assert.Equal(calendar == Shares, builder.OutsideSessionCount > 0);
            Assert.True(expected.Count > 1);
        }
    }

    [Fact]
    public void Time_that_passes_closes_a_bar_and_makes_none_where_nothing_was_traded()
    {
        var builder = new RuleBarBuilder<TimeBarRule>(new(SessionCalendar.Utc, MinuteNs));
        builder.Push(Tick(10 * TickSeries.SecondNs, 5));
        builder.AdvanceTo(MinuteNs - 1);
        Assert.False(builder.TryTake(out _));
        builder.AdvanceTo(MinuteNs);
        Assert.True(builder.TryTake(out PriceBar bar));
        Assert.Equal((0, 5, 1), (bar.OpenTimestampNs, bar.CloseTicks, bar.TickCount));

        builder.Push(Tick(50 * TickSeries.SecondNs, 6)); // Of the closed bar.
        builder.AdvanceTo(10 * MinuteNs);
        builder.Push(Tick(20 * MinuteNs, 7));
        Assert.False(builder.TryTake(out _));
        PriceBar forming = builder.Forming;
        Assert.Equal((1, 20 * MinuteNs, 7), (builder.LateCount, forming.OpenTimestampNs, forming.OpenTicks));
    }

    [Theory]
    [InlineData(213, 20, false)]
    [InlineData(214, 20, true)]
    [InlineData(215, 3_000, true)]
    public void Frames_built_from_smaller_bars_equal_frames_built_from_ticks(int seed, long gapS, bool hasLate)
    {
        long[] intervalsNs = [MinuteNs, 5 * MinuteNs, 7 * MinuteNs, HourNs, 4 * HourNs, DayNs, WeekNs];
        MarketTick[] ticks = TickSeries.Random(seed, 6_000, Ns(2024, 11, 1), gapS * TickSeries.SecondNs, hasLate);
        foreach (SessionCalendar calendar in new[] { NewYork, Shares, SessionCalendar.Utc })
        {
            var cascade = new FrameCascade(calendar, intervalsNs);
            RuleBarBuilder<TimeBarRule>[] direct =
                [.. intervalsNs.Select(ns => new RuleBarBuilder<TimeBarRule>(new(calendar, ns)))];
            var random = new Random(seed);
            foreach (MarketTick tick in ticks)
            {
                if (random.Next(10) == 0 && !hasLate)
                    AssertSame(cascade, direct, c => c.AdvanceTo(tick.TimestampNs), b => b.AdvanceTo(tick.TimestampNs));

                // A late tick is judged by the shortest frame: the others must see the same ticks.
                bool isTaken = direct[0].Forming.IsEmpty || tick.TimestampNs >= direct[0].Forming.OpenTimestampNs;
                AssertSame(cascade, direct, c => c.Push(in tick), b =>
                {
                    if (isTaken)
                        b.Push(in tick);
                });
            }

            Assert.Equal(hasLate, cascade.LateCount > 0);
        }
    }

    [Fact]
    public void A_cascade_restored_from_saved_bytes_goes_on_with_the_same_bars()
    {
        MarketTick[] ticks = TickSeries.Random(216, 3_000, Ns(2024, 11, 1), 30 * TickSeries.SecondNs);
        foreach (int cut in new[] { 0, 1, 1_234 })
        {
            FrameCascade original = Cascade();
            FrameCascade restored = Cascade();
            Build(original, ticks[..cut]);
            Build(restored, ticks[(cut / 2)..]);
            StateBytes.Load(StateBytes.Save(original.Transfer), restored.Transfer);
            Assert.Equal(Build(original, ticks[cut..]), Build(restored, ticks[cut..]));
            Assert.Equal(StateBytes.Hash(original.Transfer), StateBytes.Hash(restored.Transfer));
        }

        byte[] saved = StateBytes.Save(Cascade().Transfer);
        var other = new FrameCascade(SessionCalendar.Utc, [MinuteNs, HourNs, DayNs]);
        Assert.Throws<InvalidOperationException>(() => StateBytes.Load(saved, other.Transfer));
    }

    [Fact]
    public void A_cascade_allocates_nothing_also_over_a_change_of_clocks()
    {
        MarketTick[] ticks = TickSeries.Random(217, 3_000, Ns(2024, 3, 9), 60 * TickSeries.SecondNs);
        long count = Drain(Cascade(), ticks);
        FrameCascade fresh = Cascade();
        long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        count += Drain(fresh, ticks);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - allocatedBefore);
        Assert.NotEqual(0, count);
    }

    [Fact]
    public void Frames_that_cannot_be_built_from_the_shortest_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new FrameCascade(NewYork, [2 * MinuteNs, 3 * MinuteNs]));
        Assert.Throws<ArgumentException>(() => new FrameCascade(NewYork, [MinuteNs, MinuteNs]));
        Assert.Throws<ArgumentException>(() => new FrameCascade(NewYork, [DayNs, 2 * DayNs]));
    }

    private static FrameCascade Cascade() => new(NewYork, [MinuteNs, HourNs, DayNs]);

    private static MarketTick Tick(long timestampNs, long priceTicks) => new(timestampNs, priceTicks, 1, Side.Buy);

    private static long Drain(FrameCascade cascade, MarketTick[] ticks)
    {
        long count = 0;
        foreach (ref readonly MarketTick tick in ticks.AsSpan())
        {
            cascade.Push(in tick);
            while (cascade.TryTake(out int frame, out PriceBar bar))
                count += bar.TickCount + frame;

            count += cascade.Forming(2).TickCount;
        }

        return count;
    }

    private static List<(int Frame, PriceBar Bar)> Build(FrameCascade cascade, MarketTick[] ticks)
    {
        var bars = new List<(int, PriceBar)>();
        foreach (MarketTick tick in ticks)
        {
            cascade.Push(in tick);
            while (cascade.TryTake(out int frame, out PriceBar bar))
                bars.Add((frame, bar));
        }

        return bars;
    }

    private static void AssertSame(
        FrameCascade cascade,
        RuleBarBuilder<TimeBarRule>[] direct,
        Action<FrameCascade> onCascade,
        Action<BarBuilder> onBuilder)
    {
        onCascade(cascade);
        var expected = new List<(int, PriceBar)>();
        for (int i = 0; i < direct.Length; i++)
        {
            onBuilder(direct[i]);
            if (direct[i].TryTake(out PriceBar bar))
                expected.Add((i, bar));
        }

        var actual = new List<(int, PriceBar)>();
        while (cascade.TryTake(out int frame, out PriceBar bar))
            actual.Add((frame, bar));

        Assert.Equal(expected, actual);
        for (int i = 0; i < direct.Length; i++)
            Assert.Equal(direct[i].Forming, cascade.Forming(i));
    }

    /// <summary>The interval by the framework's own conversions, day by day.</summary>
    private static (long BeginNs, bool IsInSession) IntervalOf(
        SessionCalendar calendar, long intervalNs, long timestampNs)
    {
        TimeSpan open = calendar == Shares ? new TimeSpan(9, 30, 0) : new TimeSpan(17, 0, 0);
        DayOfWeek weekStart = calendar == Shares ? DayOfWeek.Monday : DayOfWeek.Sunday;
        DateTime local = TimeZoneInfo.ConvertTimeFromUtc(At(timestampNs), NewYorkZone);
        DateTime day = local.TimeOfDay >= open ? local.Date : local.Date.AddDays(-1);
        long sessionNs = Ns(TimeZoneInfo.ConvertTimeToUtc(day + open, NewYorkZone));
        bool isInSession = calendar != Shares || timestampNs < sessionNs + 6 * HourNs + 30 * MinuteNs;
        if (intervalNs != WeekNs)
            return (sessionNs + (timestampNs - sessionNs) / intervalNs * intervalNs, isInSession);

        while (day.DayOfWeek != weekStart)
            day = day.AddDays(-1);

        return (Ns(TimeZoneInfo.ConvertTimeToUtc(day + open, NewYorkZone)), isInSession);
    }

    private static DateTime At(long utcNs) => DateTime.UnixEpoch.AddTicks(utcNs / 100);

    private static long Ns(DateTime utc) => (utc - DateTime.UnixEpoch).Ticks * 100;

    private static long Ns(int year, int month, int day) =>
        Ns(new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc));
}
