using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LowLatencyEngine.Tidy.Code;

/// <summary>Comments (STYLE 7.4).</summary>
public static partial class CommentRules
{
    public static readonly Rule NoLeftovers = Rule.PerFile("No comment puts work off", Leftovers);
    public static readonly Rule NoCommentedOutCode = Rule.PerFile("No code is commented out", CommentedOutCode);
    public static readonly Rule FullSentences = Rule.PerFile("Comments end like sentences", Phrases);

    private static IEnumerable<Finding> Leftovers(SourceFile file) =>
        from trivia in file.Root.DescendantTrivia()
        where IsComment(trivia)
        from Match match in LeftoverPattern().Matches(trivia.ToString())
        select file.At(
            LineOf(file, trivia.SpanStart + match.Index),
            "STYLE 7.4",
            $"a comment says {match.Value}",
            "do it, or file an issue");

    private static bool IsComment(SyntaxTrivia trivia) =>
        trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia) ||
        trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia);

    private static int LineOf(SourceFile file, int position) =>
        file.Root.SyntaxTree.GetLineSpan(new(position, 0)).StartLinePosition.Line + 1;

    private static IEnumerable<Finding> CommentedOutCode(SourceFile file) =>
        from trivia in file.Root.DescendantTrivia()
        where trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) && LooksLikeCode(trivia.ToString()[2..].Trim())
        select file.At(
            LineOf(file, trivia.SpanStart), "STYLE 7.4", "code is commented out", "delete it; the history keeps it");

    private static bool LooksLikeCode(string comment)
    {
        if (comment is "{" or "}" || BlockHeadPattern().IsMatch(comment))
            return true;

        if (!comment.EndsWith(';'))
            return false;

        StatementSyntax statement = SyntaxFactory.ParseStatement(comment);
        return !statement.ContainsDiagnostics && statement is not EmptyStatementSyntax &&
            statement.FullSpan.Length == comment.Length;
    }

    private static IEnumerable<Finding> Phrases(SourceFile file)
    {
        for (int i = 0; i < file.Lines.Length; i++)
        {
            if (!IsCommentLine(file, i) || IsCommentLine(file, i + 1))
                continue; // Only the end of a block has to end like a sentence.

            string line = file.Lines[i].Trim();
            if (line.Length > 2 && !".!?:".Contains(line[^1], StringComparison.Ordinal) && IsOutsideText(file, i))
            {
                yield return file.At(
                    i + 1,
                    "STYLE 7.4",
                    "a comment does not end like a sentence",
                    "write a full sentence with a full stop");
            }
        }
    }

    private static bool IsCommentLine(SourceFile file, int index)
    {
        if (index >= file.Lines.Length)
            return false;

        string line = file.Lines[index].TrimStart();
        return line.StartsWith("//", StringComparison.Ordinal) && !line.StartsWith("///", StringComparison.Ordinal);
    }

    // A line that begins with slashes may also stand in a text of several lines.
    private static bool IsOutsideText(SourceFile file, int index)
    {
        int position = file.StartOf(index) + file.Lines[index].IndexOf('/');
        return IsComment(file.Root.FindTrivia(position));
    }

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex LeftoverPattern();

    [GeneratedRegex(
        @"^(if|for|foreach|while|switch|else if) \(.*\)( \{)?$|^(public|private|internal) .*[({]$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 60_000)]
    private static partial Regex BlockHeadPattern();
}
