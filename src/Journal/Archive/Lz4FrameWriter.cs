using System;
using System.Diagnostics;

namespace LowLatencyEngine.Journal.Archive;

/// <summary>
/// Compresses a stream of known size into one LZ4 frame: independent blocks, a checksum for each and one for all, and
/// the size in front, so that the lz4 tool reads it and every flipped bit shows. One thread.
/// </summary>
internal sealed unsafe class Lz4FrameWriter : IDisposable
{
    private const int BlockSizeId = 5; // 256 KiB: 5 percent better than 64 KiB, and still in a core's cache.

    private readonly Lz4Preferences _preferences;
    private readonly nint _context;
    private readonly byte[] _output;
    private readonly string _path;

    /// <param name="path">Of the frame, for messages.</param>
    /// <param name="contentSizeBytes">Of all that will be given.</param>
    /// <param name="sourceSizeBytesMax">Of one piece.</param>
    public Lz4FrameWriter(string path, long contentSizeBytes, int sourceSizeBytesMax)
    {
        _path = path;
        _preferences = new Lz4Preferences
        {
            BlockSizeId = BlockSizeId,
            BlockMode = 1,
            ContentChecksumFlag = 1,
            ContentSizeBytes = (ulong)contentSizeBytes,
            BlockChecksumFlag = 1,
        };
        _context = Lz4.CreateOrThrow(forCompression: true);
        _output = new byte[(int)Lz4.CompressBound((nuint)sourceSizeBytesMax, in _preferences)];
    }

    /// <summary>Head of the frame; valid until the next call.</summary>
    public ReadOnlySpan<byte> Begin()
    {
        fixed (byte* target = _output)
            return Written(Lz4.CompressBegin(_context, target, (nuint)_output.Length, in _preferences));
    }

    /// <summary>What is ready after this piece, perhaps nothing; valid until the next call.</summary>
    public ReadOnlySpan<byte> Add(ReadOnlySpan<byte> source)
    {
        // In bounds: the output has CompressBound of the largest piece, and the library is told its size.
        fixed (byte* start = source)
        fixed (byte* target = _output)
        {
            return Written(Lz4.CompressUpdate(
                _context, target, (nuint)_output.Length, start, (nuint)source.Length, options: 0));
        }
    }

    /// <summary>The rest, with the checksum of all; valid until the next call.</summary>
    public ReadOnlySpan<byte> End()
    {
        fixed (byte* target = _output)
            return Written(Lz4.CompressEnd(_context, target, (nuint)_output.Length, options: 0));
    }

    public void Dispose() => Lz4.FreeCompression(_context);

    private ReadOnlySpan<byte> Written(nuint result)
    {
        var sizeBytes = (int)Lz4.Checked(result, _path);
        Debug.Assert(sizeBytes <= _output.Length);
        return _output.AsSpan(0, sizeBytes);
    }
}
