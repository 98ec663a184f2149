using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace LowLatencyEngine.Programs;

/// <summary>
/// A small C program of bench/raw that shows what the machine can do without any of our code. `./run.sh bench` compiles
/// them where a compiler is there and names their folder in LLE_RAW.
/// </summary>
public static class RawProgram
{
    private const int PatienceMs = 120_000;

    /// <summary>Where the compiled programs lie; null where there are none.</summary>
    public static string? Folder { get; } = FindFolder();

    /// <summary>Runs a program; null where it is not there. Its lines are `name value`.</summary>
    /// <exception cref="InvalidOperationException">It failed or did not end.</exception>
    public static Figures? TryRun(string name, params long[] arguments)
    {
        if (Folder is null || !File.Exists(Path.Combine(Folder, name)))
            return null;

        string output = Run(name, [.. arguments.Select(a => a.ToString(CultureInfo.InvariantCulture))]);
        var figures = new Figures();
        foreach (string line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] words = line.Split(' ');
            figures.Add(words[0], double.Parse(words[1], CultureInfo.InvariantCulture));
        }

        return figures;
    }

    /// <summary>
    /// Runs a program whose lines are JSON objects with a name and a median; null where it is not there.
    /// </summary>
    /// <exception cref="InvalidOperationException">It failed or did not end.</exception>
    public static Dictionary<string, double>? TryRunJson(string name, params string[] arguments)
    {
        if (Folder is null || !File.Exists(Path.Combine(Folder, name)))
            return null;

        var medians = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (string line in Run(name, arguments).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using JsonDocument item = JsonDocument.Parse(line);
            medians[item.RootElement.GetProperty("name").GetString()!] =
                item.RootElement.GetProperty("cpuNsMedian").GetDouble();
        }

        return medians;
    }

    private static string Run(string name, string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Folder!, name))
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);

        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        if (!process.WaitForExit(PatienceMs) || process.ExitCode != 0)
        {
            throw new InvalidOperationException(
                $"a raw program failed: program={name}, output={output.Trim()}; run it by hand to see why");
        }

        return output;
    }

    private static string? FindFolder()
    {
        string? folder = Environment.GetEnvironmentVariable("LLE_RAW");
        return Directory.Exists(folder) ? folder : null;
    }
}
