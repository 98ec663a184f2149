using LowLatencyEngine.Tidy.Code;
using Xunit;

namespace LowLatencyEngine.Tidy.SelfTests;

/// <summary>Each rule on a piece of code that breaks it, and on one like it that does not.</summary>
public sealed class CodeRuleTests
{
    [Theory]
    [InlineData("public sealed class OrderManager;", true)]
    [InlineData("internal enum StringUtils { None }", true)]
    [InlineData("public delegate void IoHelper();", true)]
    [InlineData("public sealed class Commonality;", false)] // The word is another one.
    [InlineData("public sealed class Book { void Manager() { } }", false)] // A method, not a type.
    public void Empty_words_in_type_names(string code, bool isBroken) => Verify(NameRules.NoEmptyWords, code, isBroken);

    [Theory]
    [InlineData("class C { private int depth; }", true)]
    [InlineData("class C { private int _Depth; }", true)]
    [InlineData("class C { const int DEPTH_MAX = 1; }", true)]
    [InlineData("class C { static readonly int _depth = 1; }", true)]
    [InlineData("class C { public int depth; }", true)]
    [InlineData("class C { int _a; const int DepthMax = 1; static readonly int Start = 1; public int Depth; }", false)]
    public void Names_of_fields(string code, bool isBroken) => Verify(NameRules.FieldNames, code, isBroken);

    [Theory]
    [InlineData("class FIXSession { }", true)]
    [InlineData("class C { int CRC32 => 1; }", true)]
    [InlineData("enum E { BuyIOC }", true)]
    [InlineData("class FixSession { int Crc32C => 1; }", false)]
    [InlineData("interface IOrders { } interface IIoThread { }", false)]
    public void Acronyms_as_words(string code, bool isBroken) => Verify(NameRules.Acronyms, code, isBroken);

    [Fact]
    public void A_test_s_sentence_may_hold_an_acronym() =>
        Assert.Empty(Find(NameRules.Acronyms, "tests/Unit/A.cs", "class A { void Sends_an_IOC_order() { } }"));

    [Theory]
    [InlineData("class C { int _a; int A() => this._a; }", true)]
    [InlineData("class C { int A() => this[0]; C B() => this; }", false)]
    public void Qualified_members(string code, bool isBroken) => Verify(NameRules.NoThis, code, isBroken);

    [Theory]
    [InlineData("bool IsFirm", true)]
    [InlineData("decimal Price", true)]
    [InlineData("System.Guid Id", true)]
    [InlineData("System.DateTime Time", true)]
    [InlineData("string Text", true)]
    [InlineData("byte[] Bytes", true)]
    [InlineData("long? Price", true)]
    [InlineData("Book Book", true)]
    [InlineData("long PriceTicks", false)]
    [InlineData("Side Side", false)]
    public void Fields_of_events(string field, bool isBroken) => Verify(
        LayoutRules.BlittableFields,
        $"class Book; [StructLayout(LayoutKind.Explicit)] public struct E {{ [FieldOffset(0)] public {field}; }}",
        isBroken);

    [Theory]
    [InlineData("public class A { }", true)]
    [InlineData("public record A(int B);", true)]
    [InlineData("sealed class A { } static class B { } abstract class C { } record struct D; struct E { }", false)]
    public void Open_classes(string code, bool isBroken) => Verify(LayoutRules.SealedClasses, code, isBroken);

    [Fact]
    public void A_benchmark_is_open_because_the_runner_derives_from_it()
    {
        const string code = "public class A { [Benchmark] public void B() { } }";

        Assert.Empty(Find(LayoutRules.SealedClasses, "bench/Micro/A.cs", code));
        Assert.NotEmpty(Find(LayoutRules.SealedClasses, "src/Risk/A.cs", code));
    }

