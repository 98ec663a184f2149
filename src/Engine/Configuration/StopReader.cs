using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Risk;
using LowLatencyEngine.Risk.Bars;
using LowLatencyEngine.Risk.Stops;

namespace LowLatencyEngine.Engine.Configuration;

/// <summary>Reads `risk.strategies[].stop`, as STOPS.md explains it. Set-up only.</summary>
internal static class StopReader
{
    private const long NsPerSecond = 1_000_000_000;
    private const long SecondsMax = 366 * 86_400;
    private const double RangesMin = 0.01;
    private const double RangesMax = 1_000;
    private const double UnusedDecay = 0.94; // Of the volatility, which no stop asks for.

    /// <summary>By strategy; null where one has no stop.</summary>
    public static IReadOnlyList<StopTerms?> Read(
        ConfigurationReader reader, IReadOnlyList<StrategyConfiguration> strategies)
    {
        var stops = new StopTerms?[strategies.Count];
        int count = reader.CountOf("risk.strategies");
        for (int i = 0; i < count; i++)
        {
            string path = $"risk.strategies[{i}]";
            if (!reader.Has($"{path}.stop"))
                continue;

            string name = reader.Text($"{path}.name", "?");
            int strategy = strategies.ToList().FindIndex(s => s.Name == name);
            StopTerms terms = ReadTerms(reader, $"{path}.stop");
            if (strategy >= 0 && stops[strategy] is null)
                stops[strategy] = terms;
            else
                reader.Refuse($"{path}.name", "the name of a strategy, once");
        }

        return stops;
    }

    private static StopTerms ReadTerms(ConfigurationReader reader, string path)
    {
        var rules = new StopRules
        {
            FixedTicks = Ticks(reader, $"{path}.fixedTicks"),
            FixedRanges = reader.Real($"{path}.fixedRanges", RangesMin, RangesMax, 0),
            TrailTicks = Ticks(reader, $"{path}.trailTicks"),
            TrailRanges = reader.Real($"{path}.trailRanges", RangesMin, RangesMax, 0),
            TrailAfterTicks = Ticks(reader, $"{path}.trailAfterTicks"),
            BreakEvenAfterTicks = Ticks(reader, $"{path}.breakEvenAfterTicks"),
            BreakEvenOffsetTicks = Ticks(reader, $"{path}.breakEvenOffsetTicks"),
            TimeNs = reader.Integer($"{path}.timeSeconds", 1, SecondsMax, 0) * NsPerSecond,
            Trigger = reader.Choice($"{path}.trigger", StopTrigger.Last, Enum.GetValues<StopTrigger>()),
        };
        int confirmOf = (int)reader.Integer($"{path}.confirm.of", 1, 32, 1);
        rules = rules with
        {
            ConfirmOf = confirmOf,
            ConfirmCount = (int)reader.Integer($"{path}.confirm.count", 1, confirmOf, 1),
        };
        Check(reader, path, rules);
        return new StopTerms(rules, ReadBars(reader, path, rules));
    }

    private static long Ticks(ConfigurationReader reader, string path) =>
        reader.Integer(path, 1, RiskLimits.PriceTicksMagnitudeMax, 0);

    private static void Check(ConfigurationReader reader, string path, StopRules rules)
    {
        bool trails = rules.TrailTicks > 0 || rules.TrailRanges > 0;
        bool hasPrice = trails || rules.FixedTicks > 0 || rules.FixedRanges > 0 || rules.BreakEvenAfterTicks > 0;
        if (!hasPrice && rules.TimeNs == 0)
        {
            reader.Refuse(path, "one of " +
                "fixedTicks, fixedRanges, trailTicks, trailRanges, breakEvenAfterTicks and timeSeconds at least");
        }

        if (!trails && rules.TrailAfterTicks > 0)
            reader.Refuse($"{path}.trailAfterTicks", "it beside trailTicks or trailRanges");

        if (rules.BreakEvenOffsetTicks > 0 && rules.BreakEvenOffsetTicks >= rules.BreakEvenAfterTicks)
            reader.Refuse($"{path}.breakEvenOffsetTicks", "less than breakEvenAfterTicks, or the stop is met at once");

        if (!hasPrice && rules.ConfirmOf > 1)
            reader.Refuse($"{path}.confirm.of", "it beside a price: time needs no confirmation");
    }

    private static BarTerms? ReadBars(ConfigurationReader reader, string path, StopRules rules)
    {
        bool hasRanges = rules.FixedRanges > 0 || rules.TrailRanges > 0;
        bool hasBars = reader.Has($"{path}.bars");
        if (hasRanges && !hasBars)
        {
            string field = rules.FixedRanges > 0 ? "fixedRanges" : "trailRanges";
            reader.Refuse($"{path}.{field}", "bars {seconds, count} beside it: a range is the average of bars");
        }

        if (!hasBars)
            return null;

        var bars = new BarTerms(
            reader.Integer($"{path}.bars.seconds", 1, 86_400) * NsPerSecond,
            (int)reader.Integer($"{path}.bars.count", 1, 10_000),
            UnusedDecay);
        if (!hasRanges)
            reader.Refuse($"{path}.bars.seconds", "bars beside fixedRanges or trailRanges alone");

        return bars;
    }
}
