using System;
using System.Globalization;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace LowLatencyEngine.EndToEnd;

/// <summary>`lle data`: exit codes and schema of the check, and downloads that are killed.</summary>
public sealed class DataTests : IDisposable
{
    private const int ArchiveBytes = 6 * 1024 * 1024; // Six chunks.

    // Each costs a start of the process; the deaths within one process are a hundred, and by the same seam.
    private static readonly int KillCount =
        int.TryParse(Environment.GetEnvironmentVariable("LLE_DOWNLOAD_KILLS"), out int count) ? count : 3;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_check_says_by_exit_code_and_json_what_is_wrong()
    {
        string clean = Write("clean-1m.csv", "60,1,1,1,1\n120,1,1,1,1\n");
        string broken = Write("broken-1m.csv", "60,1,1,1,1\n60,1,0.5,1,1\n");

        LleResult good = Lle.Run("data", "check", clean);
        LleResult bad = Lle.Run("data", "check", clean, broken, "--json");

        Assert.True(good.ExitCode == 0, good.ToString());
        Assert.Contains("errors 0, warnings 0", good.Output);
        Assert.True(bad.ExitCode == 1, bad.ToString());
        JsonElement root = JsonDocument.Parse(bad.LastLine).RootElement;
        Assert.Equal((2, 0), (root.GetProperty("errors").GetInt32(), root.GetProperty("warnings").GetInt32()));
        JsonElement finding = root.GetProperty("findings")[0];
        Assert.Equal("duplicate", finding.GetProperty("id").GetString());
        Assert.Equal("error", finding.GetProperty("severity").GetString());
        Assert.Equal(3, finding.GetProperty("example").GetProperty("line").GetInt32());
    }

    [Fact]
    public void A_download_killed_again_and_again_ends_with_the_same_bytes()
    {
        var random = new Random(11);
        byte[] archive = new byte[ArchiveBytes];
        random.NextBytes(archive);
        string folder = Path.Combine(_folder.Path, "set");
        int killCount = 0;
        for (int i = 0; i < KillCount; i++)
        {
            using var server = new ArchiveServer(archive);
            using LleProcess process = Lle.Start(Words(folder, server.Port));
            int request = random.Next(1, 4); // Somewhere around this request's chunk.
            SpinWait.SpinUntil(() => server.RequestCount >= request || !process.IsRunning, Lle.Patience);
            killCount += process.IsRunning ? 1 : 0;
            process.Kill();
        }

        using var last = new ArchiveServer(archive);
        LleResult result = Lle.Run(Words(folder, last.Port));

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.True(killCount >= KillCount / 2, $"killCount={killCount}");
        string[] files = Directory.GetFiles(folder);
        Array.Sort(files, string.CompareOrdinal);
        Assert.Equal(
            ["BTCUSDT-1m-2024-01-01.zip", "BTCUSDT-1m-2024-01-01.zip.CHECKSUM"],
            Array.ConvertAll(files, file => Path.GetFileName(file)));
        Assert.Equal(archive, File.ReadAllBytes(files[0]));
    }

    public void Dispose() => _folder.Dispose();

    private static string[] Words(string folder, int port) =>
    [
        "data", "download", "--symbol", "BTCUSDT", "--from", "2024-01-01", "--out", folder,
        "--base-url", $"http://127.0.0.1:{port}",
    ];

    private string Write(string name, string rows)
    {
        string path = Path.Combine(_folder.Path, name);
        File.WriteAllText(path, "time,open,high,low,close\n" + rows);
        return path;
    }

    /// <summary>One archive and its checksum on loopback, in ranges.</summary>
    private sealed class ArchiveServer : IDisposable
    {
        private readonly HttpListener _listener = new();
        private readonly byte[] _archive;
        private readonly Task _serving;
        private int _requestCount;

        public ArchiveServer(byte[] archive)
        {
            _archive = archive;
            using (var probe = new TcpListener(IPAddress.Loopback, 0))
            {
                probe.Start();
                Port = ((IPEndPoint)probe.LocalEndpoint).Port;
            }

            _listener.Prefixes.Add($"http://127.0.0.1:{Port}/");
            _listener.Start();
            _serving = Task.Run(ServeAsync);
        }

        public int Port { get; }

        public int RequestCount => Volatile.Read(ref _requestCount);

        public void Dispose()
        {
            _listener.Stop();
            _serving.Wait();
            _listener.Close();
        }

        private async Task ServeAsync()
        {
            while (_listener.IsListening)
            {
                try
                {
                    Answer(await _listener.GetContextAsync());
                }
                catch (Exception e) when (
                    e is HttpListenerException or ObjectDisposedException or IOException or InvalidOperationException)
                {
                    // The client was killed, or the test is over: the loop asks which.
                }
            }
        }

        private void Answer(HttpListenerContext context)
        {
            Interlocked.Increment(ref _requestCount);
            HttpListenerResponse response = context.Response;
            byte[] body = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(_archive)) + "  x.zip\n");
            if (context.Request.Headers["Range"] is { } range)
            {
                string[] bounds = range["bytes=".Length..].Split('-');
                int begin = int.Parse(bounds[0], CultureInfo.InvariantCulture);
                int end = Math.Min(int.Parse(bounds[1], CultureInfo.InvariantCulture), _archive.Length - 1);
                response.StatusCode = (int)HttpStatusCode.PartialContent;
                response.AddHeader("Content-Range", $"bytes {begin}-{end}/{_archive.Length}");
                body = _archive[begin..(end + 1)];
            }

            response.ContentLength64 = body.Length;
            response.OutputStream.Write(body);
            response.Close();
        }
    }
}
