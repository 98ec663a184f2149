using System;
using LowLatencyEngine.Engine.Configuration;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Venues.Gateway;

namespace LowLatencyEngine.Engine.Threads;

/// <summary>
/// The session that copies of executions come over, with what it keeps beside the journal: its numbers, so that what it
/// missed is resent, and its messages. Set-up and stop only.
/// </summary>
internal sealed class DropCopySession : IDisposable
{
    private readonly MappedSequenceStore _sequences;
    private readonly GatewayWatch _watch;

    private DropCopySession(EngineConfiguration configuration, VenueConfiguration venue, long nextIncoming,
        Action<string> say)
    {
        string folder = configuration.Journal.Folder;
        GatewayMessageLog? log = venue.LogsMessages ? new GatewayMessageLog(folder, "fix-copies", new(), say) : null;
        _sequences = new MappedSequenceStore(EngineFolder.CopySequences(folder));
        FixSessionOptions options = GatewayFactory.SessionOptions(venue, subId: "") with
        {
            ConfirmsSynchronization = true,
            Tap = log,
        };
        var session = new FixSession(options, _sequences);
        session.StartIncomingAt(nextIncoming);
        Copies = new FixDropCopy(
            GatewayFactory.Resolve(venue), VenueSecrets.ReadTls(venue.Tls), GatewayFactory.Rules(venue),
            configuration.Instruments, session);
        _watch = new GatewayWatch("drop copy", () => Copies.LastFault, log, say);
    }

    public FixDropCopy Copies { get; }

    /// <param name="configuration">The engine's.</param>
    /// <param name="nextIncoming">First MsgSeqNum(34) that is not in the journal.</param>
    /// <param name="say">Takes a line for the operator.</param>
    /// <returns>Null where there is none.</returns>
    /// <exception cref="EngineStartException">The venue's name has no address, or a secret cannot be read.</exception>
    public static DropCopySession? Create(EngineConfiguration configuration, long nextIncoming, Action<string> say) =>
        configuration.Venue.DropCopy is { } venue
            ? new DropCopySession(configuration, venue, nextIncoming, say)
            : null;

    public void Dispose()
    {
        Copies.Dispose();
        _watch.Dispose(); // Behind the session: what it said last is written down.
        _sequences.Dispose();
    }
}
