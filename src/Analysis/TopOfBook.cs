using LowLatencyEngine.Model;

namespace LowLatencyEngine.Analysis;

/// <summary>Where a <see cref="TopOfBook"/> comes from. In the state hash, so never renumbered.</summary>
public enum TopSource : byte
{
    None = 0,
    Book = 1,
    Quote = 2,
}

/// <summary>
/// Best bid and ask, from whichever of the depth and the quote stream is newer by the venue's update id. A side without
/// quantity is absent. Prices are ticks, quantities lots.
/// </summary>
public struct TopOfBook
{
    public long BidPriceTicks;
    public long BidQtyLots;
    public long AskPriceTicks;
    public long AskQtyLots;
    public long UpdateId;
    public long TimestampNs; // Receive time of the event it comes from.
    public TopSource Source;

    /// <summary>Both sides are there.</summary>
    public readonly bool IsTwoSided => BidQtyLots > 0 && AskQtyLots > 0;

    /// <summary>Both sides are there and the bid is above the ask.</summary>
    public readonly bool IsCrossed => IsTwoSided && BidPriceTicks > AskPriceTicks;

    /// <summary>Half-way between bid and ask, in ticks. Both sides must be there.</summary>
    public readonly double MidTicks => BidPriceTicks + (AskPriceTicks - BidPriceTicks) * 0.5;

    /// <summary>
    /// Micro-price in ticks: <c>(bid * askQty + ask * bidQty) / (bidQty + askQty)</c>, nearer to the side that is about
    /// to give way. Computed as bid plus a share of the spread, which is the same and keeps the digits. Both sides must
    /// be there. Source: Gatheral and Oomen, "Zero-intelligence realized variance estimation" (2010).
    /// </summary>
    public readonly double MicroPriceTicks =>
        BidPriceTicks + (AskPriceTicks - BidPriceTicks) * (BidQtyLots / ((double)BidQtyLots + AskQtyLots));

    /// <summary>Saves, loads or hashes every field.</summary>
    public void Transfer(ref StateTransfer state)
    {
        state.Value(ref BidPriceTicks);
        state.Value(ref BidQtyLots);
        state.Value(ref AskPriceTicks);
        state.Value(ref AskQtyLots);
        state.Value(ref UpdateId);
        state.Value(ref TimestampNs);
        state.Value(ref Source);
    }
}
