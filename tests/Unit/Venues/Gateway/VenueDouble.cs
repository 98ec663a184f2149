using System;
using System.Net;
using System.Net.Sockets;
using LowLatencyEngine.Fix;
using LowLatencyEngine.Unit.Fix;

namespace LowLatencyEngine.Unit.Venues.Gateway;

/// <summary>A venue's session on a loopback socket, plain or inside TLS, polled by the test's own thread.</summary>
internal sealed class VenueDouble : IDisposable
{
    private readonly FixListener _listener = new(new IPEndPoint(IPAddress.Loopback, 0));
    private TlsTunnel? _tunnel;

    public VenueDouble(TestTls? tls)
    {
        Tls = tls;
        Connection = new FixConnection(new FixSession(
            new FixSessionOptions
            {
                SenderCompId = "VENUE", TargetCompId = "ENGINE", LogonTimeoutNs = long.MaxValue,
                Username = "me", Password = "secret",
            },
            new MemorySequenceStore()));
    }

    public TestTls? Tls { get; }

    public FixConnection Connection { get; }

    public IPEndPoint EndPoint => _listener.EndPoint;

    public long NowNs { get; set; } = SessionBench.StartNs;

    /// <summary>Called for each application message.</summary>
    public VenueHandler? OnMessage { get; set; }

    public void Pass(double seconds) => NowNs += (long)(seconds * 1e9);

    public void Poll()
    {
        if (_listener.TryAccept(out Socket? socket))
        {
            _tunnel?.Dispose();
            _tunnel = Tls is null ? null : TlsTunnel.ForAcceptor(socket, Tls.Server);
            Connection.TryAttach(_tunnel?.PlainEnd ?? socket, NowNs);
        }

        Connection.Poll(NowNs);
        while (Connection.Session.TryTakeMessage(NowNs, out FixMessage message))
            OnMessage?.Invoke(in message);

        Connection.Flush();
    }

    public void Dispose()
    {
        Connection.Dispose();
        _tunnel?.Dispose();
        _listener.Dispose();
        Tls?.Dispose();
    }
}
