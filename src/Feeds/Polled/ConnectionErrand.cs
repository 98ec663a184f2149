using System;
using System.IO;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using LowLatencyEngine.Feeds.Live;

namespace LowLatencyEngine.Feeds.Polled;

/// <summary>
/// One connection at a time for a polled feed: wanted by the polling thread, made by the companion with backoff, taken
/// by the polling thread.
/// </summary>
/// <param name="uri">Where to.</param>
/// <param name="options">Bound on one attempt, and whose certificate is trusted.</param>
/// <param name="backoff">Delays between attempts.</param>
/// <param name="seams">Clock and timers.</param>
internal sealed class ConnectionErrand(Uri uri, FeedOptions options, Backoff backoff, FeedSeams seams) : IDisposable
{
    private const int Idle = 0;
    private const int Wanted = 1;
    private const int Ready = 2;

    private int _state; // Each side releases what it wrote before with it, and acquires with its reads.
    private UpgradedSocket? _socket;
    private long _dueNs;

    /// <summary>Polling thread, while it has no connection and wants none yet.</summary>
    /// <param name="wasUseful">The last one brought frames: no reason to wait longer than the least.</param>
    public void Want(bool wasUseful)
    {
        if (wasUseful)
            backoff.Reset();

        _dueNs = _dueNs == 0 ? 1 : seams.Clock.NowNs + backoff.NextNs();
        Volatile.Write(ref _state, Wanted);
    }

    /// <summary>Polling thread: the connection that was wanted; the caller's to dispose.</summary>
    public UpgradedSocket? TryTake()
    {
        if (Volatile.Read(ref _state) != Ready)
            return null;

        UpgradedSocket? socket = _socket;
        _socket = null;
        Volatile.Write(ref _state, Idle);
        return socket;
    }

    /// <summary>
    /// Companion: one attempt where one is due. Null where nothing was due or it succeeded, else why it failed.
    /// </summary>
    public async ValueTask<string?> ServeAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _state) != Wanted || seams.Clock.NowNs < _dueNs)
            return null;

        using var timer = new CancellationTokenSource(FeedTime.SpanOf(options.RequestTimeoutNs), seams.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            _socket = await WebSocketHandshake.ConnectAsync(uri, options.WebSocketSha256, either.Token);
            Volatile.Write(ref _state, Ready);
            return null;
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            _dueNs = seams.Clock.NowNs + backoff.NextNs();
            return $"cannot connect, tried again: host={uri.Host}, port={uri.Port}, cause={e.Message}";
        }
    }

    /// <summary>Closes a connection that nobody took.</summary>
    public void Dispose() => TryTake()?.Dispose();
}
