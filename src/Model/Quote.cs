using System.Runtime.InteropServices;

namespace LowLatencyEngine.Model;

/// <summary>Best bid and ask as the venue states them, apart from the depth stream.</summary>
[StructLayout(LayoutKind.Explicit, Size = 40)]
public struct Quote
{
    [FieldOffset(0)] public long UpdateId;
    [FieldOffset(8)] public long BidPriceTicks;
    [FieldOffset(16)] public long BidQtyLots;
    [FieldOffset(24)] public long AskPriceTicks;
    [FieldOffset(32)] public long AskQtyLots;
}
