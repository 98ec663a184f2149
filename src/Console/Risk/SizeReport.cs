using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Reporting;
using LowLatencyEngine.Engine.Telemetry;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using LowLatencyEngine.Risk.Sizing;

namespace LowLatencyEngine.Console.Risk;

/// <summary>How much a sized strategy may enter with, and what binds it: as `lle risk` shows it.</summary>
/// <param name="Scope">"strategy:NAME".</param>
/// <param name="Instrument">Symbol.</param>
/// <param name="Buy">Of purchases.</param>
/// <param name="Sell">Of sales.</param>
/// <param name="Equity">What is staked.</param>
/// <param name="Currency">Of the equity.</param>
internal sealed record SizeReport(
    string Scope, string Instrument, SizeReport.OneSide Buy, SizeReport.OneSide Sell, string Equity, string Currency)
{
    private static readonly DecimalScale Money = new(1, 6);

    /// <summary>Sized strategies of a configuration.</summary>
    public static int CountIn(EngineConfiguration configuration) => configuration.Sizes.Count(size => size is not null);

    /// <summary>All of them, in the order of the strategies.</summary>
    public static IReadOnlyList<SizeReport> Of(
        EngineConfiguration configuration, ScopeMap scopes, RiskBoardReader board)
    {
        var reports = new List<SizeReport>();
        for (int i = 0; i < configuration.Sizes.Count; i++)
        {
            if (configuration.Sizes[i] is { } rules)
                reports.Add(Of(configuration, scopes, configuration.Strategies[i], rules, board.SizeOf(reports.Count)));
        }

        return reports;
    }

    /// <summary>Fields of one object; empty where there is nothing to say.</summary>
    public object ToJson() => new
    {
        Scope,
        Instrument,
        buy = Buy.Qty,
        buyBound = Buy.Bound,
        buyLimit = Buy.Limit,
        buyProbability = Buy.Probability,
        sell = Sell.Qty,
        sellBound = Sell.Bound,
        sellLimit = Sell.Limit,
        sellProbability = Sell.Probability,
        Equity,
        Currency,
    };

    /// <summary>A line for people.</summary>
    public override string ToString() =>
        $"{Scope} may enter {Instrument} with {Buy} or -{Sell} of {Equity} {Currency}";

    private static SizeReport Of(
        EngineConfiguration configuration, ScopeMap scopes, StrategyConfiguration strategy, SizeRules rules,
        SizeView size)
    {
        Instrument instrument = configuration.Instruments[strategy.InstrumentIndex];
        OneSide SideOf(in ToldSize told) => new(
            MoneyText.Qty(instrument, told.Lots),
            JsonNamingPolicy.CamelCase.ConvertName(told.Bound.ToString()),
            told.IsLimited ? $"{scopes.NameOf(told.LimitRow)} {LimitCatalog.Find(told.Limit)?.Name}" : "",
            rules.MetaLabel is null ? "" : told.Probability.ToString("0.###", CultureInfo.InvariantCulture));
        return new SizeReport(
            $"strategy:{strategy.Name}",
            instrument.Symbol,
            SideOf(size.Buy),
            SideOf(size.Sell),
            Money.ToString(size.EquityMicros),
            configuration.Risk.Setup.Currencies[0]);
    }

    /// <summary>Of one side.</summary>
    /// <param name="Qty">Quantity.</param>
    /// <param name="Bound">What it is bound by.</param>
    /// <param name="Limit">"SCOPE NAME" of the limit that binds; empty where something else does.</param>
    /// <param name="Probability">Stated last; empty where none is asked for.</param>
    internal sealed record OneSide(string Qty, string Bound, string Limit, string Probability)
    {
        /// <summary>For a line for people.</summary>
        public override string ToString()
        {
            string limit = Limit.Length > 0 ? $": {Limit}" : "";
            string probability = Probability.Length > 0 ? $", p {Probability}" : "";
            return $"{Qty} ({Bound}{limit}{probability})";
        }
    }
}
