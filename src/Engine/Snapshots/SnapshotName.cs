using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;

namespace LowLatencyEngine.Engine.Snapshots;

/// <summary>
/// Names of snapshots: <c>snapshot-00000000000000000001.lls</c>, the sequence in 20 digits. Not for hot threads.
/// </summary>
internal static class SnapshotName
{
    public const string Extension = ".lls";

    /// <summary>A snapshot that is being written; never one to read.</summary>
    public const string WritingExtension = ".writing";

    /// <summary>Of the longest name, its zero included.</summary>
    public const int NativeSizeBytesMax = 64;

    private const string Prefix = "snapshot-";
    private const int DigitCount = 20;

    public static string Of(string folder, long sequence) => Path.Combine(
        folder, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{sequence:D20}{Extension}"));

    /// <summary>The name without its folder, as system calls take it. Allocates nothing.</summary>
    /// <param name="target">At least <see cref="NativeSizeBytesMax"/> bytes; all others become zero.</param>
    /// <param name="sequence">Last record that the state has worked on.</param>
    /// <param name="isWriting">The name of one that is being written.</param>
    public static void WriteNative(Span<byte> target, long sequence, bool isWriting)
    {
        target.Clear();
        int length = Encoding.ASCII.GetBytes(Prefix, target);
        for (int digit = DigitCount - 1; digit >= 0; digit--)
        {
            target[length + digit] = (byte)('0' + sequence % 10);
            sequence /= 10;
        }

        length += DigitCount;
        length += Encoding.ASCII.GetBytes(Extension, target[length..]);
        if (isWriting)
            Encoding.ASCII.GetBytes(WritingExtension, target[length..]);
    }

    /// <summary>Sequence according to the name; 0 where it is not the name of a snapshot.</summary>
    public static long SequenceOf(string path)
    {
        string name = Path.GetFileName(path);
        bool isSnapshot = name.StartsWith(Prefix, StringComparison.Ordinal) &&
            name.EndsWith(Extension, StringComparison.Ordinal);
        ReadOnlySpan<char> digits = isSnapshot ? name.AsSpan()[Prefix.Length..^Extension.Length] : default;
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long sequence) ? sequence : 0;
    }

    /// <summary>Snapshots of a folder, the newest first.</summary>
    public static List<string> List(string folder)
    {
        var paths = new List<string>();
        foreach (string path in Directory.EnumerateFiles(folder, Prefix + "*" + Extension))
        {
            if (SequenceOf(path) > 0)
                paths.Add(path);
        }

        paths.Sort((left, right) => SequenceOf(right).CompareTo(SequenceOf(left)));
        return paths;
    }

    /// <summary>Sequence of the newest snapshot; 0 where there is none.</summary>
    public static long NewestSequence(string folder)
    {
        List<string> paths = List(folder);
        return paths.Count > 0 ? SequenceOf(paths[0]) : 0;
    }

    /// <summary>
    /// Deletes what is not among the newest <paramref name="keepCount"/> up to <paramref name="lastSequence"/>, and
    /// what a crash left half written. Later ones than the last are of a history that was cut off.
    /// </summary>
    public static void Prune(string folder, long lastSequence, int keepCount)
    {
        int kept = 0;
        foreach (string path in List(folder))
        {
            bool isKept = SequenceOf(path) <= lastSequence && kept < keepCount;
            if (isKept)
                kept++;
            else
                File.Delete(path);
        }

        foreach (string path in Directory.EnumerateFiles(folder, Prefix + "*" + Extension + WritingExtension))
            File.Delete(path);
    }
}
