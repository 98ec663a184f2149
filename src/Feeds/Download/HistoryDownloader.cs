using System;
using System.Buffers;
using System.Collections.Generic;
using System.IO;
using System.Net.Http;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace LowLatencyEngine.Feeds.Download;

/// <summary>
/// Fetches history of Binance into a folder, file by file. Stopped or killed at any moment and run again, it goes on
/// where it was, and the folder comes out the same byte for byte. Archives are checked against the SHA-256 published
/// with them, which stays beside them. Not for a thread that trades: allocates and waits.
/// </summary>
public sealed class HistoryDownloader
{
    private const int ArchiveChunkBytes = 1024 * 1024;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    private readonly HistoryRequest _request;
    private readonly string _folder;
    private readonly HttpGate _gate;
    private readonly IFileFaults _faults;

    /// <param name="request">What to fetch.</param>
    /// <param name="folder">Where to; made where it is not there.</param>
    /// <param name="client">By which requests go; owned by the caller.</param>
    /// <param name="time">Clock of the delays between attempts.</param>
    /// <param name="nextJitter">0 to below 1: spreads the delays.</param>
    /// <exception cref="ArgumentException">The request is wrong.</exception>
    public HistoryDownloader(
        HistoryRequest request, string folder, HttpClient client, TimeProvider time, Func<double> nextJitter)
        : this(request, folder, new HttpGate(client, time, nextJitter), new NoFileFaults())
    {
    }

    internal HistoryDownloader(HistoryRequest request, string folder, HttpGate gate, IFileFaults faults)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.ValidateOrThrow();
        _request = request;
        _folder = folder;
        _gate = gate;
        _faults = faults;
    }

    /// <summary>Attempts beyond the first of each request.</summary>
    public long RetryCount => _gate.RetryCount;

    internal int ChunkBytes { get; init; } = ArchiveChunkBytes;

    /// <summary>Fetches what is not there yet and gives the paths of all files.</summary>
    /// <param name="onProgress">Told after every chunk, on any thread.</param>
    /// <param name="cancellationToken">Stops after the chunk at hand is whole or gone.</param>
    /// <exception cref="DownloadException">Refused, damaged, or not to be had after all attempts.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<IReadOnlyList<string>> RunAsync(
        Action<DownloadProgress> onProgress, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(_folder);
        IReadOnlyList<HistoryFile> files = HistoryPlan.Of(_request);
        List<string> paths = [];
        for (int i = 0; i < files.Count; i++)
        {
            string path = Path.Combine(_folder, files[i].Name);
            var progress = new DownloadProgress(files[i].Name, i, files.Count, 0, -1, IsDone: false);
            long lengthBytes = await FetchFileAsync(files[i], path, progress, onProgress, cancellationToken);
            onProgress(progress with { DoneBytes = lengthBytes, TotalBytes = lengthBytes, IsDone = true });
            paths.Add(path);
        }

        return paths;
    }

    private async Task<long> FetchFileAsync(
        HistoryFile file,
        string path,
        DownloadProgress progress,
        Action<DownloadProgress> onProgress,
        CancellationToken cancellationToken)
    {
        string? hash = _request.Source == HistorySource.Archive
            ? await FetchHashAsync(file, path, cancellationToken)
            : null;
        if (File.Exists(path))
        {
            PartFile.RemoveLeftovers(path);
            return new FileInfo(path).Length;
        }

        for (int attempt = 1; ; attempt++)
        {
            IHistoryPages pages = PagesOf(file);
            using var part = new PartFile(path, pages.FirstCursor, _faults);
            await FetchChunksAsync(pages, part, progress, onProgress, cancellationToken);
            string actual = part.Hash();
            if (hash is null || hash.Equals(actual, StringComparison.OrdinalIgnoreCase))
            {
                part.Complete();
                return part.LengthBytes;
            }

            // Changed at the source between two chunks, or damaged on the way: once more from the start.
            part.Discard();
            if (attempt == 2)
            {
                throw new DownloadException(
                    $"archive does not have its checksum: file={file.Name}, sha256={actual}, expected={hash}; " +
                    "try again later");
            }
        }
    }

    private static async Task FetchChunksAsync(
        IHistoryPages pages,
        PartFile part,
        DownloadProgress progress,
        Action<DownloadProgress> onProgress,
        CancellationToken cancellationToken)
    {
        while (!part.IsWhole)
        {
            HistoryChunk chunk = await pages.FetchAsync(part.NextCursor, cancellationToken);
            part.Append(in chunk);
            onProgress(progress with { DoneBytes = part.LengthBytes, TotalBytes = chunk.TotalBytes });
        }
    }

    private IHistoryPages PagesOf(HistoryFile file)
    {
        long beginMs = HistoryPlan.MsOf(_request.From);
        long endMs = HistoryPlan.MsOf(_request.To.AddDays(1));
        if (_request.Source == HistorySource.Archive)
            return new ArchivePages(_gate, file.Uri, ChunkBytes);

        return _request.Kind == HistoryKind.Klines
            ? new KlinePages(_gate, file.Uri, beginMs, endMs)
            : new AggTradePages(_gate, file.Uri, beginMs, endMs);
    }

    // Kept beside the archive as published, so that the data doctor can ask it.
    private async Task<string> FetchHashAsync(HistoryFile file, string path, CancellationToken cancellationToken)
    {
        string checksumPath = path + ".CHECKSUM";
        if (!File.Exists(checksumPath))
        {
            HttpAnswer answer =
                await _gate.GetAsync(new Uri(file.Uri.AbsoluteUri + ".CHECKSUM"), null, cancellationToken);
            HashOrThrow(answer.Body, checksumPath);
            using var part = new PartFile(checksumPath, 0, _faults);
            if (!part.IsWhole)
                part.Append(new HistoryChunk(answer.Body, answer.Body.Length, IsLast: true, answer.Body.Length));

            part.Complete();
        }

        PartFile.RemoveLeftovers(checksumPath);
        return HashOrThrow(await File.ReadAllBytesAsync(checksumPath, cancellationToken), checksumPath);
    }

    private static string HashOrThrow(byte[] text, string path)
    {
        string hash = Encoding.ASCII.GetString(text).Split(' ', '\t', '\r', '\n')[0];
        bool isHash = hash.Length == 2 * SHA256.HashSizeInBytes && hash.AsSpan().IndexOfAnyExcept(HexDigits) < 0;
        return isHash ? hash : throw new DownloadException(
            $"checksum is no SHA-256: file={path}, sizeBytes={text.Length}, value={hash}; delete it and try again");
    }
}

/// <summary>How far a download is.</summary>
/// <param name="File">The file at hand.</param>
/// <param name="FileIndex">Its number, the first being 0.</param>
/// <param name="FileCount">Files in all.</param>
/// <param name="DoneBytes">Of it that are there.</param>
/// <param name="TotalBytes">Of it in all; -1 where nobody says.</param>
/// <param name="IsDone">It is whole and has its name.</param>
public readonly record struct DownloadProgress(
    string File, int FileIndex, int FileCount, long DoneBytes, long TotalBytes, bool IsDone);
