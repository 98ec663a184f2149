using System;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace LowLatencyEngine.Feeds.Live;

/// <summary>
/// Whole WebSocket messages out of one reused buffer. Never waits: <see cref="TryRead"/> says Pending and calls back
/// once there is more. A message longer than the buffer is passed over to its end. Owner: the feed's loop. Allocates
/// nothing in steady state.
/// </summary>
internal sealed class FrameReader
{
    private readonly byte[] _buffer;
    private readonly Action _onReceived;
    private WebSocket? _socket;
    private ValueTaskAwaiter<ValueWebSocketReceiveResult> _receive;
    private bool _isReceiving;  // _receive is under way or done, its result not taken yet.
    private bool _isRegistered; // _onReceived will be called for it.
    private bool _isWhole;      // The buffer holds a message that was given out.
    private bool _skipsRest;
    private int _length;

    /// <param name="frameBytesMax">Longest message given out is one byte less.</param>
    /// <param name="onReceived">Called, on any thread, after <see cref="TryRead"/> said Pending.</param>
    public FrameReader(int frameBytesMax, Action onReceived)
    {
        _buffer = new byte[frameBytesMax];
        _onReceived = onReceived;
    }

    /// <summary>The message, valid until the next read.</summary>
    public ReadOnlySpan<byte> Frame => _buffer.AsSpan(0, _length);

    /// <summary>
    /// Reads from <paramref name="socket"/> from now on. The previous one is over: see <see cref="IsReceiving"/>.
    /// </summary>
    public void Attach(WebSocket socket)
    {
        Debug.Assert(!_isReceiving, "the previous socket still writes into the buffer");
        _socket = socket;
        _length = 0;
        _isWhole = false;
        _skipsRest = false;
    }

    /// <summary>Goes on with the message under way.</summary>
    /// <exception cref="WebSocketException">The connection broke.</exception>
    public FrameStatus TryRead()
    {
        if (_isWhole)
        {
            _isWhole = false;
            _length = 0;
        }

        FrameStatus status = FrameStatus.Partial;
        while (status == FrameStatus.Partial)
        {
            if (!_isReceiving)
                BeginReceive();

            status = _receive.IsCompleted ? TakeReceived() : Register();
        }

        return status;
    }

    /// <summary>After the socket was aborted: true while its last receive may still write into the buffer.</summary>
    public bool IsReceiving()
    {
        if (!_isReceiving)
            return false;

        if (!_receive.IsCompleted)
        {
            Register();
            return true;
        }

        _isReceiving = false;
        try
        {
            _ = _receive.GetResult(); // Gives the operation back to its pool.
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            return false; // Expected: the socket was aborted.
        }

        return false;
    }

    private void BeginReceive()
    {
        if (_length == _buffer.Length || _skipsRest)
        {
            _skipsRest = true;
            _length = 0;
        }

        _isRegistered = false;
        _receive = AwaiterOf(_socket!.ReceiveAsync(_buffer.AsMemory(_length), CancellationToken.None));
        _isReceiving = true;
    }

    // Its state is asked for and its result taken once, as a value task demands.
    private static ValueTaskAwaiter<ValueWebSocketReceiveResult> AwaiterOf(
        ValueTask<ValueWebSocketReceiveResult> receive) => receive.GetAwaiter();

    private FrameStatus Register()
    {
        if (!_isRegistered)
        {
            _isRegistered = true;
            _receive.UnsafeOnCompleted(_onReceived);
        }

        return FrameStatus.Pending;
    }

    private FrameStatus TakeReceived()
    {
        _isReceiving = false;
        ValueWebSocketReceiveResult received = _receive.GetResult();
        if (received.MessageType == WebSocketMessageType.Close)
            return FrameStatus.Closed;

        _length += received.Count;
        if (!received.EndOfMessage)
            return FrameStatus.Partial;

        _isWhole = true;
        if (!_skipsRest)
            return FrameStatus.Frame;

        _skipsRest = false;
        return FrameStatus.TooLong;
    }
}

/// <summary>What <see cref="FrameReader.TryRead"/> came to.</summary>
internal enum FrameStatus : byte
{
    None = 0,

    /// <summary>Part of a message came; there may be more at once. Never given to the caller.</summary>
    Partial = 1,

    /// <summary>A whole message is in the buffer.</summary>
    Frame = 2,

    /// <summary>Nothing more for now.</summary>
    Pending = 3,

    /// <summary>A message longer than the buffer was passed over.</summary>
    TooLong = 4,

    /// <summary>The other side closed the connection.</summary>
    Closed = 5,
}
