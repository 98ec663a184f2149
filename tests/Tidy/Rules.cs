using System.Collections.Generic;
using System.Linq;
using LowLatencyEngine.Tidy.Code;
using LowLatencyEngine.Tidy.Tree;

namespace LowLatencyEngine.Tidy;

/// <summary>Every rule there is.</summary>
public static class Rules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        SyntaxRules.Parses,
        NameRules.NoEmptyWords, NameRules.FieldNames, NameRules.Acronyms, NameRules.NoThis,
        LayoutRules.BlittableFields, LayoutRules.SealedClasses,
        HotPathRules.NoBannedWords, HotPathRules.ExemptionsAreUsed, HotPathRules.UnsafeWhereAllowed,
        DeterminismRules.NoUnorderedIteration,
        SizeRules.FunctionLength, SizeRules.Nesting, SizeRules.ParameterCount, SizeRules.FileLength, SizeRules.Columns,
        SyntaxRules.OneMainType, SyntaxRules.NoPartial, SyntaxRules.NoRegion,
        CommentRules.NoLeftovers, CommentRules.NoCommentedOutCode, CommentRules.FullSentences,
        TestRules.NoSleep, TestRules.ByteCountersRunAlone,
        TreeRules.TopLevel, TreeRules.NoEmptyWordsInPaths, TreeRules.ShortReadmes, TreeRules.NoMachinePaths,
        TreeRules.CommandsExist,
        ProjectRules.References, ProjectRules.Packages, ProjectRules.InSolution, ProjectRules.UnsafeBlocks,
    ];

    public static Rule Named(string name) => All.Single(rule => rule.Name == name);
}
