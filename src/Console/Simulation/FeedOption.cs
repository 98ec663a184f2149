using System.CommandLine;
using System.Linq;
using LowLatencyEngine.Console.Journal;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Console.Simulation;

/// <summary>`--feed NAME`: one of a configuration's feeds, for commands that stand for one venue.</summary>
internal static class FeedOption
{
    public static Option<string?> Create() => new("--feed")
    {
        Description = "name of the configuration's feed; needed where it has several",
    };

    /// <summary>
    /// The configuration as it is for one of its feeds alone: this feed, and the instruments that it carries.
    /// </summary>
    /// <exception cref="UsageException">There is no such feed, or it must be said which.</exception>
    public static EngineConfiguration Narrow(EngineConfiguration configuration, string? name)
    {
        string names = string.Join(", ", configuration.Feeds.Select(feed => feed.Name));
        if (name is null && configuration.Feeds.Count > 1)
            throw new UsageException($"the configuration has several feeds: feeds={names}; say which with --feed NAME");

        FeedConfiguration chosen = configuration.Feeds.FirstOrDefault(feed => name is null || feed.Name == name)
            ?? throw new UsageException($"no such feed: feed={name}; write one of {names}");
        int[] carried = [.. chosen.InstrumentIndexes];
        return configuration with
        {
            Instruments = new InstrumentTable(
                [.. carried.Select((index, place) => configuration.Instruments[index] with { Index = place })]),
            Feeds = [chosen with { InstrumentIndexes = [.. Enumerable.Range(0, carried.Length)] }],
        };
    }
}
