using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using LowLatencyEngine.Fix;

namespace LowLatencyEngine.Venues.Gateway;

/// <summary>
/// One attempt to reach a venue inside TLS: connect and handshake, on the runtime's threads. The session's thread only
/// looks whether it has ended. Allocates: an attempt is set-up.
/// </summary>
internal sealed class TlsDial : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stop = new(Patience);
    private readonly Task<TlsTunnel> _tunnel;

    public TlsDial(IPEndPoint endPoint, FixTlsOptions options) =>
        _tunnel = Task.Run(() => ConnectAsync(endPoint, options));

    /// <summary>It has ended, one way or the other.</summary>
    public bool IsCompleted => _tunnel.IsCompleted;

    /// <summary>Why there is no tunnel; null where there is one.</summary>
    public Exception? Failure => _tunnel.Exception?.InnerException ?? (_tunnel.IsCanceled ? new TimeoutException(
        $"the venue did not finish the TLS handshake: patience={Patience}") : null);

    /// <summary>The tunnel, whose owner the caller is from then on; false where the attempt has failed.</summary>
    public bool TryTake(out TlsTunnel? tunnel)
    {
        tunnel = _tunnel.IsCompletedSuccessfully ? _tunnel.Result : null;
        return tunnel is not null;
    }

    /// <summary>Gives the attempt up.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _ = _tunnel.ContinueWith(
            static tunnel =>
            {
                if (tunnel.IsCompletedSuccessfully)
                    tunnel.Result.Dispose();
                else
                    _ = tunnel.Exception; // Nobody waits for it any more.
            },
            TaskScheduler.Default);
    }

    private async Task<TlsTunnel> ConnectAsync(IPEndPoint endPoint, FixTlsOptions options)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        TlsTunnel? tunnel = null;
        try
        {
            await socket.ConnectAsync(endPoint, _stop.Token).ConfigureAwait(false);
            tunnel = TlsTunnel.ForInitiator(socket, options);
            await tunnel.Established.WaitAsync(_stop.Token).ConfigureAwait(false);
            return tunnel;
        }
        catch
        {
            tunnel?.Dispose();
            socket.Dispose();
            throw;
        }
    }
}
