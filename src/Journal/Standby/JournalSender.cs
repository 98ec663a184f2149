using System;
using System.IO;
using System.Threading;

namespace LowLatencyEngine.Journal.Standby;

/// <summary>
/// The primary's end of a standby connection: sends the journal's records from where the standby is, as they appear in
/// the files, with a heartbeat in between. Reads the files like any reader, so the writer does not notice it. One
/// connection an object; the owner makes a new one for each.
/// </summary>
public sealed class JournalSender
{
    private const int ParkMilliseconds = 1;

    private readonly string _folder;
    private readonly Stream _stream;
    private readonly StandbyLink _link;
    private readonly FencingToken _token;
    private readonly TimeProvider _clock;
    private readonly byte[] _record = new byte[JournalFormat.RecordSizeBytes];
    private long _sentSequence;  // Sending thread.
    private long _ackedSequence; // Thread that reads acks.

    /// <param name="folder">Of the journal.</param>
    /// <param name="stream">To the standby; its time-outs bound every wait.</param>
    /// <param name="token">The primary's own; a standby with a newer one ends it.</param>
    /// <param name="clock">Stamps heartbeats.</param>
    public JournalSender(string folder, Stream stream, FencingToken token, TimeProvider clock)
    {
        _folder = folder;
        _stream = stream;
        _link = new StandbyLink(stream);
        _token = token;
        _clock = clock;
    }

    /// <summary>How long the standby hears nothing at most while there is nothing to send.</summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Last record sent; 0 before the first. Any thread.</summary>
    public long SentSequence => Volatile.Read(ref _sentSequence);

    /// <summary>Last record that the standby has kept, as it says; 0 before it says so. Any thread.</summary>
    public long AckedSequence => Volatile.Read(ref _ackedSequence);

    /// <summary>Greets and sends until <paramref name="stop"/>. The stream is closed then.</summary>
    /// <exception cref="StandbyException">They do not belong together, or this primary has been replaced.</exception>
    /// <exception cref="IOException">The connection is gone: accept the next one.</exception>
    /// <exception cref="JournalException">The primary's own journal is damaged.</exception>
    public void Run(CancellationToken stop)
    {
        using JournalReader reader = Greet();
        var acks = new Thread(ReadAcks) { Name = "standby-acks", IsBackground = true };
        acks.Start();
        try
        {
            Send(reader, stop);
        }
        finally
        {
            _stream.Dispose(); // Ends the thread's read.
            acks.Join();
        }
    }

    private void Send(JournalReader reader, CancellationToken stop)
    {
        long lastSentAt = _clock.GetTimestamp();
        while (!stop.IsCancellationRequested)
        {
            if (TrySendRecords(reader))
            {
                lastSentAt = _clock.GetTimestamp();
                continue;
            }

            if (_clock.GetElapsedTime(lastSentAt) >= HeartbeatInterval)
            {
                SendHeartbeat(reader);
                lastSentAt = _clock.GetTimestamp();
            }

            stop.WaitHandle.WaitOne(ParkMilliseconds);
        }
    }

    // Ends with the connection; the sending thread meets the same error at its next heartbeat.
    private void ReadAcks()
    {
        var link = new StandbyLink(_stream);
        try
        {
            while (link.Receive() is { Kind: StandbyFrameKind.Ack } ack)
                Volatile.Write(ref _ackedSequence, ack.Sequence);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
        }
    }

    private JournalReader Greet()
    {
        StandbyFrame hello = _link.Receive();
        if (hello.Kind != StandbyFrameKind.Hello)
            throw new IOException($"standby did not say hello: kind={hello.Kind}; connect again");

        if (hello.Token > _token.Value)
            throw Refuse(StandbyRefusal.Fenced, hello);

        JournalReader reader = OpenFor(hello);
        _link.Send(new StandbyFrame(
            StandbyFrameKind.Welcome, Count: 0, reader.NextSequence, reader.Header.JournalId, _token.Value));
        return reader;
    }

    private JournalReader OpenFor(in StandbyFrame hello)
    {
        JournalReader reader;
        try
        {
            reader = JournalReader.Open(_folder, hello.Sequence == 1 ? 0 : hello.Sequence);
        }
        catch (JournalException)
        {
            throw Refuse(StandbyRefusal.SequenceNotThere, hello);
        }

        bool isOther = hello.Value != 0 && hello.Value != reader.Header.JournalId;
        bool isLater = reader.NextSequence != hello.Sequence;
        if (!isOther && !isLater)
            return reader;

        reader.Dispose();
        throw Refuse(isOther ? StandbyRefusal.OtherJournal : StandbyRefusal.SequenceNotThere, hello);
    }

    private StandbyException Refuse(StandbyRefusal refusal, in StandbyFrame hello)
    {
        _link.Send(new StandbyFrame(
            StandbyFrameKind.Refusal, (int)refusal, hello.Sequence, hello.Value, _token.Value));
        return StandbyException.Of(refusal, hello.Sequence, hello.Token);
    }

    private bool TrySendRecords(JournalReader reader)
    {
        int count = 0;
        long firstSequence = reader.NextSequence;
        Span<byte> records = _link.Records;
        while (count < StandbyFrame.RecordCountMax && reader.TryRead(_record))
            _record.CopyTo(records[(count++ * JournalFormat.RecordSizeBytes)..]);

        if (count == 0)
            return false;

        _link.Send(new StandbyFrame(StandbyFrameKind.Records, count, firstSequence, Value: 0));
        Volatile.Write(ref _sentSequence, reader.NextSequence - 1);
        return true;
    }

    private void SendHeartbeat(JournalReader reader)
    {
        long nowNs = _clock.GetUtcNow().Subtract(DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
        _link.Send(new StandbyFrame(StandbyFrameKind.Heartbeat, Count: 0, reader.NextSequence - 1, nowNs));
    }
}
