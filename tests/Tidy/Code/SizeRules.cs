using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LowLatencyEngine.Tidy.Code;

/// <summary>Sizes (STYLE 6.1, 6.2 and 6.4).</summary>
public static class SizeRules
{
    private const int FunctionLinesMax = 70;
    private const int NestingMax = 3;
    private const int ParameterCountMax = 5;
    private const int FileLinesMax = 400;
    private const int ColumnsMax = 120;

    public static readonly Rule FunctionLength = Rule.PerFile("A function has at most 70 lines", LongFunctions);
    public static readonly Rule Nesting = Rule.PerFile("Statements are nested at most 3 deep", DeepStatements);
    public static readonly Rule ParameterCount = Rule.PerFile("A function has at most 5 parameters", ManyParameters);
    public static readonly Rule FileLength = Rule.PerFile("A file has at most 400 lines", LongFiles);
    public static readonly Rule Columns = new("A line has at most 120 columns", LongLines);

    private static IEnumerable<Finding> LongFunctions(SourceFile file) =>
        from node in file.Root.DescendantNodes()
        where node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax or
            PropertyDeclarationSyntax { ExpressionBody: not null }
        let lines = LineCount(node)
        where lines > FunctionLinesMax
        select file.At(
            node,
            "STYLE 6.1",
            $"the function has {lines} lines, the limit is {FunctionLinesMax}",
            "split it by what it does; aim for 25");

    private static int LineCount(SyntaxNode node)
    {
        // Attributes are a table beside the function, not a part of it.
        SyntaxToken first = node.ChildNodesAndTokens().First(child => !child.IsKind(SyntaxKind.AttributeList)) switch
        {
            { IsToken: true } child => child.AsToken(),
            var child => child.AsNode()!.GetFirstToken(),
        };
        FileLinePositionSpan end = node.GetLocation().GetLineSpan();
        return end.EndLinePosition.Line - first.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
    }

    private static IEnumerable<Finding> DeepStatements(SourceFile file) =>
        from statement in file.Nodes<StatementSyntax>()
        where Nests(statement) && DepthOf(statement) == NestingMax + 1
        select file.At(
            statement,
            "STYLE 6.1",
            $"the statement is nested {NestingMax + 1} deep, the limit is {NestingMax}",
            "return or continue early, or move the inner part into a function");

    private static int DepthOf(StatementSyntax statement)
    {
        int depth = 0;
        for (SyntaxNode? node = statement; node is not null && !IsFunction(node); node = node.Parent)
        {
            if (node is StatementSyntax outer && Nests(outer))
                depth++;
        }

        return depth;
    }

    private static bool Nests(StatementSyntax statement) => statement switch
    {
        IfStatementSyntax => statement.Parent is not ElseClauseSyntax, // An else-if is on the level of its if.
        ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax => true,
        SwitchStatementSyntax or TryStatementSyntax or LockStatementSyntax => true,
        UsingStatementSyntax => statement.Parent is not UsingStatementSyntax,
        FixedStatementSyntax => statement.Parent is not FixedStatementSyntax,
        _ => false,
    };

    private static bool IsFunction(SyntaxNode node) =>
        node is MemberDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax;

    private static IEnumerable<Finding> ManyParameters(SourceFile file) =>
        from list in file.Nodes<BaseParameterListSyntax>()
        where list.Parameters.Count > ParameterCountMax && !IsExempt(list.Parent!)
        select file.At(
            list.Parent!,
            "STYLE 6.1",
            $"{list.Parameters.Count} parameters, the limit is {ParameterCountMax}",
            "put those that belong together into a record or struct");

    // A positional record's parameters are its data, as a struct's fields are; a theory's are the columns of its table;
    // an imported function's are the system's.
    private static bool IsExempt(SyntaxNode owner) =>
        owner is RecordDeclarationSyntax ||
        (owner is MethodDeclarationSyntax method && method.AttributeLists.SelectMany(list => list.Attributes)
            .Any(attribute => attribute.Name.ToString() is "LibraryImport" || IsTheory(attribute)));

    private static bool IsTheory(AttributeSyntax attribute) =>
        attribute.Name.ToString().EndsWith("Theory", StringComparison.Ordinal);

    private static IEnumerable<Finding> LongFiles(SourceFile file)
    {
        int lines = file.Text.AsSpan().Count('\n');
        if (lines > FileLinesMax)
        {
            yield return file.At(
                FileLinesMax + 1,
                "STYLE 6.2",
                $"the file has {lines} lines, the limit is {FileLinesMax}",
                "split it by duty; aim for 200");
        }
    }

    private static IEnumerable<Finding> LongLines(Repository repository) =>
        from file in repository.Files
        where file.IsCSharp || file.Text.StartsWith("#!", StringComparison.Ordinal)
        from index in Enumerable.Range(0, file.Lines.Length)
        where file.Lines[index].Length > ColumnsMax && !IsData(file, index)
        select file.At(
            index + 1,
            "STYLE 6.4",
            $"the line has {file.Lines[index].Length} columns, the limit is {ColumnsMax}",
            "break it");

    // Inside a text of several lines a break would change the data.
    private static bool IsData(SourceFile file, int lineIndex)
    {
        if (!file.IsCSharp)
            return false;

        int start = file.StartOf(lineIndex);
        SyntaxToken token = file.Root.FindToken(start + ColumnsMax);
        return token.SpanStart < start && token.Text.Contains('\n', StringComparison.Ordinal);
    }
}
