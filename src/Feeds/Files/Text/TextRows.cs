using System;

namespace LowLatencyEngine.Feeds.Files.Text;

/// <summary>Rows of text: lines, or elements of a JSON array, read by one parser.</summary>
internal sealed class TextRows(ByteWindow window, RowParser parser, bool areElements) : IRowReader
{
    public bool TryReadRow(RecordBatch batch)
    {
        bool hasRow = areElements ? window.TryReadElement(out ReadOnlySpan<byte> row) : window.TryReadLine(out row);
        if (!hasRow)
            return false;

        row = window.RowCount == 1 ? FormatDetector.SkipByteOrderMark(row) : row;
        bool isEmpty = Cells.Trim(row).Length == 0;
        batch.Finish(isEmpty ? RowVerdict.Ok : parser.Parse(row, batch), window.RowCount);
        return true;
    }

    public void Dispose()
    {
    }
}
