using System;
using System.Diagnostics;
using System.Threading;
using LowLatencyEngine.Feeds.Live;

namespace LowLatencyEngine.Feeds.Polled;

/// <summary>
/// One snapshot at a time for a polled feed: wanted by the polling thread, fetched by the companion with backoff, taken
/// in by the polling thread.
/// </summary>
/// <remarks>
/// <code>
///  Idle ──Want──> Wanted ──Serve──> (fetching) ──Serve──> Ready ──End──> Idle
///       polling           companion            companion        polling
/// </code>
/// </remarks>
internal sealed class SnapshotErrand(
    FeedOptions options, IVenueProtocol protocol, FeedSeams seams, HttpFetcher fetcher)
{
    private const int Idle = 0;
    private const int Wanted = 1;
    private const int Ready = 2;

    private readonly ISnapshotProtocol? _snapshots = protocol as ISnapshotProtocol; // Else nothing is ever wanted.
    private readonly Backoff _backoff = new(options.RetryLeastNs, options.RetryMostNs, seams.NextJitter);
    private int _state; // Each side releases what it wrote before with it, and acquires with its reads.
    private bool _wasApplied = true;

    /// <summary>Place of the instrument among the feed's symbols; of the last that was wanted.</summary>
    public int Position { get; private set; }

    /// <summary>Polling thread: nothing is wanted.</summary>
    public bool IsIdle => Volatile.Read(ref _state) == Idle;

    /// <summary>Polling thread: there is a snapshot or a failure to take in.</summary>
    public bool IsReady => Volatile.Read(ref _state) == Ready;

    /// <summary>Polling thread, while it is ready: empty where it could not be had.</summary>
    public ReadOnlySpan<byte> Body => fetcher.Failure is null ? fetcher.Body : default;

    /// <summary>Polling thread, while it is idle.</summary>
    public void Want(int position)
    {
        Debug.Assert(IsIdle);
        Position = position;
        Volatile.Write(ref _state, Wanted);
    }

    /// <summary>Polling thread: the snapshot has been taken in.</summary>
    /// <param name="isApplied">The book is live; else another is wanted soon, and the delay grows.</param>
    public void End(bool isApplied)
    {
        _wasApplied = isApplied;
        Volatile.Write(ref _state, Idle);
    }

    /// <summary>Companion: goes on with what is wanted. Returns a failure to tell, null for none.</summary>
    public string? Serve(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _state) != Wanted)
            return null;

        if (!fetcher.IsBusy)
        {
            fetcher.Start(
                _snapshots!.SnapshotUri(options.RestBase, Position), NextDelay(),
                FeedTime.SpanOf(options.RequestTimeoutNs), cancellationToken);
        }
        else if (fetcher.IsDone)
        {
            fetcher.Take();
            string? failure = fetcher.Failure;
            Volatile.Write(ref _state, Ready);
            return failure;
        }

        return null;
    }

    private TimeSpan NextDelay()
    {
        if (_wasApplied)
        {
            _backoff.Reset();
            return TimeSpan.Zero;
        }

        TimeSpan delay = FeedTime.SpanOf(_backoff.NextNs());
        return delay > fetcher.RetryAfter ? delay : fetcher.RetryAfter;
    }
}
