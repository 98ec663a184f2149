using System;
using System.Collections.Generic;
using System.IO;
using System.Net.WebSockets;
using System.Threading;
using System.Threading.Tasks;

namespace LowLatencyEngine.Venues.Simulated;

/// <summary>
/// One WebSocket connection and the streams it asked for. Sending is the conductor's, receiving the request's.
/// A connection that fails is dead from then on and takes nothing more.
/// </summary>
internal sealed class Subscriber(WebSocket socket, BatchStream stream, IReadOnlySet<int> streamIds, Action abort)
{
    private const int BatchBytes = 32 * 1024;

    private readonly byte[] _receiveBuffer = new byte[4 * 1024];
    private Task _push = Task.CompletedTask;

    /// <summary>True once a send has failed or the close frame has been sent.</summary>
    public bool IsDead { get; private set; }

    public bool Wants(int streamId) => streamIds.Contains(streamId);

    /// <summary>Adds a text message to the batch. Blocks while the client is more than a batch behind.</summary>
    public void Send(ReadOnlyMemory<byte> json) => Guard(() =>
    {
        stream.BeginBatch();
        Wait(socket.SendAsync(json, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None));
        if (stream.GatheredBytes >= BatchBytes)
            PushOverlapped();
    });

    /// <summary>Adds bytes that need not be a WebSocket frame.</summary>
    public void SendRaw(byte[] bytes) => Guard(() =>
    {
        stream.BeginBatch();
        stream.Gather(bytes);
        PushOverlapped();
    });

    /// <summary>Sends what is gathered. Blocks while the client is more than a batch behind.</summary>
    public void Push() => Guard(PushOverlapped);

    /// <summary>Sends the close frame; the client is expected to answer and come back.</summary>
    public void Close(string reason) => Guard(() =>
    {
        stream.BeginBatch();
        Task close = socket.CloseOutputAsync(WebSocketCloseStatus.EndpointUnavailable, reason, CancellationToken.None);
        close.GetAwaiter().GetResult();
        PushOverlapped();
        IsDead = true;
    });

    /// <summary>Cuts the connection. Any thread; frees a conductor that waits for the client to read.</summary>
    public void Abort() => abort();

    /// <summary>Reads until the client closes or the connection breaks. What a client says is ignored.</summary>
    public async Task ReceiveUntilClosedAsync(CancellationToken stopped)
    {
        try
        {
            ValueWebSocketReceiveResult result;
            do
                result = await socket.ReceiveAsync(_receiveBuffer.AsMemory(), stopped);
            while (result.MessageType != WebSocketMessageType.Close);

            if (socket.State == WebSocketState.CloseReceived)
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, statusDescription: null, stopped);
        }
        catch (Exception e) when (IsConnectionFault(e))
        {
            // A client may vanish at any time; the connection ends here, and the venue goes on.
        }
    }

    /// <summary>While one batch is on its way the next is gathered, so that encoding and sending overlap.</summary>
    private void PushOverlapped()
    {
        _push.GetAwaiter().GetResult();
        _push = stream.PushAsync();
    }

    private void Guard(Action send)
    {
        if (IsDead)
            return;

        try
        {
            send();
        }
        catch (Exception e) when (IsConnectionFault(e))
        {
            IsDead = true;
        }
    }

    private static void Wait(ValueTask task)
    {
        if (task.IsCompletedSuccessfully)
            task.GetAwaiter().GetResult();
        else
            task.AsTask().GetAwaiter().GetResult();
    }

    private static bool IsConnectionFault(Exception e) =>
        e is WebSocketException or IOException or OperationCanceledException or InvalidOperationException;
}
