using System;
using System.Buffers.Text;
using System.IO;
using System.IO.Compression;

namespace LowLatencyEngine.Feeds.Recorded;

/// <summary>
/// Writes a recording that <see cref="RecordedFile"/> reads: a line a message, <c>&lt;receive ns&gt; &lt;raw
/// message&gt;</c>; gzip where the name ends so. The file must be new. One thread at a time; whole once disposed of.
/// </summary>
public sealed class RecordingWriter : IDisposable
{
    private const int TimeDigitsMax = 20;
    private const int BufferBytes = 256 * 1024;

    private readonly Stream _stream;
    private readonly byte[] _time = new byte[TimeDigitsMax + 1];

    /// <exception cref="IOException">The file exists, or cannot be made.</exception>
    public RecordingWriter(string path)
    {
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, BufferBytes);
        _stream = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
            ? new BufferedStream(new GZipStream(file, CompressionLevel.Fastest), BufferBytes)
            : file;
    }

    /// <summary>Messages written.</summary>
    public long FrameCount { get; private set; }

    /// <summary>
    /// Writes a message. Line ends within it, which JSON has between its tokens only, become spaces.
    /// </summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public void Write(ReadOnlySpan<byte> message, long receiveTimestampNs)
    {
        Utf8Formatter.TryFormat(receiveTimestampNs, _time, out int digits);
        _time[digits] = (byte)' ';
        _stream.Write(_time.AsSpan(0, digits + 1));
        while (message.IndexOfAny((byte)'\n', (byte)'\r') is var end and >= 0)
        {
            _stream.Write(message[..end]);
            _stream.WriteByte((byte)' ');
            message = message[(end + 1)..];
        }

        _stream.Write(message);
        _stream.WriteByte((byte)'\n');
        FrameCount++;
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();
}
