using System;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Console.Analyze;

/// <summary>
/// Reader of bars as CSV, plain or gzip (by the name's ending): a header with time, open, high, low, close and volume
/// in any order, other columns left aside; times ISO 8601, UTC where they do not say otherwise, and rising. A line at
/// a time, so that a file may be longer than memory.
/// </summary>
public sealed class BarFile : IBarReader
{
    private static readonly string[] FieldNames = ["time", "open", "high", "low", "close", "volume"];

    private readonly string _path;
    private readonly StreamReader _text;
    private readonly int[] _columns;
    private long _lineNumber;
    private long _row;
    private long _lastTimestampNs = long.MinValue;

    /// <exception cref="BarFileException">The header lacks a column.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public BarFile(string path)
    {
        _path = path;
        Stream stream = File.OpenRead(path);
        if (path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            stream = new GZipStream(stream, CompressionMode.Decompress);

        _text = new StreamReader(stream);
        try
        {
            _columns = ReadHeader();
        }
        catch
        {
            _text.Dispose();
            throw;
        }
    }

    /// <summary>Whether a file is CSV with all the columns named; false for any other, and a damaged one.</summary>
    public static bool IsBarFile(string path)
    {
        try
        {
            using var file = new BarFile(path);
            return true;
        }
        catch (BarFileException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    /// <remarks>Empty lines are skipped.</remarks>
    public bool TryRead(out BarLine line)
    {
        line = default;
        string? text = ReadLine();
        while (text is "")
            text = ReadLine();

        if (text is null)
            return false;

        string[] cells = text.Split(',');
        string timeText = Cell(cells, 0);
        var bar = new Bar(
            Time(timeText), Number(cells, 1), Number(cells, 2), Number(cells, 3), Number(cells, 4), Number(cells, 5));
        RequireOrder(cells, in bar);
        line = new BarLine(_row++, timeText, bar);
        return true;
    }

    public void Dispose() => _text.Dispose();

    private int[] ReadHeader()
    {
        string header = ReadLine() ?? "";
        string[] names = header.Split(',', StringSplitOptions.TrimEntries);
        var columns = new int[FieldNames.Length];
        for (int i = 0; i < columns.Length; i++)
        {
            columns[i] = Array.FindIndex(names, name => name.Equals(FieldNames[i], StringComparison.OrdinalIgnoreCase));
            if (columns[i] < 0)
            {
                throw new BarFileException($"bar file lacks a column: file={_path}, line=1, field={FieldNames[i]}, " +
                    $"value='{header}'; the first line must name time, open, high, low, close and volume");
            }
        }

        return columns;
    }

    private string? ReadLine()
    {
        _lineNumber++;
        try
        {
            return _text.ReadLine();
        }
        catch (InvalidDataException e)
        {
            throw new BarFileException(
                $"bar file is damaged: file={_path}, line={_lineNumber}, cause={e.Message}; fetch it again");
        }
    }

    private string Cell(string[] cells, int field) =>
        _columns[field] < cells.Length
            ? cells[_columns[field]].Trim()
            : throw Wrong(field, "", "add the missing field");

    private double Number(string[] cells, int field)
    {
        string cell = Cell(cells, field);
        bool isNumber = double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double number);
        return isNumber && double.IsFinite(number) ? number : throw Wrong(field, cell, "give a finite decimal number");
    }

    private long Time(string cell)
    {
        const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (!DateTime.TryParse(cell, CultureInfo.InvariantCulture, Styles, out DateTime time))
            throw Wrong(0, cell, "give a time as 2024-01-31T09:30:00");

        long timestampNs = (time - DateTime.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
        if (timestampNs <= _lastTimestampNs)
            throw Wrong(0, cell, "times must rise from line to line: sort the file and drop doubles");

        _lastTimestampNs = timestampNs;
        return timestampNs;
    }

    private void RequireOrder(string[] cells, in Bar bar)
    {
        if (bar.High < Math.Max(bar.Open, Math.Max(bar.Low, bar.Close)))
            throw Wrong(2, Cell(cells, 2), "the high must not be below open, low or close");

        if (bar.Low > Math.Min(bar.Open, bar.Close))
            throw Wrong(3, Cell(cells, 3), "the low must not be above open or close");

        if (bar.Volume < 0)
            throw Wrong(5, Cell(cells, 5), "the volume must not be negative");
    }

    private BarFileException Wrong(int field, string value, string advice) => new(
        $"bar file is wrong: file={_path}, line={_lineNumber}, field={FieldNames[field]}, value='{value}'; {advice}");
}
