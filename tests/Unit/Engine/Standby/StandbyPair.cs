using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Runtime.InteropServices;
using System.Threading;
using LowLatencyEngine.Engine;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Engine.Standby;
using LowLatencyEngine.Journal;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Standby;

/// <summary>
/// A primary's and a standby's folder, and the primary's decisions in between: a pipeline that journals a script, as an
/// engine does.
/// </summary>
internal sealed class StandbyPair : IDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string _root = Directory.CreateTempSubdirectory("lle-standby-").FullName;
    private readonly List<EngineEvent> _script;
    private readonly DecisionState _state;
    private JournalWriter? _journal;
    private int _inputIndex;

    public StandbyPair()
    {
        Primary = TestConfiguration.Create(Path.Combine(_root, "primary"));
        Standby = TestConfiguration.Create(Path.Combine(_root, "standby"));
        _state = new DecisionState(Primary);
        _script = PipelineScript.Trading(Primary);
        Directory.CreateDirectory(Primary.Journal.Folder);
        Directory.CreateDirectory(Standby.Journal.Folder);
    }

    public EngineConfiguration Primary { get; }

    public EngineConfiguration Standby { get; }

    /// <summary>Last record of the primary.</summary>
    public long LastSequence => (_journal?.NextSequence ?? 1) - 1;

    /// <summary>Of the primary's state, as a standby words it.</summary>
    public string StateHash => _state.Hash().ToString("x16", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The script is over.</summary>
    public bool IsOver => _inputIndex == _script.Count;

    /// <summary>Lets the primary work on the next inputs of the script.</summary>
    public void Trade(int inputCount)
    {
        _journal ??= OpenPrimary();
        var pipeline = new Pipeline<JournalLog, PipelineScript.NoSink>(_state, new JournalLog(_journal), default);
        for (int end = Math.Min(_script.Count, _inputIndex + inputCount); _inputIndex < end; _inputIndex++)
        {
            EngineEvent slot = _script[_inputIndex];
            Assert.True(_journal.TryWaitForRoom(DecisionState.OutboxCapacity + 1, Patience));
            pipeline.OnEvent(ref slot, sequence: 0, endOfBatch: true);
        }
    }

    /// <summary>Journals an output that the primary's state does not give.</summary>
    public void JournalForeignOutput()
    {
        var foreign = new EngineEvent { Kind = EventKind.NewOrder, SchemaVersion = EngineEvent.CurrentSchemaVersion };
        _journal!.Append(MemoryMarshal.AsBytes(new Span<EngineEvent>(ref foreign)));
    }

    /// <summary>Closes the primary's journal, as an engine that stops; the next <see cref="Trade"/> opens it.</summary>
    public void CloseJournal()
    {
        _journal?.Dispose();
        _journal = null;
    }

    public StandbyServer Serve(StandbyTls? tls = null, int port = 0) =>
        new(Primary.Journal.Folder, new IPEndPoint(IPAddress.Loopback, port), tls, _ => { });

    public FollowerRun Follow(StandbyServer server, StandbyTls? tls = null) => new(this, AddressOf(server, tls));

    public static PrimaryAddress AddressOf(StandbyServer server, StandbyTls? tls = null) =>
        new("127.0.0.1", server.EndPoint.Port, tls);

    public static byte[] Records(EngineConfiguration configuration)
    {
        using JournalReader reader = JournalReader.Open(configuration.Journal.Folder);
        using var records = new MemoryStream();
        byte[] record = new byte[JournalFormat.RecordSizeBytes];
        while (reader.TryRead(record))
            records.Write(record);

        return records.ToArray();
    }

    public static void WaitFor(Func<bool> condition) => Assert.True(SpinWait.SpinUntil(condition, Patience));

    public void Dispose()
    {
        _journal?.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    private JournalWriter OpenPrimary() => JournalWriter.Open(
        new JournalOptions(
            Primary.Journal.Folder, 1 << 20, JournalMode.Process, Primary.Instruments.ContentHash(), "test"),
        out _);
}

/// <summary>A follower on a thread of its own.</summary>
internal sealed class FollowerRun : IDisposable
{
    private readonly Thread _thread;

    public FollowerRun(StandbyPair pair, PrimaryAddress primary)
    {
        Follower = new StandbyFollower(pair.Standby, primary, _ => { });
        _thread = new Thread(() => Failure = Record.Exception(Follower.Run));
        _thread.Start();
    }

    public StandbyFollower Follower { get; }

    public Exception? Failure { get; private set; }

    /// <summary>Waits until the standby has worked on the primary's last record and says so.</summary>
    public StandbyStatus WaitForApplied(long sequence)
    {
        StandbyPair.WaitFor(() => Failure is not null || Follower.Status.State.AppliedSequence == sequence);
        Assert.Null(Failure);
        return Follower.Status;
    }

    public void WaitForEnd() => Assert.True(_thread.Join(StandbyPair.Patience));

    public void Dispose()
    {
        Follower.Stop();
        WaitForEnd();
        Follower.Dispose();
    }
}
