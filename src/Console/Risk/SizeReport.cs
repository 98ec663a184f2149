using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Reporting;
using LowLatencyEngine.Engine.Telemetry;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk.Sizing;

namespace LowLatencyEngine.Console.Risk;

/// <summary>How much a sized strategy may enter with, and what binds it: as `lle risk` shows it.</summary>
/// <param name="Scope">"strategy:NAME".</param>
/// <param name="Instrument">Symbol.</param>
/// <param name="Buy">Quantity.</param>
/// <param name="BuyBound">What it is bound by.</param>
/// <param name="Sell">Quantity.</param>
/// <param name="SellBound">What it is bound by.</param>
/// <param name="Equity">What is staked.</param>
/// <param name="Currency">Of the equity.</param>
internal sealed record SizeReport(
    string Scope,
    string Instrument,
    string Buy,
    string BuyBound,
    string Sell,
    string SellBound,
    string Equity,
    string Currency)
{
    private static readonly DecimalScale Money = new(1, 6);

    /// <summary>Sized strategies of a configuration.</summary>
    public static int CountIn(EngineConfiguration configuration) => configuration.Sizes.Count(size => size is not null);

    /// <summary>All of them, in the order of the strategies.</summary>
    public static IReadOnlyList<SizeReport> Of(EngineConfiguration configuration, RiskBoardReader board)
    {
        var reports = new List<SizeReport>();
        for (int i = 0; i < configuration.Sizes.Count; i++)
        {
            if (configuration.Sizes[i] is not null)
                reports.Add(Of(configuration, configuration.Strategies[i], board.SizeOf(reports.Count)));
        }

        return reports;
    }

    /// <summary>A line for people.</summary>
    public override string ToString() =>
        $"{Scope} may enter {Instrument} with {Buy} ({BuyBound}) or -{Sell} ({SellBound}) of {Equity} {Currency}";

    private static SizeReport Of(
        EngineConfiguration configuration, StrategyConfiguration strategy, in SizeView size)
    {
        Instrument instrument = configuration.Instruments[strategy.InstrumentIndex];
        return new SizeReport(
            $"strategy:{strategy.Name}",
            instrument.Symbol,
            MoneyText.Qty(instrument, size.BuyLots),
            Word(size.BuyBound),
            MoneyText.Qty(instrument, size.SellLots),
            Word(size.SellBound),
            Money.ToString(size.EquityMicros),
            configuration.Risk.Setup.Currencies[0]);
    }

    private static string Word(SizeBound bound) => JsonNamingPolicy.CamelCase.ConvertName(bound.ToString());
}
