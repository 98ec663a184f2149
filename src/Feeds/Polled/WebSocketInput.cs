using System;
using System.Buffers.Binary;
using System.Diagnostics;

namespace LowLatencyEngine.Feeds.Polled;

/// <summary>
/// Whole messages out of the bytes that a WebSocket server sends. Knows no socket. A message in one frame is given out
/// where it lies; one in several is put together in a second buffer; one that is too long is passed over to its end.
/// One thread; allocates nothing after construction. Source: RFC 6455, 5.2 to 5.5.
/// </summary>
/// <remarks>
/// <code>
///  FIN RSV RSV RSV opcode(4) | MASK length(7) | length(0, 16, 64) | payload
///  a server never masks      |                | of 126, of 127    |
/// </code>
/// </remarks>
internal sealed class WebSocketInput
{
    private const int HeaderBytesMax = 10;
    private const int ControlBytesMax = 125;
    private const int EarlyBytesMax = 8_192; // What may have come behind a handshake.
    private const byte Final = 0x80;
    private const byte Reserved = 0x70;
    private const byte Masked = 0x80;

    private readonly byte[] _buffer;
    private readonly byte[] _assembled;
    private int _begin;
    private int _end;
    private int _assembledBytes;
    private long _skipBytes;
    private bool _isFragmented;  // A message has begun whose last frame has not come.
    private bool _isTooLong;     // That message is passed over.
    private bool _isLastSkipped; // The frame being passed over is its last.

    /// <param name="messageBytesMax">Longest message given out.</param>
    public WebSocketInput(int messageBytesMax)
    {
        _buffer = new byte[Math.Max(messageBytesMax, EarlyBytesMax) + HeaderBytesMax];
        _assembled = new byte[messageBytesMax];
    }

    /// <summary>Where received bytes go; never empty once <see cref="TryRead"/> has said None.</summary>
    public Span<byte> ReserveRoom()
    {
        if (_begin == _end)
        {
            _begin = 0;
            _end = 0;
        }
        else if (_end > _buffer.Length / 2)
        {
            _buffer.AsSpan(_begin, _end - _begin).CopyTo(_buffer);
            _end -= _begin;
            _begin = 0;
        }

        return _buffer.AsSpan(_end);
    }

    /// <summary>So many bytes were put into the room.</summary>
    public void AddReceived(int count)
    {
        Debug.Assert((uint)count <= (uint)(_buffer.Length - _end));
        _end += count;
    }

    /// <summary>Forgets everything: a new connection begins.</summary>
    public void Clear()
    {
        _begin = 0;
        _end = 0;
        _assembledBytes = 0;
        _skipBytes = 0;
        _isFragmented = false;
        _isTooLong = false;
        _isLastSkipped = false;
    }

    /// <summary>
    /// Length of the message that comes next, as far as its bytes say by now; 0 where they say nothing.
    /// </summary>
    public long PeekLengthBytes()
    {
        ReadOnlySpan<byte> bytes = _buffer.AsSpan(_begin, _end - _begin);
        int headerBytes = bytes.Length < 2 ? HeaderBytesMax : HeaderBytesOf(bytes[1]);
        return bytes.Length < headerBytes ? 0 : _assembledBytes + Math.Max(0, LengthBytesOf(bytes, headerBytes));
    }

    /// <summary>The next message or control frame, valid until the next call of any method.</summary>
    public WebSocketItem TryRead(out ReadOnlySpan<byte> payload)
    {
        payload = default;
        while (true)
        {
            if (_skipBytes > 0 && !SkipAll())
                return WebSocketItem.None;

            if (_isLastSkipped)
                return EndTooLong();

            WebSocketItem item = TryReadFrame(out WebSocketFrame frame);
            if (item != WebSocketItem.Message)
                return item;

            item = Take(frame, out payload);
            if (item != WebSocketItem.None)
                return item;
        }
    }

    private bool SkipAll()
    {
        int count = (int)Math.Min(_skipBytes, _end - _begin);
        _begin += count;
        _skipBytes -= count;
        return _skipBytes == 0;
    }

    private WebSocketItem EndTooLong()
    {
        _isLastSkipped = false;
        _isTooLong = false;
        _isFragmented = false;
        _assembledBytes = 0;
        return WebSocketItem.TooLong;
    }

