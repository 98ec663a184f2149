using System;
using System.Linq;
using Xunit;

namespace LowLatencyEngine.Tidy;

/// <summary>The rules, applied to this repository.</summary>
public sealed class RepositoryTests(RepositoryTests.Loaded loaded) : IClassFixture<RepositoryTests.Loaded>
{
    private const int ShownMax = 1_000;

    public static TheoryData<string> RuleNames => [.. Rules.All.Select(rule => rule.Name)];

    [Theory]
    [MemberData(nameof(RuleNames))]
    public void The_repository_keeps_the_rule(string ruleName)
    {
        Finding[] findings = [.. Rules.Named(ruleName).Check(loaded.Repository)];

        if (findings.Length > 0)
        {
            string places = string.Join('\n', findings.Take(ShownMax));
            string more = findings.Length > ShownMax ? $"\n... and {findings.Length - ShownMax} more" : "";
            Assert.Fail($"{ruleName}: broken in {findings.Length} places\n{places}{more}\n");
        }
    }

    [Fact]
    public void The_repository_was_found_whole()
    {
        Assert.NotNull(loaded.Repository.Find("LowLatencyEngine.sln"));
        Assert.NotNull(loaded.Repository.Find("tests/Tidy/RepositoryTests.cs"));
        Assert.DoesNotContain(
            loaded.Repository.Files, file => file.Path.Contains("/obj/", StringComparison.Ordinal));
    }

    /// <summary>Read and parsed once for all rules.</summary>
    public sealed class Loaded
    {
        public Repository Repository { get; } = Repository.Load();
    }
}
