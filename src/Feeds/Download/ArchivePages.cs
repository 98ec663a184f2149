using System;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;

namespace LowLatencyEngine.Feeds.Download;

/// <summary>An archive in runs of bytes; the cursor is the offset. A server without ranges gives all at once.</summary>
internal sealed class ArchivePages(HttpGate gate, Uri uri, int chunkBytes) : IHistoryPages
{
    public long FirstCursor => 0;

    public async ValueTask<HistoryChunk> FetchAsync(long cursor, CancellationToken cancellationToken)
    {
        var range = new RangeHeaderValue(cursor, cursor + chunkBytes - 1);
        HttpAnswer answer = await gate.GetAsync(uri, range, cancellationToken);
        if (answer.IsPart && answer.RangeBegin != cursor)
        {
            throw new DownloadException(
                $"server sent other bytes than asked for: uri={uri.AbsoluteUri}, wantedOffset={cursor}, " +
                $"sentOffset={answer.RangeBegin}; try again later");
        }

        long skipped = answer.IsPart ? 0 : Math.Min(cursor, answer.Body.Length);
        ReadOnlyMemory<byte> bytes = answer.Body.AsMemory((int)skipped);
        long next = cursor + bytes.Length;
        return new HistoryChunk(bytes, next, next >= answer.TotalBytes || bytes.Length == 0, answer.TotalBytes);
    }
}
