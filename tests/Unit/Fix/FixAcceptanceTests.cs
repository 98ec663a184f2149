using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using LowLatencyEngine.Fix;
using Xunit;

namespace LowLatencyEngine.Unit.Fix;

/// <summary>
/// QuickFIX/n's acceptance scripts, played against acceptors in memory with dictionaries loaded: those of 4.2 and 4.4
/// as they are, and the same turned into every other version.
/// </summary>
public sealed class FixAcceptanceTests
{
    private static readonly Dictionary<string, FixDictionary> Dictionaries = [];

    [SharedDataTheory]
    [InlineData("fix42", "FIX.4.2", 57)]
    [InlineData("fix44", "FIX.4.4", 68)]
    public void Every_script_passes(string folder, string version, int scriptCount)
    {
        string[] paths = Scripts(folder);
        var failures = new List<string>();
        foreach (string path in paths)
            Play(path, File.ReadAllLines(path, Encoding.UTF8), Options(version, ""), failures);

        Assert.True(failures.Count == 0, string.Join(Environment.NewLine, failures));
        Assert.True(paths.Length >= scriptCount, $"scripts: {paths.Length}");
    }

    // Left out: what tests fields or messages that the other version does not have, or has otherwise.
    [SharedDataTheory]
    [InlineData("fix42", "FIX.4.0", "", "14e 14i 21_ 2r ReverseRoute.def")]
    [InlineData("fix42", "FIX.4.1", "", "14i 21_ 2r")]
    [InlineData("fix42", "FIX.4.3", "", "14e 14g 14h 14i 21_ 2q 2r")]
    [InlineData("fix44", "FIXT.1.1", "FIX.5.0", "14c ResendRepeating")]
    [InlineData("fix44", "FIXT.1.1", "FIX.5.0SP1", "14c 14i 21_ ResendRepeating")]
    [InlineData("fix44", "FIXT.1.1", "FIX.5.0SP2", "14c 14i 21_ ResendRepeating")]
    public void Scripts_pass_in_another_version_too(string folder, string to, string application, string leftOut)
    {
        string from = folder == "fix42" ? "FIX.4.2" : "FIX.4.4";
        string applVerId = application.Length == 0 ? "" : $"{ApplVersions.IndexOf(application)}";
        string[] without = leftOut.Split(' ');
        var failures = new List<string>();
        foreach (string path in Scripts(folder))
        {
            if (without.Any(start => Path.GetFileName(path).StartsWith(start, StringComparison.Ordinal)))
                continue;

            IEnumerable<string> lines = File.ReadAllLines(path, Encoding.UTF8);
            Play(path, ScriptVersions.Convert(lines, from, to, applVerId), Options(to, application), failures);
        }

        Assert.True(failures.Count == 0, string.Join(Environment.NewLine, failures));
    }

    private static void Play(
        string path, IEnumerable<string> lines, FixSessionOptions options, List<string> failures)
    {
        string? failure = new ScriptPlayer(options).Play(lines);
        if (failure is not null)
            failures.Add($"{Path.GetFileNameWithoutExtension(path)}: {failure}");
    }

    private static string[] Scripts(string folder) =>
        [.. Directory.GetFiles(SharedData.PathOf($"fix-acceptance/{folder}"), "*.def").Order(StringComparer.Ordinal)];

    private static FixSessionOptions Options(string version, string application)
    {
        var options = new FixSessionOptions
        {
            BeginString = version,
            DefaultApplVerId = application,
            SenderCompId = "ISLD",
            TargetCompId = "TW",
            ResetOnLogon = true,
            EchoesResetSeqNumFlag = false,
            RejectsFlawedApplicationMessages = true,
            RejectsFlawedExecutionReports = true,
            OrderResendAgeMaxNs = long.MaxValue,
            Dictionary = Load(version),
        };
        return application.Length == 0 ? options : options with { ApplicationDictionaries = [Load(application)] };
    }

    private static FixDictionary Load(string version)
    {
        lock (Dictionaries)
        {
            if (Dictionaries.TryGetValue(version, out FixDictionary? known))
                return known;

            string name = version.Replace(".", "", StringComparison.Ordinal);
            FixDictionary dictionary =
                FixDictionaryFile.Load(SharedData.PathOf($"fix-acceptance/spec/{name}.xml"));
            Dictionaries.Add(version, dictionary);
            return dictionary;
        }
    }
}
