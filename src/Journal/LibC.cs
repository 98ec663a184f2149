using System.Runtime.InteropServices;

namespace LowLatencyEngine.Journal;

/// <summary>
/// The system calls of the journal, with Linux's numbers (the same on x64 and arm64). Paths are zero-terminated UTF-8.
/// Called directly because the framework offers neither fallocate nor populate, and loses the errors of fdatasync.
/// </summary>
internal static unsafe partial class LibC
{
    public const int NoEntry = 2;
    public const int Interrupted = 4;
    public const int IoError = 5;
    public const int TryAgain = 11;
    public const int NoMemory = 12;
    public const int InvalidArgument = 22;
    public const int TooManyFilesInSystem = 23;
    public const int TooManyFilesInProcess = 24;
    public const int NoSpace = 28;
    public const int ReadOnlyFileSystem = 30;
    public const int NotSupported = 95;
    public const int QuotaExceeded = 122;

    public const int OpenReadOnly = 0;
    public const int OpenReadWrite = 2;
    public const int OpenCreate = 0x40;
    public const int OpenExclusive = 0x80;
    public const int OpenCloseOnExec = 0x8_0000;
    public const int OwnerReadWriteOthersRead = 0x1A4; // 0644

    public const int ProtectReadWrite = 3;
    public const int MapShared = 1;
    public const int MapPrivate = 2;
    public const int MapAnonymous = 0x20;
    public const int AdvisePopulateWrite = 23;

    public const int AdviseDropCache = 4; // POSIX_FADV_DONTNEED.

    public const int LockExclusive = 2;
    public const int LockNonBlocking = 4;

    private const string Library = "libc";

    [LibraryImport(Library, EntryPoint = "open", SetLastError = true)]
    public static partial int Open(byte* path, int flags, int mode);

    [LibraryImport(Library, EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int descriptor);

    [LibraryImport(Library, EntryPoint = "posix_fallocate")]
    public static partial int Allocate(int descriptor, long offset, long sizeBytes);

    [LibraryImport(Library, EntryPoint = "pwrite", SetLastError = true)]
    public static partial nint Write(int descriptor, byte* bytes, nint sizeBytes, long offset);

    [LibraryImport(Library, EntryPoint = "fdatasync", SetLastError = true)]
    public static partial int SyncData(int descriptor);

    [LibraryImport(Library, EntryPoint = "fsync", SetLastError = true)]
    public static partial int Sync(int descriptor);

    [LibraryImport(Library, EntryPoint = "rename", SetLastError = true)]
    public static partial int Rename(byte* source, byte* target);

    [LibraryImport(Library, EntryPoint = "unlink", SetLastError = true)]
    public static partial int Delete(byte* path);

    [LibraryImport(Library, EntryPoint = "mmap", SetLastError = true)]
    public static partial nint Map(
        nint address, nint sizeBytes, int protection, int flags, int descriptor, long offset);

    [LibraryImport(Library, EntryPoint = "munmap", SetLastError = true)]
    public static partial int Unmap(nint address, nint sizeBytes);

    [LibraryImport(Library, EntryPoint = "madvise", SetLastError = true)]
    public static partial int Advise(nint address, nint sizeBytes, int advice);

    [LibraryImport(Library, EntryPoint = "posix_fadvise")]
    public static partial int AdviseFile(int descriptor, long offset, long sizeBytes, int advice);

    [LibraryImport(Library, EntryPoint = "statvfs", SetLastError = true)]
    public static partial int FileSystemStatus(byte* path, ulong* status);

    [LibraryImport(Library, EntryPoint = "flock", SetLastError = true)]
    public static partial int Lock(int descriptor, int operation);
}
