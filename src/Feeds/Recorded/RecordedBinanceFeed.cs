using System;
using System.Collections.Generic;
using System.Threading;
using LowLatencyEngine.Feeds.Binance;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Recorded;

/// <summary>
/// Plays Binance recordings through the live feed's decoder and sync: several files are one recording, the receive
/// time is the recorded one, and a snapshot comes where it stands in the file. The same files give the same events,
/// always. Pull it with <see cref="TryReadNext"/> or let it <see cref="Play"/>. One thread at a time; a line
/// allocates nothing.
/// </summary>
public sealed class RecordedBinanceFeed : IDisposable
{
    private readonly IReadOnlyList<string> _paths;
    private readonly BinanceIntake _intake;
    private RecordedFile? _file;
    private int _nextPath;
    private long _lastTimestampNs;
    private Phase _phase;

    /// <param name="symbols">Instruments carried; a snapshot goes to the first of them that waits for one.</param>
    /// <param name="paths">Files, in the order in which they are played.</param>
    /// <param name="heldEventsMax">Most depth events that wait for a snapshot.</param>
    /// <param name="onFault">Told of refused lines and gaps.</param>
    public RecordedBinanceFeed(
        BinanceSymbols symbols, IReadOnlyList<string> paths, int heldEventsMax, Action<FeedFault> onFault)
    {
        _paths = paths;
        _intake = new BinanceIntake(symbols, heldEventsMax, Counters, onFault);
    }

    private enum Phase
    {
        NotStarted,
        Playing,
        Ended,
    }

    /// <summary>What has been played.</summary>
    public FeedCounters Counters { get; } = new();

    /// <summary>
    /// Reads the next line and gives its events, perhaps none; false after the last. The events are valid until the
    /// next call. The first line also brings the statuses of a connection, the end those of its loss.
    /// </summary>
    /// <exception cref="RecordedFileException">A file is missing or damaged.</exception>
    public bool TryReadNext(out ReadOnlySpan<EngineEvent> events)
    {
        _intake.Batch.Clear();
        bool hasNext = TryTakeLine();
        events = _intake.Batch.Events;
        Counters.AddEvents(events.Length);
        return hasNext;
    }

    /// <summary>
    /// Plays everything into <paramref name="sink"/> on the caller's thread, waiting while the sink has no room.
    /// </summary>
    /// <exception cref="RecordedFileException">A file is missing or damaged.</exception>
    public void Play(IEventSink sink, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sink);
        while (!cancellationToken.IsCancellationRequested && TryReadNext(out ReadOnlySpan<EngineEvent> events))
            Offer(sink, events, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    private static void Offer(IEventSink sink, ReadOnlySpan<EngineEvent> events, CancellationToken cancellationToken)
    {
        var spin = default(SpinWait);
        while (events.Length > 0 && !cancellationToken.IsCancellationRequested)
        {
            int taken = sink.Publish(events);
            events = events[taken..];
            if (taken == 0)
                spin.SpinOnce();
        }
    }

    private bool TryTakeLine()
    {
        if (_phase == Phase.Ended)
            return false;

        if (!TryReadLine(out RecordedFrame line))
        {
            if (_phase == Phase.Playing)
                _intake.OnDisconnected(_lastTimestampNs);

            bool hadLines = _phase == Phase.Playing;
            _phase = Phase.Ended;
            return hadLines;
        }

        if (_phase == Phase.NotStarted)
        {
            _intake.OnConnecting(line.ReceiveTimestampNs);
            _intake.OnConnected(line.ReceiveTimestampNs);
            _phase = Phase.Playing;
        }

        _lastTimestampNs = line.ReceiveTimestampNs;
        _intake.OnRecorded(line.Bytes.Span, line.ReceiveTimestampNs);
        return true;
    }

    private bool TryReadLine(out RecordedFrame line)
    {
        while (true)
        {
            if (_file is not null && _file.TryRead(out line))
                return true;

            _file?.Dispose();
            _file = null;
            line = default;
            if (_nextPath == _paths.Count)
                return false;

            _file = RecordedFile.OpenOrThrow(_paths[_nextPath++]);
        }
    }
}
