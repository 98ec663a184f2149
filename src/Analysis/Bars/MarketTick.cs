using LowLatencyEngine.Model;

namespace LowLatencyEngine.Analysis.Bars;

/// <summary>What bars are made of: a trade, or one side of a quote as one lot without an aggressor.</summary>
/// <param name="TimestampNs">By the clock that the bars go by, nanoseconds since the Unix epoch.</param>
/// <param name="PriceTicks">Price.</param>
/// <param name="QtyLots">Quantity, above 0.</param>
/// <param name="Aggressor">Who took liquidity; None where nobody knows.</param>
public readonly record struct MarketTick(long TimestampNs, long PriceTicks, long QtyLots, Side Aggressor);
