using System;

namespace LowLatencyEngine.Fix;

/// <summary>
/// When a session may be logged on, in the wall time of a zone: every day, on some weekdays, or once a week. Daylight
/// saving moves it with the zone's clocks. Remembers the span that it found last, so that asking again costs two
/// comparisons. Owned by the session's thread.
/// </summary>
/// <remarks>
/// A time that the clocks jump over when they go forward counts as the moment of the jump; one that they show twice
/// counts the first time.
/// </remarks>
public sealed class FixSchedule
{
    private const int DaysPerWeek = 7;
    private const int AllWeekdays = 0x7F;
    private const long NsPerTick = 100;

    private readonly TimeSpan _start;
    private readonly TimeSpan _end;
    private readonly TimeZoneInfo _zone;
    private int _startDay = -1; // -1 for a daily schedule.
    private int _endDay = -1;
    private int _weekdays; // Bit n: a daily session may start on DayOfWeek n.

    private long _fromNs; // The span that was found last, and whether it is open.
    private long _untilNs;
    private bool _isOpen;

    private FixSchedule(TimeOnly start, TimeOnly end, TimeZoneInfo zone)
    {
        _start = start.ToTimeSpan();
        _end = end.ToTimeSpan();
        _zone = zone;
    }

    /// <summary>
    /// A session a day, from <paramref name="start"/> to <paramref name="end"/>; where the end is not later than the
    /// start, to the next day's end. Equal times give a session that is always open and begins anew at that time.
    /// </summary>
    /// <param name="start">Time of day.</param>
    /// <param name="end">Time of day.</param>
    /// <param name="zone">Whose clocks count.</param>
    /// <param name="weekdays">Days on which a session starts; none given: all.</param>
    public static FixSchedule Daily(TimeOnly start, TimeOnly end, TimeZoneInfo zone, params DayOfWeek[] weekdays)
    {
        int mask = weekdays.Length == 0 ? AllWeekdays : 0;
        foreach (DayOfWeek day in weekdays)
            mask |= 1 << (int)day;

        return new FixSchedule(start, end, zone) { _weekdays = mask };
    }

    /// <summary>A session a week, such as from Sunday 17:05 to Friday 16:55 in New York.</summary>
    public static FixSchedule Weekly(
        (DayOfWeek Day, TimeOnly Time) start, (DayOfWeek Day, TimeOnly Time) end, TimeZoneInfo zone)
    {
        return new FixSchedule(start.Time, end.Time, zone) { _startDay = (int)start.Day, _endDay = (int)end.Day };
    }

    /// <summary>True while the session may be logged on.</summary>
    public bool IsOpen(long nowNs)
    {
        Find(nowNs);
        return _isOpen;
    }

    /// <summary>
    /// When the session that is open at <paramref name="nowNs"/> began; two times of one session agree.
    /// </summary>
    public long StartNs(long nowNs)
    {
        Find(nowNs);
        return _fromNs;
    }

    private void Find(long nowNs)
    {
        if (nowNs >= _fromNs && nowNs < _untilNs)
            return;

        DateTime utc = DateTime.UnixEpoch.AddTicks(nowNs / NsPerTick);
        DateTime day = TimeZoneInfo.ConvertTimeFromUtc(utc, _zone).Date;
        _isOpen = false;
        _fromNs = nowNs;
        _untilNs = long.MaxValue;
        for (int offset = -DaysPerWeek - 1; offset <= DaysPerWeek + 1; offset++)
        {
            DateTime candidate = day.AddDays(offset);
            if (StartsOn(candidate.DayOfWeek) && Consider(candidate, nowNs))
                return;
        }
    }

    // True where the session that starts on the day holds the instant; else it may be the next one to open.
    private bool Consider(DateTime day, long nowNs)
    {
        long startNs = ToNs(day + _start);
        long endNs = ToNs(day.AddDays(LengthDays(day)) + _end);
        if (nowNs >= startNs && nowNs < endNs)
        {
            (_fromNs, _untilNs, _isOpen) = (startNs, endNs, true);
            return true;
        }

        if (startNs > nowNs)
            _untilNs = Math.Min(_untilNs, startNs);

        return false;
    }

    private bool StartsOn(DayOfWeek day) => _startDay >= 0 ? (int)day == _startDay : (_weekdays & (1 << (int)day)) != 0;

    private int LengthDays(DateTime day)
    {
        bool endsEarlier = _end <= _start;
        if (_startDay < 0)
            return endsEarlier ? 1 : 0;

        int days = (_endDay - (int)day.DayOfWeek + DaysPerWeek) % DaysPerWeek;
        return days == 0 && endsEarlier ? DaysPerWeek : days;
    }

    private long ToNs(DateTime local)
    {
        DateTime valid = local;
        if (_zone.IsInvalidTime(valid))
        {
            while (_zone.IsInvalidTime(valid))
                valid = valid.AddMinutes(1);
        }

        DateTime utc = _zone.IsAmbiguousTime(valid)
            ? DateTime.SpecifyKind(valid - MaxOffset(valid), DateTimeKind.Utc)
            : TimeZoneInfo.ConvertTimeToUtc(valid, _zone);
        return (utc - DateTime.UnixEpoch).Ticks * NsPerTick;
    }

    private TimeSpan MaxOffset(DateTime ambiguous)
    {
        TimeSpan offset = TimeSpan.MinValue;
        foreach (TimeSpan candidate in _zone.GetAmbiguousTimeOffsets(ambiguous))
            offset = candidate > offset ? candidate : offset;

        return offset;
    }
}
