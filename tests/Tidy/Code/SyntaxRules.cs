using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LowLatencyEngine.Tidy.Code;

/// <summary>What a file may consist of (STYLE 6.2 and 6.3).</summary>
public static class SyntaxRules
{
    private static readonly string[] GeneratingAttributes =
        ["LibraryImport", "GeneratedRegex", "LoggerMessage", "JsonSerializable"];

    public static readonly Rule Parses = Rule.PerFile("Every file can be read by the tidy test", ParseErrors);
    public static readonly Rule OneMainType = Rule.PerFile("A file has one main type, named like the file", MainTypes);
    public static readonly Rule NoPartial = Rule.PerFile("Only generated code is partial", Partials);
    public static readonly Rule NoRegion = Rule.PerFile("There are no regions", Regions);

    // A file that this parser does not understand is a file that the other rules do not see.
    private static IEnumerable<Finding> ParseErrors(SourceFile file) =>
        from diagnostic in file.Root.GetDiagnostics()
        where diagnostic.Severity == DiagnosticSeverity.Error
        select file.At(
            diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1,
            "STYLE 10",
            $"the tidy test's parser stops here ({diagnostic.GetMessage()})",
            "write it in C# 12, or raise Microsoft.CodeAnalysis.CSharp in Directory.Packages.props");

    private static IEnumerable<Finding> MainTypes(SourceFile file)
    {
        MemberDeclarationSyntax[] types = [.. TopLevelTypes(file)];
        string name = file.Name[..^".cs".Length];
        if (types.Length > 0 && !types.Any(type => NameOf(type) == name))
        {
            yield return file.At(
                types[0], "STYLE 6.2", $"no type is named {name}", "name the file after its main type");
        }

        foreach (MemberDeclarationSyntax type in types)
        {
            if (NameOf(type) != name && !MayFollow(type, name, file.TopFolder))
            {
                yield return file.At(
                    type, "STYLE 6.2", $"{NameOf(type)} is a second main type", $"give it a file {NameOf(type)}.cs");
            }
        }
    }

    private static IEnumerable<MemberDeclarationSyntax> TopLevelTypes(SourceFile file) =>
        from member in file.Root.DescendantNodes(node =>
            node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
        where member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax
        select (MemberDeclarationSyntax)member;

    private static string NameOf(MemberDeclarationSyntax type) => type switch
    {
        BaseTypeDeclarationSyntax declaration => declaration.Identifier.Text,
        DelegateDeclarationSyntax declaration => declaration.Identifier.Text,
        _ => "",
    };

    // Small types used by the main one; the questions about an enum (EventKind, EventKinds); in tests also a second
    // class.
    private static bool MayFollow(MemberDeclarationSyntax type, string mainName, string topFolder) => type switch
    {
        ClassDeclarationSyntax c => topFolder == "tests" || NameOf(c) == mainName + "s",
        InterfaceDeclarationSyntax => false,
        _ => true,
    };

    private static IEnumerable<Finding> Partials(SourceFile file) =>
        from member in file.Nodes<MemberDeclarationSyntax>()
        from modifier in member.Modifiers
        where modifier.IsKind(SyntaxKind.PartialKeyword) && !IsGenerated(member)
        select file.At(
            modifier, "STYLE 6.3", "partial without generated code", "make it one file, or split its duties");

    private static bool IsGenerated(MemberDeclarationSyntax member) =>
        member.DescendantNodesAndSelf().OfType<AttributeSyntax>()
            .Any(attribute => GeneratingAttributes.Contains(attribute.Name.ToString().Split('.')[^1]));

    private static IEnumerable<Finding> Regions(SourceFile file)
    {
        foreach (SyntaxTrivia trivia in file.Root.DescendantTrivia(descendIntoTrivia: true))
        {
            bool isRegion = trivia.IsKind(SyntaxKind.RegionDirectiveTrivia);
            if (isRegion || (trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) && IsBar(trivia.ToString())))
            {
                yield return file.At(
                    trivia.GetLocation().GetLineSpan().StartLinePosition.Line + 1,
                    "STYLE 6.3",
                    isRegion ? "#region" : "a region made by a comment bar",
                    "remove it; a file that wants regions wants splitting");
            }
        }
    }

    private static bool IsBar(string comment) =>
        comment.Length > 5 && comment.AsSpan(2).IndexOfAny("-=*#_") >= 0 && HasBar(comment);

    private static bool HasBar(string comment) =>
        comment.Contains("----", StringComparison.Ordinal) || comment.Contains("====", StringComparison.Ordinal) ||
        comment.Contains("****", StringComparison.Ordinal) || comment.Contains("####", StringComparison.Ordinal);
}
