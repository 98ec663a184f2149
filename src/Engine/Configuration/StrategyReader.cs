using System;
using System.Collections.Generic;
using LowLatencyEngine.Model;
using LowLatencyEngine.Strategies;

namespace LowLatencyEngine.Engine.Configuration;

/// <summary>The list "strategies" of a configuration. One method a kind: a new strategy is one more.</summary>
internal static class StrategyReader
{
    private const long NsPerMillisecond = 1_000_000;
    private const long DayMs = 86_400_000;

    private enum StrategyKind
    {
        MarketMaker,
        Momentum,
    }

    public static List<StrategyConfiguration> Read(ConfigurationReader reader, List<Instrument> instruments)
    {
        var strategies = new List<StrategyConfiguration>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        int count = reader.CountOf("strategies");
        for (int i = 0; i < count; i++)
        {
            string path = $"strategies[{i}]";
            string name = reader.Text($"{path}.name");
            if (!names.Add(name))
                reader.Refuse($"{path}.name", "a name that no other strategy has");

            StrategyKind kind = reader.Choice(
                $"{path}.kind", StrategyKind.MarketMaker, StrategyKind.MarketMaker, StrategyKind.Momentum);
            string symbol = reader.Text($"{path}.instrument");
            Instrument? instrument = instruments.Find(candidate => candidate.Symbol == symbol);
            if (instrument is null)
                reader.Refuse($"{path}.instrument", "the symbol of an instrument above");

            instrument ??= new Instrument(0, "", "", "", new DecimalScale(1, 0), new DecimalScale(1, 0), 1);
            object parameters = kind == StrategyKind.MarketMaker
                ? MarketMaker(reader, path, instrument)
                : Momentum(reader, path, instrument);
            strategies.Add(new StrategyConfiguration(
                name, instrument.Index, parameters, reader.Flag($"{path}.enabled", fallback: true)));
        }

        return strategies;
    }

    private static MarketMakerParameters MarketMaker(ConfigurationReader reader, string path, Instrument instrument)
    {
        long quoteLots = reader.Decimal($"{path}.qty", instrument.Qty);
        var parameters = new MarketMakerParameters
        {
            QuoteLots = quoteLots,
            PositionLotsMax = Math.Max(
                quoteLots,
                reader.Decimal($"{path}.positionMax", instrument.Qty, instrument.Qty.ToString(quoteLots * 10))),
            HalfSpreadTicks = reader.Real($"{path}.halfSpreadTicks", 0, 1e9, 100),
            SkewTicks = reader.Real($"{path}.skewTicks", 0, 1e9, 20),
            RequoteThresholdTicks = reader.Integer($"{path}.requoteThresholdTicks", 0, 1_000_000_000, 20),
            RetryDelayNs = reader.Integer($"{path}.retryDelayMs", 1, 3_600_000, 100) * NsPerMillisecond,
            JoinsTouch = reader.Flag($"{path}.joinsTouch", fallback: false),
            MovesByReplace = reader.Flag($"{path}.replaces", fallback: false),
        };
        Check(reader, path, parameters.Validate());
        return parameters;
    }

    private static MomentumParameters Momentum(ConfigurationReader reader, string path, Instrument instrument)
    {
        var parameters = new MomentumParameters
        {
            OrderLots = reader.Decimal($"{path}.qty", instrument.Qty),
            EntryThresholdTicks = reader.Real($"{path}.entryThresholdTicks", 0, 1e9, 200),
            ExitThresholdTicks = reader.Real($"{path}.exitThresholdTicks", 0, 1e9, 0),
            StopDistanceTicks = reader.Integer($"{path}.stopDistanceTicks", 1, 1_000_000_000, 1_000),
            TargetDistanceTicks = reader.Integer($"{path}.targetDistanceTicks", 0, 1_000_000_000, 0),
            CooldownNs = reader.Integer($"{path}.cooldownMs", 0, DayMs, 1_000) * NsPerMillisecond,
            RetryDelayNs = reader.Integer($"{path}.retryDelayMs", 1, 3_600_000, 100) * NsPerMillisecond,
            WarmUpCount = reader.Integer($"{path}.warmUpCount", 2, 1_000_000_000, 500),
            ProbabilitySlope = reader.Real($"{path}.probabilitySlope", 0, 1e9, 0),
        };
        Check(reader, path, parameters.Validate());
        return parameters;
    }

    private static void Check(ConfigurationReader reader, string path, IReadOnlyList<string> faults)
    {
        foreach (string fault in faults)
            reader.Refuse(path, fault);
    }
}
