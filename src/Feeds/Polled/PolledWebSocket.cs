using System;
using System.Buffers.Binary;
using System.Net.Sockets;

namespace LowLatencyEngine.Feeds.Polled;

/// <summary>
/// The receiving side of a WebSocket client on a non-blocking socket: its owner polls it and never waits. Answers
/// pings by itself. Owner: the hot thread that polls the feed. 0 bytes; one recv where nothing whole has come yet.
/// </summary>
internal sealed class PolledWebSocket(int messageBytesMax, uint maskSeed) : IDisposable
{
    private const int ControlBytesMax = 125;
    private const int MaskedHeaderBytes = 6;
    private const int ProtocolLevelTcp = 6;
    private const int OptionQuickAck = 12;

    private static ReadOnlySpan<byte> Off => [0, 0, 0, 0];

    private readonly WebSocketInput _input = new(messageBytesMax);
    private readonly byte[] _pong = new byte[MaskedHeaderBytes + ControlBytesMax];
    private Socket? _socket;
    private uint _mask = maskSeed | 1;

    /// <summary>Why the connection ended.</summary>
    public SocketError LastError { get; private set; }

    /// <summary>As <see cref="WebSocketInput.PeekLengthBytes"/>.</summary>
    public long NextLengthBytes => _input.PeekLengthBytes();

    /// <summary>Takes over a socket on which the handshake is over.</summary>
    /// <param name="socket">Owned from now on.</param>
    /// <param name="early">Bytes that came right behind the handshake; at most what a message may have.</param>
    public void Attach(Socket socket, ReadOnlySpan<byte> early)
    {
        socket.Blocking = false;
        _socket = socket;
        _input.Clear();
        early.CopyTo(_input.ReserveRoom());
        _input.AddReceived(early.Length);
        LastError = SocketError.Success;
    }

    /// <summary>
    /// The next message, received now or before; None where there is none. After Close and Violation the owner
    /// disposes the socket.
    /// </summary>
    /// <param name="mayReceive">Asks the kernel for more where nothing whole is here.</param>
    /// <param name="payload">Valid until the next call.</param>
    public WebSocketItem TryRead(bool mayReceive, out ReadOnlySpan<byte> payload)
    {
        while (true)
        {
            WebSocketItem item = _input.TryRead(out payload);
            if (item == WebSocketItem.Ping)
            {
                if (!TryAnswer(payload))
                    return WebSocketItem.Close;
            }
            else if (item != WebSocketItem.None || !mayReceive)
            {
                return item;
            }
            else
            {
                mayReceive = false;
                if (!Receive())
                    return WebSocketItem.Close;
            }
        }
    }

    /// <summary>
    /// Asks the kernel to acknowledge what is received later: on a stream that only comes in, it would otherwise send
    /// an acknowledgement inside each recv, microseconds before a tick is handed over. The kernel forgets after 40 ms
    /// of silence, so this is repeated. Linux; nothing elsewhere. One system call.
    /// </summary>
    public void DelayAcknowledgements()
    {
        if (OperatingSystem.IsLinux())
            _socket!.SetRawSocketOption(ProtocolLevelTcp, OptionQuickAck, Off);
    }

    /// <summary>Cuts the connection.</summary>
    public void Dispose()
    {
        _socket?.Dispose();
        _socket = null;
    }

    /// <summary>False where the connection is over.</summary>
    private bool Receive()
    {
        int count = _socket!.Receive(_input.ReserveRoom(), SocketFlags.None, out SocketError error);
        if (error is SocketError.WouldBlock or SocketError.Interrupted)
            return true;

        LastError = error;
        if (error != SocketError.Success || count == 0)
            return false;

        _input.AddReceived(count);
        return true;
    }

    /// <summary>
    /// A pong is all that is ever sent, so the socket has room for it; a peer that does not read is as good as gone.
    /// </summary>
    private bool TryAnswer(ReadOnlySpan<byte> ping)
    {
        // Xorshift: a mask has to be hard to foresee for what sits in between (RFC 6455, 10.3), not for us.
        _mask ^= _mask << 13;
        _mask ^= _mask >> 17;
        _mask ^= _mask << 5;
        _pong[0] = 0x80 | (byte)WebSocketOpcode.Pong;
        _pong[1] = (byte)(0x80 | ping.Length);
        BinaryPrimitives.WriteUInt32BigEndian(_pong.AsSpan(2), _mask);
        for (int i = 0; i < ping.Length; i++)
            _pong[MaskedHeaderBytes + i] = (byte)(ping[i] ^ _pong[2 + (i & 3)]);

        int lengthBytes = MaskedHeaderBytes + ping.Length;
        int sent = _socket!.Send(_pong.AsSpan(0, lengthBytes), SocketFlags.None, out SocketError error);
        LastError = error;
        return error == SocketError.Success && sent == lengthBytes;
    }
}