    [Theory]
    [InlineData("long A() => DateTime.UtcNow.Ticks;", true)]
    [InlineData("long A() => System.DateTime.Now.Ticks;", true)]
    [InlineData("long A() => Stopwatch.GetTimestamp();", true)]
    [InlineData("int A() => new Random(1).Next();", true)]
    [InlineData("string A() => Environment.MachineName;", true)]
    [InlineData("string A() => Environment.NewLine;", false)] // The same on every machine that this runs on.
    [InlineData("bool A() => File.Exists(_path);", true)]
    [InlineData("Socket _socket;", true)]
    [InlineData("async void A() { }", true)]
    [InlineData("Task A() => Run();", true)]
    [InlineData("void A() { lock (_gate) { } }", true)]
    [InlineData("object A() => from x in _xs select x;", true)]
    [InlineData("void A() => Console.WriteLine();", true)]
    [InlineData("void A() => Thread.Sleep(1);", true)]
    [InlineData("DateTime A(DateTime time) => time.AddDays(1);", false)] // Arithmetic needs no clock.
    [InlineData("int A() => _event.Timer + EventKind.Task + options.Random;", false)] // Members of that name.
    public void Banned_words_on_the_hot_path(string member, bool isBroken) =>
        Verify(HotPathRules.NoBannedWords, $"class C {{ {member} }}", isBroken);

    [Fact]
    public void Banned_words_are_allowed_where_the_table_says_so_and_outside_the_hot_folders()
    {
        const string code = "class C { long A() => Stopwatch.GetTimestamp(); }";

        Assert.NotEmpty(Find(HotPathRules.NoBannedWords, "src/Engine/Stages/C.cs", code));
        Assert.Empty(Find(HotPathRules.NoBannedWords, "src/Model/SystemClock.cs", code));
        Assert.Empty(Find(HotPathRules.NoBannedWords, "src/Engine/Threads/C.cs", code));
    }

    [Fact]
    public void Banned_usings_are_seen() =>
        Assert.NotEmpty(Find(HotPathRules.NoBannedWords, "src/Risk/C.cs", "using System.Linq;\nclass C;"));

    [Fact]
    public void An_exemption_that_nothing_uses_is_told() => Assert.Contains(
        Find(HotPathRules.ExemptionsAreUsed, "src/Model/SystemClock.cs", "class SystemClock;"),
        finding => finding.Path == "src/Model/SystemClock.cs");

    [Theory]
    [InlineData("readonly Dictionary<int, int> _a; void B() { foreach (var c in _a) { } }", true)]
    [InlineData("void B(HashSet<int> a) { foreach (int c in a) { } }", true)]
    [InlineData("void B() { var a = new Dictionary<int, int>(); foreach (var c in a.Values) { } }", true)]
    [InlineData("void B() { foreach (var (c, d) in A) { } } Dictionary<int, int> A { get; }", true)]
    [InlineData("readonly List<int> _a; void B() { foreach (int c in _a) { } }", false)]
    public void Iteration_over_what_has_no_order(string members, bool isBroken) =>
        Verify(DeterminismRules.NoUnorderedIteration, $"class A {{ {members} }}", isBroken);

    [Theory]
    [InlineData("src/Engine/Pipeline.cs", true)]
    [InlineData("src/Risk/A.cs", true)]
    [InlineData("src/Ring/A.cs", false)]
    [InlineData("src/Engine/Telemetry/A.cs", false)]
    [InlineData("tests/Unit/A.cs", false)]
    public void Unsafe_code(string path, bool isBroken) =>
        Assert.Equal(isBroken, Find(HotPathRules.UnsafeWhereAllowed, path, "unsafe class A { }").Length > 0);

    [Theory]
    [InlineData("src/Ring/A.cs", "class A { }", false)]
    [InlineData("src/Ring/A.cs", "class A { } enum B { } record C(int D); struct E { }", false)]
    [InlineData("src/Ring/A.cs", "class A { } class B { }", true)]
    [InlineData("src/Ring/A.cs", "class B { }", true)]
    [InlineData("src/Ring/A.cs", "class A { class B { } }", false)]
    [InlineData("src/Model/EventKind.cs", "enum EventKind { } static class EventKinds { }", false)]
    [InlineData("tests/Unit/A.cs", "class A { } class B { }", false)]
    public void Main_types(string path, string code, bool isBroken) =>
        Assert.Equal(isBroken, Find(SyntaxRules.OneMainType, path, code).Length > 0);

    [Theory]
    [InlineData("partial class A { }", true)]
    [InlineData("partial class A { [LibraryImport(\"c\")] static partial int Sync(int file); }", false)]
    [InlineData("partial class A { [GeneratedRegex(\"a\")] static partial Regex B(); }", false)]
    [InlineData("[JsonSerializable(typeof(int))] partial class A : JsonSerializerContext;", false)]
    public void Partial_types(string code, bool isBroken) => Verify(SyntaxRules.NoPartial, code, isBroken);

