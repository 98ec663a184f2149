using System.Runtime.InteropServices;

namespace LowLatencyEngine.PriceAction;

/// <summary>An order block of a final swing, seen from its side. 64 bytes, no padding; rows are 0 until they are
/// known.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SwingBlock
{
    public double Top;
    public double Bottom;
    public double Volume;
    public double VolumeBalance; // Per cent.
    public long EventId;
    public int Row;
    public int BreakRow;
    public int PivotRow;
    public int FilledRow;
    public int GoneRow;
    public int Reserved; // In place of padding.

    /// <summary>Its life, by wicks: filled beyond the far edge, gone beyond the near one on a later bar.</summary>
    public void Advance(in SidedBar bar, int row, bool byBody)
    {
        double low = byBody ? double.Min(bar.Open, bar.Close) : bar.Low;
        if (FilledRow == 0 && low < Bottom)
            FilledRow = row;
        else if (FilledRow != 0 && GoneRow == 0 && bar.High > Top)
            GoneRow = row;
    }
}
