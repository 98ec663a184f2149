using System;
using System.IO;

namespace LowLatencyEngine.Feeds.Files;

/// <summary>
/// Passes a decompressed stream on and checks its length at the end: the decompressor takes the end of the file for
/// the end of the data, so that only the length tells a cut file from a whole one.
/// </summary>
internal sealed class CheckedStream(Stream inner, uint lengthBytes) : Stream
{
    private uint _readBytes; // Modulo 2^32, as the file's own figure.

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        int count = inner.Read(buffer);
        _readBytes += (uint)count;
        if (count == 0 && buffer.Length > 0 && _readBytes != lengthBytes)
            throw new InvalidDataException("the length of the unpacked data does not match: the file is cut off");

        return count;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();

        base.Dispose(disposing);
    }
}
