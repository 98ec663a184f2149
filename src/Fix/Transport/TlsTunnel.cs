using System;
using System.IO;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;

namespace LowLatencyEngine.Fix;

/// <summary>
/// TLS beside a <see cref="FixConnection"/>: the encrypted socket is served by the runtime's own threads, on the
/// housekeeping cores, and the connection polls a plain loopback socket as ever. So the session's thread never waits
/// for a handshake, and a hop through the kernel is the price. One tunnel a connection.
/// </summary>
/// <remarks>
/// <code>
///  FixConnection ── PlainEnd ══ loopback pair ══ inner ──copy── SslStream ── peer
/// </code>
/// When either side ends, the other is closed: a failed handshake is a connection that was cut.
/// </remarks>
public sealed class TlsTunnel : IDisposable
{
    private const int BufferSizeBytes = 16_384;

    private readonly Socket _peer;
    private readonly Socket _inner;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _established = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private TlsTunnel(Socket peer, Func<SslStream, CancellationToken, Task> authenticate, FixTlsOptions options)
    {
        _peer = peer;
        _peer.Blocking = true;
        (PlainEnd, _inner) = LoopbackPair();
        Completion = Task.Run(() => ServeAsync(authenticate, options));
    }

    /// <summary>Plain socket for <see cref="FixConnection.TryAttach"/>, which owns it from then on.</summary>
    public Socket PlainEnd { get; }

    /// <summary>Why the tunnel ended; null while it serves, or where the peer just closed.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Ends with the handshake; fails with what was wrong with it.</summary>
    public Task Established => _established.Task;

    /// <summary>Ends when the tunnel has.</summary>
    public Task Completion { get; }

    /// <summary>The side that connected: checks the acceptor's certificate.</summary>
    public static TlsTunnel ForInitiator(Socket peer, FixTlsOptions options)
    {
        var settings = new SslClientAuthenticationOptions
        {
            TargetHost = options.TargetHost,
            EnabledSslProtocols = SslProtocols.Tls13 | SslProtocols.Tls12,
            ClientCertificates = options.Certificate is null ? null : [options.Certificate],
        };
        return new TlsTunnel(peer, (stream, stop) => stream.AuthenticateAsClientAsync(settings, stop), options);
    }

    /// <summary>The side that accepted: shows its certificate, and wants the peer's where one is pinned.</summary>
    /// <exception cref="ArgumentException">There is no certificate to show.</exception>
    public static TlsTunnel ForAcceptor(Socket peer, FixTlsOptions options)
    {
        if (options.Certificate is null)
            throw new ArgumentException("TLS acceptor needs a certificate; set it in the options", nameof(options));

        var settings = new SslServerAuthenticationOptions
        {
            ServerCertificate = options.Certificate,
            ClientCertificateRequired = options.PinnedCertificateSha256.Length > 0,
            EnabledSslProtocols = SslProtocols.Tls13 | SslProtocols.Tls12,
        };
        return new TlsTunnel(peer, (stream, stop) => stream.AuthenticateAsServerAsync(settings, stop), options);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        _peer.Dispose();
        _inner.Dispose();
    }

    private async Task ServeAsync(Func<SslStream, CancellationToken, Task> authenticate, FixTlsOptions options)
    {
        try
        {
            await using var outer = new SslStream(
                new NetworkStream(_peer, ownsSocket: true),
                leaveInnerStreamOpen: false,
                (_, certificate, _, errors) => IsTrusted(certificate, errors, options));
            await using var inner = new NetworkStream(_inner, ownsSocket: true);
            await authenticate(outer, _stop.Token).ConfigureAwait(false);
            _established.TrySetResult();
            Task inbound = outer.CopyToAsync(inner, BufferSizeBytes, _stop.Token);
            Task outbound = inner.CopyToAsync(outer, BufferSizeBytes, _stop.Token);
            await (await Task.WhenAny(inbound, outbound).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or AuthenticationException or OperationCanceledException or
            ObjectDisposedException or SocketException)
        {
            Failure = e is OperationCanceledException or ObjectDisposedException ? null : e;
            _established.TrySetException(e);
            _ = _established.Task.Exception; // Not everybody waits for it.
        }
    }

    private static bool IsTrusted(X509Certificate? certificate, SslPolicyErrors errors, FixTlsOptions options)
    {
        if (options.PinnedCertificateSha256.Length == 0)
            return errors is SslPolicyErrors.None || (certificate is null && options.TargetHost.Length == 0);

        return certificate is not null && string.Equals(
            Convert.ToHexString(SHA256.HashData(certificate.GetRawCertData())),
            options.PinnedCertificateSha256,
            StringComparison.OrdinalIgnoreCase);
    }

    // A pair of connected sockets. Somebody else on this machine might connect first, so the ends are compared.
    private static (Socket PlainEnd, Socket Inner) LoopbackPair()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1);
        var plain = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        plain.Connect(listener.LocalEndPoint!);
        Socket inner = listener.Accept();
        if (inner.RemoteEndPoint!.Equals(plain.LocalEndPoint))
        {
            inner.NoDelay = true;
            return (plain, inner);
        }

        plain.Dispose();
        inner.Dispose();
        throw new IOException("a stranger connected to the tunnel's loopback port; start the connection again");
    }
}
