using System.Runtime.InteropServices;

namespace LowLatencyEngine.Model;

/// <summary>
/// Open, high, low and close of an interval, for statistics: prices in the quote currency, not in ticks. Never a source
/// of an order's price without rounding to ticks. 48 bytes, no padding.
/// </summary>
/// <param name="OpenTimestampNs">When the interval begins, nanoseconds since the Unix epoch.</param>
/// <param name="Open">First price.</param>
/// <param name="High">Highest price.</param>
/// <param name="Low">Lowest price.</param>
/// <param name="Close">Last price.</param>
/// <param name="Volume">Quantity traded, or a count of ticks where the source has no quantity.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct Bar(
    long OpenTimestampNs, double Open, double High, double Low, double Close, double Volume)
{
    /// <summary>Every number is finite: what kernels accept.</summary>
    public bool IsFinite => double.IsFinite(Open + High + Low + Close + Volume);
}
