using System.Runtime.InteropServices;

namespace LowLatencyEngine.PriceAction;

/// <summary>How far price has worked through a zone. Only rises.</summary>
public enum ZoneStage
{
    None = 0,
    New = 1,
    Tested = 2, // The near edge was touched.
    Half = 3,   // The midpoint was.
    Filled = 4, // The far edge was, by a wick.
    Broken = 5, // Closed beyond the far edge: the zone now serves the other side.
    Gone = 6,
}

/// <summary>
/// A zone seen from its side (<see cref="SidedBar"/>): price comes from above, the top is the near edge. 56 bytes, no
/// padding.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public struct Zone
{
    public double Top;
    public double Bottom;
    public double Score;
    public long EventId;
    public int Row;
    public int KnownRow;
    public int OtherRow;
    public int TouchCount;
    public ZoneStage Stage;
    public int LastTouchRow;

    /// <summary>Middle of the zone.</summary>
    public readonly double Middle => 0.5 * (Top + Bottom);
}
