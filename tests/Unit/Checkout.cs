using System;
using System.IO;

namespace LowLatencyEngine.Unit;

/// <summary>Files of the checkout that the tests were built from.</summary>
internal static class Checkout
{
    /// <summary>A path below the folder of the solution.</summary>
    public static string PathOf(params ReadOnlySpan<string> parts)
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "LowLatencyEngine.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("no LowLatencyEngine.sln above the tests");

        return Path.Combine([folder.FullName, .. parts]);
    }
}
