using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using LowLatencyEngine.Feeds.Download;
using LowLatencyEngine.Unit.Feeds.Files;
using Xunit;

namespace LowLatencyEngine.Unit.Feeds.Download;

public sealed class HistoryDownloaderTests : IDisposable
{
    private readonly HistoryServer _server = new();
    private readonly HttpClient _client = new();
    private readonly InstantTime _time = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("lle-history-").FullName;

    [Fact]
    public async Task Archives_come_with_their_checksums_and_nothing_else()
    {
        List<DownloadProgress> progress = [];
        IReadOnlyList<string> paths = await RunAsync(Archives(days: 2), progress.Add);

        Assert.Equal(
            [
                "BTCUSDT-1m-2024-01-01.zip", "BTCUSDT-1m-2024-01-01.zip.CHECKSUM", "BTCUSDT-1m-2024-01-02.zip",
                "BTCUSDT-1m-2024-01-02.zip.CHECKSUM",
            ],
            Names());
        foreach (string path in paths)
            Assert.Equal(HistoryServer.ArchiveOf(Path.GetFileName(path), 50_000), File.ReadAllBytes(path));

        Assert.Equal(new DownloadProgress("BTCUSDT-1m-2024-01-02.zip", 1, 2, 50_000, 50_000, true), progress[^1]);
    }

    [Fact]
    public async Task Klines_of_the_interface_come_page_by_page_in_the_form_of_the_archives()
    {
        var request = new HistoryRequest(HistoryKind.Klines, HistorySource.Rest, HistoryMarket.Spot, "BTCUSDT")
        {
            From = new DateOnly(2024, 1, 1), To = new DateOnly(2024, 1, 2), BaseUri = _server.BaseUri,
        };
        string path = Assert.Single(await RunAsync(request));

        Assert.Equal("BTCUSDT-1m-2024-01-01-2024-01-02.csv", Path.GetFileName(path));
        List<string> texts = DataSamples.ReadTexts(path);
        Assert.Equal(2 * 1_440, texts.Count);
        Assert.StartsWith("1 BTCUSDT 2024-01-01T00:00:00 Bar None ", texts[0]);
        Assert.StartsWith("2880 BTCUSDT 2024-01-02T23:59:00 Bar None ", texts[^1]);
        Assert.Equal(3, _server.RequestCount);
    }

    [Fact]
    public async Task Trades_of_the_interface_come_by_id_and_end_with_the_day()
    {
        using var server = new HistoryServer { TradeCount = 88_000 };
        var request = new HistoryRequest(
            HistoryKind.AggTrades, HistorySource.Rest, HistoryMarket.UsdMargined, "BTCUSDT")
        {
            From = new DateOnly(2024, 1, 1), To = new DateOnly(2024, 1, 1), BaseUri = server.BaseUri,
        };
        string path = Assert.Single(await RunAsync(request));

        List<string> texts = DataSamples.ReadTexts(path);
        Assert.Equal(86_400, texts.Count);
        Assert.Equal("1 BTCUSDT 2024-01-01T00:00:00 Trade Sell 100.5 x 0.1 #500", texts[0]);
        Assert.EndsWith("#86899", texts[^1]);
    }

    [Fact]
    public async Task Refusals_that_pass_are_waited_for_as_long_as_the_server_asks()
    {
        _server.Fail(HttpStatusCode.TooManyRequests, retryAfter: "90");
        _server.Fail((HttpStatusCode)418, retryAfter: "7");
        _server.Fail(HttpStatusCode.BadGateway);
        _server.Break();
        await RunAsync(Archives(days: 1));

        TimeSpan[] delays = [.. _time.Delays.Where(delay => delay < InstantTime.NeverAfter)];
        Assert.Equal(90, delays[0].TotalSeconds);
        Assert.Equal(7, delays[1].TotalSeconds);
        Assert.Equal(1.5, delays[2].TotalSeconds); // 0.5 s doubled twice, half of it spread: jitter 0.5.
        Assert.Equal(3, delays[3].TotalSeconds);
        Assert.Equal(2, Names().Count);
    }

    [Fact]
    public async Task Waiting_for_a_server_that_stays_down_ends_with_what_to_do()
    {
        for (int i = 0; i < 8; i++)
            _server.Fail(HttpStatusCode.ServiceUnavailable);

        DownloadException e = await Assert.ThrowsAsync<DownloadException>(() => RunAsync(Archives(days: 1)));
        Assert.Contains("httpStatus=503", e.Message);
        Assert.Contains("attempts=8; run the command again", e.Message);
    }

