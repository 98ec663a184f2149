using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using LowLatencyEngine.Feeds.Files;

namespace LowLatencyEngine.Feeds.Download;

/// <summary>Klines of the interface as CSV of the archives' form; the cursor is the next opening in ms.</summary>
internal sealed class KlinePages(HttpGate gate, Uri uri, long beginMs, long endMs) : IHistoryPages
{
    private const int RowCountMax = 1_000;

    public long FirstCursor => beginMs;

    public async ValueTask<HistoryChunk> FetchAsync(long cursor, CancellationToken cancellationToken)
    {
        var page = new Uri($"{uri.AbsoluteUri}&startTime={cursor}&endTime={endMs - 1}&limit={RowCountMax}");
        HttpAnswer answer = await gate.GetAsync(page, null, cancellationToken);
        try
        {
            return ToRows(answer.Body, cursor);
        }
        catch (InvalidDataException e)
        {
            throw new DownloadException(
                $"answer is no list of klines: uri={page.AbsoluteUri}, cause={e.Message}; check the request", e);
        }
    }

    private static HistoryChunk ToRows(byte[] body, long cursor)
    {
        var window = new ByteWindow(new MemoryStream(body));
        var rows = new MemoryStream();
        long next = cursor;
        while (window.TryReadElement(out ReadOnlySpan<byte> element))
        {
            if (!System.Buffers.Text.Utf8Parser.TryParse(element[1..], out long openMs, out _) || openMs < next)
                throw new InvalidDataException($"opening is missing or before the last: row={window.RowCount}");

            next = openMs + 1;
            foreach (byte b in element[1..^1])
            {
                if (b is not ((byte)'"' or (byte)' '))
                    rows.WriteByte(b);
            }

            rows.WriteByte((byte)'\n');
        }

        return new HistoryChunk(rows.ToArray(), next, window.RowCount < RowCountMax, TotalBytes: -1);
    }
}
