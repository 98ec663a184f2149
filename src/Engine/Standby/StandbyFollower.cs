using System;
using System.IO;
using System.Runtime.ExceptionServices;
using System.Threading;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Replay;
using LowLatencyEngine.Journal.Standby;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Engine.Standby;

/// <summary>
/// A warm standby: keeps a copy of the primary's journal, byte for byte, and takes it through the same pipeline without
/// sending. Cuts and restarts of either side are followed: the copy's last record says where to go on.
/// </summary>
/// <remarks>
/// <code>
///  primary's files ─> serve ═ TCP, TLS ═> receiving thread ─> copy's files ─> replaying thread ─> state
///                                               │ acks                             │ compares each output
/// </code>
/// </remarks>
public sealed class StandbyFollower : IDisposable
{
    private const int PatienceMs = 5_000; // The primary sends ten heartbeats a second.
    private const int RetryMs = 100;

    private static readonly TimeSpan FreshPatience = TimeSpan.FromMilliseconds(500);

    private readonly PrimaryAddress _primary;
    private readonly Action<string> _say;
    private readonly JournalReceiver _receiver;
    private readonly FollowingReplay _replay;
    private readonly Thread _replaying;
    private readonly CancellationTokenSource _stop = new();
    private Exception? _replayFailure; // Before the stop that it causes.
    private bool _isConnected;

    /// <param name="configuration">The primary's; its journal folder is the copy's.</param>
    /// <param name="primary">Whom to follow.</param>
    /// <param name="say">Takes a line for the operator; any thread.</param>
    /// <exception cref="Journal.JournalException">The copy is in use or damaged, or the disk fails.</exception>
    /// <exception cref="StandbyStopException">The folder is an engine's own and may trade.</exception>
    public StandbyFollower(EngineConfiguration configuration, PrimaryAddress primary, Action<string> say)
    {
        _primary = primary;
        _say = say;
        string folder = configuration.Journal.Folder;
        Directory.CreateDirectory(folder);
        var epoch = Epoch.Load(folder);
        if (epoch.Held > 0 && epoch.MayTrade)
        {
            throw new StandbyStopException(
                $"the folder is a primary's own: folder={folder}, heldEpoch={epoch.Held}; give the standby another");
        }

        _receiver = new JournalReceiver(Recovery.OptionsOf(configuration), epoch.Heard);
        File.WriteAllText(EngineFolder.Configuration(folder), configuration.Source);
        primary.Save(folder);
        _replay = new FollowingReplay(configuration, new SystemClock(), _stop.Token);
        _replaying = new Thread(Replay) { Name = "standby-replay", IsBackground = true };
    }

    /// <summary>
    /// How it stands; the state in it is what the last call asked for, so whoever looks again and again gets it at no
    /// wait. Any thread.
    /// </summary>
    public StandbyStatus Status
    {
        get
        {
            StandbyState state = _replay.Latest;
            _replay.RequestState();
            return new StandbyStatus(
                Volatile.Read(ref _isConnected),
                _receiver.PrimarySequence,
                _receiver.ReceivedSequence,
                _replay.AppliedSequence,
                _receiver.PrimarySequence - _replay.AppliedSequence,
                state);
        }
    }

    /// <summary>The same, but waits a moment for the state of now. Any thread.</summary>
    public StandbyStatus FreshStatus()
    {
        StandbyState before = _replay.Latest;
        _replay.RequestState();
        SpinWait.SpinUntil(() => !ReferenceEquals(_replay.Latest, before), FreshPatience);
        return Status;
    }

    /// <summary>Makes <see cref="Run"/> return. Any thread, also before and after it runs.</summary>
    public void Stop() => _stop.Cancel();

    /// <summary>Follows until <see cref="Stop"/>.</summary>
    /// <exception cref="StandbyStopException">Going on would be wrong: they do not belong together, the primary was
    /// replaced, or it decided otherwise.</exception>
    /// <exception cref="ReplayException">The decision thread fails on an input.</exception>
    /// <exception cref="Journal.JournalException">The copy cannot be written or read.</exception>
    public void Run()
    {
        _replaying.Start();
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                FollowOnce();
                _stop.Token.WaitHandle.WaitOne(RetryMs);
            }
        }
        finally
        {
            _stop.Cancel();
            _replaying.Join();
        }

        if (_replayFailure is not null)
            ExceptionDispatchInfo.Throw(_replayFailure);
    }

    /// <summary>Closes the copy in order; after <see cref="Run"/>.</summary>
    public void Dispose()
    {
        _receiver.Dispose();
        _stop.Dispose();
    }

    private void FollowOnce()
    {
        try
        {
            using Stream stream = _primary.Open(new StandbyCall(StandbyVerb.Follow), PatienceMs);
            using CancellationTokenRegistration cut = _stop.Token.Register(stream.Dispose);
            Volatile.Write(ref _isConnected, true);
            _receiver.Run(stream, _stop.Token);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            if (Volatile.Read(ref _isConnected) && !_stop.IsCancellationRequested)
                _say($"the primary is gone and looked for again: error={e.Message}");
        }
        catch (StandbyException e)
        {
            throw new StandbyStopException(e.Message, e);
        }
        finally
        {
            Volatile.Write(ref _isConnected, false);
        }
    }

    private void Replay()
    {
        try
        {
            while (_receiver.ReceivedSequence == 0)
            {
                if (_stop.Token.WaitHandle.WaitOne(1))
                    return;
            }

            _replay.Run();
        }
        catch (Exception e)
        {
            _replayFailure = e;
            _stop.Cancel();
        }
    }
}

/// <summary>How a standby stands.</summary>
/// <param name="IsConnected">To the primary's server.</param>
/// <param name="PrimarySequence">Last record that the primary is known to have.</param>
/// <param name="ReceivedSequence">Last record in the copy.</param>
/// <param name="AppliedSequence">Last record worked on.</param>
/// <param name="LagRecords">Records the primary has and the standby has not worked on.</param>
/// <param name="State">Its state when it was last asked for it.</param>
public sealed record StandbyStatus(
    bool IsConnected,
    long PrimarySequence,
    long ReceivedSequence,
    long AppliedSequence,
    long LagRecords,
    StandbyState State);
