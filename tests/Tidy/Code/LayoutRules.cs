using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LowLatencyEngine.Tidy.Code;

/// <summary>Data (STYLE 2.1 and 2.5).</summary>
public static class LayoutRules
{
    private static readonly HashSet<string> UnfitTypes =
    [
        "bool", "Boolean", "decimal", "Decimal", "string", "String", "object", "Object", "Guid", "DateTime",
        "DateTimeOffset", "DateOnly", "TimeOnly", "TimeSpan",
    ];

    public static readonly Rule BlittableFields = new("Structs with explicit layout hold sized numbers", UnfitFields);
    public static readonly Rule SealedClasses = Rule.PerFile("Classes are sealed", OpenClasses);

    private static IEnumerable<Finding> UnfitFields(Repository repository)
    {
        HashSet<string> references =
        [
            .. from file in repository.CSharpFiles
               from type in file.Nodes<TypeDeclarationSyntax>()
               where type is ClassDeclarationSyntax or InterfaceDeclarationSyntax ||
                     type.IsKind(SyntaxKind.RecordDeclaration)
               select type.Identifier.Text,
        ];

        return from file in repository.CSharpFiles
               from type in file.Nodes<StructDeclarationSyntax>()
               where HasExplicitLayout(type) && IsPublic(type)
               from field in type.Members.OfType<FieldDeclarationSyntax>()
               where !field.Modifiers.Any(SyntaxKind.ConstKeyword) && !field.Modifiers.Any(SyntaxKind.StaticKeyword)
               where IsUnfit(field.Declaration.Type, references)
               select file.At(
                   field,
                   "STYLE 2.1",
                   $"{type.Identifier.Text} holds a {field.Declaration.Type} in an explicit layout",
                   "use a sized enum or a number, with its unit in the name");
    }

    private static bool HasExplicitLayout(StructDeclarationSyntax type) =>
        type.AttributeLists.SelectMany(list => list.Attributes).Any(attribute =>
            attribute.Name.ToString().EndsWith("StructLayout", StringComparison.Ordinal) &&
            attribute.ToString().Contains("Explicit", StringComparison.Ordinal));

    // Events are public. Other structs with explicit layout keep fields on cache lines of their own and are never
    // written out.
    private static bool IsPublic(StructDeclarationSyntax type) => type.Modifiers.Any(SyntaxKind.PublicKeyword);

    private static bool IsUnfit(TypeSyntax type, HashSet<string> references) => type switch
    {
        ArrayTypeSyntax or NullableTypeSyntax => true,
        GenericNameSyntax generic => references.Contains(generic.Identifier.Text),
        QualifiedNameSyntax qualified => IsUnfit(qualified.Right, references),
        _ => UnfitTypes.Contains(type.ToString()) || references.Contains(type.ToString()),
    };

    private static IEnumerable<Finding> OpenClasses(SourceFile file) =>
        from type in file.Nodes<TypeDeclarationSyntax>()
        where type is ClassDeclarationSyntax || type.IsKind(SyntaxKind.RecordDeclaration)
        where !type.Modifiers.Any(modifier =>
            modifier.IsKind(SyntaxKind.SealedKeyword) || modifier.IsKind(SyntaxKind.StaticKeyword) ||
            modifier.IsKind(SyntaxKind.AbstractKeyword))
        where !IsBenchmark(file, type)
        select file.At(type.Identifier, "STYLE 2.5", $"the class {type.Identifier.Text} is open", "write sealed");

    // BenchmarkDotNet derives from the classes it measures.
    private static bool IsBenchmark(SourceFile file, TypeDeclarationSyntax type) =>
        file.TopFolder == "bench" && type.Members.SelectMany(member => member.AttributeLists)
            .SelectMany(list => list.Attributes)
            .Any(attribute => attribute.Name.ToString() == "Benchmark");
}
