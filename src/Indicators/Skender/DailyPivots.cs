using System;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Indicators.Skender;

/// <summary>
/// Pivot points of the day before, by the calendar day (UTC) of the bars' opening. O(1). First value with the second
/// day's first bar.
/// </summary>
public struct DailyPivots : IBarStatistic<PivotLevels>
{
    private const long DayNs = 24 * 3_600_000_000_000;

    private PivotLevels _levels = PivotLevels.None;
    private State _state;

    public DailyPivots()
    {
    }

    /// <summary>The least; the second day ends it.</summary>
    public readonly int WarmUpCount => 2;

    public PivotLevels Next(in Bar bar)
    {
        long day = Math.DivRem(bar.OpenTimestampNs, DayNs, out long rest) - (rest < 0 ? 1 : 0);
        if (_state.BarCount++ == 0)
        {
            Begin(in bar, day);
            return _levels;
        }

        if (day != _state.Day)
        {
            _levels = PivotLevels.Standard(_state.High, _state.Low, _state.Close);
            Begin(in bar, day);
            return _levels;
        }

        _state.High = Math.Max(_state.High, bar.High);
        _state.Low = Math.Min(_state.Low, bar.Low);
        _state.Close = bar.Close;
        return _levels;
    }

    public void Transfer(ref StateTransfer state)
    {
        state.Value(ref _levels);
        state.Value(ref _state);
    }

    private void Begin(in Bar bar, long day)
    {
        _state.Day = day;
        _state.High = bar.High;
        _state.Low = bar.Low;
        _state.Close = bar.Close;
    }

    private struct State
    {
        public double High;
        public double Low;
        public double Close;
        public long Day;
        public long BarCount;
    }
}
