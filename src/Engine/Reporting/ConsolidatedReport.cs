using LowLatencyEngine.Analysis.Books;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Engine.Reporting;

/// <summary>
/// One thing at several venues: the best of what they last showed, fit or not, as decimal texts; empty where a side has
/// nothing. A venue is named by its instrument's symbol.
/// </summary>
public sealed record ConsolidatedReport(
    string Name,
    string BestBid,
    string BestBidQty,
    string BestBidAt,
    string BestAsk,
    string BestAskQty,
    string BestAskAt,
    int Venues,
    int FitVenues,
    long Changes,
    long Locked,
    long Crossed)
{
    /// <summary>In words and decimals. Allocates.</summary>
    public static ConsolidatedReport Of(ConsolidatedMarket market, InstrumentTable instruments)
    {
        BestPrice bid = market.LastShown(Side.Buy);
        BestPrice ask = market.LastShown(Side.Sell);
        Instrument first = instruments[market.InstrumentIndexOf(0)]; // All have its steps.
        return new ConsolidatedReport(
            market.Name,
            PriceOf(in bid, first),
            MoneyText.Qty(first, bid.QtyLots),
            SymbolOf(in bid, market, instruments),
            PriceOf(in ask, first),
            MoneyText.Qty(first, ask.QtyLots),
            SymbolOf(in ask, market, instruments),
            market.VenueCount,
            market.FitVenueCount,
            market.ChangeCount,
            market.LockedCount,
            market.CrossedCount);
    }

    private static string PriceOf(in BestPrice best, Instrument first) =>
        best.VenueCount == 0 ? "" : first.Price.ToString(best.PriceTicks);

    private static string SymbolOf(in BestPrice best, ConsolidatedMarket market, InstrumentTable instruments) =>
        best.VenueCount == 0 ? "" : instruments[market.InstrumentIndexOf(best.VenueIndex)].Symbol;
}
