namespace LowLatencyEngine.Tidy;

/// <summary>One place that breaks one rule, and what to do about it.</summary>
/// <param name="Path">Below the top of the repository.</param>
/// <param name="Line">Counted from 1.</param>
/// <param name="Rule">Where the rule stands: "STYLE 6.1", "DESIGN 5".</param>
/// <param name="Fault">What is wrong there.</param>
/// <param name="Remedy">What to do.</param>
public readonly record struct Finding(string Path, int Line, string Rule, string Fault, string Remedy)
{
    public override string ToString() => $"{Path}:{Line}: {Rule}: {Fault}; {Remedy}";
}
