namespace LowLatencyEngine.Analysis.Books;

/// <summary>
/// Best bid and ask of one venue for an instrument that several venues trade. Prices are in the ticks of the
/// consolidated instrument, quantities in its lots; a side without quantity is empty.
/// </summary>
/// <param name="BidPriceTicks">Best bid.</param>
/// <param name="BidQtyLots">Lots there; 0 for none.</param>
/// <param name="AskPriceTicks">Best ask.</param>
/// <param name="AskQtyLots">Lots there; 0 for none.</param>
public readonly record struct VenueTop(long BidPriceTicks, long BidQtyLots, long AskPriceTicks, long AskQtyLots)
{
    /// <summary>True where the venue's own bid is not below its own ask: its book is not to be believed.</summary>
    public bool IsLockedOrCrossed => BidQtyLots > 0 && AskQtyLots > 0 && BidPriceTicks >= AskPriceTicks;
}
