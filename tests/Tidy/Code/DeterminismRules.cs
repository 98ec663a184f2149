using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LowLatencyEngine.Tidy.Code;

/// <summary>
/// The decision thread is a pure function of its inputs (STYLE 3.3). Most of it is the compiler's to check, by
/// src/BannedSymbols.Deterministic.txt; what that cannot see is a foreach, which calls GetEnumerator without naming it.
/// </summary>
public static class DeterminismRules
{
    private static readonly string[] Folders =
    [
        "src/Indicators", "src/PriceAction", "src/Analysis", "src/Strategies", "src/Risk", "src/Orders",
    ];

    private static readonly string[] UnorderedTypes =
        ["Dictionary", "HashSet", "ConcurrentDictionary", "ConcurrentBag"];

    public static readonly Rule NoUnorderedIteration =
        Rule.PerFile("The decision thread does not iterate over what has no order", UnorderedLoops);

    private static IEnumerable<Finding> UnorderedLoops(SourceFile file)
    {
        if (!Folders.Any(file.IsBelow))
            return [];

        HashSet<string> unordered =
        [
            .. file.Nodes<VariableDeclaratorSyntax>().Where(IsUnordered).Select(variable => variable.Identifier.Text),
            .. file.Nodes<ParameterSyntax>().Where(parameter => IsUnordered(parameter.Type))
                .Select(parameter => parameter.Identifier.Text),
            .. file.Nodes<PropertyDeclarationSyntax>().Where(property => IsUnordered(property.Type))
                .Select(property => property.Identifier.Text),
        ];
        return from loop in file.Nodes<CommonForEachStatementSyntax>()
               where loop.Expression.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>()
                   .Any(name => unordered.Contains(name.Identifier.Text))
               select file.At(
                   loop,
                   "STYLE 3.3",
                   $"foreach over {loop.Expression}, which has no order of its own",
                   "keep an array or a list beside it and iterate over that");
    }

    private static bool IsUnordered(VariableDeclaratorSyntax variable) =>
        IsUnordered(((VariableDeclarationSyntax)variable.Parent!).Type) ||
        variable.Initializer?.Value is ObjectCreationExpressionSyntax { Type: var type } && IsUnordered(type);

    private static bool IsUnordered(TypeSyntax? type) => type switch
    {
        GenericNameSyntax generic => UnorderedTypes.Contains(generic.Identifier.Text),
        QualifiedNameSyntax qualified => IsUnordered(qualified.Right),
        NullableTypeSyntax nullable => IsUnordered(nullable.ElementType),
        _ => false,
    };
}
