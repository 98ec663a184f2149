using System;
using System.Collections.Generic;
using System.Threading;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Feeds.Recorded;

/// <summary>
/// Plays recordings through the live feed's protocol: several files are one recording, the receive
/// time is the recorded one, and a snapshot comes where it stands in the file. The same files give the same events,
/// always. Pull it with <see cref="TryReadNext"/> or let it <see cref="Play"/>. One thread at a time; a line
/// allocates nothing.
/// </summary>
public sealed class RecordedFeed : IDisposable
{
    private readonly IReadOnlyList<string> _paths;
    private readonly FeedIntake _intake;
    private readonly HashSet<int> _connected = []; // Connections of the file that were made at least once.
    private readonly HashSet<int> _passedOver = []; // Those that are not played.
    private RecordedFile? _file;
    private int _nextPath;
    private long _lastTimestampNs;
    private Phase _phase;

    /// <param name="venue">Makes the protocol that takes the recording in.</param>
    /// <param name="paths">Files, in the order in which they are played.</param>
    /// <param name="onFault">Told of refused lines and gaps.</param>
    public RecordedFeed(VenueFactory venue, IReadOnlyList<string> paths, Action<FeedFault> onFault)
    {
        ArgumentNullException.ThrowIfNull(venue);
        _paths = paths;
        var faults = new FaultReporter(onFault);
        _intake = new FeedIntake(venue(Counters, faults), Counters, faults);
    }

    private enum Phase
    {
        NotStarted,
        Playing,
        Ended,
    }

    /// <summary>
    /// Plays only the connection of this name, or those whose address has this in it, where the recording tells
    /// connections apart; null for all of them.
    /// </summary>
    public string? Only { get; init; }

    /// <summary>True once the last line has been read: what came last was the loss of the connection.</summary>
    public bool HasEnded => _phase == Phase.Ended;

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

        _lastTimestampNs = line.ReceiveTimestampNs;
        Take(in line);
        return true;
    }

    private void Take(in RecordedFrame line)
    {
        switch (line.Kind)
        {
            case RecordedKind.Connected when IsWanted(in line):
                TakeConnection(in line);
                break;

            case RecordedKind.Message when !_passedOver.Contains(line.Connection):
                if (_phase == Phase.NotStarted)
                    Connect(line.ReceiveTimestampNs);

                _intake.OnRecorded(line.Bytes.Span, line.ReceiveTimestampNs);
                break;

            case RecordedKind.Answer when _phase == Phase.Playing:
                _intake.OnRecordedAnswer(line.Bytes.Span, line.Address, line.ReceiveTimestampNs);
                break;

            default:
                break; // What the recorder sent and said of itself.
        }

        while (_intake.Protocol.TryTakeRequest(out _))
        {
            // Nobody is there to answer: what was asked for is in the recording or never comes.
        }
    }

    /// <summary>A second connection joins the first; one that is made again has lost what it had.</summary>
    private void TakeConnection(in RecordedFrame line)
    {
        bool isAgain = !_connected.Add(line.Connection);
        if (isAgain && _phase == Phase.Playing)
            _intake.OnDisconnected(line.ReceiveTimestampNs);

        if (isAgain || _phase == Phase.NotStarted)
            Connect(line.ReceiveTimestampNs);
    }

    private void Connect(long timestampNs)
    {
        _intake.OnConnecting(timestampNs);
        _intake.OnConnected(timestampNs);
        _phase = Phase.Playing;
    }

    private bool IsWanted(in RecordedFrame line)
    {
        bool isWanted = Only is null
            || line.Address?.Contains(Only, StringComparison.Ordinal) == true
            || _file!.Connections[line.Connection] == Only;
        if (isWanted)
            _passedOver.Remove(line.Connection);
        else
            _passedOver.Add(line.Connection);

        return isWanted;
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

            _connected.Clear();
            _passedOver.Clear();
            _file = RecordedFile.OpenOrThrow(_paths[_nextPath++]);
        }
    }
}
