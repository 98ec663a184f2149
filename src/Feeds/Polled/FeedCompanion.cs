using System;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using LowLatencyEngine.Feeds.Live;

namespace LowLatencyEngine.Feeds.Polled;

/// <summary>
/// What a polled feed needs done that waits or allocates: connecting, fetching snapshots, telling faults. Runs on the
/// thread pool, on housekeeping cores, and looks for work a hundred times a second; none of it is on an event's path.
/// </summary>
internal sealed class FeedCompanion : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(1);

    private readonly FeedSeams _seams;
    private readonly FeedCounters _counters;
    private readonly FaultReporter _faults;
    private readonly HttpClient _http;
    private readonly HttpFetcher _fetcher;
    private bool _isStopping;
    private bool _hasEnded;

    public FeedCompanion(
        FeedOptions options, IVenueProtocol protocol, FeedSeams seams, FeedCounters counters, FaultRelay relay)
    {
        Relay = relay;
        _seams = seams;
        _counters = counters;
        _faults = new FaultReporter(seams.OnFault);
        _http = HttpFetcher.NewClient(options.RestSha256);
        _fetcher = new HttpFetcher(_http, seams.Time, options.FrameBytesMax, static () => { });
        Connection = new ConnectionErrand(
            protocol.StreamUri(options.WebSocketBase),
            options,
            new Backoff(options.RetryLeastNs, options.RetryMostNs, seams.NextJitter),
            seams);
        Snapshot = new SnapshotErrand(options, protocol, seams, _fetcher);
    }

    /// <summary>Connections for the polling thread.</summary>
    public ConnectionErrand Connection { get; }

    /// <summary>Snapshots for the polling thread.</summary>
    public SnapshotErrand Snapshot { get; }

    /// <summary>Faults of the polling thread, told from here.</summary>
    public FaultRelay Relay { get; }

    /// <summary>Polling thread: close the socket, publish the end, and call <see cref="SayEnded"/>.</summary>
    public bool IsStopping => Volatile.Read(ref _isStopping); // Acquire: pairs with the release in RunAsync.

    /// <summary>Polling thread: its last event is published.</summary>
    public void SayEnded() => Volatile.Write(ref _hasEnded, true); // Release: pairs with the acquire in EndAsync.

    /// <summary>Serves until it is cancelled and the polling thread has ended, or a second has gone by.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval, _seams.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
                await ServeAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Told to end.
        }

        Volatile.Write(ref _isStopping, true); // Release: pairs with the acquire in IsStopping.
        await EndAsync(timer);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Connection.Dispose();
        _http.Dispose();
    }

    private async Task ServeAsync(CancellationToken cancellationToken)
    {
        Relay.TellAll(_seams.OnFault);
        if (await Connection.ServeAsync(cancellationToken) is { } connectFailure)
        {
            _counters.AddConnectFailure();
            _faults.Report(FeedFaultKind.ConnectFailed, _seams.Clock.NowNs, connectFailure);
        }

        if (Snapshot.Serve(cancellationToken) is { } snapshotFailure)
        {
            _faults.Report(
                FeedFaultKind.SnapshotFailed,
                _seams.Clock.NowNs,
                $"snapshot failed, tried again: {snapshotFailure}");
        }
    }

    /// <summary>A polling thread that is gone, because it failed, is not waited for longer than the patience.</summary>
    private async Task EndAsync(PeriodicTimer timer)
    {
        for (int i = 0; i < EndPatience / Interval && !Volatile.Read(ref _hasEnded); i++)
            await timer.WaitForNextTickAsync(CancellationToken.None);

        await _fetcher.StopAsync();
        Connection.Dispose();
        Relay.TellAll(_seams.OnFault);
    }
}
