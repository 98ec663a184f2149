using System;
using System.IO;
using System.Threading;

namespace LowLatencyEngine.Journal.Standby;

/// <summary>
/// The standby's end: keeps a copy of the primary's journal, byte for byte, and says how far behind it is. Every record
/// is checked against the chain before it is appended, so a copy never holds one that the primary did not write. One
/// thread runs it; the properties are for any.
/// </summary>
/// <remarks>
/// A connection may break at any byte: whole frames that came are kept, and the next <see cref="Run"/> goes on after
/// the last record in the journal.
/// </remarks>
public sealed class JournalReceiver : IDisposable
{
    private static readonly TimeSpan RoomTimeout = TimeSpan.FromSeconds(60);

    private readonly JournalOptions _options;
    private readonly FencingToken _token;
    private JournalWriter? _writer; // Null until an empty standby knows whose journal it copies.
    private long _primarySequence;
    private long _primaryTimeNs;

    /// <summary>Opens the copy where there is one; else it is made when the primary has greeted.</summary>
    /// <param name="options">Of the copy; in power mode only what is durable is acknowledged.</param>
    /// <param name="token">Newest token that this standby knows; raised to the primary's.</param>
    /// <exception cref="JournalException">The copy cannot be opened.</exception>
    public JournalReceiver(JournalOptions options, FencingToken token)
    {
        _options = options;
        _token = token;
        if (Directory.Exists(options.Folder) && SegmentName.ListOrThrow(options.Folder).Count > 0)
            _writer = JournalWriter.Open(options, out _);
    }

    /// <summary>Last record in the copy; 0 in an empty one.</summary>
    public long ReceivedSequence => (Volatile.Read(ref _writer)?.NextSequence ?? 1) - 1;

    /// <summary>Last record that the primary was known to have.</summary>
    public long PrimarySequence => Math.Max(Volatile.Read(ref _primarySequence), ReceivedSequence);

    /// <summary>Records the copy is known to be behind.</summary>
    public long LagRecords => PrimarySequence - ReceivedSequence;

    /// <summary>The primary's clock at its last heartbeat, ns since the Unix epoch; 0 before the first.</summary>
    public long PrimaryTimeNs => Volatile.Read(ref _primaryTimeNs);

    /// <summary>
    /// Greets the primary and keeps what it sends, until <paramref name="stop"/> is seen after a frame, or the copy has
    /// a record.
    /// </summary>
    /// <param name="stream">To the primary's server.</param>
    /// <param name="stop">Looked at after every frame, ten heartbeats a second at least.</param>
    /// <param name="untilSequence">Returns when the copy has this record.</param>
    /// <exception cref="StandbyException">They do not belong together, or the primary has been replaced.</exception>
    /// <exception cref="IOException">The connection is gone, or what came is not to be trusted: connect
    /// again.</exception>
    /// <exception cref="JournalException">The copy cannot be written.</exception>
    public void Run(Stream stream, CancellationToken stop, long untilSequence = long.MaxValue)
    {
        var link = new StandbyLink(stream);
        Greet(link);
        while (!stop.IsCancellationRequested && ReceivedSequence < untilSequence)
        {
            StandbyFrame frame = link.Receive();
            switch (frame.Kind)
            {
                case StandbyFrameKind.Records:
                    Keep(link, in frame);
                    break;
                case StandbyFrameKind.Heartbeat:
                    Volatile.Write(ref _primaryTimeNs, frame.Value);
                    Volatile.Write(ref _primarySequence, frame.Sequence);
                    break;
                default:
                    throw new IOException($"primary sent what it should not: kind={frame.Kind}; connect again");
            }

            link.Send(new StandbyFrame(StandbyFrameKind.Ack, Count: 0, _writer!.DurableSequence, Value: 0));
        }
    }

    /// <summary>Closes the copy in order.</summary>
    public void Dispose() => _writer?.Dispose();

    private void Greet(StandbyLink link)
    {
        long nextSequence = ReceivedSequence + 1;
        link.Send(new StandbyFrame(
            StandbyFrameKind.Hello, Count: 0, nextSequence, _writer?.JournalId ?? 0, _token.Value));
        StandbyFrame welcome = link.Receive();
        if (welcome.Kind == StandbyFrameKind.Refusal)
            throw StandbyException.Of((StandbyRefusal)welcome.Count, nextSequence, _token.Value);

        bool isWelcome = welcome.Kind == StandbyFrameKind.Welcome && welcome.Sequence == nextSequence;
        if (!isWelcome)
            throw new IOException($"primary did not welcome: kind={welcome.Kind}; connect again");

        if (welcome.Token < _token.Value)
            throw StandbyException.Of(StandbyRefusal.Fenced, nextSequence, _token.Value);

        _token.Raise(welcome.Token);
        if (_writer is null)
            Volatile.Write(ref _writer, JournalWriter.Open(_options with { JournalId = welcome.Value }, out _));
    }

    private void Keep(StandbyLink link, in StandbyFrame frame)
    {
        JournalWriter writer = _writer!;
        if (frame.Sequence != writer.NextSequence)
        {
            throw new IOException(
                $"records do not follow: sequence={frame.Sequence}, nextSequence={writer.NextSequence}; connect again");
        }

        for (int i = 0; i < frame.Count; i++)
        {
            Span<byte> record = link.Records.Slice(
                i * JournalFormat.RecordSizeBytes, JournalFormat.RecordSizeBytes);
            if (!RecordChain.Holds(record, writer.NextSequence, writer.TailCrc))
                throw new IOException($"record was changed on its way: sequence={writer.NextSequence}; connect again");

            if (!writer.TryWaitForRoom(1, RoomTimeout))
            {
                throw new JournalException(
                    writer.Failure?.Message ?? $"standby's disk is too slow: folder={_options.Folder}; check the disk");
            }

            writer.Append(record);
        }

        writer.RequestCommit();
    }
}
