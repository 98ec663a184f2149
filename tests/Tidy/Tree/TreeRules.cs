using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using LowLatencyEngine.Tidy.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LowLatencyEngine.Tidy.Tree;

/// <summary>Files, folders and documents (DESIGN 5 and 6, STYLE 1.2 and 7.5).</summary>
public static partial class TreeRules
{
    private const int ReadmeLinesMax = 40;

    // What the design names, and what the SDK looks for at the top.
    private static readonly string[] TopEntries =
    [
        "src", "bench", "tests", "config", "LowLatencyEngine.sln", "run.sh", "README.md",
        "global.json", "Directory.Build.props", "Directory.Packages.props",
    ];

    // Put together here so that this file does not break the rule itself.
    private static readonly string[] MachineWords =
    [
        "/" + "work/", "/" + "root/", "/" + "home/", "nuget" + ".org", "npmjs" + ".org", "npmjs" + ".com",
        "debian" + ".org", "pypi" + ".org", "proxy.golang" + ".org",
    ];

    private static readonly string[] RunWords = ["build", "test", "tidy", "bench", "help"];

    private static readonly string[] CommandDocuments = ["README.md", "src/ARCHITECTURE.md"];

    public static readonly Rule TopLevel = new("The top level holds what the design names", ExtraTopEntries);
    public static readonly Rule NoEmptyWordsInPaths = new("No file or folder has an empty word in it", EmptyPaths);
    public static readonly Rule ShortReadmes = new("A project's README has at most 40 lines", LongReadmes);
    public static readonly Rule NoMachinePaths = new("No text names a machine's folder or a registry", MachinePaths);
    public static readonly Rule CommandsExist = new("The documents name commands that exist", UnknownCommands);

    private static IEnumerable<Finding> ExtraTopEntries(Repository repository) =>
        from entry in repository.Files.Select(file => file.Path.Split('/')[0]).Distinct()
        where !entry.StartsWith('.') && !TopEntries.Contains(entry)
        select new Finding(entry, 1, "DESIGN 5", $"{entry} is at the top level", "put it below one of the folders");

    private static IEnumerable<Finding> EmptyPaths(Repository repository) =>
        from file in repository.Files
        from part in file.Path.Split('/')
        let word = NameRules.EmptyWordIn(part)
        where word is not null
        select file.At(1, "STYLE 1.2", $"{part} is called a {word}", "name it after what is in it (STYLE 1.1)");

    private static IEnumerable<Finding> LongReadmes(Repository repository) =>
        from file in repository.Files
        where file.Name == "README.md" && file.TopFolder != ""
        let lines = file.Text.AsSpan().Count('\n')
        where lines > ReadmeLinesMax
        select file.At(
            ReadmeLinesMax + 1,
            "STYLE 7.5",
            $"the README has {lines} lines, the limit is {ReadmeLinesMax}",
            "keep what it is, the file map, use and invariants");

    private static IEnumerable<Finding> MachinePaths(Repository repository) =>
        from file in repository.Files
        from index in Enumerable.Range(0, file.Lines.Length)
        let word = MachineWords.FirstOrDefault(word => file.Lines[index].Contains(word, StringComparison.Ordinal))
        where word is not null
        select file.At(index + 1, "STYLE 7.5", $"the text names {word}", "name what every machine has, or a setting");

    private static IEnumerable<Finding> UnknownCommands(Repository repository)
    {
        // The words that lle takes stand as texts in its source.
        HashSet<string> known =
        [
            .. RunWords,
            .. from file in repository.CSharpFiles
               where file.IsBelow("src/Console")
               from token in file.Root.DescendantTokens()
               where token.IsKind(SyntaxKind.StringLiteralToken)
               select token.ValueText,
        ];

        return from file in repository.Files
               where CommandDocuments.Contains(file.Path)
               from index in Enumerable.Range(0, file.Lines.Length)
               from match in CommandPattern().Matches(file.Lines[index])
               let word = match.Groups["word"].Value
               where !known.Contains(word)
               select file.At(
                   index + 1, "STYLE 7.5", $"there is no command {word}", "write the command as it is, or remove it");
    }

    // "./run.sh WORD", and "lle WORD" where it starts a line or a piece of code.
    [GeneratedRegex(
        @"(\./run\.sh|(?<=^\s*(\$ )?|`)lle) +(?<word>[a-z][a-z-]*)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 60_000)]
    private static partial Regex CommandPattern();
}
