using System;
using System.Diagnostics;
using System.IO;
using System.Runtime.InteropServices;

namespace LowLatencyEngine.Journal.Archive;

/// <summary>
/// The frame functions of liblz4 (Debian liblz4-1, from 1.8 on), as <c>lz4frame.h</c> declares them. Loaded at the
/// first call, so a journal without archived segments does not need the library.
/// </summary>
internal static unsafe partial class Lz4
{
    /// <summary>Of the interface, not of the library: LZ4F_VERSION.</summary>
    public const uint InterfaceVersion = 100;

    private const string Library = "liblz4.so.1";

    [LibraryImport(Library, EntryPoint = "LZ4F_isError")]
    public static partial uint IsError(nuint code);

    [LibraryImport(Library, EntryPoint = "LZ4F_getErrorName")]
    public static partial nint ErrorName(nuint code);

    [LibraryImport(Library, EntryPoint = "LZ4F_createCompressionContext")]
    public static partial nuint CreateCompression(out nint context, uint version);

    [LibraryImport(Library, EntryPoint = "LZ4F_freeCompressionContext")]
    public static partial nuint FreeCompression(nint context);

    [LibraryImport(Library, EntryPoint = "LZ4F_compressBound")]
    public static partial nuint CompressBound(nuint sourceSizeBytes, in Lz4Preferences preferences);

    [LibraryImport(Library, EntryPoint = "LZ4F_compressBegin")]
    public static partial nuint CompressBegin(
        nint context, byte* target, nuint targetSizeBytes, in Lz4Preferences preferences);

    [LibraryImport(Library, EntryPoint = "LZ4F_compressUpdate")]
    public static partial nuint CompressUpdate(
        nint context, byte* target, nuint targetSizeBytes, byte* source, nuint sourceSizeBytes, nint options);

    [LibraryImport(Library, EntryPoint = "LZ4F_compressEnd")]
    public static partial nuint CompressEnd(nint context, byte* target, nuint targetSizeBytes, nint options);

    [LibraryImport(Library, EntryPoint = "LZ4F_createDecompressionContext")]
    public static partial nuint CreateDecompression(out nint context, uint version);

    [LibraryImport(Library, EntryPoint = "LZ4F_freeDecompressionContext")]
    public static partial nuint FreeDecompression(nint context);

    [LibraryImport(Library, EntryPoint = "LZ4F_resetDecompressionContext")]
    public static partial void ResetDecompression(nint context);

    [LibraryImport(Library, EntryPoint = "LZ4F_decompress")]
    public static partial nuint Decompress(
        nint context, byte* target, ref nuint targetSizeBytes, byte* source, ref nuint sourceSizeBytes, nint options);

    /// <summary>Passes a result through that is none of the library's errors.</summary>
    /// <exception cref="IOException">It is one: the data is damaged, or memory is short.</exception>
    public static nuint Checked(nuint result, string path)
    {
        if (IsError(result) == 0)
            return result;

        string error = Marshal.PtrToStringUTF8(ErrorName(result)) ?? "unknown";
        throw new IOException(
            $"archived journal segment is damaged: file={path}, error={error}; bring it back from a backup");
    }

    /// <summary>The library is loaded by the first of these calls, so its absence shows here.</summary>
    /// <exception cref="JournalException">The library is not installed.</exception>
    public static nint CreateOrThrow(bool forCompression)
    {
        try
        {
            nint context;
            nuint result = forCompression
                ? CreateCompression(out context, InterfaceVersion)
                : CreateDecompression(out context, InterfaceVersion);
            Checked(result, "none");
            Debug.Assert(context != 0);
            return context;
        }
        catch (DllNotFoundException missing)
        {
            throw new JournalException(
                $"archived segments need the lz4 library: library={Library}; run: apt-get install liblz4-1", missing);
        }
    }
}

/// <summary>LZ4F_preferences_t: how a frame is written. Zero is the library's default everywhere.</summary>
[StructLayout(LayoutKind.Explicit, Size = SizeBytes)]
internal struct Lz4Preferences
{
    public const int SizeBytes = 56;

    [FieldOffset(0)] public int BlockSizeId;           // 4 to 7: 64 KiB, 256 KiB, 1 MiB, 4 MiB.
    [FieldOffset(4)] public int BlockMode;             // 1: blocks do not depend on each other.
    [FieldOffset(8)] public int ContentChecksumFlag;
    [FieldOffset(16)] public ulong ContentSizeBytes;
    [FieldOffset(28)] public int BlockChecksumFlag;
    [FieldOffset(32)] public int CompressionLevel;
}
