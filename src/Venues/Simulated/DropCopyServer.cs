using System;
using System.Collections.Concurrent;
using System.IO;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Model;

namespace LowLatencyEngine.Venues.Simulated;

/// <summary>
/// Copies every ExecutionReport(8) to a session of its own on 127.0.0.1: also those that the order session does not get
/// because of a fault. The session outlives its connections: copies made while nobody is logged on wait, those sent are
/// kept for a resend. One thread of its own.
/// </summary>
internal sealed class DropCopyServer : IDisposable
{
    private const int KeptMessageBytesMax = 768;

    private readonly ConcurrentQueue<VenueReport> _waiting = new();
    private readonly FixConnection _connection;
    private readonly FixServerThread _server;
    private readonly SimulatedFaults _faults;
    private long _copyCount;

    public DropCopyServer(SimulatedVenueOptions options, DropCopyOptions copies, IClock clock, Action<Exception> fail)
    {
        _faults = options.Faults;
        var session = new FixSessionOptions
        {
            SenderCompId = copies.VenueCompId,
            TargetCompId = copies.ClientCompId,
            RejectsFlawedApplicationMessages = true,
        };
        var store = new SentMessageRing(options.KeptMessageCount, KeptMessageBytesMax);
        _connection = new FixConnection(new FixSession(session, new MemorySequenceStore(), store));
        _server = new FixServerThread(new ServerPort("drop copy", copies.Port), _connection, clock, fail, Work);
    }

    /// <summary>Port on 127.0.0.1, bound after <see cref="Start"/>.</summary>
    public int Port => _server.Port;

    private FixSession Session => _connection.Session;

    /// <exception cref="IOException">The port is taken; the message names it.</exception>
    public void Start() => _server.Start();

    /// <summary>Logs out, as far as the client takes it, and ends the thread.</summary>
    public void Stop() => _server.Stop();

    public void Dispose() => _server.Dispose();

    /// <summary>Takes a report of the matching engine; answers to questions are not copied. Any thread.</summary>
    public void OnReport(VenueReport report)
    {
        bool isCopied = !report.IsCancelReject && report.ExecType != ExecType.OrderStatus;
        if (isCopied && ++_copyCount != _faults.DropCopyAt)
            _waiting.Enqueue(report);
    }

    private bool Work(long nowNs)
    {
        while (Session.TryTakeMessage(nowNs, out FixMessage message))
            Session.RefuseMsgType(in message, nowNs); // Nothing is asked for here.

        bool hasSent = false;
        while (Session.IsLoggedOn && _waiting.TryPeek(out VenueReport? report) &&
            Session.TryBeginMessage(MsgTypes.ExecutionReport, nowNs, out FixWriter writer))
        {
            OrderMessages.Write(ref writer, report, nowNs);
            if (!Session.Commit(ref writer, nowNs))
                break; // No room: with the next round.

            _waiting.TryDequeue(out _);
            hasSent = true;
        }

        return hasSent;
    }
}
