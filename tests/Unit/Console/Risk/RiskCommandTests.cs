using System;
using System.CommandLine;
using System.Linq;
using LowLatencyEngine.Console.Commands;
using Xunit;

namespace LowLatencyEngine.Unit.Console.Risk;

/// <summary>What `lle limit set` and `lle kill` refuse before an engine is asked, with exit code 2.</summary>
public sealed class RiskCommandTests
{
    private static readonly Command[] Commands = [RiskCommands.CreateLimit(), RiskCommands.CreateKill()];

    [Theory]
    [InlineData("set|firm|credit|5|--who|ann|--reason|new day")]
    [InlineData("--strategy|mean reversion")]
    [InlineData("--all|--who|ann b|--reason|fat finger")]
    public void Understands(string words) => Assert.Equal("", Errors(words));

    [Theory]
    [InlineData("set|firm|credit|5|--who||--reason|ann did", "--who says nothing")]
    [InlineData("set|firm|credit|5|--who| |--reason|ann did", "--who says nothing")]
    [InlineData("set|firm|credit|5|--who|ann|--reason|", "--reason says nothing")]
    [InlineData("--all|--who|", "--who says nothing")]
    [InlineData("--who|ann", "say what to stop")]
    [InlineData("--all|--flatten|--reduce-only", "--reduce-only and --flatten exclude each other")]
    [InlineData("set|firm|credit|5|--soft|--override|--who|a|--reason|b", "--soft and --override exclude each other")]
    [InlineData("set|firm|credit|on|--soft|--shadow|--who|a|--reason|b", "--soft and --shadow exclude each other")]
    public void Says_what_is_wrong_and_what_to_do(string words, string expected) =>
        Assert.Contains(expected, Errors(words), StringComparison.Ordinal);

    private static string Errors(string words)
    {
        Command command = words.StartsWith("set", StringComparison.Ordinal) ? Commands[0] : Commands[1];
        return string.Join('\n', command.Parse(words.Split('|')).Errors.Select(e => e.Message));
    }
}