    /// <summary>Message: a frame whose payload is there whole, or is to be passed over.</summary>
    private WebSocketItem TryReadFrame(out WebSocketFrame frame)
    {
        frame = default;
        ReadOnlySpan<byte> bytes = _buffer.AsSpan(_begin, _end - _begin);
        if (bytes.Length < 2)
            return WebSocketItem.None;

        frame.Opcode = (WebSocketOpcode)(bytes[0] & 0x0f);
        frame.IsFinal = (bytes[0] & Final) != 0;
        if ((bytes[0] & Reserved) != 0 || (bytes[1] & Masked) != 0 || !IsLawful(frame, bytes[1]))
            return WebSocketItem.Violation;

        int headerBytes = HeaderBytesOf(bytes[1]);
        if (bytes.Length < headerBytes)
            return WebSocketItem.None;

        frame.LengthBytes = LengthBytesOf(bytes, headerBytes);
        if (frame.LengthBytes < 0)
            return WebSocketItem.Violation;

        bool isTooLong = !frame.IsControl && (_isTooLong || frame.LengthBytes > _assembled.Length - _assembledBytes);
        if (!isTooLong && bytes.Length - headerBytes < frame.LengthBytes)
            return WebSocketItem.None;

        _isTooLong |= isTooLong;
        _begin += headerBytes;
        return WebSocketItem.Message;
    }

    private static int HeaderBytesOf(byte length) => length < 126 ? 2 : length == 126 ? 4 : HeaderBytesMax;

    private static long LengthBytesOf(ReadOnlySpan<byte> bytes, int headerBytes) => headerBytes switch
    {
        2 => bytes[1],
        4 => BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]),
        _ => BinaryPrimitives.ReadInt64BigEndian(bytes[2..]),
    };

    private bool IsLawful(WebSocketFrame frame, byte length) => frame.Opcode switch
    {
        WebSocketOpcode.Continuation => _isFragmented,
        WebSocketOpcode.Text or WebSocketOpcode.Binary => !_isFragmented,
        WebSocketOpcode.Close or WebSocketOpcode.Ping or WebSocketOpcode.Pong =>
            frame.IsFinal && length <= ControlBytesMax,
        _ => false,
    };

    /// <summary>None: nothing to give out yet.</summary>
    private WebSocketItem Take(WebSocketFrame frame, out ReadOnlySpan<byte> payload)
    {
        payload = default;
        if (frame.IsControl)
        {
            payload = TakePayload(frame);
            return frame.Opcode switch
            {
                WebSocketOpcode.Ping => WebSocketItem.Ping,
                WebSocketOpcode.Close => WebSocketItem.Close,
                _ => WebSocketItem.None, // A pong that nobody asked for.
            };
        }

        if (_isTooLong)
        {
            _skipBytes = frame.LengthBytes;
            _isLastSkipped = frame.IsFinal;
            _isFragmented = true;
            return WebSocketItem.None;
        }

        if (frame.IsFinal && !_isFragmented)
        {
            payload = TakePayload(frame);
            return WebSocketItem.Message;
        }

        return Assemble(frame, out payload);
    }

    private WebSocketItem Assemble(WebSocketFrame frame, out ReadOnlySpan<byte> payload)
    {
        TakePayload(frame).CopyTo(_assembled.AsSpan(_assembledBytes));
        _assembledBytes += (int)frame.LengthBytes;
        _isFragmented = !frame.IsFinal;
        payload = default;
        if (_isFragmented)
            return WebSocketItem.None;

        payload = _assembled.AsSpan(0, _assembledBytes);
        _assembledBytes = 0;
        return WebSocketItem.Message;
    }

    private ReadOnlySpan<byte> TakePayload(WebSocketFrame frame)
    {
        ReadOnlySpan<byte> payload = _buffer.AsSpan(_begin, (int)frame.LengthBytes);
        _begin += (int)frame.LengthBytes;
        return payload;
    }
}

/// <summary>What <see cref="WebSocketInput.TryRead"/> found.</summary>
internal enum WebSocketItem : byte
{
    /// <summary>Nothing whole yet: receive more.</summary>
    None = 0,
    Message = 1,
    Ping = 2,
    Close = 3,

    /// <summary>A message longer than the buffer was passed over.</summary>
    TooLong = 4,

    /// <summary>The bytes are no WebSocket: the connection is of no use any more.</summary>
    Violation = 5,
}

/// <summary>Head of a frame.</summary>
internal struct WebSocketFrame
{
    public long LengthBytes;
    public WebSocketOpcode Opcode;
    public bool IsFinal;

    public readonly bool IsControl => Opcode >= WebSocketOpcode.Close;
}

/// <summary>RFC 6455, 11.8.</summary>
internal enum WebSocketOpcode : byte
{
    Continuation = 0,
    Text = 1,
    Binary = 2,
    Close = 8,
    Ping = 9,
    Pong = 10,
}
