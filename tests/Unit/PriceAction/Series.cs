using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Unit.PriceAction;

/// <summary>Bars for tests: recorded ones and walks from a seed.</summary>
internal static class Series
{
    private static readonly Lazy<Bar[]> EurUsdBars = new(() => ReadBars("reference/eurusd_15m/bars.csv.gz"));

    /// <summary>EURUSD, 15 minutes.</summary>
    public static Bar[] EurUsd => EurUsdBars.Value;

    /// <summary>Lines of a compressed shared file, without its header.</summary>
    public static List<string[]> ReadRows(string path)
    {
        using var file = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        var rows = new List<string[]>();
        file.ReadLine();
        while (file.ReadLine() is { } line)
            rows.Add(line.Split(','));

        return rows;
    }

    /// <summary>A walk with gaps, trends and ties on a grid of ticks, 15 minutes a bar.</summary>
    public static Bar[] Walk(int seed, int count)
    {
        var random = new Random(seed);
        var bars = new Bar[count];
        double price = 2_000;
        double drift = 0;
        for (int i = 0; i < count; i++)
        {
            if (random.Next(40) == 0)
                drift = (random.NextDouble() - 0.5) * 2;

            double open = price + (random.Next(10) == 0 ? random.Next(-4, 5) : 0);
            double close = open + Math.Round(drift + (random.NextDouble() - 0.5) * 10);
            double high = Math.Max(open, close) + random.Next(4);
            double low = Math.Min(open, close) - random.Next(4);
            bars[i] = new Bar(i * 900_000_000_000L, open, high, low, close, random.Next(1, 500));
            price = close;
        }

        return bars;
    }

    /// <summary>
    /// A walk whose bars open where the last closed and have no wicks: none is the highest and the lowest of its
    /// neighbours at once, where some rules prefer highs.
    /// </summary>
    public static Bar[] WicklessWalk(int seed, int count)
    {
        Bar[] bars = Walk(seed, count);
        double open = bars[0].Open;
        for (int i = 0; i < count; i++)
        {
            double close = bars[i].Close;
            bars[i] = bars[i] with
            {
                Open = open, High = Math.Max(open, close), Low = Math.Min(open, close),
            };
            open = close;
        }

        return bars;
    }

    private static Bar[] ReadBars(string relative)
    {
        var bars = new List<Bar>();
        foreach (string[] cells in ReadRows(SharedData.PathOf(relative)))
        {
            DateTimeOffset time = DateTimeOffset.Parse(
                cells[0], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
            long timestampNs = (time - DateTimeOffset.UnixEpoch).Ticks * 100;
            bars.Add(new Bar(timestampNs, N(cells[1]), N(cells[2]), N(cells[3]), N(cells[4]), N(cells[5])));
        }

        return [.. bars];
    }

    private static double N(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
