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
    private static readonly string Folder = Checkout.PathOf("config", "feeds");

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

        FeedConfiguration configured = Assert.Single(configuration.Feeds);
        Assert.Equal((venue, venue), (configured.VenueName, configuration.Name));
        Assert.Equal("wss", configured.WebSocket.Scheme);
        Assert.Empty(configuration.Strategies); // Watching must never turn into trading by a copied file.
        VenueFactory factory = VenueCatalog.FindOrThrow(venue, new FeedSymbols(configuration.Instruments));
        var seams = new FeedSeams(new Nowhere(), new SystemClock(), TimeProvider.System, () => 0.5, _ => { });
        using var feed = new LiveFeed(configured.ToOptions(), factory, seams);
        Assert.Equal(0, feed.Counters.FrameCount);
    }

    [Fact]
    public void The_example_of_several_venues_gives_each_instrument_its_feed_and_puts_their_prices_together()
    {
        EngineConfiguration configuration = EngineConfigurationFile.Load(
            Checkout.PathOf("config", "venues.json"));

        Assert.Equal(
            ["binance binance-spot BTCUSDT", "bybit bybit-spot BTCUSDT@bybit", "broker fix BTCUSDT@broker"],
            configuration.Feeds.Select(feed => $"{feed.Name} {feed.Kind} " +
                string.Join(' ', feed.InstrumentIndexes.Select(i => configuration.Instruments[i].Symbol))));
        Assert.Equal([0, 1, 2], Assert.Single(configuration.Analysis.Consolidated).InstrumentIndexes);
        Assert.Empty(configuration.Strategies);
    }

    private sealed class Nowhere : IEventSink
    {
        public int Publish(ReadOnlySpan<EngineEvent> events) => events.Length;
    }
}
