using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Unit.Indicators.Candles;

/// <summary>A table of the reference data: names of its columns and its rows, NaN where a cell is empty.</summary>
internal sealed class ReferenceFile
{
    private ReferenceFile(string[] names) => Names = names;

    /// <summary>Without the leading row and time.</summary>
    public string[] Names { get; }

    public List<int> Bars { get; } = [];

    public List<double[]> Rows { get; } = [];

    /// <summary>Reads a file whose first two columns are the bar's index and its time.</summary>
    public static ReferenceFile Read(string series, string file)
    {
        using StreamReader reader = Open(series, file);
        var table = new ReferenceFile(reader.ReadLine()!.Split(',')[2..]);
        while (reader.ReadLine() is { } line)
        {
            string[] cells = line.Split(',');
            table.Bars.Add(int.Parse(cells[0], CultureInfo.InvariantCulture));
            table.Rows.Add(ToNumbers(cells.AsSpan(2)));
        }

        return table;
    }

    /// <summary>The series' bars, with their real opening times.</summary>
    public static List<Bar> ReadBars(string series)
    {
        using StreamReader reader = Open(series, "bars.csv.gz");
        reader.ReadLine();
        var bars = new List<Bar>();
        while (reader.ReadLine() is { } line)
        {
            string[] cells = line.Split(',');
            var time = DateTime.Parse(
                cells[0], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
            double[] numbers = ToNumbers(cells.AsSpan(1));
            long timestampNs = (time - DateTime.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
            bars.Add(new Bar(timestampNs, numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]));
        }

        return bars;
    }

    private static double[] ToNumbers(ReadOnlySpan<string> cells)
    {
        var numbers = new double[cells.Length];
        for (int i = 0; i < cells.Length; i++)
            numbers[i] = ToNumber(cells[i]);

        return numbers;
    }

    private static double ToNumber(string cell) => cell switch
    {
        "" => double.NaN,
        "True" or "true" => 1,
        "False" or "false" => 0,
        _ => double.Parse(cell, CultureInfo.InvariantCulture),
    };

    private static StreamReader Open(string series, string file)
    {
        string path = SharedData.PathOf(Path.Combine("reference", series, file));
        return new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
    }
}
