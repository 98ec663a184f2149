using System;
using System.IO;

namespace LowLatencyEngine.Programs.Feeds;

/// <summary>
/// Recordings to measure with, which are no part of the repository: LLE_BENCH_DATA names their folder; without it a
/// folder shared/data beside the checkout is looked for.
/// </summary>
internal static class BenchData
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("LLE_BENCH_DATA") ?? Find();

    /// <summary>Path of a file; null where it is not there.</summary>
    public static string? TryFind(string relative)
    {
        string? path = Folder is null ? null : Path.Combine(Folder, relative);
        return File.Exists(path) ? path : null;
    }

    private static string? Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "shared", "data");
            if (Directory.Exists(candidate))
                return candidate;
        }

        return null;
    }
}
