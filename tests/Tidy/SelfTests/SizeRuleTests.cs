using System.Linq;
using LowLatencyEngine.Tidy.Code;
using Xunit;

namespace LowLatencyEngine.Tidy.SelfTests;

/// <summary>Each limit: the largest size that passes and the smallest that does not.</summary>
public sealed class SizeRuleTests
{
    [Theory]
    [InlineData(67, false)] // With signature and braces: 70.
    [InlineData(68, true)]
    public void Lines_of_a_function(int statementCount, bool isBroken)
    {
        string body = string.Concat(Enumerable.Repeat("B();\n", statementCount));

        Verify(SizeRules.FunctionLength, $"class A {{\n[Fact]\n[Theory]\nvoid B()\n{{\n{body}}}\n}}", isBroken);
    }

    [Theory]
    [InlineData("if (a) { foreach (var b in c) { while (d) { E(); } } }", false)]
    [InlineData("if (a) { foreach (var b in c) { while (d) { if (e) F(); } } }", true)]
    [InlineData("if (a) { } else if (b) { } else if (c) { } else if (d) { } else { E(); }", false)]
    [InlineData("if (a) { if (b) { if (c) { F(() => { if (d) E(); }); } } }", false)] // A function of its own.
    [InlineData("try { switch (a) { case 1: lock (b) { for (; ; ) { } } break; } } finally { }", true)]
    public void Depth_of_statements(string statement, bool isBroken) =>
        Verify(SizeRules.Nesting, $"class A {{ void B() {{ {statement} }} }}", isBroken);

    [Theory]
    [InlineData("class A { void B(int a, int b, int c, int d, int e) { } }", false)]
    [InlineData("class A { void B(int a, int b, int c, int d, int e, int f) { } }", true)]
    [InlineData("class A(int a, int b, int c, int d, int e, int f);", true)]
    [InlineData("delegate void A(int a, int b, int c, int d, int e, int f);", true)]
    [InlineData("record A(int B, int C, int D, int E, int F, int G);", false)]
    [InlineData("class A { [Theory] void B(int a, int b, int c, int d, int e, int f) { } }", false)]
    [InlineData("class A { [LibraryImport(\"c\")] void B(int a, int b, int c, int d, int e, int f); }", false)]
    public void Number_of_parameters(string code, bool isBroken) =>
        Verify(SizeRules.ParameterCount, code, isBroken);

    [Theory]
    [InlineData(400, false)]
    [InlineData(401, true)]
    public void Lines_of_a_file(int lineCount, bool isBroken) =>
        Verify(SizeRules.FileLength, new string('\n', lineCount), isBroken);

    [Theory]
    [InlineData(120, false)]
    [InlineData(121, true)]
    public void Columns_of_a_line(int columnCount, bool isBroken) =>
        Verify(SizeRules.Columns, "//" + new string('a', columnCount - 2) + "\nclass A;", isBroken);

    [Fact]
    public void A_line_of_a_longer_text_is_data_and_may_be_long() => Verify(
        SizeRules.Columns,
        $"class A {{ string B = \"\"\"\n    {new string('a', 200)}\n    \"\"\"; }}",
        isBroken: false);

    private static void Verify(Rule rule, string code, bool isBroken) =>
        Assert.Equal(isBroken, rule.Check(Repository.Of(("src/Risk/A.cs", code))).Any());
}
