using System;
using System.IO;
using System.Linq;
using Xunit;

namespace LowLatencyEngine.Unit.Journal;

/// <summary>A fact that needs a program of the system: skipped with a reason where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ProgramFactAttribute : FactAttribute
{
    public ProgramFactAttribute(params string[] programs)
    {
        string? missing = programs.FirstOrDefault(p => !IsInstalled(p));
        if (missing is not null)
            Skip = $"{missing} is not installed here; install it for this test";
    }

    internal static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(f => File.Exists(Path.Combine(f, program)));
}
