using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Analysis.Bars;

/// <summary>
/// Bars of equal time, counted from the opening of every session: 1 s to 1 D, or 1 W. The last bar of a session ends
/// with it, however long it is, so that a day of 23 or 25 hours is a whole number of bars but for its last. A tick of
/// an interval that is over is late and left out.
/// </summary>
public struct TimeBarRule : IBarRule
{
    /// <summary>Shortest bar.</summary>
    public const long IntervalMinNs = 1_000_000_000;

    /// <summary>A bar of a week, the only one longer than a day.</summary>
    public const long WeekNs = 7 * SessionCalendar.DayNs;

    private readonly SessionCalendar _calendar;
    private readonly long _intervalNs;
    private TimeInterval _session;
    private TimeInterval _current;
    private long _closedUntilNs;

    /// <exception cref="ArgumentException">Not an interval that bars can have.</exception>
    public TimeBarRule(SessionCalendar calendar, long intervalNs)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        if (!IsInterval(intervalNs))
            throw new ArgumentException($"a time bar has 1 s to 1 day, or 7 days: intervalNs={intervalNs}");

        _calendar = calendar;
        _intervalNs = intervalNs;
        _closedUntilNs = long.MinValue;
    }

    /// <summary>Interval of the forming bar.</summary>
    public readonly TimeInterval Current => _current;

    /// <summary>Whether a bar can have this length.</summary>
    public static bool IsInterval(long intervalNs) =>
        intervalNs is >= IntervalMinNs and <= SessionCalendar.DayNs or WeekNs;

    public TickVerdict Judge(in MarketTick tick)
    {
        long timestampNs = tick.TimestampNs;
        if (timestampNs < Math.Max(_closedUntilNs, _current.BeginNs))
            return TickVerdict.Late;

        if (!_session.Contains(timestampNs))
            _session = _calendar.SessionAt(timestampNs);

        return _session.Contains(timestampNs) ? TickVerdict.Taken : TickVerdict.OutsideSession;
    }

    public readonly bool EndsBefore(in PriceBar forming, in MarketTick tick) => tick.TimestampNs >= _current.EndNs;

    public long Begin(in MarketTick tick)
    {
        _current = IntervalAt(tick.TimestampNs);
        return _current.BeginNs;
    }

    public readonly bool EndsAfter(in PriceBar forming, in MarketTick tick) => false;

    public readonly bool EndsBy(long timestampNs) => timestampNs >= _current.EndNs;

    public void OnClosed(in PriceBar closed) => _closedUntilNs = _current.EndNs;

    public void Transfer(ref StateTransfer state)
    {
        state.Agree(_intervalNs);
        state.Agree(_calendar.ContentHash);
        state.Value(ref _session);
        state.Value(ref _current);
        state.Value(ref _closedUntilNs);
    }

    private readonly TimeInterval IntervalAt(long timestampNs)
    {
        if (_intervalNs == WeekNs)
            return _calendar.WeekAt(timestampNs);

        long beginNs = timestampNs - (timestampNs - _session.BeginNs) % _intervalNs;
        return new TimeInterval(beginNs, Math.Min(beginNs + _intervalNs, _session.EndNs));
    }
}
