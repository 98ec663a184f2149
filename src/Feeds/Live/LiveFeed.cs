using System;
using System.Net.Http;
using System.Net.WebSockets;
using System.Threading;
using System.Threading.Tasks;

namespace LowLatencyEngine.Feeds.Live;

/// <summary>
/// Live market data of one connection to a venue: connects, keeps the books in sync, reconnects with backoff,
/// publishes into the sink. Runs on thread-pool threads, one at a time; allocates only while it connects, asks, fetches
/// a snapshot or reports a fault. Nothing the venue sends or fails to send ends it: only its token does.
/// WebSocket pings are answered by the framework; a venue's own are in its <see cref="VenueRules"/>.
/// </summary>
public sealed class LiveFeed : IDisposable
{
    private readonly FeedOptions _options;
    private readonly FeedSeams _seams;
    private readonly FaultReporter _faults;
    private readonly FeedIntake _intake;
    private readonly EventPublisher _publisher;
    private readonly HttpClient _http;
    private readonly SessionParts _parts;
    private readonly LiveSession _session;
    private readonly Backoff _backoff;

    /// <exception cref="ArgumentException">An option is out of range, or there are too many instruments.</exception>
    public LiveFeed(FeedOptions options, VenueFactory venue, FeedSeams seams)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(venue);
        ArgumentNullException.ThrowIfNull(seams);
        options.ValidateOrThrow();
        _seams = seams;
        _faults = new FaultReporter(seams.OnFault);
        _intake = new FeedIntake(venue(Counters, _faults), Counters, _faults);
        _options = options.For(_intake.Protocol);
        _publisher = new EventPublisher(seams, Counters, _faults);
        _http = HttpFetcher.NewClient(options.RestSha256);
        _parts = new SessionParts(_options, seams, Counters)
        {
            Faults = _faults,
            Intake = _intake,
            Publisher = _publisher,
            Http = _http,
        };
        _session = new LiveSession(_parts);
        _backoff = new Backoff(options.RetryLeastNs, options.RetryMostNs, seams.NextJitter);
    }

    /// <summary>What it has seen; any thread.</summary>
    public FeedCounters Counters { get; } = new();

    /// <summary>
    /// Runs until <paramref name="cancellationToken"/> is cancelled, then ends promptly and without an exception,
    /// having told Disconnected if the sink had room. Call once.
    /// </summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
            static state => ((WakeSignal)state!).Set(), _parts.Wake);
        Uri uri = _intake.Protocol.StreamUri(_options.WebSocketBase);
        while (!cancellationToken.IsCancellationRequested)
        {
            _intake.OnConnecting(_seams.Clock.NowNs);
            await _publisher.PublishAsync(_intake.Batch, cancellationToken);
            await ConnectAndRunAsync(uri, cancellationToken);
            await _publisher.PublishAsync(_intake.Batch, cancellationToken);
            _intake.OnDisconnected(_seams.Clock.NowNs);
            if (cancellationToken.IsCancellationRequested)
                break;

            await _publisher.PublishAsync(_intake.Batch, cancellationToken);
            await DelayAsync(cancellationToken);
        }

        _publisher.PublishAtOnce(_intake.Batch);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _session.Dispose();
        _publisher.Dispose();
        _http.Dispose();
    }

    private async Task ConnectAndRunAsync(Uri uri, CancellationToken cancellationToken)
    {
        using var socket = new ClientWebSocket();
        socket.Options.KeepAliveInterval = TimeSpan.Zero; // The venue pings; the silence watch finds a dead connection.
        socket.Options.RemoteCertificateValidationCallback = PinnedCertificate.Check(_options.WebSocketSha256);
        if (!await TryConnectAsync(socket, uri, cancellationToken))
            return;

        Counters.AddConnection();
        await _session.RunAsync(socket, cancellationToken);
        if (_session.FrameCount > 0)
            _backoff.Reset();
    }

    private async Task<bool> TryConnectAsync(ClientWebSocket socket, Uri uri, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(FeedTime.SpanOf(_options.RequestTimeoutNs), _seams.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            await socket.ConnectAsync(uri, either.Token);
            return true;
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or HttpRequestException)
        {
            Counters.AddConnectFailure();
            _faults.Report(FeedFaultKind.ConnectFailed, _seams.Clock.NowNs,
                $"cannot connect, tried again: host={uri.Host}, port={uri.Port}, cause={e.Message}");
            return false;
        }
    }

    private async Task DelayAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(FeedTime.SpanOf(_backoff.NextNs()), _seams.Time, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Stopped while waiting: the loop sees the token.
        }
    }
}
