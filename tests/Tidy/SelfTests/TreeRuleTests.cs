using System.Linq;
using LowLatencyEngine.Tidy.Tree;
using Xunit;

namespace LowLatencyEngine.Tidy.SelfTests;

/// <summary>Each rule about files, projects and documents, broken and kept.</summary>
public sealed class TreeRuleTests
{
    [Theory]
    [InlineData("src/Risk/A.cs", false)]
    [InlineData(".editorconfig", false)]
    [InlineData("docs/a.md", true)]
    [InlineData("LICENSE.txt", true)]
    public void Entries_at_the_top(string path, bool isBroken) => Verify(TreeRules.TopLevel, path, "", isBroken);

    [Theory]
    [InlineData("src/Common/A.cs", true)]
    [InlineData("src/Risk/RiskHelper.cs", true)]
    [InlineData("src/Risk/RiskLimits.cs", false)]
    public void Empty_words_in_paths(string path, bool isBroken) =>
        Verify(TreeRules.NoEmptyWordsInPaths, path, "", isBroken);

    [Theory]
    [InlineData("src/Risk/README.md", 40, false)]
    [InlineData("src/Risk/README.md", 41, true)]
    [InlineData("README.md", 300, false)] // The one at the top is another thing.
    public void Length_of_a_readme(string path, int lineCount, bool isBroken) =>
        Verify(TreeRules.ShortReadmes, path, new string('\n', lineCount), isBroken);

    [Theory]
    [InlineData("cd /wo" + "rk/main", true)]
    [InlineData("https://api.nuget" + ".org/v3", true)]
    [InlineData("cd /var/lib/lle", false)]
    public void Folders_of_a_machine_and_registries(string text, bool isBroken) =>
        Verify(TreeRules.NoMachinePaths, "README.md", text, isBroken);

    [Theory]
    [InlineData("./run.sh test", false)]
    [InlineData("./run.sh", false)]
    [InlineData("./run.sh status --json", false)]
    [InlineData("See `lle status`.", false)]
    [InlineData("    $ lle status", false)]
    [InlineData("A sentence about lle and more.", false)]
    [InlineData("./run.sh tset", true)]
    [InlineData("See `lle stauts`.", true)]
    public void Commands_in_documents(string line, bool isBroken)
    {
        Repository repository = Repository.Of(
            ("README.md", line),
            ("src/Console/StatusCommand.cs", "class StatusCommand { Command A() => new(\"status\"); }"));

        Assert.Equal(isBroken, TreeRules.CommandsExist.Check(repository).Any());
    }

    [Theory]
    [InlineData("Risk", "ProjectReference", "../Model/Model.csproj", false)]
    [InlineData("Risk", "ProjectReference", "../Orders/Orders.csproj", true)]
    [InlineData("Ring", "ProjectReference", "../Model/Model.csproj", true)]
    [InlineData("Console", "ProjectReference", "../Backtest/Backtest.csproj", false)]
    [InlineData("Dashboard", "ProjectReference", "../Model/Model.csproj", true)] // Not in the table.
    public void References_of_projects(string project, string element, string target, bool isBroken) =>
        Verify(ProjectRules.References, PathOf(project), ProjectWith(element, target), isBroken);

    [Theory]
    [InlineData("Console", "PackageReference", "Spectre.Console", false)]
    [InlineData("Risk", "PackageReference", "Spectre.Console", true)]
    [InlineData("Engine", "FrameworkReference", "Microsoft.AspNetCore.App", false)]
    [InlineData("Journal", "FrameworkReference", "Microsoft.AspNetCore.App", true)]
    public void Packages_of_projects(string project, string element, string target, bool isBroken) =>
        Verify(ProjectRules.Packages, PathOf(project), ProjectWith(element, target), isBroken);

    [Theory]
    [InlineData("Ring", "true", false)]
    [InlineData("Risk", "true", true)]
    [InlineData("Risk", "false", false)]
    public void Unsafe_projects(string project, string value, bool isBroken) => Verify(
        ProjectRules.UnsafeBlocks,
        PathOf(project),
        $"<Project><PropertyGroup><AllowUnsafeBlocks>{value}</AllowUnsafeBlocks></PropertyGroup></Project>",
        isBroken);

    [Fact]
    public void The_solution_lists_what_is_there()
    {
        const string line = "Project(\"{A}\") = \"Risk\", \"src\\Risk\\Risk.csproj\", \"{B}\"\n";
        var kept = Repository.Of(("LowLatencyEngine.sln", line), (PathOf("Risk"), "<Project />"));
        var missing = Repository.Of(("LowLatencyEngine.sln", ""), (PathOf("Risk"), "<Project />"));
        var extra = Repository.Of(("LowLatencyEngine.sln", "\n" + line));

        Assert.Empty(ProjectRules.InSolution.Check(kept));
        Assert.Equal(PathOf("Risk"), Assert.Single(ProjectRules.InSolution.Check(missing)).Path);
        Assert.Equal(2, Assert.Single(ProjectRules.InSolution.Check(extra)).Line);
    }

    private static string PathOf(string project) => $"src/{project}/{project}.csproj";

    private static string ProjectWith(string element, string target) =>
        $"<Project><ItemGroup><{element} Include=\"{target}\" /></ItemGroup></Project>";

    private static void Verify(Rule rule, string path, string text, bool isBroken) =>
        Assert.Equal(isBroken, rule.Check(Repository.Of((path, text))).Any());
}
