using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Xunit;

namespace LowLatencyEngine.EndToEnd;

/// <summary>
/// Every `./run.sh` command of the README that ends by itself is run, word for word, in the README's order.
/// </summary>
public sealed class ReadmeTests
{
    private static readonly string[] OwnWords = ["test", "build", "tidy", "bench"]; // run.sh's own; CI is one of them.

    [Fact]
    public void Every_command_of_the_readme_works()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("config"));
        File.Copy(Path.Combine(Lle.Root, "config", "engine.json"), folder.File("config/engine.json"));
        List<string[]> commands = [.. File.ReadLines(Path.Combine(Lle.Root, "README.md"))
            .Where(line => line.StartsWith("./run.sh ", StringComparison.Ordinal))
            .Select(line => line.Split(' ')[1..])
            .Where(words => !OwnWords.Contains(words[0]))];

        Assert.True(commands.Count >= 5, $"commands={commands.Count}");
        foreach (string[] words in commands)
        {
            using LleProcess process = Lle.StartIn(folder.Path, words);
            LleResult result = process.WaitForEnd(Lle.Patience);
            Assert.True(result.ExitCode == 0, $"{string.Join(' ', words)}\n{result}");
            Assert.NotEmpty(result.Output);
        }
    }
}