    [Fact]
    public async Task A_refusal_for_good_is_not_repeated()
    {
        _server.Fail(HttpStatusCode.NotFound);
        DownloadException e = await Assert.ThrowsAsync<DownloadException>(() => RunAsync(Archives(days: 1)));
        Assert.Contains("httpStatus=404: uri=http://127.0.0.1", e.Message);
        Assert.Equal(1, _server.RequestCount);
    }

    [Fact]
    public async Task An_archive_that_is_not_the_published_one_is_fetched_anew_once_and_then_refused()
    {
        File.WriteAllText(Path.Combine(_folder, "BTCUSDT-1m-2024-01-01.zip.CHECKSUM"), new string('0', 64) + "  x\n");
        DownloadException e = await Assert.ThrowsAsync<DownloadException>(() => RunAsync(Archives(days: 1)));
        Assert.Contains("archive does not have its checksum: file=BTCUSDT-1m-2024-01-01.zip", e.Message);
        Assert.Equal(["BTCUSDT-1m-2024-01-01.zip.CHECKSUM"], Names());
    }

    [Fact]
    public async Task A_checksum_that_is_none_is_refused_and_not_kept()
    {
        _server.Fail(HttpStatusCode.OK); // An answer without a body.
        DownloadException e = await Assert.ThrowsAsync<DownloadException>(() => RunAsync(Archives(days: 1)));
        Assert.Contains("checksum is no SHA-256", e.Message);
        Assert.Empty(Names());
    }

    [Fact]
    public async Task A_damaged_chunk_on_disk_is_fetched_again()
    {
        using (var cancel = new CancellationTokenSource())
        {
            int chunkCount = 0;
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(
                Archives(days: 1),
                _ =>
                {
                    if (++chunkCount == 5)
                        cancel.Cancel();
                },
                cancel.Token));
        }

        string part = Path.Combine(_folder, "BTCUSDT-1m-2024-01-01.zip.part");
        byte[] bytes = File.ReadAllBytes(part);
        Assert.Equal(5 * 4_096, bytes.Length);
        bytes[9_000] ^= 1; // In the third chunk.
        File.WriteAllBytes(part, bytes);
        int before = _server.RequestCount;

        string path = Assert.Single(await RunAsync(Archives(days: 1)));
        Assert.Equal(HistoryServer.ArchiveOf(Path.GetFileName(path), 50_000), File.ReadAllBytes(path));
        Assert.Equal(13 - 2, _server.RequestCount - before); // All but the two chunks before it.
    }

    [Fact]
    public async Task A_server_without_ranges_gives_the_file_at_once()
    {
        using var server = new HistoryServer { HasRanges = false };
        string path = Assert.Single(await RunAsync(Archives(days: 1) with { BaseUri = server.BaseUri }));
        Assert.Equal(HistoryServer.ArchiveOf(Path.GetFileName(path), 50_000), File.ReadAllBytes(path));
    }

    [Theory]
    [InlineData("btcusdt", "1m", "symbol=btcusdt")]
    [InlineData("../BTC", "1m", "symbol=../BTC")]
    [InlineData("BTCUSDT", "7m", "interval=7m")]
    public void A_wrong_request_is_refused_before_anything_is_asked(string symbol, string interval, string expected)
    {
        HistoryRequest request = Archives(days: 1) with { Symbol = symbol, Interval = interval };
        Assert.Contains(expected, Assert.Throws<ArgumentException>(request.ValidateOrThrow).Message);
    }

    public void Dispose()
    {
        _server.Dispose();
        _client.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private HistoryRequest Archives(int days) =>
        new(HistoryKind.Klines, HistorySource.Archive, HistoryMarket.Spot, "BTCUSDT")
        {
            From = new DateOnly(2024, 1, 1), To = new DateOnly(2024, 1, days), BaseUri = _server.BaseUri,
        };

    private Task<IReadOnlyList<string>> RunAsync(
        HistoryRequest request,
        Action<DownloadProgress>? onProgress = null,
        CancellationToken cancellationToken = default)
    {
        var gate = new HttpGate(_client, _time, () => 0.5);
        var downloader = new HistoryDownloader(request, _folder, gate, new NoFileFaults()) { ChunkBytes = 4_096 };
        return downloader.RunAsync(onProgress ?? (_ => { }), cancellationToken);
    }

    private List<string> Names() => [.. Directory.GetFiles(_folder).Select(path => Path.GetFileName(path)!).Order()];
}
