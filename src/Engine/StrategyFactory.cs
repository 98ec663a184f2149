using System;
using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Analysis;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Model;
using LowLatencyEngine.Strategies;

namespace LowLatencyEngine.Engine;

/// <summary>Makes the configured strategies. Set-up only.</summary>
internal static class StrategyFactory
{
    public static StrategySet Create(
        IReadOnlyList<StrategyConfiguration> configured, MarketAnalysis markets, Outbox outbox, SizeTable sizes) => new(
        [.. configured.Select(strategy => new StrategyEntry(Create(strategy), strategy.StartsEnabled))],
        markets,
        outbox,
        StrategySetParameters.Default with { Sizes = sizes });

    private static Strategy Create(StrategyConfiguration strategy) => strategy.Parameters switch
    {
        MarketMakerParameters parameters => new MarketMaker(strategy.Name, strategy.InstrumentIndex, parameters),
        MomentumParameters parameters => new Momentum(strategy.Name, strategy.InstrumentIndex, parameters),
        _ => throw new ArgumentException(
            $"no strategy has these parameters: type={strategy.Parameters.GetType().Name}; add it to this factory"),
    };
}
