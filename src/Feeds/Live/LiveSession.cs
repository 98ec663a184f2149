using System;
using System.Net.Http;
using System.Net.WebSockets;
using System.Threading;
using System.Threading.Tasks;

namespace LowLatencyEngine.Feeds.Live;

/// <summary>
/// What happens on one open connection: frames come in and are published in batches, snapshots are fetched for the
/// books that want one, silence is noticed. One loop; made once and used for one connection after the other.
/// Allocates nothing while frames come in order.
/// </summary>
internal sealed class LiveSession : IDisposable
{
    private const int FramesPerRoundMax = 256; // Then the loop looks at snapshot and timer too.

    private readonly FeedOptions _options;
    private readonly ISnapshotProtocol? _snapshots;
    private readonly FeedIntake _intake;
    private readonly FeedSeams _seams;
    private readonly FeedCounters _counters;
    private readonly FaultReporter _faults;
    private readonly EventPublisher _publisher;
    private readonly HttpFetcher _fetcher;
    private readonly Backoff _snapshotBackoff;
    private readonly Uri[] _snapshotUris;
    private readonly WakeSignal _wake;
    private readonly FrameReader _reader;
    private readonly RequestSender _requests;
    private readonly ConnectionWatch _watch;
    private readonly ITimer _ticker;
    private bool _isTickDue;
    private int _fetchPosition;
    private TimeSpan _fetchDelay;

    public LiveSession(SessionParts parts)
    {
        _options = parts.Options;
        _intake = parts.Intake;
        _snapshots = _intake.Protocol as ISnapshotProtocol;
        _seams = parts.Seams;
        _counters = parts.Counters;
        _faults = parts.Faults;
        _publisher = parts.Publisher;
        _wake = parts.Wake;
        _fetcher = new HttpFetcher(parts.Http, _seams.Time, _options.FrameBytesMax, _wake.SetAction);
        _reader = new FrameReader(_options.FrameBytesMax, _wake.SetAction);
        _requests = new RequestSender(_intake.Protocol);
        _watch = new ConnectionWatch(_options, _intake.Protocol, _faults);
        _snapshotBackoff = new Backoff(_options.RetryLeastNs, _options.RetryMostNs, _seams.NextJitter);
        _snapshotUris = new Uri[_snapshots is null ? 0 : _snapshots.Symbols.Count];
        for (int i = 0; i < _snapshotUris.Length; i++)
            _snapshotUris[i] = _snapshots!.SnapshotUri(_options.RestBase, i);

        TimeSpan interval = FeedTime.SpanOf(_options.TickIntervalNs);
        _ticker = _seams.Time.CreateTimer(static state => ((LiveSession)state!).OnTick(), this, interval, interval);
    }

    /// <summary>Frames that came in over the current or last connection.</summary>
    public long FrameCount { get; private set; }

    /// <summary>
    /// Runs until the connection is lost or the feed is to stop. The socket is the caller's to dispose.
    /// </summary>
    public async Task RunAsync(WebSocket socket, CancellationToken cancellationToken)
    {
        using var fetching = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        FrameCount = 0;
        _fetchDelay = TimeSpan.Zero;
        long nowNs = _seams.Clock.NowNs;
        _reader.Attach(socket);
        _requests.Begin(socket, nowNs);
        _watch.Begin(nowNs);
        _intake.OnConnected(nowNs);
        try
        {
            await RunOpenAsync(fetching, cancellationToken);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            _faults.Report(FeedFaultKind.ConnectionLost, _seams.Clock.NowNs, $"connection lost: cause={e.Message}");
        }

        socket.Abort();
        await fetching.CancelAsync();
        await _fetcher.StopAsync();
        while (_reader.IsReceiving())
            await _wake.WaitAsync();
    }

    /// <inheritdoc/>
    public void Dispose() => _ticker.Dispose();

