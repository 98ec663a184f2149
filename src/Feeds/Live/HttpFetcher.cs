using System;
using System.IO;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace LowLatencyEngine.Feeds.Live;

/// <summary>
/// One HTTP GET at a time, in the background, into a reused buffer: a snapshot. Started, asked and emptied by the
/// feed's loop; <paramref name="onDone"/> is called on any thread when there is something to take.
/// </summary>
internal sealed class HttpFetcher(HttpClient client, TimeProvider time, int bodyBytesMax, Action onDone)
{
    private readonly byte[] _body = new byte[bodyBytesMax];
    private Task _running = Task.CompletedTask;
    private volatile bool _isDone; // Release: pairs with the loop's read in IsDone.

    /// <summary>True from <see cref="Start"/> until <see cref="Take"/>.</summary>
    public bool IsBusy { get; private set; }

    /// <summary>True when there is something to take.</summary>
    public bool IsDone => _isDone;

    /// <summary>Why it failed; null when it did not.</summary>
    public string? Failure { get; private set; }

    /// <summary>How long the server asked to be left alone; zero where it did not.</summary>
    public TimeSpan RetryAfter { get; private set; }

    /// <summary>The answer's body, valid until the next start.</summary>
    public ReadOnlySpan<byte> Body => _body.AsSpan(0, LengthBytes);

    private int LengthBytes { get; set; }

    /// <summary>A client that waits as long as it is let and trusts whom it is told; the caller's to dispose.</summary>
    public static HttpClient NewClient(string sha256)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        handler.SslOptions.RemoteCertificateValidationCallback = PinnedCertificate.Check(sha256);
        return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Fetches after a delay.</summary>
    public void Start(Uri uri, TimeSpan delay, TimeSpan timeout, CancellationToken cancellationToken)
    {
        IsBusy = true;
        Failure = null;
        RetryAfter = TimeSpan.Zero;
        LengthBytes = 0;
        _running = RunAsync(uri, delay, timeout, cancellationToken);
    }

    /// <summary>Acknowledges that it is done; the results stay until the next start.</summary>
    public void Take()
    {
        _isDone = false;
        IsBusy = false;
    }

    /// <summary>Waits, after a cancellation, until nothing writes into the buffer any more.</summary>
    public async Task StopAsync()
    {
        await _running;
        Take();
    }

    private async Task RunAsync(Uri uri, TimeSpan delay, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            if (delay > TimeSpan.Zero)
                await Task.Delay(delay, time, cancellationToken);

            using var timer = new CancellationTokenSource(timeout, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
            await FetchAsync(uri, either.Token);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            Failure = $"{uri.AbsoluteUri}: {e.Message}";
        }
        catch (OperationCanceledException)
        {
            Failure = $"no answer in time: uri={uri.AbsoluteUri}, timeoutMs={(long)timeout.TotalMilliseconds}";
        }
        finally
        {
            _isDone = true;
            onDone();
        }
    }

    private async Task FetchAsync(Uri uri, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response =
            await client.GetAsync(uri, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            RetryAfter = response.Headers.RetryAfter?.Delta ?? TimeSpan.Zero;
            Failure = $"refused: uri={uri.AbsoluteUri}, httpStatus={(int)response.StatusCode}";
            return;
        }

        await using Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        LengthBytes = await stream.ReadAtLeastAsync(_body, _body.Length, throwOnEndOfStream: false, cancellationToken);
        if (LengthBytes == _body.Length)
            Failure = $"answer is longer than the buffer: uri={uri.AbsoluteUri}, bodyBytesMax={bodyBytesMax}";
    }
}
