using System;
using System.Collections.Generic;
using System.Globalization;

namespace LowLatencyEngine.Fix;

/// <summary>Gathers QuickFIX's options of the schedule, which mean something only together.</summary>
internal sealed class ScheduleSettings
{
    private TimeOnly? _start;
    private TimeOnly? _end;
    private DayOfWeek? _startDay;
    private DayOfWeek? _endDay;
    private DayOfWeek[] _weekdays = [];
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;
    private bool _isNonStop;

    /// <summary>True where there is a schedule: without one a session is always open.</summary>
    public bool IsGiven => !_isNonStop && (_start is not null || _end is not null);

    /// <summary>False where the option is none of the schedule's.</summary>
    public bool TrySet(string name, string value)
    {
        switch (name)
        {
            case "StartTime":
                _start = Time(value);
                return true;

            case "EndTime":
                _end = Time(value);
                return true;

            case "StartDay":
                _startDay = Day(value);
                return true;

            case "EndDay":
                _endDay = Day(value);
                return true;

            case "Weekdays":
                _weekdays = Days(value);
                return true;

            case "TimeZone":
                _zone = TimeZoneInfo.FindSystemTimeZoneById(value);
                return true;

            case "UseLocalTime":
                _zone = QuickFixOptions.Flag(value) ? TimeZoneInfo.Local : _zone;
                return true;

            case "NonStopSession":
                _isNonStop = QuickFixOptions.Flag(value);
                return true;

            default:
                return false;
        }
    }

    /// <exception cref="ArgumentException">A part of the schedule is missing.</exception>
    public FixSchedule Build()
    {
        if (_start is not { } start || _end is not { } end)
            throw new ArgumentException("FIX session schedule needs both StartTime and EndTime; set both or none");

        if (_startDay is { } startDay && _endDay is { } endDay)
            return FixSchedule.Weekly((startDay, start), (endDay, end), _zone);

        if (_startDay is not null || _endDay is not null)
            throw new ArgumentException("FIX session schedule needs both StartDay and EndDay; set both or none");

        return FixSchedule.Daily(start, end, _zone, _weekdays);
    }

    // QuickFIX/J lets a zone's name follow the time; the zone here is the option TimeZone.
    private static TimeOnly Time(string value) => TimeOnly.TryParseExact(
        value, "HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly time)
        ? time
        : throw new ArgumentException("use HH:mm:ss");

    private static DayOfWeek[] Days(string values)
    {
        var days = new List<DayOfWeek>();
        const StringSplitOptions options = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;
        foreach (string value in values.Split(',', options))
            days.Add(Day(value));

        return [.. days];
    }

    private static DayOfWeek Day(string value)
    {
        const int shortestLength = 2; // "Mo" is Monday still.
        foreach (DayOfWeek day in Enum.GetValues<DayOfWeek>())
        {
            if (value.Length >= shortestLength && day.ToString().StartsWith(value, StringComparison.OrdinalIgnoreCase))
                return day;
        }

        throw new ArgumentException("use a day such as Sunday or sun");
    }
}
