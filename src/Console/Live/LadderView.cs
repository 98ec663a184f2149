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
    private int _decimals; // Most that were shown so far: quantities stand under each other and the table stands still.
    private int _width;

    private InstrumentState Market => analysis[instrument.Index];

    /// <inheritdoc/>
    /// <remarks>Asks on top.</remarks>
    public IRenderable Draw()
    {
        Level[] asks = Asks();
        Level[] bids = Bids();
        Widen(asks);
        Widen(bids);
        Table table = new Table().Border(TableBorder.Rounded);
        table.AddColumn(new TableColumn("bid".PadLeft(_width)).RightAligned().NoWrap());
        table.AddColumn(new TableColumn(Markup.Escape(instrument.Symbol)).RightAligned().NoWrap());
        table.AddColumn(new TableColumn("ask".PadLeft(_width)).RightAligned().NoWrap());
        foreach (Level level in asks.Reverse())
            table.AddRow("", $"[red]{Price(level)}[/]", Aligned(level));

        foreach (Level level in bids)
            table.AddRow(Aligned(level), $"[green]{Price(level)}[/]", "");

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

    private void Widen(Level[] levels)
    {
        foreach (Level level in levels)
            _decimals = Math.Max(_decimals, DecimalsOf(MoneyText.Qty(instrument, level.QtyLots)));

        foreach (Level level in levels)
            _width = Math.Max(_width, Aligned(level).Length);
    }

    private string Aligned(Level level)
    {
        string qty = MoneyText.Qty(instrument, level.QtyLots);
        int missing = _decimals - DecimalsOf(qty);
        string point = missing > 0 && !qty.Contains('.') ? "." : "";
        return (qty + point + new string('0', missing)).PadLeft(_width);
    }

    private static int DecimalsOf(string qty)
    {
        int point = qty.IndexOf('.');
        return point < 0 ? 0 : qty.Length - point - 1;
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
