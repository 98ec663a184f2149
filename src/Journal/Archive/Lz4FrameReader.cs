using System;
using System.Buffers.Binary;
using System.Diagnostics;
using System.IO;
using Microsoft.Win32.SafeHandles;

namespace LowLatencyEngine.Journal.Archive;

/// <summary>
/// Reads the content of one LZ4 frame at rising offsets; a smaller offset begins again. Memory is bounded by the
/// frame's block size, whatever the file says. About 2 GB/s forward; reaching an offset costs the way to it. One
/// thread.
/// </summary>
internal sealed unsafe class Lz4FrameReader : IDisposable
{
    private const uint Magic = 0x184D_2204;
    private const int ContentSizeFlag = 8;
    private const int DescriptorSizeBytes = 14; // Magic, flags, block size, content size.
    private const int BufferSizeBytes = 64 << 10;

    private readonly SafeFileHandle _handle;
    private readonly string _path;
    private readonly nint _context;
    private readonly byte[] _input = new byte[BufferSizeBytes];
    private readonly byte[] _skipped = new byte[BufferSizeBytes];
    private long _fileOffset;   // Of the byte after the input buffer.
    private int _inputOffset;
    private int _inputSizeBytes;
    private long _offset;       // In the content, of the next byte.
    private bool _isFinished;
    private bool _isDisposed;

    /// <exception cref="IOException">Not an LZ4 frame that tells its content's size.</exception>
    public Lz4FrameReader(SafeFileHandle handle, string path)
    {
        _handle = handle;
        _path = path;
        LengthBytes = ReadLength();
        _context = Lz4.CreateOrThrow(forCompression: false);
    }

    /// <summary>Size of the content, as the frame's head tells it; proved by <see cref="CheckEndOrThrow"/>.</summary>
    public long LengthBytes { get; }

    /// <summary>Reads until <paramref name="target"/> is full or the content ends.</summary>
    /// <exception cref="IOException">The frame is damaged or cut.</exception>
    public int Read(Span<byte> target, long offset)
    {
        if (offset < _offset)
            Rewind();

        while (_offset < offset && !_isFinished)
            Decompress(_skipped.AsSpan(0, (int)Math.Min(_skipped.Length, offset - _offset)));

        int filled = 0;
        while (filled < target.Length && !_isFinished)
            filled += Decompress(target[filled..]);

        return filled;
    }

    /// <summary>Reads to the end of the frame and proves its checksum; nothing may follow.</summary>
    /// <exception cref="IOException">The frame is damaged or cut, or the file goes on after it.</exception>
    public void CheckEndOrThrow()
    {
        while (!_isFinished)
            Decompress(_skipped);

        bool isWhole = _offset == LengthBytes && _inputOffset == _inputSizeBytes && !TryFillInput();
        if (!isWhole)
            throw Damaged("the frame does not end where the file does");
    }

    public void Dispose()
    {
        if (_isDisposed)
            return;

        _isDisposed = true;
        Lz4.FreeDecompression(_context);
    }

    private long ReadLength()
    {
        Span<byte> descriptor = stackalloc byte[DescriptorSizeBytes];
        descriptor.Clear();
        ReadFile(descriptor, offset: 0);
        bool isFrame = BinaryPrimitives.ReadUInt32LittleEndian(descriptor) == Magic &&
            (descriptor[4] & ContentSizeFlag) != 0;
        long lengthBytes = BinaryPrimitives.ReadInt64LittleEndian(descriptor[6..]);
        return isFrame && lengthBytes >= 0 ? lengthBytes : throw Damaged("it is not an LZ4 frame with a size");
    }

    private void Rewind()
    {
        Lz4.ResetDecompression(_context);
        _fileOffset = 0;
        _inputOffset = 0;
        _inputSizeBytes = 0;
        _offset = 0;
        _isFinished = false;
    }

    private int Decompress(Span<byte> target)
    {
        Debug.Assert(!_isFinished && !_isDisposed);
        if (_inputOffset == _inputSizeBytes && !TryFillInput())
            throw Damaged("the file ends before the frame");

        var targetSizeBytes = (nuint)target.Length;
        var sourceSizeBytes = (nuint)(_inputSizeBytes - _inputOffset);
        nuint result;

        // In bounds: the library reads and writes at most the sizes given, and says how much it did.
        fixed (byte* source = &_input[_inputOffset])
        fixed (byte* start = target)
        {
            result = Lz4.Decompress(_context, start, ref targetSizeBytes, source, ref sourceSizeBytes, options: 0);
        }

        Lz4.Checked(result, _path);
        _inputOffset += (int)sourceSizeBytes;
        _offset += (long)targetSizeBytes;
        _isFinished = result == 0;
        return (int)targetSizeBytes;
    }

    private bool TryFillInput()
    {
        _inputOffset = 0;
        _inputSizeBytes = ReadFile(_input, _fileOffset);
        _fileOffset += _inputSizeBytes;
        return _inputSizeBytes > 0;
    }

    private int ReadFile(Span<byte> target, long offset) => SegmentSource.ReadFile(_handle, target, offset);

    private IOException Damaged(string why) => new(
        $"archived journal segment is damaged: file={_path}, contentOffsetBytes={_offset}, error={why}; " +
        "bring it back from a backup");
}
