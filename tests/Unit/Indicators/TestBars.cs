using System;
using System.Collections.Generic;
using System.Globalization;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Unit.Indicators;

/// <summary>Bars for tests: recorded ones, and walks from a seed.</summary>
public static class TestBars
{
    public const long IntervalNs = 60_000_000_000;

    public static Bar[] Load(string series)
    {
        ReferenceTable table = ReferenceTable.Load(series, "bars.csv.gz");
        var bars = new Bar[table.RowCount];
        for (int i = 0; i < bars.Length; i++)
        {
            DateTime time = DateTime.Parse(
                table.Text(i, "time"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
            bars[i] = new Bar(
                (time.ToUniversalTime() - DateTime.UnixEpoch).Ticks * 100,
                table.Number(i, "open"), table.Number(i, "high"), table.Number(i, "low"), table.Number(i, "close"),
                table.Number(i, "volume"));
        }

        return bars;
    }

    /// <summary>A walk in ticks of 0.25 around 1,000, so that ties and flat bars occur.</summary>
    public static Bar[] Walk(int seed, int count)
    {
        var random = new Random(seed);
        var bars = new Bar[count];
        long close = 4_000;
        for (int i = 0; i < count; i++)
        {
            long open = close + random.Next(-2, 3);
            close = open + random.Next(-8, 9);
            long high = Math.Max(open, close) + random.Next(4);
            long low = Math.Min(open, close) - random.Next(4);
            bars[i] = new Bar(
                i * IntervalNs, open * 0.25, high * 0.25, low * 0.25, close * 0.25, random.Next(5) * 100);
        }

        return bars;
    }

    public static Bar[] Flat(int count, double price)
    {
        var bars = new Bar[count];
        for (int i = 0; i < count; i++)
            bars[i] = new Bar(i * IntervalNs, price, price, price, price, 100);

        return bars;
    }

    public static Bar[] Map(IReadOnlyList<Bar> bars, Func<Bar, Bar> change)
    {
        var changed = new Bar[bars.Count];
        for (int i = 0; i < changed.Length; i++)
            changed[i] = change(bars[i]);

        return changed;
    }
}
