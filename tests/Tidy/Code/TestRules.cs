using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LowLatencyEngine.Tidy.Code;

/// <summary>Tests (STYLE 8.4 and 8.5).</summary>
public static class TestRules
{
    public static readonly Rule NoSleep = Rule.PerFile("Tests wait on events, not on time", Sleeps);
    public static readonly Rule ByteCountersRunAlone = new("Test classes that count bytes run alone", Counters);

    private static IEnumerable<Finding> Sleeps(SourceFile file) =>
        from call in file.Nodes<InvocationExpressionSyntax>()
        where file.TopFolder == "tests"
        let callee = call.Expression.ToString()
        where callee.EndsWith("Thread.Sleep", StringComparison.Ordinal) ||
            callee.EndsWith("Task.Delay", StringComparison.Ordinal)
        where !call.ArgumentList.ToString().Contains("Infinite", StringComparison.Ordinal) // Waits for its token.
        select file.At(call, "STYLE 8.5", $"{callee} in a test", "wait on an event, with a generous bound (60 s)");

    private static IEnumerable<Finding> Counters(Repository repository)
    {
        ClassInFile[] classes =
        [
            .. from file in repository.CSharpFiles
               where file.TopFolder == "tests"
               from type in file.Nodes<ClassDeclarationSyntax>()
               select new ClassInFile(file, type),
        ];

        // A class without tests of its own that counts makes counters of those that name it.
        HashSet<string> counting = ["GetAllocatedBytesForCurrentThread", "GetTotalAllocatedBytes"];
        foreach (ClassInFile each in classes.Where(each => !each.HasTests && each.Names(counting)).ToArray())
            counting.Add(each.Name);

        return from each in classes
               where each.HasTests && each.Names(counting) && !each.RunsAlone
               select each.File.At(
                   each.Type.Identifier,
                   "STYLE 8.4",
                   $"{each.Name} counts allocated bytes beside other tests",
                   "put [Collection(ByteCounting.Name)] above it");
    }

    private sealed record ClassInFile(SourceFile File, ClassDeclarationSyntax Type)
    {
        public string Name => Type.Identifier.Text;

        public bool HasTests => Type.Members.SelectMany(member => member.AttributeLists)
            .SelectMany(list => list.Attributes).Any(IsTest);

        public bool RunsAlone => Type.AttributeLists.ToString().Contains("ByteCounting.Name", StringComparison.Ordinal);

        public bool Names(HashSet<string> names) =>
            Type.DescendantNodes().OfType<SimpleNameSyntax>().Any(name => names.Contains(name.Identifier.Text));

        private static bool IsTest(AttributeSyntax attribute)
        {
            string name = attribute.Name.ToString();
            return name.EndsWith("Fact", StringComparison.Ordinal) || name.EndsWith("Theory", StringComparison.Ordinal);
        }
    }
}
