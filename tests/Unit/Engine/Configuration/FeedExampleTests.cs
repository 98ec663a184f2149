using System;
using System.IO;
using System.Linq;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Feeds;
using LowLatencyEngine.Feeds.Live;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Configuration;

/// <summary>The examples in config/feeds: one for each venue, and each of them works.</summary>
public sealed class FeedExampleTests
{
    private static readonly string Folder = Path.Combine(RootFolder(), "config", "feeds");

    public static TheoryData<string> Venues => [.. VenueCatalog.Names];

    [Fact]
    public void There_is_one_for_each_venue_and_no_other() => Assert.Equal(
        VenueCatalog.Names.Order(StringComparer.Ordinal),
        Directory.GetFiles(Folder).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Venues))]
    public void A_feed_can_be_made_of_it(string venue)
    {
        EngineConfiguration configuration = EngineConfigurationFile.Load(Path.Combine(Folder, venue + ".json"));

        Assert.Equal((venue, venue), (configuration.Feed.VenueName, configuration.Name));
        Assert.Equal("wss", configuration.Feed.WebSocket.Scheme);
        Assert.Empty(configuration.Strategies); // Watching must never turn into trading by a copied file.
        VenueFactory factory = VenueCatalog.FindOrThrow(venue, new FeedSymbols(configuration.Instruments));
        var seams = new FeedSeams(new Nowhere(), new SystemClock(), TimeProvider.System, () => 0.5, _ => { });
        using var feed = new LiveFeed(configuration.Feed.ToOptions(), factory, seams);
        Assert.Equal(0, feed.Counters.FrameCount);
    }

    private static string RootFolder()
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "LowLatencyEngine.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("no LowLatencyEngine.sln above the tests");

        return folder.FullName;
    }

    private sealed class Nowhere : IEventSink
    {
        public int Publish(ReadOnlySpan<EngineEvent> events) => events.Length;
    }
}
