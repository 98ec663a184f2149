using System.Runtime.InteropServices;

namespace LowLatencyEngine.Model;

/// <summary>
/// What a venue is told of an order beyond price, quantity, type and time in force. Stands behind the order of a
/// NewOrder and a ReplaceOrder, in the bytes in which a refused one has the values of its denial. All zero says
/// nothing, as in every record from before there were terms.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = SizeBytes)]
public struct OrderTerms
{
    public const int SizeBytes = 24;
    public const int EventOffset = RiskDenial.EventOffset;

    [FieldOffset(0)] public long StopPriceTicks;    // StopPx(99) of a type that waits for a price; else 0.
    [FieldOffset(8)] public long DisplayLots;       // MaxFloor(111), DisplayQty(1138); 0 for all of it.
    [FieldOffset(16)] public long ExpireTimestampNs; // ExpireTime(126), ns since the Unix epoch; else 0.

    /// <summary>Nothing is said.</summary>
    public readonly bool IsEmpty => (StopPriceTicks | DisplayLots | ExpireTimestampNs) == 0;
}
