using System.IO;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace LowLatencyEngine.Engine.Snapshots;

/// <summary>
/// fsync, called directly: the framework's Flush(true) loses its errors in .NET 10.0, and it does not open folders.
/// </summary>
internal static partial class LibC
{
    private const int OpenReadOnlyCloseOnExec = 0x8_0000;

    /// <summary>Puts a file's bytes and size on stable storage.</summary>
    /// <exception cref="IOException">The disk refused; never try again, the kernel tells it once.</exception>
    public static void SyncOrThrow(SafeFileHandle file, string path)
    {
        if (Sync(file) != 0)
            throw new IOException($"fsync failed: path={path}, errno={Marshal.GetLastPInvokeError()}; check the disk");
    }

    /// <summary>Puts the names in a folder on stable storage.</summary>
    /// <exception cref="IOException">The folder cannot be opened, or the disk refused.</exception>
    public static void SyncFolderOrThrow(string folder)
    {
        using SafeFileHandle handle = new(Open(folder, OpenReadOnlyCloseOnExec, mode: 0), ownsHandle: true);
        if (handle.IsInvalid)
        {
            throw new IOException(
                $"folder cannot be opened: folder={folder}, errno={Marshal.GetLastPInvokeError()}; check its rights");
        }

        SyncOrThrow(handle, folder);
    }

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags, int mode);
}
