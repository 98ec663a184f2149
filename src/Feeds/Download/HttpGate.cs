using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;
using LowLatencyEngine.Feeds.Live;

namespace LowLatencyEngine.Feeds.Download;

/// <summary>
/// GET with retries: after a broken connection, 408, 418, 429 and 5xx, after delays that double and are spread, and not
/// before a Retry-After says. What else is refused is refused for good. One request at a time.
/// </summary>
internal sealed class HttpGate(HttpClient client, TimeProvider time, Func<double> nextJitter)
{
    private const int AttemptCountMax = 8;
    private const int BodyBytesMax = 64 * 1024 * 1024;
    private const long LeastNs = 500_000_000;
    private const long MostNs = 60_000_000_000;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan RetryAfterMax = TimeSpan.FromMinutes(10);

    /// <summary>Attempts beyond the first of each request.</summary>
    public long RetryCount { get; private set; }

    /// <summary>Fetches an address, or some bytes of it.</summary>
    /// <exception cref="DownloadException">Refused, or not to be had after all attempts.</exception>
    public async Task<HttpAnswer> GetAsync(Uri uri, RangeHeaderValue? range, CancellationToken cancellationToken)
    {
        var backoff = new Backoff(LeastNs, MostNs, nextJitter);
        for (int attempt = 1; ; attempt++)
        {
            HttpAnswer answer = await TryAsync(uri, range, cancellationToken);
            if (answer.Failure is null)
                return answer;

            if (!answer.IsWorthRetrying || attempt == AttemptCountMax)
            {
                string advice = answer.IsWorthRetrying
                    ? "run the command again: it goes on where it stopped"
                    : "check the request";
                throw new DownloadException(
                    $"{answer.Failure}: uri={uri.AbsoluteUri}, attempts={attempt}; {advice}");
            }

            RetryCount++;
            TimeSpan delay = FeedTime.SpanOf(backoff.NextNs());
            delay = answer.RetryAfter > delay ? answer.RetryAfter : delay;
            await Task.Delay(delay, time, cancellationToken);
        }
    }

    private async Task<HttpAnswer> TryAsync(Uri uri, RangeHeaderValue? range, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, uri);
            request.Headers.Range = range;
            using HttpResponseMessage response =
                await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return response.IsSuccessStatusCode
                ? await ReadAsync(response, either.Token)
                : HttpAnswer.Refused(response.StatusCode, RetryAfterOf(response));
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return HttpAnswer.Broken($"connection failed, cause={e.Message}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return HttpAnswer.Broken($"no answer in time, timeoutMs={(long)Timeout.TotalMilliseconds}");
        }
    }

    private static async Task<HttpAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        long? lengthBytes = response.Content.Headers.ContentLength;
        if (lengthBytes > BodyBytesMax)
            return HttpAnswer.Broken($"answer is too long, bodyBytes={lengthBytes}, bodyBytesMax={BodyBytesMax}");

        byte[] body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        ContentRangeHeaderValue? range = response.Content.Headers.ContentRange;
        return new HttpAnswer
        {
            Body = body,
            IsPart = response.StatusCode == HttpStatusCode.PartialContent,
            RangeBegin = range?.From ?? 0,
            TotalBytes = range?.Length ?? body.Length,
        };
    }

    private TimeSpan RetryAfterOf(HttpResponseMessage response)
    {
        RetryConditionHeaderValue? header = response.Headers.RetryAfter;
        TimeSpan delay = header?.Delta ?? (header?.Date - time.GetUtcNow()) ?? TimeSpan.Zero;
        return delay < TimeSpan.Zero ? TimeSpan.Zero : delay > RetryAfterMax ? RetryAfterMax : delay;
    }
}
