using System;
using LowLatencyEngine.PriceAction;
using Xunit;

namespace LowLatencyEngine.Unit.PriceAction;

public sealed class NewYorkClockTests
{
    [Theory]
    [InlineData("2023-03-12T06:59:59Z", "2023-03-12T01:59:59Z")]
    [InlineData("2023-03-12T07:00:00Z", "2023-03-12T03:00:00Z")]
    [InlineData("2023-11-05T05:59:59Z", "2023-11-05T01:59:59Z")]
    [InlineData("2023-11-05T06:00:00Z", "2023-11-05T01:00:00Z")]
    [InlineData("2006-04-02T07:00:00Z", "2006-04-02T03:00:00Z")]
    [InlineData("2006-10-29T06:00:00Z", "2006-10-29T01:00:00Z")]
    [InlineData("1999-12-31T23:00:00Z", "1999-12-31T18:00:00Z")]
    public void Changes_come_at_two_in_the_morning(string utc, string local)
    {
        var clock = new NewYorkClock();

        Assert.Equal(Ns(local), clock.LocalNs(Ns(utc)));
    }

    /// <summary>Every half hour of some years against the system's time zone rules, in an order that jumps
    /// about.</summary>
    [Fact]
    public void Every_half_hour_is_the_system_s()
    {
        TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");
        var clock = new NewYorkClock();
        foreach (int year in new[] { 2026, 1988, 2007, 2024 })
        {
            var first = new DateTime(year, 1, 1, 0, 0, 0, DateTimeKind.Utc);
            for (DateTime utc = first; utc.Year == year; utc = utc.AddMinutes(30))
            {
                long utcNs = (utc - DateTime.UnixEpoch).Ticks * 100;
                long offsetNs = zone.GetUtcOffset(utc).Ticks * 100;
                Assert.Equal(utcNs + offsetNs, clock.LocalNs(utcNs));
            }
        }
    }

    private static long Ns(string text) =>
        (DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture).UtcDateTime - DateTime.UnixEpoch)
        .Ticks * 100;
}
