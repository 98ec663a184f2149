using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Analysis.Bars;

/// <summary>
/// When a market's days and weeks begin: at a time of day of its own zone, daylight saving included. A day's session
/// runs from its opening to its length or to the next opening, whichever is first; holidays are days without trades and
/// need no table. Immutable; any thread; allocates nothing after construction.
/// </summary>
public sealed class SessionCalendar
{
    /// <summary>A day of 24 hours: as a session's length it means "until the next opening".</summary>
    public const long DayNs = 86_400_000_000_000;

    private const int DaysPerWeek = 7;
    private const int EpochDayOfWeek = (int)DayOfWeek.Thursday; // 1 January 1970.

    private readonly ZoneOffsets _zone;
    private readonly long _openNs;
    private readonly long _lengthNs;
    private readonly int _weekShift;

    /// <param name="zone">Whose local time counts.</param>
    /// <param name="openNs">Opening after local midnight, 0 to below 24 hours: 17:00 New York for foreign
    /// exchange.</param>
    /// <param name="lengthNs">Above 0; 24 hours or more for a market that has no pause.</param>
    /// <param name="weekStart">Day whose opening begins the week.</param>
    public SessionCalendar(ZoneOffsets zone, long openNs, long lengthNs, DayOfWeek weekStart)
    {
        ArgumentNullException.ThrowIfNull(zone);
        ArgumentOutOfRangeException.ThrowIfNegative(openNs);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(openNs, DayNs);
        ArgumentOutOfRangeException.ThrowIfLessThan(lengthNs, 1);
        _zone = zone;
        _openNs = openNs;
        _lengthNs = lengthNs;
        _weekShift = (EpochDayOfWeek - (int)weekStart + DaysPerWeek) % DaysPerWeek;

        var hash = new StateHash();
        zone.AddTo(ref hash);
        hash.Add(openNs);
        hash.Add(lengthNs);
        hash.Add((long)weekStart);
        ContentHash = hash.Value;
    }

    /// <summary>Days from midnight to midnight UTC, weeks from Monday.</summary>
    public static SessionCalendar Utc { get; } = new(ZoneOffsets.Utc, openNs: 0, DayNs, DayOfWeek.Monday);

    /// <summary>Of everything that decides where bars begin, the zone's table included.</summary>
    public long ContentHash { get; }

    /// <summary>
    /// The session that has opened last at an instant. It may be over: then the instant lies between two sessions.
    /// </summary>
    public TimeInterval SessionAt(long utcNs)
    {
        long day = DayAt(utcNs);
        long beginNs = OpeningNs(day);
        long nextNs = OpeningNs(day + 1);
        return new TimeInterval(beginNs, _lengthNs >= DayNs ? nextNs : Math.Min(nextNs, beginNs + _lengthNs));
    }

    /// <summary>The week an instant lies in, from opening to opening.</summary>
    public TimeInterval WeekAt(long utcNs)
    {
        long firstDay = FloorDivide(DayAt(utcNs) + _weekShift, DaysPerWeek) * DaysPerWeek - _weekShift;
        return new TimeInterval(OpeningNs(firstDay), OpeningNs(firstDay + DaysPerWeek));
    }

    private static long FloorDivide(long value, long divisor)
    {
        long quotient = value / divisor;
        return value % divisor < 0 ? quotient - 1 : quotient;
    }

    /// <summary>Local days since 1 January 1970 of the last opening at or before an instant.</summary>
    private long DayAt(long utcNs)
    {
        long day = FloorDivide(utcNs + _zone.OffsetNsAt(utcNs) - _openNs, DayNs);
        if (utcNs < OpeningNs(day))
            return day - 1; // The clock was set between the opening and now.

        return utcNs >= OpeningNs(day + 1) ? day + 1 : day;
    }

    private long OpeningNs(long day) => _zone.ToUtcNs(day * DayNs + _openNs);
}
