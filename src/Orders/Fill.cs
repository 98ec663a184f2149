using LowLatencyEngine.Model;

namespace LowLatencyEngine.Orders;

/// <summary>One booking of the <see cref="PositionLedger"/>.</summary>
public readonly record struct Fill
{
    public required int InstrumentIndex { get; init; }

    /// <summary>Dense index, or <see cref="OrderRequest.OperatorStrategyIndex"/>.</summary>
    public required ushort StrategyIndex { get; init; }

    public required Side Side { get; init; }

    /// <summary>Always positive.</summary>
    public required long QtyLots { get; init; }

    public required long PriceTicks { get; init; }

    /// <summary>In ticks times lots; below zero for a rebate.</summary>
    public required long FeeTickLots { get; init; }

    /// <summary>Change of the position, in lots.</summary>
    public long SignedQtyLots => QtyLots * (sbyte)Side;
}
