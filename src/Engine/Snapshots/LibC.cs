using System.Runtime.InteropServices;

namespace LowLatencyEngine.Engine.Snapshots;

/// <summary>
/// The system calls that bring a snapshot to disk, with Linux's numbers (the same on x64 and arm64). Names are
/// zero-terminated UTF-8. Called directly because the framework allocates with every file it opens, and loses the
/// errors of fsync in .NET 10.0.
/// </summary>
internal static partial class LibC
{
    public const int OpenWriteOnly = 1;
    public const int OpenCreate = 0x40;
    public const int OpenTruncate = 0x200;
    public const int OpenCloseOnExec = 0x8_0000;
    public const int OwnerReadWriteOthersRead = 0x1A4; // 0644

    public const int NoEntry = 2;
    public const int Interrupted = 4;

    private const int OpenReadOnly = 0;
    private const string Library = "libc";

    /// <summary>Opens a folder, to name files in it and to sync their names; -1 where it cannot be opened.</summary>
    public static int OpenFolder(string folder) => Open(folder, OpenReadOnly | OpenCloseOnExec, mode: 0);

    [LibraryImport(Library, EntryPoint = "openat", SetLastError = true)]
    public static partial int OpenAt(int folder, ref readonly byte name, int flags, int mode);

    [LibraryImport(Library, EntryPoint = "pwrite", SetLastError = true)]
    public static partial nint Write(int file, ref readonly byte bytes, nint sizeBytes, long offset);

    [LibraryImport(Library, EntryPoint = "fsync", SetLastError = true)]
    public static partial int Sync(int file);

    [LibraryImport(Library, EntryPoint = "renameat", SetLastError = true)]
    public static partial int RenameAt(
        int sourceFolder, ref readonly byte sourceName, int targetFolder, ref readonly byte targetName);

    [LibraryImport(Library, EntryPoint = "unlinkat", SetLastError = true)]
    public static partial int DeleteAt(int folder, ref readonly byte name, int flags);

    [LibraryImport(Library, EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int file);

    [LibraryImport(Library, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags, int mode);
}
