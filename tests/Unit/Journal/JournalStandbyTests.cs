using System;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using LowLatencyEngine.Journal;
using LowLatencyEngine.Journal.Standby;
using Xunit;
using Xunit.Abstractions;

namespace LowLatencyEngine.Unit.Journal;

public sealed class JournalStandbyTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(JournalMode.Process)]
    [InlineData(JournalMode.Power)]
    public void Copy_is_the_primarys_journal_record_for_record(JournalMode mode)
    {
        using TempJournal primary = TempJournal.WithRecords(1_000);
        using var standby = new TempJournal();
        using (var receiver = new JournalReceiver(standby.Options(mode: mode), Token(standby)))
        using (var pair = new ConnectedPair(primary, receiver, cutAfterBytes: long.MaxValue))
        {
            WaitFor(() => receiver.ReceivedSequence == 1_000 && pair.Sender.AckedSequence == 1_000);
            WaitFor(() => receiver.PrimaryTimeNs != 0);
            Assert.Equal(0, receiver.LagRecords);
        }

        Assert.Equal(1_000, standby.ReadAndCheck());
        Assert.Equal(Records(primary), Records(standby));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Connection_cut_at_any_byte_loses_nothing_while_the_primary_goes_on(int seed)
    {
        output.WriteLine($"seed={seed}");
        var random = new Random(seed);
        using var primary = new TempJournal();
        using var standby = new TempJournal();
        using JournalWriter writer = primary.Open(65_536);
        TempJournal.Append(writer, count: 1);
        var receiver = new JournalReceiver(standby.Options(), Token(standby));
        for (int cut = 0; cut < 12; cut++)
        {
            TempJournal.Append(writer, random.Next(0, 300));
            using (var pair = new ConnectedPair(primary, receiver, cutAfterBytes: random.Next(0, 60_000)))
                pair.WaitForEnd(() => receiver.ReceivedSequence == writer.NextSequence - 1);

            if (random.Next(3) == 0)
            {
                receiver.Dispose(); // The standby dies and comes back.
                receiver = new JournalReceiver(standby.Options(), Token(standby));
            }
        }

        using (new ConnectedPair(primary, receiver, cutAfterBytes: long.MaxValue))
            WaitFor(() => receiver.ReceivedSequence == writer.NextSequence - 1);

        receiver.Dispose();
        Assert.Equal(writer.NextSequence - 1, standby.ReadAndCheck());
        Assert.Equal(Records(primary), Records(standby));
    }

    [Fact]
    public void Promoted_standby_fences_the_old_primary()
    {
        using TempJournal primary = TempJournal.WithRecords(50);
        using var standby = new TempJournal();
        FencingToken token = Token(standby);
        using var receiver = new JournalReceiver(standby.Options(), token);
        using (new ConnectedPair(primary, receiver, cutAfterBytes: long.MaxValue))
            WaitFor(() => receiver.ReceivedSequence == 50);

        token.Raise(token.Value + 1);
        using var pair = new ConnectedPair(primary, receiver, cutAfterBytes: long.MaxValue);
        pair.WaitForEnd(() => false);
        Assert.Equal(StandbyRefusal.Fenced, Assert.IsType<StandbyException>(pair.SenderFailure).Refusal);
        Assert.Equal(StandbyRefusal.Fenced, Assert.IsType<StandbyException>(pair.ReceiverFailure).Refusal);
    }

    [Fact]
    public void Standby_learns_the_primarys_token_and_keeps_it()
    {
        using TempJournal primary = TempJournal.WithRecords(5);
        Token(primary).Raise(7);
        using var standby = new TempJournal();
        using var receiver = new JournalReceiver(standby.Options(), Token(standby));
        using (new ConnectedPair(primary, receiver, cutAfterBytes: long.MaxValue))
            WaitFor(() => receiver.ReceivedSequence == 5);

        Assert.Equal(7, Token(standby).Value);
    }

    [Fact]
    public void Copy_of_another_journal_and_copy_that_is_ahead_are_refused()
    {
        using TempJournal primary = TempJournal.WithRecords(50);
        using TempJournal other = TempJournal.WithRecords(20);
        Assert.Equal(StandbyRefusal.OtherJournal, RefusalOf(primary, other));
        using TempJournal longer = TempJournal.WithRecords(60);
        Assert.Equal(StandbyRefusal.SequenceNotThere, RefusalOf(primary, longer));
        File.Delete(primary.Segments[0]);
        using var empty = new TempJournal();
        Assert.Equal(StandbyRefusal.SequenceNotThere, RefusalOf(primary, empty));
    }

    [Fact]
    public void Damaged_token_is_refused_and_an_older_one_changes_nothing()
    {
        using var folder = new TempJournal();
        FencingToken token = Token(folder);
        token.Raise(5);
        token.Raise(4);
        Assert.Equal(5, Token(folder).Value);
        TempJournal.FlipBit(Path.Combine(folder.Folder, FencingToken.FileName), offset: 0);
        JournalException refused = Assert.Throws<JournalException>(() => Token(folder));
        Assert.Contains("fencing token is damaged", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Frame_with_any_flipped_bit_is_refused()
    {
        byte[] bytes = new byte[StandbyFrame.SizeBytes];
        var frame = new StandbyFrame(StandbyFrameKind.Records, Count: 3, Sequence: 4, Value: 5, Token: 6);
        frame.Write(bytes);
        Assert.True(StandbyFrame.TryRead(bytes, out StandbyFrame read));
        Assert.Equal(frame, read);
        const int checkedBytes = 36; // The last four are zeros for later versions.
        for (int bit = 0; bit < checkedBytes * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(StandbyFrame.TryRead(bytes, out _));
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    private static StandbyRefusal RefusalOf(TempJournal primary, TempJournal standby)
    {
        using var receiver = new JournalReceiver(standby.Options(), Token(standby));
        using var pair = new ConnectedPair(primary, receiver, cutAfterBytes: long.MaxValue);
        pair.WaitForEnd(() => false);
        return Assert.IsType<StandbyException>(pair.ReceiverFailure).Refusal;
    }

    private static FencingToken Token(TempJournal journal) => FencingToken.Load(journal.Folder);

    private static void WaitFor(Func<bool> condition) =>
        Assert.True(SpinWait.SpinUntil(condition, TempJournal.Patience));

    private static byte[] Records(TempJournal journal)
    {
        using JournalReader reader = JournalReader.Open(journal.Folder);
        using var records = new MemoryStream();
        byte[] record = new byte[JournalFormat.RecordSizeBytes];
        while (reader.TryRead(record))
            records.Write(record);

        return records.ToArray();
    }
}

/// <summary>A sender and a receiver over loopback, each on a thread, the connection cut after some bytes.</summary>
internal sealed class ConnectedPair : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Socket _primaryEnd;
    private readonly Socket _standbyEnd;
    private readonly Thread _sending;
    private readonly Thread _receiving;

    public ConnectedPair(TempJournal primary, JournalReceiver receiver, long cutAfterBytes)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        _standbyEnd = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _standbyEnd.Connect(listener.LocalEndPoint!);
        _primaryEnd = listener.Accept();
        var stream = new CutStream(new NetworkStream(_primaryEnd, ownsSocket: true), cutAfterBytes);
        Sender = new JournalSender(
            primary.Folder, stream, FencingToken.Load(primary.Folder), TimeProvider.System);
        _sending = new Thread(() =>
        {
            SenderFailure = Record.Exception(() => Sender.Run(_stop.Token));
            stream.Dispose(); // Sends what was sent, then the end.
        });
        _receiving = new Thread(() => ReceiverFailure = Record.Exception(
            () => receiver.Run(new NetworkStream(_standbyEnd, ownsSocket: true), _stop.Token)));
        _sending.Start();
        _receiving.Start();
    }

    public JournalSender Sender { get; }

    public Exception? SenderFailure { get; private set; }

    public Exception? ReceiverFailure { get; private set; }

    /// <summary>Waits until both have ended by themselves, or the condition holds.</summary>
    public void WaitForEnd(Func<bool> orCondition) => Assert.True(SpinWait.SpinUntil(
        () => orCondition() || (!_sending.IsAlive && !_receiving.IsAlive), TempJournal.Patience));

    public void Dispose()
    {
        _stop.Cancel();
        _primaryEnd.Dispose();
        Assert.True(_sending.Join(TempJournal.Patience));
        _standbyEnd.Dispose();
        Assert.True(_receiving.Join(TempJournal.Patience));
        _stop.Dispose();
    }
}

/// <summary>Lets so many bytes through and then breaks, also in the middle of a frame.</summary>
internal sealed class CutStream(Stream inner, long cutAfterBytes) : Stream
{
    private long _leftBytes = cutAfterBytes;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

    public override void Write(byte[] buffer, int offset, int count)
    {
        int allowed = (int)Math.Min(count, _leftBytes);
        _leftBytes -= allowed;
        inner.Write(buffer, offset, allowed);
        if (allowed == count)
            return;

        inner.Dispose();
        throw new IOException("cut");
    }

    public override void Flush() => inner.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        inner.Dispose();
        base.Dispose(disposing);
    }
}
