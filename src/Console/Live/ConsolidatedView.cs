using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Analysis;
using LowLatencyEngine.Analysis.Books;
using LowLatencyEngine.Engine.Reporting;
using LowLatencyEngine.Model;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace LowLatencyEngine.Console.Live;

/// <summary>One thing at several venues: the best of the fit ones, and what each shows.</summary>
internal sealed class ConsolidatedView(
    InstrumentTable instruments, MarketAnalysis analysis, ConsolidatedMarket market) : IBookView
{
    private Instrument First => instruments[market.InstrumentIndexOf(0)]; // All have its steps.

    /// <inheritdoc/>
    public IRenderable Draw()
    {
        Table table = new Table().Border(TableBorder.Rounded);
        table.AddColumn(new TableColumn(Markup.Escape(market.Name)).NoWrap());
        foreach (string column in (string[])["bid qty", "bid", "ask", "ask qty", "market"])
            table.AddColumn(new TableColumn(column).RightAligned().NoWrap());

        foreach (VenueRow row in Rows())
        {
            string fitness = row.IsFit ? "[green]fit[/]" : $"[red bold]{row.Fitness}[/]";
            table.AddRow(
                Markup.Escape(row.Symbol), row.BidQty, $"[green]{row.Bid}[/]", $"[red]{row.Ask}[/]", row.AskQty,
                fitness);
        }

        return new Rows(new Markup(Markup.Escape(Header())), table);
    }

    /// <inheritdoc/>
    public object ToData() => new
    {
        name = market.Name,
        shape = market.Shape.ToString(),
        fitVenues = market.FitVenueCount,
        bid = ToData(market.Bid),
        ask = ToData(market.Ask),
        locked = market.LockedCount,
        crossed = market.CrossedCount,
        venues = Rows(),
    };

    /// <inheritdoc/>
    public IEnumerable<string> Lines()
    {
        yield return Header();
        foreach (VenueRow row in Rows())
        {
            yield return $"{row.Symbol} {row.Bid} x {row.BidQty} / {row.Ask} x {row.AskQty} " +
                (row.IsFit ? "fit" : row.Fitness);
        }
    }

    private string Header() =>
        $"{market.Name} bid {Text(market.Bid)}, ask {Text(market.Ask)}, {market.Shape}, " +
        $"fit {market.FitVenueCount} of {market.VenueCount}, " +
        $"locked {market.LockedCount}, crossed {market.CrossedCount}";

    private string Text(BestPrice best) => best.VenueCount == 0
        ? "none"
        : $"{First.Price.ToString(best.PriceTicks)} x {MoneyText.Qty(First, best.QtyLots)} at {SymbolOf(best)}";

    private object? ToData(BestPrice best) => best.VenueCount == 0
        ? null
        : new
        {
            price = First.Price.ToString(best.PriceTicks),
            qty = MoneyText.Qty(First, best.QtyLots),
            at = SymbolOf(best),
            venues = best.VenueCount,
        };

    private string SymbolOf(BestPrice best) => instruments[market.InstrumentIndexOf(best.VenueIndex)].Symbol;

    private List<VenueRow> Rows() => [.. Enumerable.Range(0, market.VenueCount).Select(RowOf)];

    private VenueRow RowOf(int venueIndex)
    {
        int index = market.InstrumentIndexOf(venueIndex);
        VenueTop top = market.TopOf(venueIndex);
        return new VenueRow(
            instruments[index].Symbol,
            First.Price.ToString(top.BidPriceTicks),
            MoneyText.Qty(First, top.BidQtyLots),
            First.Price.ToString(top.AskPriceTicks),
            MoneyText.Qty(First, top.AskQtyLots),
            market.IsFit(venueIndex),
            analysis[index].Fitness.ToString());
    }

    private sealed record VenueRow(
        string Symbol, string Bid, string BidQty, string Ask, string AskQty, bool IsFit, string Fitness);
}
