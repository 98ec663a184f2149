using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using LowLatencyEngine.Engine.Threads;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Venues.Gateway;
using LowLatencyEngine.Venues.MessageLog;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Threads;

public sealed class GatewayMessageLogTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lle-message-log-").FullName;
    private readonly List<string> _said = [];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Writes_both_ways_of_a_session_down_and_masks_its_password()
    {
        using (GatewayMessageLog log = NewLog(new()))
        {
            var session = new FixSession(
                new FixSessionOptions
                {
                    SenderCompId = "US", TargetCompId = "THEM", IsInitiator = true, Username = "me",
                    Password = "sesame", Tap = log,
                },
                new MemorySequenceStore());
            var venue = new FixSession(
                new FixSessionOptions { SenderCompId = "THEM", TargetCompId = "US" }, new MemorySequenceStore());
            session.Connect(nowNs: 1_000);
            venue.Connect(nowNs: 1_000);
            venue.Receive(session.PendingOutput);
            venue.TryTakeMessage(nowNs: 1_000, out _);
            session.Receive(venue.PendingOutput);
            session.TryTakeMessage(nowNs: 2_000, out _);
        }

        (string Way, long TimeNs, string Text)[] read = [.. Read("fix-test-000001.fixlog")];
        Assert.Equal([("Sent", 1_000L), ("Received", 2_000L)], read.Select(entry => (entry.Way, entry.TimeNs)));
        Assert.Contains("|553=me|554=******|", read[0].Text, StringComparison.Ordinal);
        Assert.Contains("|35=A|", read[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_a_bounded_number_of_files_and_goes_on_where_the_last_life_ended()
    {
        for (int life = 0; life < 2; life++)
        {
            using GatewayMessageLog log = NewLog(new(FileSizeBytes: 100, FileCount: 3));
            for (int i = 0; i < 4; i++)
            {
                log.OnSent(new byte[100], nowNs: i);
                log.Drain();
            }
        }

        string[] names = [.. Directory.GetFiles(_folder).Select(path => Path.GetFileName(path)!)];
        Array.Sort(names, StringComparer.Ordinal);
        Assert.Equal(["fix-test-000008.fixlog", "fix-test-000009.fixlog", "fix-test-000010.fixlog"], names);
    }

    [Fact]
    public void A_log_that_cannot_be_written_is_said_once_and_does_no_harm()
    {
        GatewayMessageLog log = NewLog(new());
        Directory.CreateDirectory(Path.Combine(_folder, "fix-test-000001.fixlog"));
        for (int i = 0; i < 3; i++)
        {
            log.OnSent(new byte[100], nowNs: i);
            log.Drain();
        }

        Assert.Single(_said);
        Assert.Contains("log=fix-test", _said[0], StringComparison.Ordinal);
    }

    [Fact]
    public void The_operator_hears_how_a_connection_ended_once_and_not_of_ends_that_were_wanted()
    {
        VenueFault? fault = null;
        var watch = new GatewayWatch("orders", () => fault, log: null, _said.Add);
        fault = NewFault(1, FixEndReason.LogonRefusedByPeer);
        watch.Look();
        watch.Look();
        fault = NewFault(2, FixEndReason.LogoutByUs);
        watch.Look();
        watch.Dispose();

        Assert.Equal(
            ["orders: connection 1 to 127.0.0.1:9 ended: reason=LogonRefusedByPeer, socket=Success, " +
             "venue said \"wrong password\""],
            _said);
    }

    private static VenueFault NewFault(long number, FixEndReason reason) => new(
        number, new IPEndPoint(IPAddress.Loopback, 9), SocketError.Success, reason, "wrong password", "");

    private GatewayMessageLog NewLog(GatewayMessageLog.Limits limits) => new(_folder, "fix-test", limits, _said.Add);

    private IEnumerable<(string Way, long TimeNs, string Text)> Read(string name)
    {
        byte[] file = File.ReadAllBytes(Path.Combine(_folder, name));
        Assert.True(BinaryLogLayout.IsBinaryLog(file));
        var reader = new BinaryLogReader(file);
        while (reader.TryRead(out LoggedMessage message))
        {
            string text = Encoding.Latin1.GetString(message.Bytes).Replace('\u0001', '|');
            yield return (reader.Direction.ToString(), reader.TimestampNs, text);
        }
    }
}
