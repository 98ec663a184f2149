using System.Runtime.InteropServices;

namespace LowLatencyEngine.PriceAction;

/// <summary>A swing that others may equal, and the pool that they make. Levels seen from its side. 56 bytes, no
/// padding.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PoolAnchor
{
    public double Level;
    public double Tolerance;
    public double SumLevel;
    public long SwingEventId;
    public long PoolEventId; // 0: no second member yet.
    public int Row;
    public int MemberCount;
    public int SweptRow;     // 0: not yet.
    public int Reserved;     // In place of padding.

    /// <summary>Trading here sweeps it.</summary>
    public readonly double Limit => Level + Tolerance;

    public readonly double MeanLevel => SumLevel / MemberCount;

    public readonly bool Fits(double level, int row) =>
        double.Abs(level - Level) <= Tolerance && (SweptRow == 0 || row < SweptRow);
}
