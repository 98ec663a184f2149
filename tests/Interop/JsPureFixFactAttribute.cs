using System;
using System.IO;
using Xunit;

namespace LowLatencyEngine.Interop;

/// <summary>A fact that needs Node.js and jspurefix: skipped with a reason where one is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class JsPureFixFactAttribute : FactAttribute
{
    public JsPureFixFactAttribute()
    {
        if (Package is null)
            Skip = "jspurefix is not installed: npm install --prefix .lle/interop jspurefix@5.11.4";
    }

    /// <summary>Where it is: below the checkout's cache, or where LLE_JSPUREFIX says; null where it is not.</summary>
    public static string? Package { get; } = Find();

    private static string? Find()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "LowLatencyEngine.sln")))
            folder = folder.Parent;

        string? told = Environment.GetEnvironmentVariable("LLE_JSPUREFIX");
        string package = told ?? Path.Combine(folder?.FullName ?? "/", ".lle", "interop", "node_modules", "jspurefix");
        return Directory.Exists(package) ? package : null;
    }
}
