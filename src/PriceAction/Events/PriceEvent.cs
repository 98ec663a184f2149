using System.Runtime.InteropServices;

namespace LowLatencyEngine.PriceAction;

/// <summary>
/// One fact about the chart: the bar it speaks of, the bar at whose close it became known, and never anything later.
/// Nothing that was emitted is ever taken back or changed; what happens to it afterwards are events of their own that
/// refer to it. One cache line, unmanaged. Prices are statistics in the quote currency.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = SizeBytes)]
public struct PriceEvent
{
    public const int SizeBytes = 64;

    [FieldOffset(0)] public long Id;             // Rises by one from 1 within one stage.
    [FieldOffset(8)] public long ReferenceId;    // Earlier event that it goes on from; 0: none.
    [FieldOffset(16)] public double High;        // Upper edge; equal to Low where there is one level only.
    [FieldOffset(24)] public double Low;         // Lower edge.
    [FieldOffset(32)] public double Score;       // What it is, the kind says; 0: none; NaN: unknown yet.
    [FieldOffset(40)] public int Row;            // Bar it speaks of.
    [FieldOffset(44)] public int KnownRow;       // Bar at whose close it became known; never before Row.
    [FieldOffset(48)] public int OtherRow;       // Second bar, the kind says which; 0 where there is none.
    [FieldOffset(52)] public int Count;          // Members, touches or bars, the kind says which.
    [FieldOffset(56)] public PriceEventKind Kind;
    [FieldOffset(58)] public sbyte Direction;    // +1: up, a high, bullish; -1: down, a low, bearish; 0: neither.
    [FieldOffset(59)] public PriceScale Scale;   // Detector that said it, where a stage runs several of one kind.
    // 60..63 reserved, written as zero.

    /// <summary>Sets both edges to one level.</summary>
    public void SetLevel(double level) => (High, Low) = (level, level);

    /// <summary>Sets edges seen from a side: mirrored bars carry negated prices (<see cref="SidedBar"/>).</summary>
    public void SetEdges(int sign, double top, double bottom)
    {
        Direction = (sbyte)sign;
        (High, Low) = sign > 0 ? (top, bottom) : (-bottom, -top);
    }
}

/// <summary>Which of several detectors of one kind speaks.</summary>
public enum PriceScale : byte
{
    None = 0,
    Internal = 1,     // The fast one: 5 bars.
    Intermediate = 2, // 20 bars.
    Swing = 3,        // The slow one: 50 bars.
}
