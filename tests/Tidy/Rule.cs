using System;
using System.Collections.Generic;
using System.Linq;

namespace LowLatencyEngine.Tidy;

/// <summary>One rule that a program can check.</summary>
/// <param name="Name">A sentence, shown as the name of the test.</param>
/// <param name="Check">Finds every place that breaks it.</param>
public sealed record Rule(string Name, Func<Repository, IEnumerable<Finding>> Check)
{
    /// <summary>A rule that looks at one C# file at a time.</summary>
    public static Rule PerFile(string name, Func<SourceFile, IEnumerable<Finding>> check) =>
        new(name, repository => repository.CSharpFiles.AsParallel().AsOrdered().SelectMany(check));

    public override string ToString() => Name;
}
