using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LowLatencyEngine.Tidy.Code;

/// <summary>Names (STYLE 1.2 and 1.6).</summary>
public static partial class NameRules
{
    private const string WordRemedy = "name what it does with a word of the field (STYLE 1.1)";

    private static readonly HashSet<string> EmptyWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "Manager", "Managers", "Helper", "Helpers", "Util", "Utils", "Utility", "Utilities", "Common", "Misc", "Impl",
    };

    public static readonly Rule NoEmptyWords = Rule.PerFile("No type has an empty word in its name", EmptyTypeNames);
    public static readonly Rule FieldNames = Rule.PerFile("Fields and constants are named by their kind", Fields);
    public static readonly Rule Acronyms = Rule.PerFile("Acronyms are written as words", UpperCaseRuns);
    public static readonly Rule NoThis = Rule.PerFile("Members are not qualified with this", ThisQualifiers);

    /// <summary>The empty word in a name, or null.</summary>
    public static string? EmptyWordIn(string name) =>
        WordPattern().Matches(name).Select(match => match.Value).FirstOrDefault(EmptyWords.Contains);

    private static IEnumerable<Finding> EmptyTypeNames(SourceFile file) =>
        from identifier in file.Nodes<MemberDeclarationSyntax>().Select(TypeNameOf)
        let word = EmptyWordIn(identifier.Text)
        where word is not null
        select file.At(identifier, "STYLE 1.2", $"the type {identifier.Text} is called a {word}", WordRemedy);

    private static SyntaxToken TypeNameOf(MemberDeclarationSyntax member) => member switch
    {
        BaseTypeDeclarationSyntax type => type.Identifier,
        DelegateDeclarationSyntax type => type.Identifier,
        _ => default,
    };

    private static IEnumerable<Finding> Fields(SourceFile file)
    {
        foreach (FieldDeclarationSyntax field in file.Nodes<FieldDeclarationSyntax>())
        {
            bool isCamel = IsUnderscoreCamel(field);
            foreach (VariableDeclaratorSyntax variable in field.Declaration.Variables)
            {
                string name = variable.Identifier.Text;
                if (!(isCamel ? CamelPattern() : PascalPattern()).IsMatch(name))
                {
                    yield return file.At(
                        variable,
                        "STYLE 1.6",
                        $"the field {name} is not named by its kind",
                        isCamel ? "write _camelCase" : "write PascalCase");
                }
            }
        }
    }

    // Private fields, but not constants and not what is fixed for the whole program.
    private static bool IsUnderscoreCamel(FieldDeclarationSyntax field)
    {
        bool isConstant = field.Modifiers.Any(SyntaxKind.ConstKeyword);
        bool isFixed = field.Modifiers.Any(SyntaxKind.StaticKeyword) && field.Modifiers.Any(SyntaxKind.ReadOnlyKeyword);
        bool isVisible = field.Modifiers.Any(modifier =>
            modifier.IsKind(SyntaxKind.PublicKeyword) || modifier.IsKind(SyntaxKind.InternalKeyword) ||
            modifier.IsKind(SyntaxKind.ProtectedKeyword));
        return !isConstant && !isFixed && !isVisible;
    }

    private static IEnumerable<Finding> UpperCaseRuns(SourceFile file) =>
        from member in file.Nodes<MemberDeclarationSyntax>()
        from identifier in DeclaredNames(member)
        where !(file.TopFolder == "tests" && identifier.Text.Contains('_', StringComparison.Ordinal)) // A sentence.
        where UpperCaseRunPattern().IsMatch(identifier.Text)
        select file.At(
            identifier,
            "STYLE 1.6",
            $"{identifier.Text} writes an acronym in capitals",
            "write it as a word: FixSession, Crc32C, Pnl");

    private static IEnumerable<SyntaxToken> DeclaredNames(MemberDeclarationSyntax member) => member switch
    {
        BaseTypeDeclarationSyntax type => [type.Identifier],
        DelegateDeclarationSyntax type => [type.Identifier],
        MethodDeclarationSyntax method => [method.Identifier],
        PropertyDeclarationSyntax property => [property.Identifier],
        EnumMemberDeclarationSyntax value => [value.Identifier],
        BaseFieldDeclarationSyntax field => field.Declaration.Variables.Select(variable => variable.Identifier),
        _ => [],
    };

    private static IEnumerable<Finding> ThisQualifiers(SourceFile file) =>
        from access in file.Nodes<MemberAccessExpressionSyntax>()
        where access.Expression is ThisExpressionSyntax
        select file.At(access, "STYLE 1.6", $"{access} is qualified", "leave out this.");

    [GeneratedRegex("[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex WordPattern();

    [GeneratedRegex("^_[a-z][A-Za-z0-9]*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex CamelPattern();

    [GeneratedRegex("^[A-Z][A-Za-z0-9]*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex PascalPattern();

    // Three capitals in a row; an interface's I and the capital of the next word do not count.
    [GeneratedRegex(
        "(?<!^)[A-Z]{3}|^(?!I[A-Z]{2}(?![A-Z]))[A-Z]{3}",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 60_000)]
    private static partial Regex UpperCaseRunPattern();
}
