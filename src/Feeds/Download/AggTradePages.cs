using System;
using System.Collections.Generic;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace LowLatencyEngine.Feeds.Download;

/// <summary>
/// Aggregated trades of the interface as CSV of the archives' form. The first page is found by time, the others by the
/// id after the last; the cursor is that id, -1 before the first page.
/// </summary>
internal sealed class AggTradePages(HttpGate gate, Uri uri, long beginMs, long endMs) : IHistoryPages
{
    private const int RowCountMax = 1_000;

    public long FirstCursor => -1;

    public async ValueTask<HistoryChunk> FetchAsync(long cursor, CancellationToken cancellationToken)
    {
        string place = cursor < 0 ? $"startTime={beginMs}" : $"fromId={cursor}";
        var page = new Uri($"{uri.AbsoluteUri}&{place}&limit={RowCountMax}");
        HttpAnswer answer = await gate.GetAsync(page, null, cancellationToken);
        try
        {
            return ToRows(answer.Body, cursor);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new DownloadException(
                $"answer is no list of trades: uri={page.AbsoluteUri}, cause={e.Message}; check the request", e);
        }
    }

    private HistoryChunk ToRows(byte[] body, long cursor)
    {
        using JsonDocument document = JsonDocument.Parse(body);
        var rows = new StringBuilder();
        int count = 0;
        long next = cursor;
        bool isPastEnd = false;
        foreach (JsonElement trade in document.RootElement.EnumerateArray())
        {
            count++;
            isPastEnd = trade.GetProperty("T").GetInt64() >= endMs;
            if (isPastEnd)
                break;

            next = trade.GetProperty("a").GetInt64() + 1;
            AppendRow(rows, trade);
        }

        bool isLast = isPastEnd || count < RowCountMax;
        return new HistoryChunk(Encoding.ASCII.GetBytes(rows.ToString()), next, isLast, TotalBytes: -1);
    }

    private static void AppendRow(StringBuilder rows, JsonElement trade)
    {
        foreach (string name in (ReadOnlySpan<string>)["a", "p", "q", "f", "l", "T"])
            rows.Append(trade.GetProperty(name).ToString()).Append(',');

        rows.Append(trade.GetProperty("m").GetBoolean() ? "True" : "False");
        if (trade.TryGetProperty("M", out JsonElement isBestMatch))
            rows.Append(isBestMatch.GetBoolean() ? ",True" : ",False");

        rows.Append('\n');
    }
}
