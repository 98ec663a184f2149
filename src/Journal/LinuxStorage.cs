using System;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Threading;
using Microsoft.Win32.SafeHandles;

namespace LowLatencyEngine.Journal;

/// <summary>The real disk. Stateless; any thread; allocates nothing.</summary>
internal sealed unsafe class LinuxStorage : IStorage
{
    private const int PageSizeBytes = 4_096;

    public static LinuxStorage Instance { get; } = new();

    public int Create(ReadOnlySpan<byte> path, out int descriptor)
    {
        const int flags = LibC.OpenReadWrite | LibC.OpenCreate | LibC.OpenExclusive | LibC.OpenCloseOnExec;
        return Open(path, flags, out descriptor);
    }

    public int Allocate(int descriptor, long sizeBytes) => LibC.Allocate(descriptor, 0, sizeBytes);

    public int Write(int descriptor, ReadOnlySpan<byte> bytes, long offset)
    {
        while (!bytes.IsEmpty)
        {
            nint written;
            fixed (byte* start = bytes)
                written = LibC.Write(descriptor, start, bytes.Length, offset);

            int error = written < 0 ? Marshal.GetLastPInvokeError() : 0;
            if (error == LibC.Interrupted)
                continue;

            if (written <= 0)
                return error == 0 ? LibC.IoError : error;

            bytes = bytes[(int)written..];
            offset += written;
        }

        return 0;
    }

    // Never retried, not even when interrupted: the kernel tells a write error once and then forgets it.
    public int Sync(int descriptor) => ErrorOf(LibC.SyncData(descriptor));

    public int Populate(nint address, long sizeBytes)
    {
        Debug.Assert(address % PageSizeBytes == 0);
        Debug.Assert(sizeBytes % PageSizeBytes == 0);
        int error = ErrorOf(LibC.Advise(address, (nint)sizeBytes, LibC.AdvisePopulateWrite));
        if (error is not (0 or LibC.InvalidArgument)) // Linux before 5.14 does not know the advice.
            return error;

        // The advice makes a page writable in the kernel's eyes; on a virtual machine its first store can still cost a
        // trip to the host, 5 us instead of 10 ns. So every page is stored to here.
        // In bounds: the caller owns the whole range; an "or" with zero writes and changes nothing.
        for (long offset = 0; offset < sizeBytes; offset += PageSizeBytes)
            Interlocked.Or(ref *(int*)(address + offset), 0);

        return 0;
    }

    public int MeasureFree(ReadOnlySpan<byte> path, out long freeBytes)
    {
        Debug.Assert(path[^1] == 0);

        // struct statvfs of glibc on 64-bit Linux: 112 bytes, the second word is the unit, the fifth what is left.
        const int wordCount = 32;
        ulong* status = stackalloc ulong[wordCount];
        fixed (byte* start = path)
        {
            int error = ErrorOf(LibC.FileSystemStatus(start, status));
            freeBytes = error == 0 ? (long)(status[1] * status[4]) : 0;
            return error;
        }
    }

    public int OpenNull(Span<int> descriptors)
    {
        int firstError = 0;
        foreach (ref int descriptor in descriptors)
        {
            int error = Open("/dev/null\0"u8, LibC.OpenReadOnly | LibC.OpenCloseOnExec, out descriptor);
            firstError = firstError == 0 ? error : firstError;
        }

        return firstError;
    }

    /// <summary>Opens a file that exists, for reading and writing.</summary>
    public static int OpenExisting(ReadOnlySpan<byte> path, out int descriptor) =>
        Open(path, LibC.OpenReadWrite | LibC.OpenCloseOnExec, out descriptor);

    /// <summary>Opens the lock file, creating it where it is missing.</summary>
    public static int OpenOrCreate(ReadOnlySpan<byte> path, out int descriptor) =>
        Open(path, LibC.OpenReadWrite | LibC.OpenCreate | LibC.OpenCloseOnExec, out descriptor);

    public static int Rename(ReadOnlySpan<byte> source, ReadOnlySpan<byte> target)
    {
        Debug.Assert(source[^1] == 0 && target[^1] == 0);
        fixed (byte* sourceStart = source)
        fixed (byte* targetStart = target)
            return ErrorOf(LibC.Rename(sourceStart, targetStart));
    }

    public static int Delete(ReadOnlySpan<byte> path)
    {
        Debug.Assert(path[^1] == 0);
        fixed (byte* start = path)
            return ErrorOf(LibC.Delete(start));
    }

    /// <summary>Puts names that were created, renamed or deleted in a folder on stable storage.</summary>
    public static int SyncFolder(ReadOnlySpan<byte> path)
    {
        int error = Open(path, LibC.OpenReadOnly | LibC.OpenCloseOnExec, out int descriptor);
        if (error != 0)
            return error;

        error = ErrorOf(LibC.Sync(descriptor));
        LibC.Close(descriptor);
        return error;
    }

    /// <summary>
    /// Forgets pages of a file that are clean, so that the next read comes from the disk. Only advice.
    /// </summary>
    public static void DropCache(SafeFileHandle handle) =>
        _ = LibC.AdviseFile((int)handle.DangerousGetHandle(), 0, 0, LibC.AdviseDropCache);

    /// <summary>Maps a file so that stores reach its page cache at once.</summary>
    public static int MapFile(int descriptor, long sizeBytes, out nint address) =>
        Map(sizeBytes, LibC.MapShared, descriptor, out address);

    /// <summary>Maps zeroed memory.</summary>
    public static int MapMemory(long sizeBytes, out nint address) =>
        Map(sizeBytes, LibC.MapPrivate | LibC.MapAnonymous, descriptor: -1, out address);

    /// <summary>EAGAIN where another descriptor holds the lock.</summary>
    public static int LockExclusively(int descriptor) =>
        ErrorOf(LibC.Lock(descriptor, LibC.LockExclusive | LibC.LockNonBlocking));

    public static void Unmap(nint address, long sizeBytes) => LibC.Unmap(address, (nint)sizeBytes);

    public static void Close(int descriptor) => LibC.Close(descriptor);

    private static int Map(long sizeBytes, int flags, int descriptor, out nint address)
    {
        address = LibC.Map(0, (nint)sizeBytes, LibC.ProtectReadWrite, flags, descriptor, 0);
        if (address != -1)
            return 0;

        address = 0;
        return Marshal.GetLastPInvokeError();
    }

    private static int Open(ReadOnlySpan<byte> path, int flags, out int descriptor)
    {
        Debug.Assert(path[^1] == 0);
        fixed (byte* start = path)
            descriptor = LibC.Open(start, flags, LibC.OwnerReadWriteOthersRead);

        return descriptor >= 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    private static int ErrorOf(int result) => result == 0 ? 0 : Marshal.GetLastPInvokeError();
}
