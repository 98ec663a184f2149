using System;
using System.Threading;
using System.Threading.Tasks;

namespace LowLatencyEngine.Feeds.Download;

/// <summary>A file as a chain of chunks, each of which says where the next begins.</summary>
internal interface IHistoryPages
{
    /// <summary>Where the first chunk begins.</summary>
    long FirstCursor { get; }

    /// <summary>The chunk that begins at a cursor.</summary>
    /// <exception cref="DownloadException">It cannot be had.</exception>
    ValueTask<HistoryChunk> FetchAsync(long cursor, CancellationToken cancellationToken);
}

/// <summary>A run of bytes of a file.</summary>
/// <param name="Bytes">Perhaps none.</param>
/// <param name="NextCursor">Where the next begins.</param>
/// <param name="IsLast">The file ends with it.</param>
/// <param name="TotalBytes">Length of the whole file; -1 where nobody says.</param>
internal readonly record struct HistoryChunk(
    ReadOnlyMemory<byte> Bytes, long NextCursor, bool IsLast, long TotalBytes);
