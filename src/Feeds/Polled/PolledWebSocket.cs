using System;
using System.Buffers.Binary;
using System.Diagnostics;
using System.Net.Sockets;

namespace LowLatencyEngine.Feeds.Polled;

/// <summary>
/// A WebSocket client on a non-blocking socket: its owner polls it and never waits. Answers pings by itself. Owner: the
/// hot thread that polls the feed. 0 bytes but for a text longer than any before; one recv where nothing whole has come
/// yet.
/// </summary>
internal sealed class PolledWebSocket(int messageBytesMax, uint maskSeed) : IDisposable
{
    private const int MaskedHeaderBytesMax = 8;
    private const int TextBytesMax = ushort.MaxValue; // Longer texts would want another form of header.
    private const int ProtocolLevelTcp = 6;
    private const int OptionQuickAck = 12;

    private static ReadOnlySpan<byte> Off => [0, 0, 0, 0];

    private readonly WebSocketInput _input = new(messageBytesMax);
    private byte[] _outgoing = new byte[1_024];
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
                if (!TrySend(WebSocketOpcode.Pong, payload))
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
    /// Sends a text, whole or not at all; at most 65,535 bytes. What is sent is little and seldom, so the socket has
    /// room for it; a peer that does not read is as good as gone.
    /// </summary>
    /// <returns>False where the connection is over.</returns>
    public bool TrySend(ReadOnlySpan<byte> text)
    {
        Debug.Assert(text.Length <= TextBytesMax, "subscriptions are short");
        return TrySend(WebSocketOpcode.Text, text);
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

    private bool TrySend(WebSocketOpcode opcode, ReadOnlySpan<byte> payload)
    {
        // Xorshift: a mask has to be hard to foresee for what sits in between (RFC 6455, 10.3), not for us.
        _mask ^= _mask << 13;
        _mask ^= _mask >> 17;
        _mask ^= _mask << 5;
        if (_outgoing.Length < payload.Length + MaskedHeaderBytesMax)
            _outgoing = new byte[payload.Length + MaskedHeaderBytesMax];

        int maskOffset = WriteLength(payload.Length);
        _outgoing[0] = (byte)(0x80 | (byte)opcode);
        BinaryPrimitives.WriteUInt32BigEndian(_outgoing.AsSpan(maskOffset), _mask);
        int headerBytes = maskOffset + sizeof(uint);
        for (int i = 0; i < payload.Length; i++)
            _outgoing[headerBytes + i] = (byte)(payload[i] ^ _outgoing[maskOffset + (i & 3)]);

        int lengthBytes = headerBytes + payload.Length;
        int sent = _socket!.Send(_outgoing.AsSpan(0, lengthBytes), SocketFlags.None, out SocketError error);
        LastError = error;
        return error == SocketError.Success && sent == lengthBytes;
    }

    /// <summary>Where the mask goes.</summary>
    private int WriteLength(int lengthBytes)
    {
        if (lengthBytes < 126)
        {
            _outgoing[1] = (byte)(0x80 | lengthBytes);
            return 2;
        }

        _outgoing[1] = 0x80 | 126;
        BinaryPrimitives.WriteUInt16BigEndian(_outgoing.AsSpan(2), (ushort)lengthBytes);
        return 4;
    }
}
