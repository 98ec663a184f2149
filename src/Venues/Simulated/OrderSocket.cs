using System;
using System.Net.Sockets;
using LowLatencyEngine.Fix;

namespace LowLatencyEngine.Venues.Simulated;

/// <summary>
/// One accepted FIX connection, non-blocking: moves bytes between socket and session. What the socket does not take
/// waits here, up to a bound, then in the session. Under the venue's lock.
/// </summary>
internal sealed class OrderSocket(Socket socket, FixSession session) : IDisposable
{
    private const int WaitingBytesMax = 1 << 20;
    private const int PollMicroseconds = 2_000;

    private byte[] _waiting = new byte[4_096];
    private int _waitingStart;
    private int _waitingEnd;

    /// <summary>The connection broke while sending.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Nothing waits to be sent.</summary>
    public bool IsDrained => _waitingStart == _waitingEnd && session.PendingOutput.Length == 0;

    /// <summary>Waits a moment for input. The only call that is made outside the lock.</summary>
    public void WaitForInput() => socket.Poll(PollMicroseconds, SelectMode.SelectRead);

    /// <summary>Reads what is there, as far as the session has room.</summary>
    public void Read()
    {
        while (true)
        {
            Span<byte> room = session.ReserveInput();
            if (room.IsEmpty)
                return;

            int count = socket.Receive(room, SocketFlags.None, out SocketError error);
            if (error == SocketError.WouldBlock)
                return;

            if (error != SocketError.Success || count == 0)
            {
                session.EndInput();
                return;
            }

            session.AddInput(count);
        }
    }

    /// <summary>Takes the session's output over.</summary>
    /// <param name="isGarbled">The last message gets a wrong CheckSum(10).</param>
    public void TakeOutput(bool isGarbled)
    {
        ReadOnlySpan<byte> output = session.PendingOutput;
        if (output.IsEmpty || _waitingEnd - _waitingStart > WaitingBytesMax)
            return;

        MakeRoom(output.Length);
        output.CopyTo(_waiting.AsSpan(_waitingEnd));
        _waitingEnd += output.Length;
        session.ConsumeOutput(output.Length);
        if (!isGarbled)
            return;

        ref byte lastDigit = ref _waiting[_waitingEnd - 2]; // Of the sum; the delimiter is behind it.
        lastDigit = lastDigit == (byte)'0' ? (byte)'1' : (byte)'0';
    }

    /// <summary>Sends what the socket takes.</summary>
    public void Flush()
    {
        TakeOutput(isGarbled: false);
        while (_waitingEnd > _waitingStart && !HasFailed)
        {
            ReadOnlySpan<byte> waiting = _waiting.AsSpan(_waitingStart.._waitingEnd);
            int count = socket.Send(waiting, SocketFlags.None, out SocketError error);
            if (error == SocketError.WouldBlock)
                return;

            HasFailed = error != SocketError.Success;
            _waitingStart += count;
        }
    }

    public void Dispose() => socket.Dispose();

    private void MakeRoom(int length)
    {
        if (_waiting.Length - _waitingEnd >= length)
            return;

        int count = _waitingEnd - _waitingStart;
        byte[] target = count + length > _waiting.Length ? new byte[2 * (count + length)] : _waiting;
        _waiting.AsSpan(_waitingStart, count).CopyTo(target);
        _waiting = target;
        _waitingStart = 0;
        _waitingEnd = count;
    }
}
