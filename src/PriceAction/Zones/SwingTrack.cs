using System.Runtime.InteropServices;

namespace LowLatencyEngine.PriceAction;

/// <summary>
/// What follows if one pivot is the last swing: the lowest bar since it, and the block that its break makes, at most
/// one. Seen from its side. No padding.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SwingTrack
{
    public SwingBlock Block; // BreakRow 0: not broken yet.
    private readonly double _level;
    private double _originTop;
    private double _originBottom;
    private int _originRow;
    private readonly int _exists;
    private int _isBroken;
    private int _isSettled;
    private readonly long _pivotRow; // Long, so that there is no padding.

    public SwingTrack(int pivotRow, double level)
    {
        _pivotRow = pivotRow;
        _level = level;
        _originRow = -1;
        _exists = 1;
    }

    public readonly bool Exists => _exists != 0;

    public readonly int PivotRow => (int)_pivotRow;

    /// <summary>It made a block that has not been told of.</summary>
    public readonly bool HasUnsettled => _isBroken != 0 && _isSettled == 0;

    public void MarkSettled() => _isSettled = 1;

    /// <summary>Takes the next bar after the pivot.</summary>
    public void Advance(BarWindow bars, int row, int sign, bool byBody)
    {
        SidedBar bar = SidedBar.Of(in bars[row], sign);
        if (HasUnsettled)
            Block.Advance(in bar, row, byBody);
        else if (_isBroken == 0 && _originRow >= 0 && bar.Close > _level)
            Break(bars, row);

        if (_originRow < 0 || bar.Low <= _originBottom)
            (_originRow, _originTop, _originBottom) = (row, bar.High, bar.Low);
    }

    private void Break(BarWindow bars, int row)
    {
        double lastTwo = bars[row].Volume + bars[row - 1].Volume;
        double third = bars[row - 2].Volume;
        double larger = double.Max(lastTwo, third);
        _isBroken = 1;
        Block = new SwingBlock
        {
            Top = _originTop,
            Bottom = _originBottom,
            Volume = bars[row].Volume + bars[row - 1].Volume + third,
            VolumeBalance = larger > 0 ? 100 * double.Min(lastTwo, third) / larger : 100,
            Row = _originRow,
            BreakRow = row,
            PivotRow = PivotRow,
        };
    }
}
