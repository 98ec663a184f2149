using System;
using System.Runtime.CompilerServices;

namespace LowLatencyEngine.Feeds.Files;

/// <summary>
/// The cells of one CSV row, in place: quotes around a cell are taken off; a separator inside quotes does not part.
/// Reads numbers and keeps the first verdict that is not Ok, so that a parser asks once at its end. Allocates nothing.
/// </summary>
internal ref struct Cells
{
    /// <summary>Cells beyond are left aside.</summary>
    public const int CountMax = 64;

    private readonly ReadOnlySpan<byte> _row;
    private CellBounds _bounds;
    private int _count;

    public Cells(ReadOnlySpan<byte> row, byte separator)
    {
        _row = row;
        Split(separator);
    }

    /// <summary>Cells found.</summary>
    public readonly int Count => _count;

    /// <summary>First fault of the row so far.</summary>
    public RowVerdict Verdict { get; private set; }

    /// <summary>What is special about the numbers read so far.</summary>
    public DataFlags Flags { get; private set; }

    /// <summary>A cell without blanks and quotes; empty where there is none.</summary>
    public readonly ReadOnlySpan<byte> this[int index]
    {
        get
        {
            if ((uint)index >= (uint)_count)
                return default;

            ReadOnlySpan<byte> cell = Trim(_row[_bounds[2 * index].._bounds[2 * index + 1]]);
            return cell.Length >= 2 && cell[0] == (byte)'"' && cell[^1] == (byte)'"' ? cell[1..^1] : cell;
        }
    }

    /// <summary>Without blanks around.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text) => text.Trim(" \t\r"u8);

    /// <summary>A price in 10^-9.</summary>
    public long Price(int index) => Number(index, DataRecord.PriceDecimals);

    /// <summary>A quantity in 10^-8.</summary>
    public long Qty(int index) => Number(index, DataRecord.QtyDecimals);

    /// <summary>A whole number.</summary>
    public long Whole(int index) => Number(index, 0);

    /// <summary>A decimal of so many places.</summary>
    public long Number(int index, int decimals)
    {
        DataFlags flags = Flags;
        Note(FixedDecimal.Parse(this[index], decimals, out long value, ref flags));
        Flags = flags;
        return value;
    }

    /// <summary>Keeps a verdict unless there is one already.</summary>
    public void Note(RowVerdict verdict)
    {
        if (Verdict == RowVerdict.Ok)
            Verdict = verdict;
    }

    private void Split(byte separator)
    {
        int begin = 0;
        bool isQuoted = false;
        for (int i = 0; i <= _row.Length && _count < CountMax; i++)
        {
            if (i < _row.Length && _row[i] == (byte)'"')
                isQuoted = !isQuoted;

            if (i < _row.Length && (_row[i] != separator || isQuoted))
                continue;

            _bounds[2 * _count] = begin;
            _bounds[2 * _count + 1] = i;
            _count++;
            begin = i + 1;
        }
    }

    [InlineArray(2 * CountMax)]
    private struct CellBounds
    {
        private int _first;
    }
}
