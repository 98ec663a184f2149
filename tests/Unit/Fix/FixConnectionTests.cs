using System;
using System.Net;
using System.Net.Sockets;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Fix;

/// <summary>Two sessions over a real loopback socket, both polled by the test's own thread.</summary>
[Collection(ByteCounting.Name)]
public sealed class FixConnectionTests : IDisposable
{
    private const int PollCountMax = 5_000_000; // Generous: every wait ends with the event it waits for.

    private readonly SystemClock _clock = new();
    private readonly FixListener _listener = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly FixConnection _client = Connection(isInitiator: true);
    private readonly FixConnection _venue = Connection(isInitiator: false);
    private long _ordersReceived;

    public void Dispose()
    {
        _client.Dispose();
        _venue.Dispose();
        _listener.Dispose();
    }

    [Fact]
    public void Logs_on_trades_and_logs_out()
    {
        LogOn();
        for (int i = 0; i < 100; i++)
            Assert.True(SendOrder(textLength: 10));

        PollUntil(() => _ordersReceived == 100);
        _client.Session.LogOut(default, _clock.NowNs);
        PollUntil(() => _client.State == FixConnectionState.Closed && _venue.State == FixConnectionState.Closed);

        Assert.Equal(FixEndReason.LogoutByUs, _client.Session.EndReason);
        Assert.Equal(FixEndReason.LogoutByPeer, _venue.Session.EndReason);
    }

    [Fact]
    public void Sends_in_parts_when_the_peer_is_slow_and_loses_nothing()
    {
        LogOn();
        long sent = 0;
        long refused = 0;
        while (refused < 3) // The venue is not polled: its kernel buffers fill, then ours, then the session refuses.
        {
            if (SendOrder(textLength: 8_000))
                sent++;
            else
                refused++;

            _client.Poll(_clock.NowNs);
        }

        PollUntil(() => _ordersReceived == sent);
        Assert.True(sent > 10);
        Assert.Equal(0, _venue.Session.Counters.GarbledReceived);
    }

    [Fact]
    public void A_port_where_nobody_listens_is_a_state_not_an_exception()
    {
        var gone = new FixListener(new IPEndPoint(IPAddress.Loopback, 0));
        IPEndPoint endPoint = gone.EndPoint;
        gone.Dispose();
        _client.StartConnecting(endPoint, _clock.NowNs);
        PollUntil(() => _client.State == FixConnectionState.Closed);

        Assert.Equal(SocketError.ConnectionRefused, _client.LastError);
        Assert.Equal(FixSessionState.Disconnected, _client.Session.State);
    }

    [Fact]
    public void A_cut_is_seen_and_the_session_goes_on_over_the_next_connection()
    {
        LogOn();
        Assert.True(SendOrder(textLength: 10));
        PollUntil(() => _ordersReceived == 1);
        _venue.Close();
        PollUntil(() => _client.State == FixConnectionState.Closed);
        Assert.Equal(FixEndReason.ConnectionLost, _client.Session.EndReason);

        LogOn();
        Assert.True(SendOrder(textLength: 10));
        PollUntil(() => _ordersReceived == 2);
        Assert.Equal(5, _client.Session.NextOutgoing); // Two logons, two orders.
    }

    [Fact]
    public void A_second_peer_is_closed_at_once_and_the_first_goes_on()
    {
        LogOn();
        using FixConnection second = Connection(isInitiator: true);
        second.StartConnecting(_listener.EndPoint, _clock.NowNs);
        PollUntil(() =>
        {
            second.Poll(_clock.NowNs);
            second.Session.TryTakeMessage(_clock.NowNs, out _);
            return second.State == FixConnectionState.Closed;
        });

        Assert.True(SendOrder(textLength: 10));
        PollUntil(() => _ordersReceived == 1);
    }

    [Fact]
    public void Using_a_connection_twice_is_a_bug_and_says_so()
    {
        LogOn();
        Assert.Throws<InvalidOperationException>(() => _client.StartConnecting(_listener.EndPoint, _clock.NowNs));
    }

    [Fact]
    public void Polling_and_trading_allocate_nothing()
    {
        LogOn();
        Trade(count: 2_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Trade(count: 2_000);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Trade(int count)
        {
            for (int i = 0; i < count; i++)
            {
                long expected = _ordersReceived + 1;
                SendOrder(textLength: 20);
                while (_ordersReceived < expected)
                    PollOnce();
            }
        }
    }

    private static FixConnection Connection(bool isInitiator) => new(new FixSession(
        new FixSessionOptions
        {
            SenderCompId = isInitiator ? "TW" : "ISLD", TargetCompId = isInitiator ? "ISLD" : "TW",
            IsInitiator = isInitiator,
            HeartbeatIntervalSeconds = 3_600, LogonTimeoutNs = 60_000_000_000,
        },
        new MemorySequenceStore()));

    private void LogOn()
    {
        _client.StartConnecting(_listener.EndPoint, _clock.NowNs);
        PollUntil(() => _client.Session.IsSynchronized && _venue.Session.IsSynchronized);
    }

    private bool SendOrder(int textLength)
    {
        long nowNs = _clock.NowNs;
        if (!_client.Session.TryBeginMessage(MsgTypes.NewOrderSingle, nowNs, out FixWriter writer))
            return false;

        Span<byte> text = stackalloc byte[textLength];
        text.Fill((byte)'x');
        writer.Append(FixTags.Text, text);
        return _client.Session.Commit(ref writer, nowNs);
    }

    private void PollUntil(Func<bool> isDone)
    {
        for (int i = 0; i < PollCountMax; i++)
        {
            if (isDone())
                return;

            PollOnce();
        }

        Assert.Fail($"gave up: client={_client.Session.State}, venue={_venue.Session.State}");
    }

    private void PollOnce()
    {
        long nowNs = _clock.NowNs;
        _listener.Poll(_venue, nowNs);
        _client.Poll(nowNs);
        _venue.Poll(nowNs);
        while (_venue.Session.TryTakeMessage(nowNs, out FixMessage message))
            _ordersReceived += message.MsgType == MsgTypes.NewOrderSingle ? 1 : 0;

        while (_client.Session.TryTakeMessage(nowNs, out _))
        {
        }
    }
}
