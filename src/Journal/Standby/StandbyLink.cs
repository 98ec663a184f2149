using System;
using System.IO;

namespace LowLatencyEngine.Journal.Standby;

/// <summary>
/// Frames over a stream of bytes: a socket's, or TLS over it. Blocking; the stream's own time-outs bound it. One
/// thread; the buffer is reused.
/// </summary>
internal sealed class StandbyLink(Stream stream)
{
    private const int BufferSizeBytes =
        StandbyFrame.SizeBytes + StandbyFrame.RecordCountMax * JournalFormat.RecordSizeBytes;

    private readonly byte[] _buffer = new byte[BufferSizeBytes];

    /// <summary>Room for the records of the frame that is sent next.</summary>
    public Span<byte> Records => _buffer.AsSpan(StandbyFrame.SizeBytes);

    /// <summary>Sends a frame; the records of a Records frame are in <see cref="Records"/>.</summary>
    /// <exception cref="IOException">The connection is gone.</exception>
    public void Send(in StandbyFrame frame)
    {
        frame.Write(_buffer);
        stream.Write(_buffer, 0, StandbyFrame.SizeBytes + RecordBytesOf(in frame));
        stream.Flush();
    }

    /// <summary>Waits for the next frame; its records are in <see cref="Records"/>.</summary>
    /// <exception cref="IOException">The connection is gone, or what came is no frame.</exception>
    public StandbyFrame Receive()
    {
        stream.ReadExactly(_buffer, 0, StandbyFrame.SizeBytes);
        if (!StandbyFrame.TryRead(_buffer, out StandbyFrame frame))
            throw new IOException("what came over the standby connection is no frame; connect again");

        stream.ReadExactly(_buffer, StandbyFrame.SizeBytes, RecordBytesOf(in frame));
        return frame;
    }

    private static int RecordBytesOf(in StandbyFrame frame) =>
        frame.Kind == StandbyFrameKind.Records ? frame.Count * JournalFormat.RecordSizeBytes : 0;
}
