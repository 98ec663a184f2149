using System;
using System.IO;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Feeds;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Configuration;

public sealed class FeedTlsReaderTests : IDisposable
{
    private static readonly string Pin = new('a', 64);

    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void What_is_not_said_leaves_it_to_the_system()
    {
        FeedOptions options = Read("wss", "https", "{}").ToOptions();

        Assert.Equal(("", ""), (options.WebSocketSha256, options.RestSha256));
    }

    [Fact]
    public void Reads_a_pin_for_each_address()
    {
        string other = new('B', 64);
        FeedOptions options = Read(
            "wss", "https", $$"""{ "webSocketSha256": "{{Pin}}", "restSha256": "{{other}}" }""").ToOptions();

        Assert.Equal((Pin, other), (options.WebSocketSha256, options.RestSha256));
    }

    [Theory]
    [InlineData("wss", "webSocketSha256", "aa")]
    [InlineData("wss", "webSocketSha256", "xaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("ws", "webSocketSha256", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("wss", "restSha256", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void Refuses_a_pin_that_protects_nothing(string scheme, string field, string digits)
    {
        var refusal = Assert.Throws<ConfigurationException>(
            () => Read(scheme, "http", $$"""{ "{{field}}": "{{digits}}" }"""));

        Assert.Contains($"feed.tls.{field}", refusal.Message, StringComparison.Ordinal);
    }

    private FeedConfiguration Read(string webSocketScheme, string restScheme, string tls)
    {
        File.WriteAllText(_file, $$"""
            {
              "feed": {
                "venue": "binance-spot", "webSocket": "{{webSocketScheme}}://a.example",
                "rest": "{{restScheme}}://a.example", "tls": {{tls}}
              }
            }
            """);
        var reader = new ConfigurationReader(ConfigurationText.Load(_file));
        FeedConfiguration feed = FeedReader.Read(reader, "feed");
        reader.ThrowIfRefused();
        return feed;
    }
}
