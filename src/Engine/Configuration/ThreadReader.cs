using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace LowLatencyEngine.Engine.Configuration;

/// <summary>Reads `threads`: which threads there are, where they run, who reads market data.</summary>
internal static class ThreadReader
{
    private const int InboundSlotsMin = 1_024;
    private const int InboundSlotsMax = 1 << 24;

    /// <param name="reader">The configuration.</param>
    /// <param name="feeds">What is to be polled.</param>
    public static ThreadConfiguration Read(ConfigurationReader reader, IReadOnlyList<FeedConfiguration> feeds)
    {
        ThreadMap map = reader.Choice(
            "threads.map", ThreadMap.Inline, ThreadMap.Inline, ThreadMap.Duo, ThreadMap.Spread);
        bool pollsFeed = reader.Flag("threads.pollsFeed", fallback: map == ThreadMap.Spread);
        if (map == ThreadMap.Spread && !pollsFeed)
            reader.Refuse("threads.pollsFeed", "true with threads.map spread: its feed thread has nothing else to do");

        if (pollsFeed && feeds.All(feed => feed.Fix is not null))
        {
            reader.Refuse(
                "threads.pollsFeed", "false with FIX feeds alone, whose sessions a hot thread polls in any case");
        }

        return new ThreadConfiguration(
            map, (int)reader.Integer("threads.hotCore", -1, 1_023, -1), ReadCapacity(reader))
        {
            PollsFeed = pollsFeed,
        };
    }

    private static int ReadCapacity(ConfigurationReader reader)
    {
        long slots = reader.Integer("threads.inboundSlots", InboundSlotsMin, InboundSlotsMax, 65_536);
        if (!BitOperations.IsPow2(slots))
            reader.Refuse("threads.inboundSlots", $"a power of two from {InboundSlotsMin} to {InboundSlotsMax}");

        return (int)slots;
    }
}
