using System;
using System.IO;

namespace LowLatencyEngine.Interop;

/// <summary>The built `lle`.</summary>
internal static class LlePath
{
    public static string Dll { get; } = Find();

    private static string Find()
    {
        string? told = Environment.GetEnvironmentVariable("LLE_DLL");
        if (told is not null)
            return told;

        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "LowLatencyEngine.sln")))
            folder = folder.Parent;

        string root = folder?.FullName ?? throw new InvalidOperationException("the tests are not below the checkout");
        bool isRelease = AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal);
        return Path.Combine(root, "src", "Console", "bin", isRelease ? "Release" : "Debug", "net10.0", "lle.dll");
    }
}