    [Theory]
    [InlineData("#region Fields\nclass A { }\n#endregion\n", true)]
    [InlineData("// ---- Fields ----\nclass A { }\n", true)]
    [InlineData("//==========\nclass A { }\n", true)]
    [InlineData("// From a -> b, a-b.\nclass A { }\n", false)]
    [InlineData("/// <code>\n/// +------+\n/// </code>\nclass A { }\n", false)] // A picture.
    public void Regions(string code, bool isBroken) => Verify(SyntaxRules.NoRegion, code, isBroken);

    [Theory]
    [InlineData("class A { void B( { }", true)]
    [InlineData("class A { void B() { } }", false)]
    public void Code_that_cannot_be_read(string code, bool isBroken) => Verify(SyntaxRules.Parses, code, isBroken);

    [Theory]
    [InlineData("// TO" + "DO: later.\nclass A { }", true)]
    [InlineData("/// <summary>FIX" + "ME.</summary>\nclass A { }", true)]
    [InlineData("/* HA" + "CK */ class A { }", true)]
    [InlineData("// A todo list is kept elsewhere.\nclass A { }", false)]
    public void Work_put_off(string code, bool isBroken) => Verify(CommentRules.NoLeftovers, code, isBroken);

    [Theory]
    [InlineData("// int a = b(1);\nclass A { }", true)]
    [InlineData("// if (a > b)\nclass A { }", true)]
    [InlineData("// public void B() {\nclass A { }", true)]
    [InlineData("// }\nclass A { }", true)]
    [InlineData("// Release: pairs with the acquire in Read.\nclass A { }", false)]
    [InlineData("// Three parts; the last is long.\nclass A { }", false)]
    public void Code_in_comments(string code, bool isBroken) =>
        Verify(CommentRules.NoCommentedOutCode, code, isBroken);

    [Theory]
    [InlineData("// Not ended\nclass A { }", true)]
    [InlineData("// Ended over\n// two lines.\nclass A { }", false)]
    [InlineData("class A { int B; // a phrase\n}", false)]
    [InlineData("class A { string B = \"\"\"\n    // data\n    \"\"\"; }", false)]
    public void Comments_as_sentences(string code, bool isBroken) =>
        Verify(CommentRules.FullSentences, code, isBroken);

    [Theory]
    [InlineData("Thread.Sleep(1)", true)]
    [InlineData("await Task.Delay(10)", true)]
    [InlineData("await Task.Delay(Timeout.Infinite, token)", false)]
    [InlineData("gate.Wait(60_000)", false)]
    public void Sleep_in_tests(string call, bool isBroken) => Assert.Equal(
        isBroken,
        Find(TestRules.NoSleep, "tests/Unit/A.cs", $"class A {{ async Task B() {{ {call}; }} }}").Length > 0);

    [Theory]
    [InlineData("class A { [Fact] void B() => GC.GetAllocatedBytesForCurrentThread(); }", true)]
    [InlineData("[Collection(ByteCounting.Name)] class A { [Fact] void B() => Heap.Bytes(); }", false)]
    [InlineData("class A { [Fact] void B() => Heap.Bytes(); }", true)] // Counts by way of another class.
    [InlineData("class A { [Fact] void B() { } }", false)]
    public void Byte_counters(string code, bool isBroken)
    {
        const string heap = "static class Heap { static long Bytes() => GC.GetTotalAllocatedBytes(); }";

        Assert.Equal(isBroken, Find(TestRules.ByteCountersRunAlone, "tests/Unit/A.cs", heap + code).Length > 0);
    }

    [Fact]
    public void A_finding_names_file_line_rule_and_remedy() => Assert.Equal(
        "src/Risk/A.cs:3: STYLE 2.5: the class A is open; write sealed",
        Assert.Single(Find(LayoutRules.SealedClasses, "src/Risk/A.cs", "\n\npublic class A { }")).ToString());

    private static void Verify(Rule rule, string code, bool isBroken) =>
        Assert.Equal(isBroken, Find(rule, "src/Risk/Sample.cs", code).Length > 0);

    private static Finding[] Find(Rule rule, string path, string code) => [.. rule.Check(Repository.Of((path, code)))];
}
