using System.Runtime.InteropServices;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Orders;

/// <summary>
/// One booking of the <see cref="PositionLedger"/>. 48 bytes without padding: snapshots copy it as it lies.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct Fill
{
    /// <summary>ClOrdID(11) of the order; 0 where it has none of ours.</summary>
    public long OrderId { get; init; }

    /// <summary>Hash of ExecID(17), by which a correction names it; 0 for none.</summary>
    public long ExecIdHash { get; init; }

    /// <summary>Positive; 0 only once the fill was cancelled (TradeCancel).</summary>
    public required long QtyLots { get; init; }

    public required long PriceTicks { get; init; }

    /// <summary>In ticks times lots; below zero for a rebate.</summary>
    public required long FeeTickLots { get; init; }

    public required int InstrumentIndex { get; init; }

    /// <summary>Dense index, or <see cref="OrderRequest.OperatorStrategyIndex"/>.</summary>
    public required ushort StrategyIndex { get; init; }

    public required Side Side { get; init; }

    /// <summary>
    /// True for lots of which only CumQty(14) told: price and fee are made up, and the fills themselves may come.
    /// </summary>
    public bool IsAssumed { get; init; }

    /// <summary>Change of the position, in lots.</summary>
    public long SignedQtyLots => QtyLots * (sbyte)Side;
}
