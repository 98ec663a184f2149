using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using LowLatencyEngine.Feeds;
using LowLatencyEngine.Unit.Feeds.Polled;
using Xunit;

namespace LowLatencyEngine.Unit.Feeds;

/// <summary>Live feeds over TLS, with a certificate that nobody but the venue itself has signed.</summary>
public sealed class FeedTlsTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string Wrong = new('0', 64);

    private readonly X509Certificate2 _certificate;

    public FeedTlsTests()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=venue", key, HashAlgorithmName.SHA256);
        _certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
    }

    private string Sha256 => Convert.ToHexString(SHA256.HashData(_certificate.RawData));

    [Fact]
    public async Task A_live_feed_trusts_the_certificate_that_it_is_told()
    {
        await using var harness = new BinanceFeedHarness(Pinned(Sha256, Sha256), _certificate);

        VenueStream stream = await harness.StartLiveAsync();
        await stream.SendAsync(FeedSamples.Trade);

        await harness.Sink.WaitForAsync("trade 77");
        Assert.Empty(harness.Faults);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_live_feed_trusts_no_other(bool hasWrongPin)
    {
        await using var harness = new BinanceFeedHarness(hasWrongPin ? Pinned(Wrong, Wrong) : null, _certificate);

        harness.Start();

        FeedFault fault = await FirstAsync(harness.Faults);
        Assert.Equal(FeedFaultKind.ConnectFailed, fault.Kind);
        Assert.DoesNotContain("Syncing", harness.Sink.Story);
    }

    [Fact]
    public async Task A_snapshot_is_not_taken_from_a_stranger()
    {
        await using var harness = new BinanceFeedHarness(Pinned(Sha256, Wrong), _certificate);
        harness.Start();
        VenueStream stream = await harness.Venue.NextStreamAsync();

        await stream.SendAsync(FeedSamples.Depth(8, 9));

        Assert.Equal(FeedFaultKind.SnapshotFailed, (await FirstAsync(harness.Faults)).Kind);
        Assert.DoesNotContain("Live", harness.Sink.Story);
    }

    [Fact]
    public async Task A_polled_feed_trusts_the_certificate_that_it_is_told()
    {
        await using var harness = new PolledFeedHarness(Pinned(Sha256.ToLowerInvariant(), Sha256), _certificate);

        VenueStream stream = await harness.StartLiveAsync();
        await stream.SendAsync(FeedSamples.Trade);

        await harness.Sink.WaitForAsync("trade 77");
        Assert.Empty(harness.Faults);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_polled_feed_trusts_no_other(bool hasWrongPin)
    {
        await using var harness = new PolledFeedHarness(hasWrongPin ? Pinned(Wrong, Wrong) : null, _certificate);

        harness.Start();

        FeedFault fault = await FirstAsync(harness.Faults);
        Assert.Equal(FeedFaultKind.ConnectFailed, fault.Kind);
        Assert.Contains("no TLS connection", fault.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("Syncing", harness.Sink.Story);
    }

    [Theory]
    [InlineData("00")]
    [InlineData("zz00000000000000000000000000000000000000000000000000000000000000")]
    public void Refuses_what_is_no_sha256(string digits)
    {
        var options = new FeedOptions
        {
            WebSocketBase = new Uri("wss://127.0.0.1"),
            RestBase = new Uri("https://127.0.0.1"),
            RestSha256 = digits,
        };

        string message = Assert.Throws<ArgumentException>(options.ValidateOrThrow).Message;

        Assert.Contains($"RestSha256={digits}", message, StringComparison.Ordinal);
    }

    public void Dispose() => _certificate.Dispose();

    private static Func<FeedOptions, FeedOptions> Pinned(string webSocket, string rest) =>
        options => options with { WebSocketSha256 = webSocket, RestSha256 = rest };

    private static async Task<FeedFault> FirstAsync(ConcurrentQueue<FeedFault> faults)
    {
        long begin = Environment.TickCount64;
        while (faults.IsEmpty)
        {
            Assert.True(Environment.TickCount64 - begin < Patience.TotalMilliseconds, "no fault was told");
            await Task.Yield();
        }

        return faults.First();
    }
}
