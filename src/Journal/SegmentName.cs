using System;
using System.Buffers.Text;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Text;

namespace LowLatencyEngine.Journal;

/// <summary>
/// Names of segments: <c>journal-00000000000000000001.lle</c>, the first sequence in 20 digits, so that names sort.
/// </summary>
internal static class SegmentName
{
    public const string Extension = ".lle";

    /// <summary>What an archived segment's name has more than a segment's.</summary>
    public const string CompressedExtension = ".lz4";

    public const string ArchivedExtension = Extension + CompressedExtension;

    /// <summary>An archive that is being written; deleted by the next process that archives.</summary>
    public const string ArchivingExtension = ".archiving";

    /// <summary>A segment that is being prepared; never a journal's, deleted at the next start.</summary>
    public const string PreparingExtension = ".preparing";

    private const string Prefix = "journal-";
    private const int DigitCount = 20;

    public static string Of(long firstSequence) =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}{firstSequence:D20}{Extension}");

    /// <summary>True for the name of a compressed segment.</summary>
    public static bool IsArchived(string path) => path.EndsWith(ArchivedExtension, StringComparison.Ordinal);

    /// <summary>
    /// First sequence according to the name; 0 where it is not the name of a segment, archived or not.
    /// </summary>
    public static long SequenceOf(string path)
    {
        ReadOnlySpan<char> name = Path.GetFileName(path.AsSpan());
        if (IsArchived(path))
            name = name[..^CompressedExtension.Length];

        bool isSegment = name.Length == Prefix.Length + DigitCount + Extension.Length &&
            name.StartsWith(Prefix, StringComparison.Ordinal) &&
            name.EndsWith(Extension, StringComparison.Ordinal);
        ReadOnlySpan<char> digits = isSegment ? name.Slice(Prefix.Length, DigitCount) : default;
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long sequence) ? sequence : 0;
    }

    /// <summary>
    /// All files of the folder that end like a segment or an archived one, in order of their names. Where both are
    /// there, archiving was interrupted between them: the segment counts, its archive does not.
    /// </summary>
    public static List<string> ListOrThrow(string folder)
    {
        List<string> paths = ListFilesOrThrow(folder);
        for (int i = paths.Count - 1; i > 0; i--)
        {
            if (paths[i] == paths[i - 1] + CompressedExtension)
                paths.RemoveAt(i);
        }

        return paths;
    }

    /// <summary>The same, with both.</summary>
    public static List<string> ListFilesOrThrow(string folder)
    {
        if (!Directory.Exists(folder))
            throw NoFolder(folder);

        var paths = new List<string>(Directory.EnumerateFiles(folder, "*" + Extension));
        paths.AddRange(Directory.EnumerateFiles(folder, "*" + ArchivedExtension));
        paths.Sort(StringComparer.Ordinal);
        return paths;
    }

    public static JournalException NoFolder(string folder) =>
        new($"there is no such journal folder: folder={folder}; check the path given with --journal");

    /// <summary>A path as system calls take it: UTF-8 with a zero at the end.</summary>
    public static byte[] ToNative(string path)
    {
        byte[] bytes = new byte[Encoding.UTF8.GetByteCount(path) + 1];
        Encoding.UTF8.GetBytes(path, bytes);
        return bytes;
    }

    /// <summary>Changes the digits in a native path made of <see cref="Of"/>, in place. Allocates nothing.</summary>
    public static void Patch(Span<byte> nativePath, int extensionLength, long firstSequence)
    {
        Span<byte> digits = nativePath.Slice(nativePath.Length - 1 - extensionLength - DigitCount, DigitCount);
        bool isWritten = Utf8Formatter.TryFormat(firstSequence, digits, out int written, new('D', DigitCount));
        Debug.Assert(isWritten && written == DigitCount);
    }
}
