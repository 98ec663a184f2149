using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LowLatencyEngine.Tidy;

/// <summary>
/// A text file of the repository; its syntax tree is made at the first question after it. Any thread.
/// </summary>
public sealed class SourceFile(string path, string text)
{
    private static readonly CSharpParseOptions Options = new(LanguageVersion.Preview, DocumentationMode.Parse);

    private readonly Lazy<SyntaxNode> _root = new(() => CSharpSyntaxTree.ParseText(text, Options, path).GetRoot());
    private readonly Lazy<string[]> _lines = new(() => text.Split('\n'));

    /// <summary>Below the top of the repository, with forward slashes.</summary>
    public string Path { get; } = path;

    public string Text { get; } = text;

    public string[] Lines => _lines.Value;

    public SyntaxNode Root => _root.Value;

    public bool IsCSharp => Path.EndsWith(".cs", StringComparison.Ordinal);

    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>Where in the tree of folders: "src", "tests", "bench", or "" at the top.</summary>
    public string TopFolder => Path.Contains('/', StringComparison.Ordinal) ? Path[..Path.IndexOf('/')] : "";

    public bool IsBelow(string folder) => Path.StartsWith(folder + "/", StringComparison.Ordinal) || Path == folder;

    /// <summary>Where line <paramref name="index"/>, counted from 0, begins in <see cref="Text"/>.</summary>
    public int StartOf(int index) => Root.SyntaxTree.GetText().Lines[index].Start;

    /// <summary>All nodes of one type, in the order of the text.</summary>
    public TNode[] Nodes<TNode>()
        where TNode : SyntaxNode => [.. Root.DescendantNodes(descendIntoTrivia: false).OfType<TNode>()];

    public Finding At(SyntaxNodeOrToken place, string rule, string fault, string remedy) =>
        new(Path, place.GetLocation()!.GetLineSpan().StartLinePosition.Line + 1, rule, fault, remedy);

    public Finding At(int line, string rule, string fault, string remedy) => new(Path, line, rule, fault, remedy);
}
