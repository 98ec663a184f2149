using System;

namespace LowLatencyEngine.Journal;

/// <summary>
/// The calls that fail where a disk is full, broken or read-only. Each returns 0 or errno, so that a test can stand in
/// for a disk. Not for the writer's thread.
/// </summary>
internal interface IStorage
{
    /// <summary>Creates a file that must not exist. <paramref name="path"/> is zero-terminated UTF-8.</summary>
    int Create(ReadOnlySpan<byte> path, out int descriptor);

    /// <summary>
    /// Reserves the file's blocks and sets its size; what was there stays, what is new reads as zero.
    /// </summary>
    int Allocate(int descriptor, long sizeBytes);

    /// <summary>Writes all of <paramref name="bytes"/> at <paramref name="offset"/>.</summary>
    int Write(int descriptor, ReadOnlySpan<byte> bytes, long offset);

    /// <summary>Puts the file's data on stable storage.</summary>
    int Sync(int descriptor);

    /// <summary>
    /// Makes the pages writable without changing a byte of them. Both arguments are multiples of the page size.
    /// </summary>
    int Populate(nint address, long sizeBytes);

    /// <summary>Bytes that an ordinary user may still write on the disk of a folder.</summary>
    int MeasureFree(ReadOnlySpan<byte> path, out long freeBytes);

    /// <summary>
    /// Opens as many descriptors as <paramref name="descriptors"/> has room for, on the device that holds nothing;
    /// those it could not open are -1.
    /// </summary>
    int OpenNull(Span<int> descriptors);
}
