using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json;
using Xunit;

namespace LowLatencyEngine.EndToEnd;

/// <summary>
/// QuickFIX/n's acceptance scripts against `lle fix accept` over TCP, played by a runner that is not ours and passes
/// all of QuickFIX's own against libquickfix.
/// </summary>
[Collection("Waiting")]
public sealed class FixAcceptanceTests
{
    private static readonly string Shared = Path.Combine(Path.GetDirectoryName(Lle.Root)!, "shared");
    private static readonly string Runner = Path.Combine(Shared, "tools", "fix_acceptance_runner.py");

    [RunnerTheory]
    [InlineData("fix42", "FIX.4.2:ISLD->TW")]
    [InlineData("fix44", "FIX.4.4:ISLD->TW")]
    public void Every_script_passes(string folder, string session)
    {
        string acceptance = Path.Combine(Shared, "fix-acceptance");
        using LleProcess acceptor = Lle.Start(
            "fix", "accept", "--port", "0", "--session", session, "--dictionary", Path.Combine(acceptance, "spec"));
        string listening = acceptor.WaitForLine("listening", Lle.Patience);
        int port = JsonDocument.Parse(listening).RootElement.GetProperty("port").GetInt32();

        (int exitCode, string output) = Run(port, Directory.GetFiles(Path.Combine(acceptance, folder), "*.def"));

        Assert.True(exitCode == 0 && output.Contains(" passed, 0 failed", StringComparison.Ordinal), output);
    }

    [Theory]
    [InlineData("--session", "FIX.4.4")]
    [InlineData("--session", "FIX.9.9:ISLD->TW")]
    [InlineData("--session", "FIX.4.4:ISLD->TW", "--set", "ResetOnLogin=Y")]
    public void Wrong_sessions_and_options_are_refused(params string[] words)
    {
        LleResult result = Lle.Run(["fix", "accept", .. words]);
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.NotEmpty(result.Errors);
    }

    private static (int ExitCode, string Output) Run(int port, string[] scripts)
    {
        string[] words = [Runner, "127.0.0.1", $"{port}", .. scripts.Order(StringComparer.Ordinal)];
        var start = new ProcessStartInfo("python3", words) { RedirectStandardOutput = true, UseShellExecute = false };
        using Process runner = Process.Start(start)!;
        string output = runner.StandardOutput.ReadToEnd();
        runner.WaitForExit();
        return (runner.ExitCode, output);
    }

    /// <summary>Skipped with a reason where the runner, its scripts or its interpreter is absent.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class RunnerTheoryAttribute : TheoryAttribute
    {
        public RunnerTheoryAttribute()
        {
            string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
            if (!File.Exists(Runner))
                Skip = "the shared data folder is not beside this checkout";
            else if (!folders.Any(folder => File.Exists(Path.Combine(folder, "python3"))))
                Skip = "python3 is not installed";
        }
    }
}
