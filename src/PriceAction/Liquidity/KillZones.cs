using System.Runtime.InteropServices;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.PriceAction;

/// <summary>Kill zones by New York time, in the order of the day.</summary>
public enum SessionKind
{
    None = 0,
    Asia = 1,        // 20:00 to 24:00.
    London = 2,      // 02:00 to 05:00.
    NewYork = 3,     // 07:00 to 10:00.
    LondonClose = 4, // 10:00 to 12:00.
}

/// <summary>
/// Highs and lows of the kill zones, by the open time of bars in New York, daylight saving included, [start, end):
/// final and told of at the first bar after the end. O(1), 0 bytes.
/// </summary>
public sealed class KillZones
{
    private const long HourNs = 3_600L * 1_000_000_000;

    private NewYorkClock _clock = new();
    private Range _range;
    private long _dayOfRange;

    /// <summary>Zone that the last bar lies in.</summary>
    public SessionKind Current => (SessionKind)_range.Kind;

    /// <summary>Local day of the last bar; the evening's zone belongs to the day it lies in.</summary>
    public long LocalDay { get; private set; }

    /// <summary>Zone that the last bar ended; None: it ended none.</summary>
    public SessionKind Ended { get; private set; }

    /// <summary>High of <see cref="Ended"/>.</summary>
    public double EndedHigh { get; private set; }

    /// <summary>Low of <see cref="Ended"/>.</summary>
    public double EndedLow { get; private set; }

    /// <summary>Takes the last bar of <paramref name="bars"/>.</summary>
    public void Update(BarWindow bars, PriceEventBuffer output)
    {
        ref readonly Bar bar = ref bars.Last;
        long localNs = _clock.LocalNs(bar.OpenTimestampNs);
        LocalDay = NewYorkClock.FloorDivide(localNs, NewYorkClock.DayNs);
        SessionKind kind = KindOf((localNs - LocalDay * NewYorkClock.DayNs) / HourNs);
        Ended = SessionKind.None;
        if (kind != Current || LocalDay != _dayOfRange)
        {
            if (Current != SessionKind.None)
                End(output);

            _range = new Range(bar.High, bar.Low, bars.LastRow, (int)kind);
            _dayOfRange = LocalDay;
            return;
        }

        _range = _range with
        {
            High = double.Max(_range.High, bar.High),
            Low = double.Min(_range.Low, bar.Low),
        };
    }

    /// <summary>Carries everything later events depend on.</summary>
    public void Transfer(ref StateTransfer state)
    {
        state.Value(ref _range);
        state.Value(ref _dayOfRange);
    }

    private static SessionKind KindOf(long hour) => hour switch
    {
        >= 20 => SessionKind.Asia,
        >= 2 and < 5 => SessionKind.London,
        >= 7 and < 10 => SessionKind.NewYork,
        >= 10 and < 12 => SessionKind.LondonClose,
        _ => SessionKind.None,
    };

    private void End(PriceEventBuffer output)
    {
        Ended = Current;
        (EndedHigh, EndedLow) = (_range.High, _range.Low);
        ref PriceEvent told = ref output.Add(PriceEventKind.SessionExtremes, _range.Row);
        told.Count = _range.Kind;
        (told.High, told.Low) = (_range.High, _range.Low);
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Range(double High, double Low, int Row, int Kind);
}