    private async Task RunOpenAsync(CancellationTokenSource fetching, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            FrameStatus status = await PumpAsync(cancellationToken);
            if (status == FrameStatus.Closed)
            {
                _faults.Report(FeedFaultKind.ConnectionLost, _seams.Clock.NowNs, "connection closed by the venue");
                return;
            }

            await _publisher.PublishAsync(_intake.Batch, cancellationToken);
            TakeSnapshot();
            StartSnapshot(fetching.Token);
            if (IsOver())
                return;

            await _publisher.PublishAsync(_intake.Batch, cancellationToken);
            await _requests.SendDueAsync(_seams.Clock.NowNs, cancellationToken);
            if (status == FrameStatus.Pending && !cancellationToken.IsCancellationRequested)
                await _wake.WaitAsync();
        }
    }

    /// <summary>Takes in what is there: as many frames as one batch holds are published together.</summary>
    private async ValueTask<FrameStatus> PumpAsync(CancellationToken cancellationToken)
    {
        for (int i = 0; i < FramesPerRoundMax; i++)
        {
            FrameStatus status = _reader.TryRead();
            if (status is FrameStatus.Pending or FrameStatus.Closed)
                return status;

            if (!_intake.HasRoomFor(_reader.Frame.Length))
                await _publisher.PublishAsync(_intake.Batch, cancellationToken);

            TakeFrame(status);
        }

        return FrameStatus.Frame;
    }

    private void TakeFrame(FrameStatus status)
    {
        FrameCount++;
        long receiveTimestampNs = _seams.Clock.NowNs;
        _watch.OnFrame(receiveTimestampNs);
        if (status == FrameStatus.Frame)
        {
            _seams.OnFrame?.Invoke(_reader.Frame, receiveTimestampNs);
            _intake.OnFrame(_reader.Frame, receiveTimestampNs);
        }
        else
        {
            _intake.OnTooLong(_options.FrameBytesMax, receiveTimestampNs);
        }

        if (_seams.OnDecoded is { } tell && FrameCount % _seams.DecodeSampleEvery == 0)
            tell(_seams.Clock.NowNs - receiveTimestampNs);
    }

    private void TakeSnapshot()
    {
        if (!_fetcher.IsDone)
            return;

        _fetcher.Take();

        // Now rather than when it arrived: frames since then are in the event stream already.
        long nowNs = _seams.Clock.NowNs;
        TimeSpan retryAfter = _fetcher.RetryAfter;
        if (_fetcher.Failure is { } failure)
        {
            _counters.AddSnapshotFailure();
            _faults.Report(FeedFaultKind.SnapshotFailed, nowNs, $"snapshot failed, tried again: {failure}");
        }
        else if (TakeSnapshotBody(nowNs))
        {
            _snapshotBackoff.Reset();
            _fetchDelay = TimeSpan.Zero;
            return;
        }

        TimeSpan delay = FeedTime.SpanOf(_snapshotBackoff.NextNs());
        _fetchDelay = delay > retryAfter ? delay : retryAfter;
    }

    /// <summary>True when it made the book live.</summary>
    private bool TakeSnapshotBody(long nowNs)
    {
        _seams.OnFrame?.Invoke(_fetcher.Body, nowNs);
        return _intake.OnSnapshot(_fetcher.Body, _fetchPosition, nowNs) == FrameVerdict.Ok
            && !_intake.WantsSnapshot(_fetchPosition);
    }

    private void StartSnapshot(CancellationToken cancellationToken)
    {
        if (_fetcher.IsBusy)
            return;

        for (int i = 0; i < _snapshotUris.Length; i++)
        {
            if (!_intake.WantsSnapshot(i))
                continue;

            _fetchPosition = i;
            TimeSpan timeout = FeedTime.SpanOf(_options.RequestTimeoutNs);
            _fetcher.Start(_snapshotUris[i], _fetchDelay, timeout, cancellationToken);
            return;
        }
    }

    private bool IsOver()
    {
        if (!Volatile.Read(ref _isTickDue))
            return false;

        Volatile.Write(ref _isTickDue, false);
        long nowNs = _seams.Clock.NowNs;
        _intake.OnTick(nowNs, _options.StaleAfterNs);
        return _watch.IsOver(nowNs);
    }

    // Timer thread. Release: pairs with the acquire in IsOver.
    private void OnTick()
    {
        Volatile.Write(ref _isTickDue, true);
        _wake.Set();
    }
}

/// <summary>What a session is put together from; all of it belongs to the feed.</summary>
internal sealed record SessionParts(
    FeedOptions Options,
    FeedSeams Seams,
    FeedCounters Counters)
{
    public required FaultReporter Faults { get; init; }

    public required FeedIntake Intake { get; init; }

    public required EventPublisher Publisher { get; init; }

    public required HttpClient Http { get; init; }

    public WakeSignal Wake { get; } = new();
}
