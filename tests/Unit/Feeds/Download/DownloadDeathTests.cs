using System;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using LowLatencyEngine.Feeds.Download;
using Xunit;

namespace LowLatencyEngine.Unit.Feeds.Download;

/// <summary>
/// The process dies at a random change of a file, or within a write, over and over; run again it ends with the folder
/// that an undisturbed run gives. LLE_DOWNLOAD_DEATHS sets how many deaths each has at least.
/// </summary>
public sealed class DownloadDeathTests : IDisposable
{
    private const int DefaultDeathCount = 35; // Over a hundred in all.

    private static readonly int DeathCount =
        int.TryParse(Environment.GetEnvironmentVariable("LLE_DOWNLOAD_DEATHS"), out int count)
            ? count
            : DefaultDeathCount;

    private readonly HistoryServer _server = new() { ArchiveBytes = 9_000 };
    private readonly HttpClient _client = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("lle-death-").FullName;

    [Theory]
    [InlineData(HistorySource.Archive, HistoryKind.Klines)]
    [InlineData(HistorySource.Rest, HistoryKind.Klines)]
    [InlineData(HistorySource.Rest, HistoryKind.AggTrades)]
    public async Task Deaths_at_random_points_leave_the_same_bytes(HistorySource source, HistoryKind kind)
    {
        var request = new HistoryRequest(kind, source, HistoryMarket.Spot, "BTCUSDT")
        {
            From = new DateOnly(2024, 1, 1), To = new DateOnly(2024, 1, 2), BaseUri = _server.BaseUri,
        };
        string expected = await UndisturbedAsync(request);
        int deathCount = 0;
        for (int seed = 0; deathCount < DeathCount; seed++)
        {
            string folder = Path.Combine(_folder, $"{seed}");
            var random = new Random(seed);
            while (!await TryRunAsync(request, folder, new DeathAtRandom(random)))
                deathCount++;

            Assert.True(expected == ContentOf(folder), $"seed={seed}");
        }
    }

    public void Dispose()
    {
        _server.Dispose();
        _client.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<string> UndisturbedAsync(HistoryRequest request)
    {
        string folder = Path.Combine(_folder, "expected");
        Assert.True(await TryRunAsync(request, folder, new NoFileFaults()));
        return ContentOf(folder);
    }

    private async Task<bool> TryRunAsync(HistoryRequest request, string folder, IFileFaults faults)
    {
        var gate = new HttpGate(_client, new InstantTime(), () => 0.5);
        var downloader = new HistoryDownloader(request, folder, gate, faults) { ChunkBytes = 2_000 };
        try
        {
            await downloader.RunAsync(_ => { }, CancellationToken.None);
            return true;
        }
        catch (DeathException)
        {
            return false;
        }
    }

    private static string ContentOf(string folder) => string.Join(
        '\n',
        Directory.GetFiles(folder).Order().Select(path =>
            $"{Path.GetFileName(path)} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)))}"));

    private sealed class DeathException : Exception;

    /// <summary>Dies at one change out of the next fifteen, within the write where it is one.</summary>
    private sealed class DeathAtRandom(Random random) : IFileFaults
    {
        private int _changesLeft = random.Next(15);
        private bool _isDying;

        public void BeforeChange()
        {
            if (_isDying || _changesLeft-- == 0)
                throw new DeathException();
        }

        public int BeforeWrite(int length)
        {
            _isDying = _changesLeft-- == 0;
            return _isDying ? random.Next(length + 1) : length;
        }
    }
}
