using System;
using LowLatencyEngine.Analysis.Bars;

namespace LowLatencyEngine.Analysis.Quality;

/// <summary>
/// When a market is open in the course of a week, in its own zone, daylight saving included. Holidays are not known:
/// they show as gaps. Immutable; any thread; allocates nothing after construction.
/// </summary>
public sealed class TradingHours
{
    private const long HourNs = 3_600_000_000_000;
    private const long DayNs = 24 * HourNs;
    private const long WeekNs = 7 * DayNs;
    private const long EpochOfWeekNs = 4 * DayNs; // 1 January 1970 was a Thursday; weeks begin on Sunday.

    private readonly ZoneOffsets _zone;
    private readonly TimeInterval[] _open; // Of the week, rising, in local time since Sunday midnight.

    private TradingHours(ZoneOffsets zone, params TimeInterval[] open)
    {
        _zone = zone;
        _open = open;
    }

    /// <summary>Always open.</summary>
    public static TradingHours Always { get; } = new(ZoneOffsets.Utc, new TimeInterval(0, WeekNs));

    /// <summary>Foreign exchange: Sunday 17:00 to Friday 17:00 New York.</summary>
    public static TradingHours ForeignExchange() =>
        new(ZoneOffsets.Load("America/New_York"), Span(0, 17, 5, 17));

    /// <summary>US shares with early and late trading: 04:00 to 20:00 New York, Monday to Friday.</summary>
    public static TradingHours UsShares() => Daily("America/New_York", beginHour: 4, endHour: 20);

    /// <summary>CME futures: Sunday 17:00 to Friday 16:00 Chicago, an hour's pause from 16:00.</summary>
    public static TradingHours CmeFutures() => new(
        ZoneOffsets.Load("America/Chicago"),
        Span(0, 17, 1, 16), Span(1, 17, 2, 16), Span(2, 17, 3, 16), Span(3, 17, 4, 16), Span(4, 17, 5, 16));

    /// <summary>Whether the market is open at an instant.</summary>
    public bool IsOpen(long utcNs)
    {
        Find(utcNs, out bool isOpen);
        return isOpen;
    }

    /// <summary>How long the market is open between two instants. O(weeks between).</summary>
    public long OpenNsBetween(long beginNs, long endNs)
    {
        if (_open[0].EndNs - _open[0].BeginNs == WeekNs)
            return Math.Max(0, endNs - beginNs);

        long openNs = 0;
        while (beginNs < endNs)
        {
            long changeNs = Math.Min(Find(beginNs, out bool isOpen), endNs);
            openNs += isOpen ? changeNs - beginNs : 0;
            beginNs = changeNs;
        }

        return openNs;
    }

    // The instant of the next opening or closing.
    private long Find(long utcNs, out bool isOpen)
    {
        long localNs = utcNs + _zone.OffsetNsAt(utcNs);
        long ofWeekNs = ((localNs + EpochOfWeekNs) % WeekNs + WeekNs) % WeekNs;
        long sundayNs = localNs - ofWeekNs;
        isOpen = false;
        foreach (TimeInterval open in _open)
        {
            isOpen = open.Contains(ofWeekNs);
            if (isOpen || ofWeekNs < open.BeginNs)
                return After(utcNs, sundayNs + (isOpen ? open.EndNs : open.BeginNs));
        }

        return After(utcNs, sundayNs + WeekNs + _open[0].BeginNs);
    }

    // Where a clock is set back the change may lie before the instant asked for: an hour on is past it.
    private long After(long utcNs, long localNs)
    {
        long changeNs = _zone.ToUtcNs(localNs);
        return changeNs > utcNs ? changeNs : utcNs + HourNs;
    }

    private static TimeInterval Span(int beginDay, int beginHour, int endDay, int endHour) =>
        new(beginDay * DayNs + beginHour * HourNs, endDay * DayNs + endHour * HourNs);

    private static TradingHours Daily(string zoneId, int beginHour, int endHour)
    {
        var open = new TimeInterval[5];
        for (int day = 0; day < open.Length; day++)
            open[day] = Span(day + 1, beginHour, day + 1, endHour);

        return new TradingHours(ZoneOffsets.Load(zoneId), open);
    }
}
