using System;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Model;
using Xunit;

namespace LowLatencyEngine.Unit.Fix;

/// <summary>Several sessions behind one port, plain and encrypted, over loopback.</summary>
public sealed class FixAcceptorTests : IDisposable
{
    private const int PollCountMax = 5_000_000; // Generous: every wait ends with the event it waits for.

    private readonly SystemClock _clock = new();
    private readonly FixConnection[] _sessions = [Acceptor("ONE"), Acceptor("TWO"), Acceptor("OFTEN")];
    private readonly FixAcceptor _acceptor;
    private readonly FixListener _listener = new(new IPEndPoint(IPAddress.Loopback, 0));

    public FixAcceptorTests() => _acceptor = new FixAcceptor(_listener, _sessions);

    public void Dispose()
    {
        _acceptor.Dispose();
        foreach (FixConnection session in _sessions)
            session.Dispose();
    }

    [Fact]
    public void A_peer_gets_the_session_that_its_logon_names()
    {
        using FixConnection client = Initiator("TWO");
        client.StartConnecting(_listener.EndPoint, _clock.NowNs);
        PollUntil(() => client.Session.IsLoggedOn, client);

        Assert.Equal(
            (FixSessionState.Disconnected, FixSessionState.Active),
            (_sessions[0].Session.State, _sessions[1].Session.State));
    }

    [Fact]
    public void A_stranger_a_second_peer_and_who_says_anything_else_first_are_closed()
    {
        using FixConnection client = Initiator("ONE");
        using FixConnection stranger = Initiator("THREE");
        using FixConnection second = Initiator("ONE");
        client.StartConnecting(_listener.EndPoint, _clock.NowNs);
        PollUntil(() => client.Session.IsLoggedOn, client);
        stranger.StartConnecting(_listener.EndPoint, _clock.NowNs);
        second.StartConnecting(_listener.EndPoint, _clock.NowNs);
        using var noise = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        noise.Connect(_listener.EndPoint);
        noise.Send("GET / HTTP/1.1\r\n\r\n"u8);
        PollUntil(() => _acceptor.RefusedCount == 3, client, stranger, second);

        Assert.Equal(0, noise.Receive(new byte[16]));
        Assert.True(client.Session.IsLoggedOn);
    }

    [Fact]
    public void A_peer_that_is_back_before_its_last_end_was_seen_gets_its_session()
    {
        FixConnection client = Initiator("ONE");
        client.StartConnecting(_listener.EndPoint, _clock.NowNs);
        PollUntil(() => client.Session.IsLoggedOn, client);
        client.Dispose();
        using FixConnection again = Initiator("ONE");
        again.Session.StartIncomingAt(_sessions[0].Session.NextOutgoing);
        again.StartConnecting(_listener.EndPoint, _clock.NowNs);
        for (int i = 0; i < PollCountMax && _acceptor.WaitingCount == 0; i++)
        {
            again.Poll(_clock.NowNs);
            _acceptor.Poll(_clock.NowNs); // Reads the new Logon, and nobody has read the old connection's end.
        }

        Assert.Equal((1, 0L), (_acceptor.WaitingCount, _acceptor.RefusedCount));
        PollUntil(() => _sessions[0].Session.EndReason == FixEndReason.MsgSeqNumTooLow, again);
    }

    [Fact]
    public void A_peer_that_comes_too_often_is_closed_without_a_word()
    {
        for (int i = 0; i < 3; i++)
        {
            using FixConnection client = Initiator("OFTEN");
            client.StartConnecting(_listener.EndPoint, _clock.NowNs);
            PollUntil(() => client.Session.EndReason != FixEndReason.None || client.Session.IsLoggedOn, client);
            Assert.Equal((i == 2, i / 2L), (!client.Session.IsLoggedOn, _acceptor.RefusedCount));
        }
    }

