using System;
using System.Collections.Generic;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Analysis.Bars;

/// <summary>
/// What a time zone is ahead of UTC, as a table of changes made once, so that asking costs a binary search and neither
/// allocates nor depends on anything but the table. Before its first change the first offset holds, after its last the
/// last. Immutable; any thread.
/// </summary>
public sealed class ZoneOffsets
{
    private const int FirstYear = 1990;
    private const int LastYear = 2060;
    private const long NsPerTick = 100;
    private const long DayNs = 86_400_000_000_000;

    private readonly long[] _changesNs; // UTC instants; the first is long.MinValue.
    private readonly long[] _offsetsNs; // From that instant on.

    private ZoneOffsets(long[] changesNs, long[] offsetsNs)
    {
        _changesNs = changesNs;
        _offsetsNs = offsetsNs;
    }

    /// <summary>Never changes and is never ahead.</summary>
    public static ZoneOffsets Utc { get; } = new([long.MinValue], [0]);

    /// <summary>
    /// Reads a zone out of the machine's time zone data, years 1990 to 2060. Set-up only. Machines with different data
    /// give different tables: <see cref="AddTo"/> tells them apart.
    /// </summary>
    /// <exception cref="TimeZoneNotFoundException">The machine does not know the zone.</exception>
    public static ZoneOffsets Load(string zoneId)
    {
        TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(zoneId);
        var first = new DateTime(FirstYear, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var limit = new DateTime(LastYear + 1, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        List<long> changesNs = [long.MinValue];
        List<long> offsetsNs = [OffsetNs(zone, first)];
        for (DateTime day = first; day < limit; day = day.AddDays(1))
        {
            DateTime nextDay = day.AddDays(1);
            if (OffsetNs(zone, nextDay) == offsetsNs[^1])
                continue;

            changesNs.Add(ToNs(FirstWithOffsetOf(zone, day, nextDay)));
            offsetsNs.Add(OffsetNs(zone, nextDay));
        }

        return new ZoneOffsets([.. changesNs], [.. offsetsNs]);
    }

    /// <summary>What local time is ahead of UTC at an instant. O(log changes).</summary>
    public long OffsetNsAt(long utcNs)
    {
        int begin = 0;
        int limit = _changesNs.Length;
        while (limit - begin > 1)
        {
            int middle = (begin + limit) >>> 1;
            if (_changesNs[middle] <= utcNs)
                begin = middle;
            else
                limit = middle;
        }

        return _offsetsNs[begin];
    }

    /// <summary>
    /// The instant of a local time: the first of two where clocks go back, and where they skip it the instant by the
    /// offset before.
    /// </summary>
    public long ToUtcNs(long localNs)
    {
        long offsetBefore = OffsetNsAt(localNs - DayNs);
        long offsetAfter = OffsetNsAt(localNs + DayNs);
        long earlyNs = localNs - offsetBefore;
        if (offsetBefore == offsetAfter || OffsetNsAt(earlyNs) == offsetBefore)
            return earlyNs;

        long lateNs = localNs - offsetAfter;
        return OffsetNsAt(lateNs) == offsetAfter ? lateNs : earlyNs;
    }

    /// <summary>Adds the table, so that state of another table is not taken for this one's.</summary>
    public void AddTo(ref StateHash hash)
    {
        for (int i = 0; i < _changesNs.Length; i++)
        {
            hash.Add(_changesNs[i]);
            hash.Add(_offsetsNs[i]);
        }
    }

    private static long OffsetNs(TimeZoneInfo zone, DateTime utc) => zone.GetUtcOffset(utc).Ticks * NsPerTick;

    private static long ToNs(DateTime utc) => (utc - DateTime.UnixEpoch).Ticks * NsPerTick;

    /// <summary>First second of a day at which the offset of the next day's begin holds.</summary>
    private static DateTime FirstWithOffsetOf(TimeZoneInfo zone, DateTime day, DateTime nextDay)
    {
        long target = OffsetNs(zone, nextDay);
        DateTime without = day;
        DateTime with = nextDay;
        while ((with - without).Ticks > TimeSpan.TicksPerSecond)
        {
            DateTime middle = without.AddSeconds((with - without).Ticks / TimeSpan.TicksPerSecond / 2);
            if (OffsetNs(zone, middle) == target)
                with = middle;
            else
                without = middle;
        }

        return with;
    }
}
