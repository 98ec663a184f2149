namespace LowLatencyEngine.Orders;

/// <summary>What a TradeCorrect(150=G) or TradeCancel(150=H) makes of a fill.</summary>
/// <param name="QtyLots">Lots; 0 for a trade that never was.</param>
/// <param name="PriceTicks">Price, in ticks.</param>
/// <param name="FeeTickLots">Fee, in ticks times lots.</param>
/// <param name="ExecIdHash">Id of the correction: a later one names it, not the fill.</param>
/// <param name="IsFeeStated">Whether the correction itself says what the fee is.</param>
public readonly record struct FillCorrection(
    long QtyLots, long PriceTicks, long FeeTickLots, long ExecIdHash, bool IsFeeStated = true);
