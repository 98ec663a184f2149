using System;
using System.Linq;
using LowLatencyEngine.Engine.Control;
using Xunit;

namespace LowLatencyEngine.Unit.Engine.Control;

/// <summary>Words of the control door's protocol: as many arrive as were sent, each in its place.</summary>
public sealed class ControlWordsTests
{
    private const int RoundTripCount = 2_000;

    [Theory]
    [InlineData("firm", "firm")]
    [InlineData("5bp", "5bp")]
    [InlineData("", "\"\"")]
    [InlineData("sector:alt coins", "\"sector:alt coins\"")]
    [InlineData("say \"no\\yes\"", "\"say \\\"no\\\\yes\\\"\"")]
    [InlineData("fat\nfinger", "\"fat finger\"")]
    public void Quotes_only_what_would_not_stay_one_word(string word, string expected) =>
        Assert.Equal(expected, ControlWords.Quote(word));

    [Theory]
    [InlineData("", new string[0])]
    [InlineData("   ", new string[0])]
    [InlineData("kill firm -", new[] { "kill", "firm", "-" })]
    [InlineData("  kill   firm  ", new[] { "kill", "firm" })]
    [InlineData("rearm \"a b\" c\"d \"\" e", new[] { "rearm", "a b", "c\"d", "", "e" })]
    [InlineData("halt \"open", new[] { "halt", "open" })]
    [InlineData("halt \"open\\", new[] { "halt", "open\\" })]
    public void Splits_a_line(string line, string[] expected) => Assert.Equal(expected, ControlWords.Split(line));

    [Fact]
    public void Every_list_of_words_arrives_as_it_was_sent()
    {
        const int seed = 20261130;
        var random = new Random(seed);
        for (int i = 0; i < RoundTripCount; i++)
        {
            string[] words = [.. Enumerable.Range(0, random.Next(6)).Select(_ => Word(random))];
            string line = string.Join(' ', words.Select(ControlWords.Quote));
            Assert.True(words.SequenceEqual(ControlWords.Split(line)), $"seed={seed}, i={i}, line={line}");
        }
    }

    private static string Word(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(5)).Select(_ => "ab \"\\:é"[random.Next(7)]));
}
