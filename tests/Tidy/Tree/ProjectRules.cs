using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml;
using System.Xml.Linq;

namespace LowLatencyEngine.Tidy.Tree;

/// <summary>Projects and what they refer to (DESIGN 5 and 7, STYLE 4.1).</summary>
public static class ProjectRules
{
    private const string Solution = "LowLatencyEngine.sln";

    public static readonly Rule References = new("Projects refer to what the design lets them", ForbiddenReferences);
    public static readonly Rule Packages = new("Packages are used only where the design lets them", ForbiddenPackages);
    public static readonly Rule InSolution = new("The solution has all projects and no others", SolutionDifferences);
    public static readonly Rule UnsafeBlocks = new("Only some projects allow unsafe code", UnsafeProjects);

    private static IEnumerable<SourceFile> Projects(Repository repository) =>
        repository.Files.Where(file => file.Path.EndsWith(".csproj", StringComparison.Ordinal));

    private static string NameOf(SourceFile project) => project.Name[..^".csproj".Length];

    private static IEnumerable<(string Value, int Line)> Elements(SourceFile project, string element) =>
        from each in XDocument.Parse(project.Text, LoadOptions.SetLineInfo).Descendants(element)
        let value = each.Attribute("Include")?.Value ?? each.Value
        select (value, ((IXmlLineInfo)each).LineNumber);

    private static IEnumerable<Finding> ForbiddenReferences(Repository repository)
    {
        foreach (SourceFile project in Projects(repository).Where(project => project.TopFolder == "src"))
        {
            if (!ProjectTable.References.TryGetValue(NameOf(project), out string[]? allowed))
            {
                yield return project.At(
                    1, "DESIGN 5", $"{NameOf(project)} is not in the table of projects", "add it to ProjectTable");
                continue;
            }

            foreach ((string path, int line) in Elements(project, "ProjectReference"))
            {
                string target = path.Split('/', '\\')[^1].Replace(".csproj", "", StringComparison.Ordinal);
                if (!allowed.Contains(target))
                {
                    yield return project.At(
                        line,
                        "DESIGN 5",
                        $"{NameOf(project)} refers to {target}",
                        $"it may refer to: {Join(allowed)}; compose in Engine");
                }
            }
        }
    }

    private static IEnumerable<Finding> ForbiddenPackages(Repository repository) =>
        from project in Projects(repository)
        where project.TopFolder == "src"
        let allowed = ProjectTable.Packages.GetValueOrDefault(NameOf(project), [])
        from use in Elements(project, "PackageReference").Concat(Elements(project, "FrameworkReference"))
        where !allowed.Contains(use.Value)
        select project.At(
            use.Line,
            "DESIGN 7",
            $"{NameOf(project)} uses {use.Value}",
            $"it may use: {Join(allowed)}; hot projects use none");

    private static string Join(string[] allowed) => allowed.Length == 0 ? "none" : string.Join(", ", allowed);

    private static IEnumerable<Finding> SolutionDifferences(Repository repository)
    {
        SourceFile? solution = repository.Find(Solution);
        if (solution is null)
        {
            yield return new Finding(Solution, 1, "DESIGN 5", "there is no solution", "create it");
            yield break;
        }

        string[] listed = [.. solution.Lines.Select(ProjectPathIn).OfType<string>()];
        string[] present = [.. Projects(repository).Select(project => project.Path)];
        foreach (string missing in present.Except(listed))
        {
            yield return new Finding(
                missing, 1, "DESIGN 5", "the project is not in the solution", $"dotnet sln {Solution} add {missing}");
        }

        foreach (string extra in listed.Except(present))
        {
            int line = Array.FindIndex(solution.Lines, each => ProjectPathIn(each) == extra) + 1;
            yield return solution.At(
                line, "DESIGN 5", $"{extra} is not there", $"dotnet sln {Solution} remove {extra}");
        }
    }

    private static string? ProjectPathIn(string line)
    {
        string[] parts = line.Split('"');
        bool isProject = line.StartsWith("Project(", StringComparison.Ordinal) && parts.Length > 5 &&
            parts[5].EndsWith(".csproj", StringComparison.Ordinal);
        return isProject ? parts[5].Replace('\\', '/') : null;
    }

    private static IEnumerable<Finding> UnsafeProjects(Repository repository) =>
        from project in Projects(repository)
        where project.TopFolder == "src" && !ProjectTable.Unsafe.Contains(NameOf(project))
        from use in Elements(project, "AllowUnsafeBlocks")
        where use.Value == "true"
        select project.At(
            use.Line,
            "STYLE 4.1",
            $"{NameOf(project)} allows unsafe code",
            "use Span, MemoryMarshal or BinaryPrimitives; else show the gain by a benchmark and change ProjectTable");
}
