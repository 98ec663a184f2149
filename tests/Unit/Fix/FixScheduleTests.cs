using System;
using System.Collections.Generic;
using System.Globalization;
using LowLatencyEngine.Fix;
using Xunit;

namespace LowLatencyEngine.Unit.Fix;

public sealed class FixScheduleTests
{
    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    [Theory]
    [InlineData("2026-01-15 07:59:59", false)]
    [InlineData("2026-01-15 08:00:00", true)]
    [InlineData("2026-01-15 16:59:59", true)]
    [InlineData("2026-01-15 17:00:00", false)]
    public void A_daily_session_is_open_between_its_times(string utc, bool isOpen)
    {
        FixSchedule schedule = FixSchedule.Daily(new TimeOnly(8, 0), new TimeOnly(17, 0), TimeZoneInfo.Utc);
        Assert.Equal(isOpen, schedule.IsOpen(Ns(utc)));
    }

    [Theory]
    [InlineData("2026-01-16 23:00:00", true)]  // Friday's session runs into Saturday.
    [InlineData("2026-01-17 01:00:00", true)]
    [InlineData("2026-01-17 23:00:00", false)]
    [InlineData("2026-01-19 01:00:00", false)] // Sunday's would.
    [InlineData("2026-01-19 22:00:00", true)]
    public void A_session_over_midnight_starts_on_the_weekdays_given(string utc, bool isOpen)
    {
        FixSchedule schedule = FixSchedule.Daily(
            new TimeOnly(22, 0), new TimeOnly(2, 0), TimeZoneInfo.Utc, DayOfWeek.Monday, DayOfWeek.Friday);
        Assert.Equal(isOpen, schedule.IsOpen(Ns(utc)));
    }

    // In winter New York is five hours behind UTC, in summer four; the clocks go forward on 8 March 2026.
    [Theory]
    [InlineData("2026-01-18 22:04:59", false)]
    [InlineData("2026-01-18 22:05:00", true)]
    [InlineData("2026-01-21 12:00:00", true)]
    [InlineData("2026-01-23 21:54:59", true)]
    [InlineData("2026-01-23 21:55:00", false)]
    [InlineData("2026-07-19 21:05:00", true)]
    [InlineData("2026-07-24 20:55:00", false)]
    public void A_week_of_trading_follows_the_clocks_of_its_zone(string utc, bool isOpen) =>
        Assert.Equal(isOpen, Week().IsOpen(Ns(utc)));

    [Fact]
    public void Two_times_of_one_session_have_one_start_and_the_next_session_another()
    {
        FixSchedule week = Week();
        long sunday = week.StartNs(Ns("2026-03-01 23:00:00"));
        Assert.Equal(sunday, week.StartNs(Ns("2026-03-06 12:00:00")));
        Assert.Equal(Ns("2026-03-08 21:05:00"), week.StartNs(Ns("2026-03-09 00:00:00"))); // After the change.
    }

    [Fact]
    public void Equal_times_are_always_open_and_begin_anew_every_day()
    {
        FixSchedule schedule = FixSchedule.Daily(TimeOnly.MinValue, TimeOnly.MinValue, TimeZoneInfo.Utc);
        Assert.True(schedule.IsOpen(Ns("2026-01-15 00:00:00")));
        Assert.Equal(Ns("2026-01-15 00:00:00"), schedule.StartNs(Ns("2026-01-15 23:59:59")));
        Assert.Equal(Ns("2026-01-16 00:00:00"), schedule.StartNs(Ns("2026-01-16 00:00:00")));
    }

    [Fact]
    public void What_is_remembered_never_changes_the_answer()
    {
        const int seed = 7;
        var random = new Random(seed);
        FixSchedule remembering = Week();
        for (int i = 0; i < 2_000; i++)
        {
            long nowNs = Ns("2026-01-01 00:00:00") + random.NextInt64(365L * 86_400) * 1_000_000_000;
            FixSchedule fresh = Week();
            Assert.True(fresh.IsOpen(nowNs) == remembering.IsOpen(nowNs), $"seed={seed}, nowNs={nowNs}");
            if (fresh.IsOpen(nowNs))
                Assert.Equal(fresh.StartNs(nowNs), remembering.StartNs(nowNs));
        }
    }

    [Fact]
    public void A_session_logs_out_when_its_time_is_over_and_starts_again_at_one()
    {
        // The bench's clock starts at 14:30 UTC.
        FixSchedule schedule = FixSchedule.Daily(new TimeOnly(14, 0), new TimeOnly(14, 31), TimeZoneInfo.Utc);
        var bench = new SessionBench(SessionBench.AcceptorOptions with { Schedule = schedule });
        bench.Connect();
        bench.Hear("35=A|34=1|98=0|108=30|");
        bench.TakeOutput();
        bench.Pass(seconds: 60);
        Assert.Equal("35=5|34=4|58=Session time is over", bench.TakeOutput()[^1]);
        bench.Hear("35=5|34=2|");
        Assert.Equal((FixSessionState.Disconnected, FixEndReason.OutsideSchedule), bench.End);

        bench.Connect();
        Assert.Equal(FixSessionState.Disconnected, bench.Session.State);
        bench.Pass(seconds: 86_400 - 60);
        bench.Connect();
        Assert.Equal((FixSessionState.AwaitingLogon, 1L), (bench.Session.State, bench.Session.NextIncoming));
    }

    [Fact]
    public void QuickFix_settings_make_the_same_schedule()
    {
        FixSessionOptions options = QuickFixOptions.Apply(SessionBench.AcceptorOptions, new Dictionary<string, string>
        {
            ["StartDay"] = "sun", ["EndDay"] = "Friday", ["StartTime"] = "17:05:00", ["EndTime"] = "16:55:00",
            ["TimeZone"] = "America/New_York",
        });
        Assert.True(options.Schedule!.IsOpen(Ns("2026-01-18 22:05:00")));
        Assert.False(options.Schedule.IsOpen(Ns("2026-01-18 22:04:59")));
    }

    private static FixSchedule Week() => FixSchedule.Weekly(
        (DayOfWeek.Sunday, new TimeOnly(17, 5)), (DayOfWeek.Friday, new TimeOnly(16, 55)), NewYork);

    private static long Ns(string utc)
    {
        const DateTimeStyles styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        var time = DateTime.ParseExact(utc, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, styles);
        return (time - DateTime.UnixEpoch).Ticks * 100;
    }
}
