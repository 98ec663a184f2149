using System;
using LowLatencyEngine.Analysis.Quality;
using Xunit;

namespace LowLatencyEngine.Unit.Analysis.Quality;

public sealed class TradingHoursTests
{
    private const long HourNs = 3_600_000_000_000;

    [Theory]
    [InlineData("fx", "2024-01-05T21:59:59", true)] // Friday, winter: 17:00 New York is 22:00.
    [InlineData("fx", "2024-01-05T22:00:00", false)]
    [InlineData("fx", "2024-01-07T21:59:59", false)]
    [InlineData("fx", "2024-01-07T22:00:00", true)]
    [InlineData("fx", "2024-07-05T20:59:59", true)] // Summer: 21:00.
    [InlineData("fx", "2024-07-05T21:00:00", false)]
    [InlineData("us", "2024-01-05T08:59:59", false)]
    [InlineData("us", "2024-01-05T09:00:00", true)]
    [InlineData("us", "2024-01-06T01:00:00", false)]
    [InlineData("cme", "2024-01-03T22:30:00", false)] // The daily pause, 16:00 to 17:00 Chicago.
    [InlineData("cme", "2024-01-03T23:00:00", true)]
    public void A_market_opens_and_closes_by_its_own_clock(string name, string time, bool isOpen) =>
        Assert.Equal(isOpen, HoursOf(name).IsOpen(Ns(time)));

    [Theory]
    [InlineData("fx", "2024-01-05T20:00:00", "2024-01-08T00:00:00", 4)] // Two hours on each side of it.
    [InlineData("fx", "2024-03-08T21:00:00", "2024-03-10T22:00:00", 2)] // Daylight saving begins in between.
    [InlineData("us", "2024-01-05T00:00:00", "2024-01-12T00:00:00", 80)]
    [InlineData("cme", "2024-01-01T00:00:00", "2024-01-08T00:00:00", 115)]
    public void Open_time_between_two_instants_leaves_the_pauses_out(
        string name, string begin, string end, int hours) =>
        Assert.Equal(hours * HourNs, HoursOf(name).OpenNsBetween(Ns(begin), Ns(end)));

    [Fact]
    public void Open_time_is_the_sum_of_open_minutes()
    {
        TradingHours hours = TradingHours.ForeignExchange();
        var random = new Random(5);
        for (int i = 0; i < 50; i++)
        {
            long beginNs = Ns("2024-10-25T00:00:00") + random.Next(20_000) * (HourNs / 60);
            int minutes = random.Next(6_000);
            long expectedNs = 0;
            for (int minute = 0; minute < minutes; minute++)
                expectedNs += hours.IsOpen(beginNs + minute * (HourNs / 60)) ? HourNs / 60 : 0;

            Assert.Equal(expectedNs, hours.OpenNsBetween(beginNs, beginNs + minutes * (HourNs / 60)));
        }
    }

    private static TradingHours HoursOf(string name) => name switch
    {
        "fx" => TradingHours.ForeignExchange(),
        "us" => TradingHours.UsShares(),
        _ => TradingHours.CmeFutures(),
    };

    private static long Ns(string time) =>
        (DateTime.Parse(time + "Z").ToUniversalTime() - DateTime.UnixEpoch).Ticks * 100;
}