    [Fact]
    public void A_wait_ends_when_a_peer_comes_when_it_speaks_and_when_an_answer_can_be_sent()
    {
        TimeSpan patience = TimeSpan.FromMinutes(1);
        var watch = Stopwatch.StartNew();
        using FixConnection client = Initiator("ONE");
        client.StartConnecting(_listener.EndPoint, _clock.NowNs);
        _acceptor.WaitForWork(patience);
        Assert.True(_acceptor.Poll(_clock.NowNs));
        for (int i = 0; i < PollCountMax && _sessions[0].State == FixConnectionState.Closed; i++)
        {
            client.Poll(_clock.NowNs); // Its Logon.
            _acceptor.WaitForWork(TimeSpan.Zero);
            _acceptor.Poll(_clock.NowNs);
        }

        _sessions[0].Session.TryTakeMessage(_clock.NowNs, out _); // Its answer is in the output.
        _acceptor.WaitForWork(patience);
        PollUntil(() => client.Session.IsLoggedOn, client);
        client.Session.LogOut(default, _clock.NowNs);
        client.Flush();
        _acceptor.WaitForWork(patience);
        Assert.True(watch.Elapsed < patience, $"elapsed={watch.Elapsed}");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_encrypted_session_logs_on_where_the_certificate_is_the_pinned_one(bool isPinned)
    {
        using X509Certificate2 certificate = SelfSigned();
        string pin = isPinned ? Convert.ToHexString(SHA256.HashData(certificate.RawData)) : new string('0', 64);
        using FixConnection client = Initiator("ONE");
        using var dialled = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        dialled.Connect(_listener.EndPoint);
        Socket? accepted = null;
        PollUntil(() => _listener.TryAccept(out accepted));
        using TlsTunnel venue = TlsTunnel.ForAcceptor(accepted!, new FixTlsOptions { Certificate = certificate });
        using TlsTunnel user = TlsTunnel.ForInitiator(
            dialled, new FixTlsOptions { TargetHost = "venue", PinnedCertificateSha256 = pin });
        Assert.True(_sessions[0].TryAttach(venue.PlainEnd, _clock.NowNs));
        Assert.True(client.TryAttach(user.PlainEnd, _clock.NowNs));
        PollUntil(() => client.Session.IsLoggedOn || user.Completion.IsCompleted, client);

        Assert.Equal(isPinned, client.Session.IsLoggedOn);
        Assert.Equal(isPinned, user.Failure is null);
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=venue", key, HashAlgorithmName.SHA256);
        using X509Certificate2 signed = request.CreateSelfSigned(
            new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero),
            new DateTimeOffset(2090, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return X509CertificateLoader.LoadPkcs12(signed.Export(X509ContentType.Pkcs12), password: null);
    }

    private static FixConnection Acceptor(string peer) => new(new FixSession(
        new FixSessionOptions
        {
            SenderCompId = "VENUE", TargetCompId = peer, ResetOnLogon = peer == "OFTEN",
            LogonsPerMinuteMax = peer == "OFTEN" ? 2 : 0,
        },
        new MemorySequenceStore()));

    private static FixConnection Initiator(string name) => new(new FixSession(
        new FixSessionOptions { SenderCompId = name, TargetCompId = "VENUE", IsInitiator = true },
        new MemorySequenceStore()));

    private void PollUntil(Func<bool> isDone, params FixConnection[] clients)
    {
        for (int i = 0; i < PollCountMax; i++)
        {
            if (isDone())
                return;

            foreach (FixConnection connection in (FixConnection[])[.. clients, .. _sessions])
            {
                connection.Poll(_clock.NowNs);
                while (connection.Session.TryTakeMessage(_clock.NowNs, out _))
                {
                    // Nobody trades here.
                }

                connection.Flush();
            }

            if (clients.Length > 0)
                _acceptor.Poll(_clock.NowNs); // Else the test accepts by itself.
        }

        Assert.Fail("what was waited for did not come");
    }
}
