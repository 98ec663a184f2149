using System;
using System.Globalization;
using System.IO;
using LowLatencyEngine.Indicators.Columns;

namespace LowLatencyEngine.Console.Analyze;

/// <summary>
/// Columns as CSV: row, time, then a cell for each column, with 15 significant digits or as a whole number. A cell is
/// empty while its column has no value yet; one that has none later reads nan.
/// </summary>
public sealed class ColumnOutput : IBarOutput
{
    private const double ExactIntegerMaximum = 1L << 53;

    private readonly ColumnSelection _selection;
    private readonly TextWriter _text;
    private readonly bool[] _hasBegun;

    /// <param name="selection">The columns, before their first bar.</param>
    /// <param name="text">Where to; disposed with this.</param>
    public ColumnOutput(ColumnSelection selection, TextWriter text)
    {
        _selection = selection;
        _text = text;
        _hasBegun = new bool[selection.Count];
        WriteHeader();
    }

    public void OnBar(in BarLine line)
    {
        _selection.Update(line.Bar);
        _text.Write(line.Row.ToString(CultureInfo.InvariantCulture));
        _text.Write(',');
        _text.Write(line.TimeText);
        for (int i = 0; i < _selection.Count; i++)
        {
            _text.Write(',');
            WriteCell(i, _selection.Read(i));
        }

        _text.Write('\n');
    }

    public void Dispose() => _text.Dispose();

    private void WriteHeader()
    {
        _text.Write("row,time");
        for (int i = 0; i < _selection.Count; i++)
        {
            _text.Write(',');
            _text.Write(_selection.Name(i));
        }

        _text.Write('\n');
    }

    private void WriteCell(int columnIndex, double value)
    {
        if (!double.IsNaN(value))
            _hasBegun[columnIndex] = true;
        else if (!_hasBegun[columnIndex])
            return;

        Span<char> cell = stackalloc char[32];
        cell = cell[..Format(cell, value, _selection.IsInteger(columnIndex))];
        _text.Write(cell);
    }

    // Not finite as C writes it, for the reference files are written so.
    private static int Format(Span<char> cell, double value, bool isInteger)
    {
        int length;
        if (double.IsFinite(value))
        {
            bool isExact = isInteger && Math.Abs(value) <= ExactIntegerMaximum;
            _ = isExact
                ? ((long)value).TryFormat(cell, out length, default, CultureInfo.InvariantCulture)
                : value.TryFormat(cell, out length, "g15", CultureInfo.InvariantCulture);
            return length;
        }

        string text = double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        text.CopyTo(cell);
        return text.Length;
    }
}
