using System;
using System.Threading;
using System.Threading.Tasks;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Venues.Simulated;

/// <summary>
/// The conductor: one thread that takes frame after frame, moves the venue's book and its orders by it, and sends it.
/// Whatever it waits for (the pace, a subscriber, the snapshot to be fetched, a slow reader), <see cref="Stop"/> frees
/// it.
/// </summary>
/// <remarks>
/// <code>
///  pass: wait for a subscriber > frame: wait until due > book, matching > send  (a snapshot: stand until it is
/// fetched)  end of a pass: close all connections, books begin anew > next pass           (after the last: end of data,
/// connections stay)
/// </code>
/// </remarks>
internal sealed class Playback : IDisposable
{
    private readonly PlaybackOptions _options;
    private readonly InstrumentTable _instruments;
    private readonly MatchingEngine _matching;
    private readonly VenueGate _gate;
    private readonly MarketDataServer _server;
    private readonly SnapshotDesk _desk;
    private readonly FaultyPublisher _publisher;
    private readonly VenueCounters _counters;
    private readonly PlaybackPace _pace;
    private readonly MarketDecoder _decoder;
    private readonly MarketMessage _message = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Thread _thread;

    public Playback(
        PlaybackOptions options, VenueCore core, MarketDataServer server, SnapshotDesk desk, FaultyPublisher publisher)
    {
        options.ThrowIfInvalid();
        _options = options;
        _instruments = core.Instruments;
        _matching = core.Matching;
        _gate = core.Gate;
        _counters = core.Counters;
        _server = server;
        _desk = desk;
        _publisher = publisher;
        _pace = new PlaybackPace(core.Clock, options.Speed);
        _decoder = new MarketDecoder(core.Instruments);
        _thread = new Thread(Run) { IsBackground = true, Name = "sim conductor" };
    }

    /// <summary>
    /// Completes after the last frame of the last pass; fails if the source or the venue does; canceled by a stop.
    /// </summary>
    public Task Ended => _ended.Task;

    public void Start() => _thread.Start();

    /// <summary>Asks the thread to end; it may still wait in a send until its connection is cut.</summary>
    public void Stop() => _stop.Cancel();

    /// <summary>
    /// Ends with a failure of any part of the venue: its owner waits for the end of data and learns it there. Any
    /// thread.
    /// </summary>
    public void Fail(Exception cause)
    {
        _desk.End();
        _ended.TrySetException(cause);
        _stop.Cancel();
    }

    /// <summary>Waits for the thread.</summary>
    public void Join()
    {
        if (_thread.IsAlive)
            _thread.Join();
    }

    public void Dispose() => _stop.Dispose();

    private void Run()
    {
        try
        {
            for (long pass = 0; _options.PassCount == 0 || pass < _options.PassCount; pass++)
            {
                if (pass > 0)
                    Rewind();

                Play();
                _counters.CountPass();
            }

            _desk.End();
            _ended.TrySetResult();
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            _ended.TrySetCanceled(_stop.Token);
        }
        catch (Exception e)
        {
            Fail(e);
        }
    }

    private void Rewind()
    {
        _server.CloseAll("the recording begins again");
        _desk.Restart();
        using (_gate.EnterPatient())
            _matching.ResetBooks();
    }

    private void Play()
    {
        if (_options.StartsWithSubscriber)
            _server.WaitForSubscriber(Timeout.InfiniteTimeSpan, _stop.Token);

        _pace.Restart();
        foreach (MarketFrame frame in _options.Frames())
        {
            _stop.Token.ThrowIfCancellationRequested();
            WaitUntilDue(frame.TimestampNs);
            _counters.CountFrame(Play(frame));
        }

        _server.Push();
    }

    private void WaitUntilDue(long timestampNs)
    {
        for (int waitMs = _pace.WaitMs(timestampNs); waitMs > 0; waitMs = _pace.WaitMs(timestampNs))
        {
            _server.Push();
            _stop.Token.WaitHandle.WaitOne(waitMs);
            _stop.Token.ThrowIfCancellationRequested();
        }
    }

    /// <returns>False if the venue could not read the frame; it is sent all the same.</returns>
    private bool Play(MarketFrame frame)
    {
        ReadOnlySpan<byte> json = frame.Json.Span;
        bool isDecodable = _decoder.TryDecode(json, _message);
        if (isDecodable && _message.Kind == MarketMessageKind.Snapshot)
            return TryPlaySnapshot(frame);

        if (isDecodable)
        {
            using (_gate.EnterPatient())
                _matching.OnMarket(_message);
        }

        _publisher.Publish(_decoder.StreamName(json), _message, frame.Json);
        return isDecodable;
    }

    private bool TryPlaySnapshot(MarketFrame frame)
    {
        int owner;
        using (_gate.EnterPatient())
        {
            owner = _matching.FindSnapshotOwner(_message.LastUpdateId);
            if (owner < 0 || !_decoder.ReadSnapshotLevels(frame.Json.Span, _instruments[owner], _message))
                return false;

            _matching.OnMarket(_message);
        }

        _server.Push();
        Task fetched = _desk.Stand(owner, frame.Json);
        if (_server.SubscriberCount > 0)
            fetched.Wait((int)_options.SnapshotHold.TotalMilliseconds, _stop.Token);

        _desk.GoOn(owner);
        _pace.Resume(frame.TimestampNs);
        return true;
    }
}
