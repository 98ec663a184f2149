using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;

namespace LowLatencyEngine.Unit.Indicators;

/// <summary>A file of reference values: bars and what another implementation says about them.</summary>
public sealed class ReferenceTable
{
    private readonly Dictionary<string, int> _columnIndexes = new(StringComparer.Ordinal);
    private readonly List<string[]> _rows = [];

    private ReferenceTable(TextReader text)
    {
        Header = text.ReadLine()!.Split(',');
        for (int i = 0; i < Header.Count; i++)
            _columnIndexes.Add(Header[i], i);

        while (text.ReadLine() is { } line)
            _rows.Add(line.Split(','));
    }

    public IReadOnlyList<string> Header { get; }

    public int RowCount => _rows.Count;

    public static ReferenceTable Load(string series, string file)
    {
        string path = SharedData.PathOf(Path.Combine("reference", series, file));
        using var text = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        return new ReferenceTable(text);
    }

    public bool Has(string column) => _columnIndexes.ContainsKey(column);

    public string Text(int index, string column) => _rows[index][_columnIndexes[column]];

    /// <summary>NaN where the cell is empty.</summary>
    public double Number(int index, string column)
    {
        string text = Text(index, column);
        return text is "" or "nan" ? double.NaN : double.Parse(text, CultureInfo.InvariantCulture);
    }
}
