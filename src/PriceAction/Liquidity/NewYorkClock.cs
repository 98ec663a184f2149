using System;

namespace LowLatencyEngine.PriceAction;

/// <summary>
/// Local time of New York from UTC, by the rules of the United States since 2007 (second Sunday of March to first
/// Sunday of November) and from 1987 to 2006 (first Sunday of April to last of October), worked out once per UTC day;
/// earlier years take the latter. No time zone files: the same on every machine. O(1), 0 bytes; copies are independent.
/// </summary>
public struct NewYorkClock
{
    public const long DayNs = 86_400L * 1_000_000_000;

    private const long HourNs = 3_600L * 1_000_000_000;
    private const long WinterOffsetNs = -5 * HourNs;

    private long _day = long.MinValue; // UTC day that the rest holds for; derived, so not carried.
    private long _changeNs;
    private long _offsetBeforeNs;
    private long _offsetAfterNs;

    public NewYorkClock()
    {
    }

    /// <summary>Local nanoseconds since the local Unix epoch.</summary>
    public long LocalNs(long utcNs)
    {
        long day = FloorDivide(utcNs, DayNs);
        if (day != _day)
            Resolve(day);

        return utcNs + (utcNs < _changeNs ? _offsetBeforeNs : _offsetAfterNs);
    }

    internal static long FloorDivide(long value, long divisor) =>
        value >= 0 ? value / divisor : (value + 1) / divisor - 1;

    private void Resolve(long day)
    {
        _day = day;
        int year = DateTime.UnixEpoch.AddDays(day).Year;
        // Both changes come at two in the morning by the clock that ends.
        long springNs = (year >= 2007 ? Sunday(year, 3, 2) : Sunday(year, 4, 1)) * DayNs + 7 * HourNs;
        long autumnNs = (year >= 2007 ? Sunday(year, 11, 1) : LastSundayOfOctober(year)) * DayNs + 6 * HourNs;
        long dayNs = day * DayNs;
        bool isSummer = dayNs >= springNs && dayNs < autumnNs;
        _offsetBeforeNs = WinterOffsetNs + (isSummer ? HourNs : 0);
        _offsetAfterNs = _offsetBeforeNs;
        _changeNs = dayNs;
        if (springNs > dayNs && springNs < dayNs + DayNs)
            (_changeNs, _offsetAfterNs) = (springNs, WinterOffsetNs + HourNs);
        else if (autumnNs > dayNs && autumnNs < dayNs + DayNs)
            (_changeNs, _offsetAfterNs) = (autumnNs, WinterOffsetNs);
    }

    private static long Sunday(int year, int month, int ordinal)
    {
        var first = new DateTime(year, month, 1, 0, 0, 0, DateTimeKind.Utc);
        int toSunday = (7 - (int)first.DayOfWeek) % 7;
        return (first - DateTime.UnixEpoch).Days + toSunday + 7 * (ordinal - 1);
    }

    private static long LastSundayOfOctober(int year)
    {
        var last = new DateTime(year, 10, 31, 0, 0, 0, DateTimeKind.Utc);
        return (last - DateTime.UnixEpoch).Days - (int)last.DayOfWeek;
    }
}
