using System;
using System.Runtime.InteropServices;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.PriceAction;

/// <summary>
/// High and low of the last complete day, week (from Monday) and month, and whether they have been traded beyond since.
/// A period is complete at the first bar of the next; days begin at UTC midnight plus an offset. O(1), 0 bytes.
/// </summary>
public sealed class PeriodLevels
{
    private readonly long _dayOffsetNs;
    private long _day = long.MinValue;
    private Period _daily;
    private Period _weekly;
    private Period _monthly;

    /// <param name="dayOffsetNs">Added to times: a day that begins at 22:00 UTC has two hours.</param>
    public PeriodLevels(long dayOffsetNs = 0) => _dayOffsetNs = dayOffsetNs;

    /// <summary>High of the last complete day; NaN before there is one.</summary>
    public double PreviousDayHigh => _daily.PreviousHigh;

    /// <summary>Low of the last complete day; NaN before there is one.</summary>
    public double PreviousDayLow => _daily.PreviousLow;

    /// <summary>Takes the last bar of <paramref name="bars"/>.</summary>
    public void Update(BarWindow bars, PriceEventBuffer output)
    {
        ref readonly Bar bar = ref bars.Last;
        long day = NewYorkClock.FloorDivide(bar.OpenTimestampNs + _dayOffsetNs, NewYorkClock.DayNs);
        if (day != _day)
            Turn(day, bars, output);

        _daily.Take(in bar, bars.LastRow, output);
        _weekly.Take(in bar, bars.LastRow, output);
        _monthly.Take(in bar, bars.LastRow, output);
    }

    /// <summary>Carries everything later events depend on.</summary>
    public void Transfer(ref StateTransfer state)
    {
        state.Value(ref _day);
        state.Value(ref _daily);
        state.Value(ref _weekly);
        state.Value(ref _monthly);
    }

    private void Turn(long day, BarWindow bars, PriceEventBuffer output)
    {
        DateTime date = DateTime.UnixEpoch.AddDays(day);
        long week = NewYorkClock.FloorDivide(day + 3, 7); // The epoch was a Thursday.
        _daily.Turn(day, 1, bars.LastRow, output);
        _weekly.Turn(week, 7, bars.LastRow, output);
        _monthly.Turn(date.Year * 12 + date.Month, 30, bars.LastRow, output);
        _day = day;
    }

    /// <summary>One length of period. No padding.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Period
    {
        private double _high;
        private double _low;
        private double _previousHigh;
        private double _previousLow;
        private long _key;
        private long _eventId; // Of the last complete period; 0: none yet.
        private int _row;
        private int _exists;
        private int _isHighTaken;
        private int _isLowTaken;

        public readonly double PreviousHigh => _eventId == 0 ? double.NaN : _previousHigh;

        public readonly double PreviousLow => _eventId == 0 ? double.NaN : _previousLow;

        public void Turn(long key, int lengthDays, int row, PriceEventBuffer output)
        {
            if (_exists != 0 && key == _key)
                return;

            if (_exists != 0)
            {
                ref PriceEvent told = ref output.Add(PriceEventKind.PeriodExtremes, _row);
                told.Count = lengthDays;
                (told.High, told.Low) = (_high, _low);
                (_previousHigh, _previousLow, _eventId) = (_high, _low, told.Id);
            }

            _exists = 1;
            _key = key;
            _row = row;
            _high = double.NegativeInfinity;
            _low = double.PositiveInfinity;
            _isHighTaken = 0;
            _isLowTaken = 0;
        }

        public void Take(in Bar bar, int row, PriceEventBuffer output)
        {
            _high = double.Max(_high, bar.High);
            _low = double.Min(_low, bar.Low);
            if (_eventId == 0)
                return;

            if (_isHighTaken == 0 && bar.High > _previousHigh)
            {
                _isHighTaken = 1;
                Tell(PriceEventKind.PeriodHighTaken, 1, _previousHigh, row, output);
            }

            if (_isLowTaken == 0 && bar.Low < _previousLow)
            {
                _isLowTaken = 1;
                Tell(PriceEventKind.PeriodLowTaken, -1, _previousLow, row, output);
            }
        }

        private readonly void Tell(PriceEventKind kind, int side, double level, int row, PriceEventBuffer output)
        {
            ref PriceEvent told = ref output.Add(kind, row);
            told.ReferenceId = _eventId;
            told.Direction = (sbyte)side;
            told.SetLevel(level);
        }
    }
}
