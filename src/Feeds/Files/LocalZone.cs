using System;

namespace LowLatencyEngine.Feeds.Files;

/// <summary>
/// Local times of a zone to UTC. An hour that is there twice is taken as the first, an hour that is left out by the
/// offset before it. Remembers the last hour asked for, so that a sorted file asks the zone once an hour. One thread.
/// </summary>
internal sealed class LocalZone(TimeZoneInfo zone)
{
    private const long HourNs = 3_600_000_000_000;

    private long _hourBeginNs = long.MinValue;
    private long _offsetNs;

    /// <summary>Never ahead of UTC.</summary>
    public static LocalZone Utc => new(TimeZoneInfo.Utc);

    /// <summary>New York without daylight saving, as FXCM and HistData write their times.</summary>
    public static LocalZone EasternStandard =>
        new(TimeZoneInfo.CreateCustomTimeZone("EST", TimeSpan.FromHours(-5), "EST", "EST"));

    /// <summary>New York.</summary>
    public static LocalZone NewYork => new(TimeZoneInfo.FindSystemTimeZoneById("America/New_York"));

    /// <summary>The instant at which clocks of the zone show <paramref name="localNs"/>.</summary>
    public long ToUtcNs(long localNs)
    {
        if (localNs < _hourBeginNs || localNs >= _hourBeginNs + HourNs || _hourBeginNs == long.MinValue)
        {
            _hourBeginNs = localNs - localNs % HourNs;
            _offsetNs = OffsetNs(_hourBeginNs);
        }

        return localNs - _offsetNs;
    }

    private long OffsetNs(long localNs)
    {
        DateTime local = DateTime.SpecifyKind(DateTime.UnixEpoch.AddTicks(localNs / 100), DateTimeKind.Unspecified);
        if (zone.IsAmbiguousTime(local))
            return zone.GetAmbiguousTimeOffsets(local)[^1].Ticks * 100; // The larger offset is the earlier instant.

        return zone.GetUtcOffset(local).Ticks * 100;
    }
}
