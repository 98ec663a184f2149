using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LowLatencyEngine.Tidy.Code;

/// <summary>Words that do not belong on the hot path (STYLE 3.1, 3.3), and unsafe code (STYLE 4.1).</summary>
public static class HotPathRules
{
    private static readonly string[] UnsafeFolders =
        ["src/Ring", "src/Journal", "src/Engine/Telemetry", "tests", "bench"];

    public static readonly Rule NoBannedWords = Rule.PerFile("Hot code uses no banned word", BannedWords);
    public static readonly Rule UnsafeWhereAllowed = Rule.PerFile("Code is unsafe only where allowed", UnsafeCode);
    public static readonly Rule ExemptionsAreUsed = new("Every exemption from banned words is used", UnusedExemptions);

    private static IEnumerable<Finding> BannedWords(SourceFile file) =>
        from use in BannedUses(file)
        where !HotPathTable.Exemptions.Any(exemption =>
            file.IsBelow(exemption.Path) && exemption.Allowed.Contains(use.Group))
        select file.At(
            use.Place,
            "STYLE 3.1",
            $"{use.Word} is {use.Group.Name} in hot code",
            $"{use.Group.Remedy}, or add the file to HotPathTable with its reason");

    private static IEnumerable<(SyntaxNodeOrToken Place, string Word, BannedGroup Group)> BannedUses(SourceFile file) =>
        from words in HotPathTable.HotFolders.Any(file.IsBelow) ? file.Root.DescendantNodes() : []
        from place in WordsIn(words)
        from banned in HotPathTable.Groups
        where banned.Words.Contains(place.Word)
        select (place.Place, place.Word, banned);

    private static IEnumerable<(SyntaxNodeOrToken Place, string Word)> WordsIn(SyntaxNode node) => node switch
    {
        MemberAccessExpressionSyntax { Expression: var owner } access =>
            [(access, $"{LastNameOf(owner)}.{access.Name.Identifier.Text}")],
        UsingDirectiveSyntax directive => [(directive, directive.Name?.ToString() ?? "")],
        SimpleNameSyntax name when IsTypeName(name) => [(name, name.Identifier.Text)],
        LockStatementSyntax statement => [(statement, "lock")],
        AwaitExpressionSyntax expression => [(expression, "await")],
        QueryExpressionSyntax query => [(query, "select")],
        MemberDeclarationSyntax member => member.Modifiers.Where(modifier => modifier.IsKind(SyntaxKind.AsyncKeyword))
            .Select(modifier => ((SyntaxNodeOrToken)modifier, "async")),
        _ => [],
    };

    private static string LastNameOf(ExpressionSyntax owner) => owner switch
    {
        SimpleNameSyntax name => name.Identifier.Text,
        MemberAccessExpressionSyntax access => access.Name.Identifier.Text,
        _ => "",
    };

    // x.Random is a member of that name, not the type; so are names of arguments and of members being initialised.
    // Usings and namespaces name namespaces.
    private static bool IsTypeName(SimpleNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Expression == name,
        MemberBindingExpressionSyntax or NameColonSyntax or NameEqualsSyntax => false,
        AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } assignment => assignment.Left != name,
        _ => OutermostName(name).Parent is not (UsingDirectiveSyntax or BaseNamespaceDeclarationSyntax),
    };

    private static SyntaxNode OutermostName(SyntaxNode name) =>
        name.Parent is NameSyntax outer ? OutermostName(outer) : name;

    private static IEnumerable<Finding> UnsafeCode(SourceFile file) =>
        from node in file.Root.DescendantNodes()
        where !UnsafeFolders.Any(file.IsBelow)
        from keyword in node.ChildTokens()
        where keyword.IsKind(SyntaxKind.UnsafeKeyword)
        select file.At(
            keyword,
            "STYLE 4.1",
            "unsafe code outside Ring, Journal and Engine/Telemetry",
            "use Span, MemoryMarshal or BinaryPrimitives; else show the gain by a benchmark and add the folder here");

    private static IEnumerable<Finding> UnusedExemptions(Repository repository) =>
        from exemption in HotPathTable.Exemptions
        from allowed in exemption.Allowed
        where !repository.CSharpFiles.Any(file =>
            file.IsBelow(exemption.Path) && BannedUses(file).Any(use => use.Group == allowed))
        select new Finding(
            exemption.Path,
            1,
            "STYLE 3.1",
            $"is exempt for {allowed.Name} but does not use it",
            "remove it from HotPathTable");
}
