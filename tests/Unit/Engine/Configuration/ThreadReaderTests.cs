using System;
using System.Text;
using LowLatencyEngine.Engine.Configuration;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Configuration;

public sealed class ThreadReaderTests
{
    private static readonly FeedConfiguration WebSocket =
        new("a", new Uri("ws://127.0.0.1:9"), new Uri("http://127.0.0.1:9"), 1, 1) { VenueName = "kraken" };

    private static readonly FeedConfiguration Fix =
        WebSocket with { Fix = new VenueConfiguration("127.0.0.1", 1, "LLE", "SIM", 10) };

    [Theory]
    [InlineData("", ThreadMap.Inline, false)]
    [InlineData("\"map\": \"inline\", \"pollsFeed\": true", ThreadMap.Inline, true)]
    [InlineData("\"map\": \"duo\"", ThreadMap.Duo, false)]
    [InlineData("\"map\": \"spread\"", ThreadMap.Spread, true)]
    public void Reads_who_polls_the_feed(string fields, ThreadMap map, bool pollsFeed)
    {
        var reader = new ConfigurationReader(Parse(fields));

        ThreadConfiguration threads = ThreadReader.Read(reader, [WebSocket]);
        reader.ThrowIfRefused();

        Assert.Equal(new ThreadConfiguration(map, -1, 65_536) { PollsFeed = pollsFeed }, threads);
    }

    [Theory]
    [InlineData("\"map\": \"spread\", \"pollsFeed\": false", "threads.pollsFeed")]
    [InlineData("\"inboundSlots\": 1000", "threads.inboundSlots")]
    [InlineData("\"inboundSlots\": 3000", "a power of two")]
    [InlineData("\"map\": \"wide\"", "inline, duo, spread")]
    public void Refuses_what_cannot_work(string fields, string expected)
    {
        var reader = new ConfigurationReader(Parse(fields));

        ThreadReader.Read(reader, [WebSocket]);

        Assert.Contains(expected, Assert.Throws<ConfigurationException>(reader.ThrowIfRefused).Message);
    }

    [Theory]
    [InlineData("\"pollsFeed\": true")]
    [InlineData("\"map\": \"spread\"")]
    public void Polling_web_sockets_wants_one_among_the_feeds(string fields)
    {
        var mixed = new ConfigurationReader(Parse(fields));
        Assert.True(ThreadReader.Read(mixed, [Fix, WebSocket]).PollsFeed);
        mixed.ThrowIfRefused();

        var reader = new ConfigurationReader(Parse(fields));
        ThreadReader.Read(reader, [Fix, Fix]);
        Assert.Contains(
            "threads.pollsFeed", Assert.Throws<ConfigurationException>(reader.ThrowIfRefused).Message);
    }

    private static ConfigurationText Parse(string fields) => ConfigurationText.Parse(
        "threads.json", Encoding.UTF8.GetBytes($$"""{ "threads": { {{fields}} } }"""));
}
