using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Model;
using LowLatencyEngine.Risk;
using LowLatencyEngine.Risk.Bars;
using LowLatencyEngine.Risk.Sizing;

namespace LowLatencyEngine.Engine.Configuration;

/// <summary>Reads `risk.strategies[].size`: how much each strategy enters with. Set-up only.</summary>
internal sealed class SizeReader(
    ConfigurationReader reader, RiskSetup setup, IReadOnlyList<StrategyConfiguration> strategies)
{
    private const long NsPerSecond = 1_000_000_000;
    private const double SecondsPerYear = 365 * 86_400.0;
    private const double Least = 1e-9;
    private const double TicksMax = 1e9;

    /// <summary>In the order of the strategies; empty where none is sized.</summary>
    public IReadOnlyList<SizeRules?> Read(IReadOnlyList<Instrument> instruments)
    {
        SizeRules?[] sizes = [.. Enumerable.Range(0, setup.Strategies.Count).Select(i => ReadStrategy(i, instruments))];
        return sizes.Any(size => size is not null) ? sizes : [];
    }

    private SizeRules? ReadStrategy(int strategy, IReadOnlyList<Instrument> instruments)
    {
        int count = reader.CountOf("risk.strategies");
        for (int i = 0; i < count; i++)
        {
            string path = $"risk.strategies[{i}].size";
            if (reader.Text($"risk.strategies[{i}].name") != setup.Strategies[strategy].Name)
                continue;

            return reader.Has(path) ? ReadRules(path, strategy, instruments) : null;
        }

        return null;
    }

    private SizeRules ReadRules(string path, int strategy, IReadOnlyList<Instrument> instruments)
    {
        var rules = new SizeRules
        {
            FixedFraction = ReadFixedFraction($"{path}.fixedFraction"),
            FixedNotional = reader.Has($"{path}.fixedNotional")
                ? new FixedNotionalRule(Real($"{path}.fixedNotional.weight", Least, 1_000))
                : null,
            AverageTrueRange = ReadRange($"{path}.averageTrueRange"),
            Kelly = ReadKelly($"{path}.kelly"),
            MetaLabel = ReadMetaLabel($"{path}.metaLabel", strategies[strategy], instruments),
            Bars = ReadBars($"{path}.bars"),
        };
        rules = rules with { VolatilityTarget = ReadVolatility($"{path}.volatilityTarget", rules.Bars) };
        Check(path, rules, strategy);
        return rules;
    }

    private void Check(string path, SizeRules rules, int strategy)
    {
        if (!rules.HasAny)
        {
            reader.Refuse(
                path,
                "at least one of fixedFraction, fixedNotional, averageTrueRange, volatilityTarget, kelly, metaLabel");
        }

        if (rules.Bars is not null && !rules.Measures)
            reader.Refuse($"{path}.bars", "bars beside averageTrueRange, volatilityTarget or kelly alone");

        if (rules.Bars is null && rules.Measures)
            reader.Refuse(path, "bars {seconds, count, decay} beside averageTrueRange, volatilityTarget and kelly");

        if (rules.Stakes && !HasEquity(strategy))
            reader.Refuse(path, "a size of a strategy that has capital in risk.capital, or whose account has");
    }

    private FixedFractionRule? ReadFixedFraction(string path) => !reader.Has(path) ? null : new FixedFractionRule(
        Real($"{path}.fraction", Least, 1),
        Real($"{path}.stopTicks", Least, TicksMax),
        reader.Real($"{path}.costTicks", 0, TicksMax, 0));

    private AverageTrueRangeRule? ReadRange(string path) => !reader.Has(path) ? null : new AverageTrueRangeRule(
        Real($"{path}.fraction", Least, 1), Real($"{path}.multiple", Least, 1_000));

    private VolatilityTargetRule? ReadVolatility(string path, BarTerms? bars)
    {
        if (!reader.Has(path))
            return null;

        double barsPerYear = bars is null ? 1 : SecondsPerYear * NsPerSecond / bars.BarNs;
        return new VolatilityTargetRule(
            Real($"{path}.sigma", Least, 100),
            reader.Real($"{path}.weightMax", Least, 1_000, 1),
            reader.Real($"{path}.buffer", 0, 1, 0.1),
            reader.Real($"{path}.barsPerYear", 1, SecondsPerYear, barsPerYear));
    }

    private KellyRule? ReadKelly(string path) => !reader.Has(path) ? null : new KellyRule(
        Real($"{path}.fraction", Least, 1),
        Real($"{path}.meanExcess", Least, 1),
        reader.Real($"{path}.standardError", 0, 1, 0),
        reader.Real($"{path}.standardErrors", 0, 10, 1));

    private MetaLabelRule? ReadMetaLabel(
        string path, StrategyConfiguration strategy, IReadOnlyList<Instrument> instruments)
    {
        if (!reader.Has(path))
            return null;

        if (!strategy.StatesProbability)
        {
            reader.Refuse(
                path,
                $"it for a strategy that states probabilities, which {strategy.Name} does not: " +
                "kind momentum with probabilitySlope above 0");
        }

        return new MetaLabelRule(
            reader.Decimal($"{path}.qtyMax", instruments[strategy.InstrumentIndex].Qty),
            (int)reader.Integer($"{path}.classes", 2, 1_000, 2),
            reader.Real($"{path}.step", Least, 1, 0.1));
    }

    private BarTerms? ReadBars(string path) => !reader.Has(path) ? null : new BarTerms(
        reader.Integer($"{path}.seconds", 1, 86_400) * NsPerSecond,
        (int)reader.Integer($"{path}.count", 2, 10_000),
        reader.Real($"{path}.decay", Least, 1 - Least, 0.94));

    /// <summary>A number that must be told.</summary>
    private double Real(string path, double min, double max)
    {
        if (!reader.Has(path))
            reader.Text(path); // Says that it is missing.

        return reader.Real(path, min, max, min);
    }

    private bool HasEquity(int strategy)
    {
        int account = setup.Strategies[strategy].AccountIndex;
        return setup.Capital.Any(c =>
            (c.Scope == RiskScope.Strategy && c.ScopeIndex == strategy) ||
            (c.Scope == RiskScope.Account && c.ScopeIndex == account));
    }
}
