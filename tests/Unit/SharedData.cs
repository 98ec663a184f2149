using System;
using System.IO;
using Xunit;

namespace LowLatencyEngine.Unit;

/// <summary>
/// Recorded data and oracles that live beside the checkout, in a folder named "shared"; absent on a user's machine.
/// </summary>
public static class SharedData
{
    /// <summary>The folder, found upwards from the test's own; null where there is none.</summary>
    public static string? FolderOrNull { get; } = Find();

    /// <summary>A file below it; the caller has checked that the folder is there.</summary>
    public static string PathOf(string relative) => Path.Combine(FolderOrNull!, relative);

    private static string? Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "shared", "data", "README.md");
            if (File.Exists(candidate))
                return Path.Combine(folder.FullName, "shared");
        }

        return null;
    }
}

/// <summary>A fact that needs <see cref="SharedData"/>: skipped with a reason where it is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute()
    {
        if (SharedData.FolderOrNull is null)
            Skip = "the shared data folder is not beside this checkout";
    }
}

/// <summary>A theory that needs <see cref="SharedData"/>: skipped with a reason where it is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDataTheoryAttribute : TheoryAttribute
{
    public SharedDataTheoryAttribute()
    {
        if (SharedData.FolderOrNull is null)
            Skip = "the shared data folder is not beside this checkout";
    }
}
