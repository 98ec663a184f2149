using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Analysis;
using LowLatencyEngine.Engine.Reporting;
using LowLatencyEngine.Model;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace LowLatencyEngine.Console.Live;

/// <summary>One market's book as an engine's journal tells it: the levels nearest the touch, both sides.</summary>
internal sealed class LadderView(Instrument instrument, MarketAnalysis analysis, int levelCount) : IBookView
{
    private InstrumentState Market => analysis[instrument.Index];

    /// <inheritdoc/>
    /// <remarks>Asks on top.</remarks>
    public IRenderable Draw()
    {
        Table table = new Table().Border(TableBorder.Rounded);
        table.AddColumn(new TableColumn("bid").RightAligned());
        table.AddColumn(new TableColumn(instrument.Symbol).Centered());
        table.AddColumn(new TableColumn("ask").LeftAligned());
        foreach (Level level in Asks().Reverse())
            table.AddRow("", $"[red]{Price(level)}[/]", MoneyText.Qty(instrument, level.QtyLots));

        foreach (Level level in Bids())
            table.AddRow(MoneyText.Qty(instrument, level.QtyLots), $"[green]{Price(level)}[/]", "");

        return new Rows(new Markup(Header()), table);
    }

    /// <inheritdoc/>
    public object ToData() => new
    {
        symbol = instrument.Symbol,
        isFit = Market.IsFit,
        fitness = Market.Fitness.ToString(),
        feed = Market.FeedState.ToString(),
        lastUpdateId = Market.LastUpdateId,
        bidLevels = Market.Book.BidCount,
        askLevels = Market.Book.AskCount,
        bids = Bids().Select(Texts),
        asks = Asks().Select(Texts),
    };

    /// <inheritdoc/>
    public IEnumerable<string> Lines()
    {
        foreach (Level level in Asks().Reverse())
            yield return $"ask {Price(level)} x {MoneyText.Qty(instrument, level.QtyLots)}";

        foreach (Level level in Bids())
            yield return $"bid {Price(level)} x {MoneyText.Qty(instrument, level.QtyLots)}";
    }

    private string Header()
    {
        string fitness = Market.IsFit ? "[green]fit[/]" : $"[red bold]{Market.Fitness}[/]";
        return $"{fitness}, feed {Market.FeedState}, levels {Market.Book.BidCount}/{Market.Book.AskCount}, " +
            $"update {Market.LastUpdateId}, trades {Market.TradeCount}, gaps {Market.GapCount}";
    }

    private Level[] Bids() =>
        [.. Enumerable.Range(0, Math.Min(levelCount, Market.Book.BidCount)).Select(i => Market.Book.Bid(i))];

    private Level[] Asks() =>
        [.. Enumerable.Range(0, Math.Min(levelCount, Market.Book.AskCount)).Select(i => Market.Book.Ask(i))];

    private string[] Texts(Level level) => [Price(level), MoneyText.Qty(instrument, level.QtyLots)];

    private string Price(Level level) => instrument.Price.ToString(level.PriceTicks);
}
