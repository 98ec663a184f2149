using System;
using System.Globalization;
using System.Threading;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Replay;
using LowLatencyEngine.Engine.Telemetry;
using LowLatencyEngine.Journal;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Engine.Standby;

/// <summary>
/// Takes a copy's records through the engine's pipeline as they come, and compares every output with the primary's.
/// Reads the files like any reader. One thread runs it; the properties are for any.
/// </summary>
internal sealed class FollowingReplay
{
    private const long LagNsMax = 60_000_000_000;
    private const int LagDigits = 2;

    private readonly EngineConfiguration _configuration;
    private readonly DecisionState _state;
    private readonly IClock _clock;
    private readonly CancellationToken _stop;
    private readonly LatencyHistogram _lag = new(new LatencyBuckets(LagNsMax, LagDigits)); // Replaying thread.
    private SpinWait _wait;
    private bool _isBetweenInputs = true;
    private bool _isLive; // False while it catches up with what was there before: no lag of the connection.
    private bool _isStateWanted = true;
    private StandbyState _latest = new(AppliedSequence: 0, StateHash: "", LagP50Ns: 0, LagP99Ns: 0, LagMaxNs: 0);
    private long _appliedSequence;

    public FollowingReplay(EngineConfiguration configuration, IClock clock, CancellationToken stop)
    {
        _configuration = configuration;
        _state = new DecisionState(configuration);
        _clock = clock;
        _stop = stop;
    }

    /// <summary>Last record worked on or compared.</summary>
    public long AppliedSequence => Volatile.Read(ref _appliedSequence);

    /// <summary>The state when it was last between two inputs and had been asked for it.</summary>
    // Acquire: pairs with the release in PublishIfWanted.
    public StandbyState Latest => Volatile.Read(ref _latest);

    /// <summary>Asks for a new <see cref="Latest"/>.</summary>
    // Release: pairs with the acquire in PublishIfWanted.
    public void RequestState() => Volatile.Write(ref _isStateWanted, true);

    /// <summary>Runs until the token of the constructor stops it; the copy must hold a record by then.</summary>
    /// <exception cref="StandbyStopException">The primary decided otherwise, or has another configuration.</exception>
    /// <exception cref="ReplayException">The decision thread fails on an input.</exception>
    /// <exception cref="JournalException">The copy cannot be read.</exception>
    public void Run()
    {
        using JournalReader reader = JournalReader.Open(_configuration.Journal.Folder);
        var cursor = new ReplayCursor(reader, WaitForMore);
        var pipeline = new Pipeline<ReplayLog, NoSink>(_state, new ReplayLog(cursor), new NoSink());
        while (cursor.TryReadInput(out EngineEvent input))
        {
            long receiveTimestampNs = input.ReceiveTimestampNs;
            RefuseOtherConfiguration(in input);
            _isBetweenInputs = false;
            _wait.Reset();
            JournalReplay.RunOne(ref pipeline, ref input);
            _isBetweenInputs = cursor.MissingOutputs.Count == 0;
            RefuseDifference(cursor);
            Volatile.Write(ref _appliedSequence, cursor.NextSequence - 1);
            if (_isLive)
                _lag.Record(Math.Max(0, _clock.NowNs - receiveTimestampNs));

            PublishIfWanted();
        }

        RefuseDifference(cursor);
    }

    private bool WaitForMore()
    {
        if (_stop.IsCancellationRequested)
            return false;

        if (_isBetweenInputs)
        {
            _isLive = true;
            PublishIfWanted();
        }

        _wait.SpinOnce();
        return true;
    }

    private void PublishIfWanted()
    {
        if (!Volatile.Read(ref _isStateWanted)) // Acquire: pairs with the release in RequestState.
            return;

        Volatile.Write(ref _isStateWanted, false);
        string hash = _state.Hash().ToString("x16", CultureInfo.InvariantCulture);
        var latest = new StandbyState(
            _appliedSequence, hash, _lag.PercentileNs(50), _lag.PercentileNs(99), _lag.MaxNs);
        Volatile.Write(ref _latest, latest); // Release: pairs with the acquire in Latest.
    }

    private void RefuseOtherConfiguration(in EngineEvent input)
    {
        if (input.Kind != EventKind.EngineStart || input.Start.ConfigurationHash == _configuration.DecisionHash)
            return;

        throw new StandbyStopException(
            $"the primary has other instruments, strategies or limits: sequence={input.Sequence}, " +
            $"primaryHash={input.Start.ConfigurationHash:x16}, configurationHash={_configuration.DecisionHash:x16}; " +
            "give the standby the primary's configuration");
    }

    private void RefuseDifference(ReplayCursor cursor)
    {
        if (cursor.Difference is not { } difference)
            return;

        string folder = _configuration.Journal.Folder;
        throw new StandbyStopException(
            $"the primary decided otherwise than this standby: sequence={difference.Sequence}, folder={folder}; " +
            $"both records are shown by 'lle replay {folder}'; run the same build on both sides");
    }
}

/// <summary>The standby's own state at one record, and how long after the primary it came to the records.</summary>
/// <param name="AppliedSequence">Last record before it.</param>
/// <param name="StateHash">As <c>lle replay --until</c> gives it for that record; empty before the first.</param>
/// <param name="LagP50Ns">From the primary's receiving an input to the standby's end of work on it, ns, median.</param>
/// <param name="LagP99Ns">The same, 99th percentile.</param>
/// <param name="LagMaxNs">The same, longest.</param>
public sealed record StandbyState(
    long AppliedSequence, string StateHash, long LagP50Ns, long LagP99Ns, long LagMaxNs);
