using System.Runtime.InteropServices;

namespace LowLatencyEngine.Model;

/// <summary>A trade of the market. The header's side is the aggressor's.</summary>
[StructLayout(LayoutKind.Explicit, Size = 24)]
public struct Trade
{
    [FieldOffset(0)] public long TradeId;
    [FieldOffset(8)] public long PriceTicks;
    [FieldOffset(16)] public long QtyLots;
}
